//! Every rule with its reason and its counter-proposal, and what holds for all of them.

use super::*;
use crate::arrangement::{Deal, Frequency, Terms, days_after};
use crate::calendar::days_between;
use crate::money::Amount;
use crate::rate::Rate;
use jiff::civil::{Date, date};
use proptest::prelude::*;

const TODAY: Date = date(2026, 11, 22);

const fn of(minor: i64) -> Amount {
    Amount::from_minor(minor)
}

fn percent(text: &str) -> Rate {
    Rate::parse_decimal(text).unwrap()
}

fn bounds() -> Bounds {
    Bounds {
        instalment_monthly_min: of(25_00),
        instalment_share_min: percent("2"),
        term_months_max: 24,
        start_days_max: 31,
        down_payment_share_min: Rate::ZERO,
        left_over_share_max: Some(percent("60")),
        settlement: Some(SettlementRule { share_min: percent("50"), auto_accept: false, may_be_offered: false }),
        auto_accept: true,
    }
}

fn edition(from: Date, bands: Vec<Band>) -> Edition {
    Edition { from, until: None, bands, changes: ChangeRules::NONE }
}

fn book(bounds: Bounds) -> PolicyBook {
    PolicyBook::new(vec![edition(date(2026, 1, 1), vec![Band { balance_max: None, bounds }])]).unwrap()
}

fn whole(balance: i64, instalment: i64) -> Deal {
    Deal::new(of(balance), of(balance), of(0), of(instalment), Frequency::Month, TODAY).unwrap()
}

fn settling(balance: i64, total: i64, down_payment: i64, instalment: i64) -> Deal {
    Deal::new(of(balance), of(total), of(down_payment), of(instalment), Frequency::Month, TODAY).unwrap()
}

fn left_over(minor: i64) -> Means {
    Means { left_over: Some(of(minor)), ..Means::default() }
}

fn told(answer: &Answer) -> (&'static str, Vec<&'static str>) {
    let (name, reasons) = match answer {
        Answer::Accepted => ("accepted", &Vec::new()),
        Answer::Referred { reasons } => ("referred", reasons),
        Answer::Countered { reasons, .. } => ("countered", reasons),
        Answer::Deadlock { reasons, .. } => ("deadlock", reasons),
    };
    (name, reasons.iter().map(Objection::id).collect())
}

#[test]
fn bands_and_editions_decide_which_rule_holds() {
    let band = |balance_max: Option<i64>, auto_accept| Band {
        balance_max: balance_max.map(of),
        bounds: Bounds { auto_accept, ..bounds() },
    };
    let old = Edition { until: Some(date(2026, 6, 30)), ..edition(date(2026, 1, 1), vec![band(None, true)]) };
    let new = edition(date(2026, 7, 1), vec![band(Some(500_00), true), band(Some(900_00), false)]);
    let book = PolicyBook::new(vec![old, new]).unwrap();
    let ask = |balance, day| told(&book.answer(&deal_on(balance, day), Means::default(), day));
    assert_eq!(ask(500_00, TODAY), ("accepted", vec![]));
    assert_eq!(ask(500_01, TODAY), ("referred", vec!["needs_person"]));
    let seen = book.answer(&deal_on(900_00, TODAY), Means::default(), TODAY);
    let balance_max = Some(of(500_00));
    assert_eq!(seen, Answer::Referred { reasons: vec![Objection::NeedsPerson { balance_max }] });
    assert_eq!(ask(900_01, TODAY), ("referred", vec!["no_rule"]));
    assert_eq!(ask(900_01, date(2026, 6, 30)), ("accepted", vec![]));
    assert_eq!(ask(500_00, date(2025, 12, 31)), ("referred", vec!["no_rule"]));
}

fn deal_on(balance: i64, first: Date) -> Deal {
    Deal::new(of(balance), of(balance), of(0), of(balance / 10), Frequency::Month, first).unwrap()
}

#[test]
fn every_broken_bound_is_named_at_once() {
    let deal = Deal::new(of(2_000_00), of(900_00), of(0), of(20_00), Frequency::Month, date(2027, 3, 1)).unwrap();
    let strict = Bounds { down_payment_share_min: percent("10"), ..bounds() };
    let answer = book(strict).answer(&deal, left_over(30_00), TODAY);
    assert_eq!(
        told(&answer),
        (
            "deadlock",
            vec![
                "instalment_too_small",
                "share_too_small",
                "too_long",
                "starts_too_late",
                "settlement_too_small",
                "down_payment_too_small",
                "takes_too_much",
            ]
        )
    );
    let early = Deal::new(of(300_00), of(200_00), of(0), of(50_00), Frequency::Month, date(2026, 11, 1)).unwrap();
    let answer = book(Bounds { settlement: None, ..bounds() }).answer(&early, Means::default(), TODAY);
    assert_eq!(told(&answer), ("countered", vec!["starts_too_early", "no_settlement"]));
}

#[test]
fn the_counter_is_the_nearest_within_reach() {
    let counter = |bounds: Bounds, deal: Deal, means: Means| match book(bounds).answer(&deal, means, TODAY) {
        Answer::Countered { deal, .. } => {
            Some((deal.total().minor(), deal.down_payment().minor(), deal.instalment().minor()))
        }
        _ => None,
    };
    // 2 % of 1,500.00 are 30.00, but 24 months ask for 62.50.
    assert_eq!(counter(bounds(), whole(1_500_00, 28_00), Means::default()), Some((1_500_00, 0, 62_50)));
    // Half of 125.00 left over is just enough, half of 124.98 is not.
    assert_eq!(counter(bounds(), whole(1_500_00, 28_00), left_over(125_00)), Some((1_500_00, 0, 62_50)));
    assert_eq!(counter(bounds(), whole(1_500_00, 28_00), left_over(124_98)), None);
    // The policy itself takes no more than 60 % of what is left over.
    assert_eq!(counter(bounds(), whole(1_500_00, 90_00), left_over(125_00)), Some((1_500_00, 0, 75_00)));
    // A settlement is raised to the smallest one: the sum at hand first, the rest month by month.
    assert_eq!(
        counter(bounds(), settling(1_000_00, 400_00, 0, 400_00), left_over(100_00)),
        Some((500_00, 400_00, 25_00))
    );
    let at_hand = Means { lump: Some(of(500_00)), ..Means::default() };
    assert_eq!(counter(bounds(), settling(1_000_00, 400_00, 0, 400_00), at_hand), Some((500_00, 0, 500_00)));
    // A down-payment that nobody has cannot be named.
    let down = Bounds { down_payment_share_min: percent("10"), ..bounds() };
    assert_eq!(counter(down, whole(500_00, 50_00), Means::default()), None);
    let at_hand = Means { lump: Some(of(50_00)), ..Means::default() };
    assert_eq!(counter(down, whole(500_00, 50_00), at_hand), Some((500_00, 50_00, 50_00)));
}

#[test]
fn a_deadlock_names_the_two_ends() {
    let answer = book(bounds()).answer(&whole(1_500_00, 28_00), left_over(80_00), TODAY);
    assert_eq!(
        answer,
        Answer::Deadlock {
            reasons: vec![
                Objection::ShareTooSmall { share_min: percent("2"), monthly_min: of(30_00) },
                Objection::TooLong { months_max: 24 },
            ],
            monthly_min: Some(of(62_50)),
            monthly_max: Some(of(40_00)),
        }
    );
    // Unless the operator itself would rather have less: 750.00 in 24 months are 31.25.
    let rule = SettlementRule { share_min: percent("50"), auto_accept: true, may_be_offered: true };
    let answer =
        book(Bounds { settlement: Some(rule), ..bounds() }).answer(&whole(1_500_00, 28_00), left_over(80_00), TODAY);
    let Answer::Countered { deal, then, .. } = answer else { panic!("{answer:?}") };
    assert_eq!((deal.total(), deal.instalment(), then), (of(750_00), of(31_25), vec![]));
}

#[test]
fn a_sum_at_hand_closes_the_gap() {
    let afford = |lump: i64| Means { affordable_monthly: Some(of(10_00)), lump: Some(of(lump)), ..Means::default() };
    let small = Bounds { instalment_monthly_min: of(5_00), instalment_share_min: Rate::ZERO, ..bounds() };
    let ask = |bounds: Bounds, balance: i64, lump: i64| match book(bounds).answer(
        &whole(balance, 10_00),
        afford(lump),
        TODAY,
    ) {
        Answer::Countered { deal, .. } => {
            Ok((deal.total().minor(), deal.down_payment().minor(), deal.instalment().minor()))
        }
        Answer::Deadlock { monthly_min, monthly_max, .. } => Err((monthly_min, monthly_max)),
        other => panic!("{other:?}"),
    };
    // 24 months of 20.00 would do; 10.00 leave 230.00 for 23 of them, so 250.00 are paid first.
    assert_eq!(ask(small, 480_00, 300_00), Ok((480_00, 250_00, 10_00)));
    assert_eq!(ask(small, 480_00, 250_00), Ok((480_00, 250_00, 10_00)));
    assert_eq!(ask(small, 480_00, 249_99), Err((Some(of(20_00)), Some(of(10_00)))));
    // Also with all of it at hand no more is asked at once than is needed.
    assert_eq!(ask(small, 480_00, 480_00), Ok((480_00, 250_00, 10_00)));
    // 10.00 are below the smallest instalment: all in one, or all but a last payment.
    assert_eq!(ask(bounds(), 480_00, 480_00), Ok((480_00, 0, 480_00)));
    assert_eq!(ask(bounds(), 480_00, 470_00), Ok((480_00, 470_00, 10_00)));
    assert_eq!(ask(bounds(), 480_00, 469_99), Err((Some(of(25_00)), Some(of(10_00)))));
    // 600.00 do not settle 1,000.00, but half of it.
    let rule = SettlementRule { share_min: percent("50"), auto_accept: true, may_be_offered: true };
    let settling = Bounds { settlement: Some(rule), ..bounds() };
    assert_eq!(ask(settling, 1_000_00, 600_00), Ok((500_00, 0, 500_00)));
    // The end that is named is the least of all that was tried: 500.00 in 24 months ask for the smallest instalment.
    assert_eq!(ask(settling, 1_000_00, 400_00), Err((Some(of(25_00)), Some(of(10_00)))));
}

#[test]
fn a_settlement_is_looked_at() {
    let answer = book(bounds()).answer(&settling(1_000_00, 500_00, 0, 500_00), Means::default(), TODAY);
    assert_eq!(told(&answer), ("referred", vec!["settlement_needs_person"]));
}

#[test]
fn rules_nobody_could_meet_are_refused() {
    let fault = |editions: Vec<Edition>| PolicyBook::new(editions).unwrap_err();
    let band = |bounds: Bounds| Band { balance_max: None, bounds };
    let with = |bounds: Bounds| fault(vec![edition(TODAY, vec![band(bounds)])]);
    let of_band = |kind| BookError { edition: 0, band: Some(0), kind };
    assert_eq!(with(Bounds { instalment_monthly_min: of(-1), ..bounds() }), of_band(BookErrorKind::InstalmentNegative));
    assert_eq!(with(Bounds { instalment_share_min: percent("101"), ..bounds() }), of_band(BookErrorKind::Share));
    assert_eq!(with(Bounds { down_payment_share_min: percent("100"), ..bounds() }), of_band(BookErrorKind::Share));
    assert_eq!(with(Bounds { term_months_max: 0, ..bounds() }), of_band(BookErrorKind::Term));
    assert_eq!(with(Bounds { start_days_max: 367, ..bounds() }), of_band(BookErrorKind::Start));
    let free = SettlementRule { share_min: Rate::ZERO, auto_accept: true, may_be_offered: false };
    assert_eq!(with(Bounds { settlement: Some(free), ..bounds() }), of_band(BookErrorKind::SettlementOfNothing));
    let two = fault(vec![edition(TODAY, vec![band(bounds()), band(bounds())])]);
    assert_eq!(two, BookError { edition: 0, band: Some(1), kind: BookErrorKind::BandOrder });
    assert_eq!(fault(vec![edition(TODAY, vec![])]).kind, BookErrorKind::NoBand);
    let open = edition(TODAY, vec![band(bounds())]);
    assert_eq!(fault(vec![open.clone(), open.clone()]).kind, BookErrorKind::Overlaps);
    assert_eq!(
        fault(vec![Edition { until: Some(date(2026, 1, 1)), ..open.clone() }]).kind,
        BookErrorKind::EndsBeforeStart
    );
    let changes = ChangeRules { date_days_max: -1, ..ChangeRules::NONE };
    assert_eq!(fault(vec![Edition { changes, ..open }]).kind, BookErrorKind::Changes);
}

fn changing() -> Edition {
    let changes = ChangeRules {
        date_days_max: 10,
        frequency: true,
        amount_share_min: percent("80"),
        amount_share_max: percent("200"),
        skips_max: 2,
        pause_months_max: 3,
    };
    Edition { changes, ..edition(date(2026, 1, 1), vec![Band { balance_max: None, bounds: bounds() }]) }
}

fn remaining(balance: i64, instalment: i64) -> Terms {
    Terms::new(of(balance), of(instalment), Frequency::Month, date(2026, 12, 31)).unwrap()
}

#[test]
fn what_a_client_changes_alone() {
    let used = Used { skips: 1, pause_months: 3, ..Used::nothing(&remaining(600_00, 50_00)) };
    let ask = |change| match changing().answer_change(&remaining(600_00, 50_00), change, used, TODAY) {
        ChangeAnswer::Alone(terms) => {
            format!("{} {} {}", terms.instalment().minor(), terms.frequency().id(), terms.first())
        }
        ChangeAnswer::NeedsPerson(reasons) => reasons.iter().map(ChangeObjection::id).collect::<Vec<_>>().join(" "),
    };
    assert_eq!(ask(Change::Date(date(2027, 1, 10))), "5000 month 2027-01-10");
    assert_eq!(ask(Change::Date(date(2027, 1, 11))), "date");
    assert_eq!(ask(Change::Date(date(2026, 11, 21))), "date");
    // 50.00 a month are 600.00 a year: 52 × 11.54.
    assert_eq!(ask(Change::Frequency(Frequency::Week)), "1154 week 2026-12-31");
    assert_eq!(ask(Change::Amount(of(40_00))), "4000 month 2026-12-31");
    assert_eq!(ask(Change::Amount(of(39_99))), "amount");
    assert_eq!(ask(Change::Amount(of(0))), "amount impossible");
    assert_eq!(ask(Change::Amount(of(100_00))), "10000 month 2026-12-31");
    assert_eq!(ask(Change::Amount(of(100_01))), "amount");
    for nothing in [
        Change::Skip(0),
        Change::Pause(0),
        Change::Date(date(2026, 12, 31)),
        Change::Frequency(Frequency::Month),
        Change::Amount(of(50_00)),
    ] {
        assert_eq!(ask(nothing), "nothing_changed");
    }
    assert_eq!(ask(Change::Skip(1)), "5000 month 2027-01-31");
    assert_eq!(ask(Change::Skip(2)), "skips");
    assert_eq!(ask(Change::Pause(1)), "pause");
}

/// Nothing changed since so much a month was agreed.
fn unchanged(agreed: i64) -> Used {
    Used::nothing(&remaining(agreed, agreed))
}

/// The names of the objections, or the instalment that a change leads to.
fn asked(remaining: &Terms, change: Change, used: Used) -> Result<Terms, Vec<&'static str>> {
    match changing().answer_change(remaining, change, used, TODAY) {
        ChangeAnswer::Alone(terms) => Ok(terms),
        ChangeAnswer::NeedsPerson(reasons) => Err(reasons.iter().map(ChangeObjection::id).collect()),
    }
}

#[test]
fn changes_are_counted_from_what_was_agreed() {
    // 80 % of 50.00 are 40.00, and they are so after the first change, too.
    let used = unchanged(50_00);
    let lowered = asked(&remaining(600_00, 50_00), Change::Amount(of(40_00)), used).unwrap();
    assert_eq!(asked(&lowered, Change::Amount(of(32_00)), used), Err(vec!["amount"]));
    assert_eq!(asked(&lowered, Change::Amount(of(50_00)), used), Ok(remaining(600_00, 50_00)));
    // 50.00 a month are 11.54 a week, of which 80 % are 9.24.
    let weekly = asked(&remaining(600_00, 50_00), Change::Frequency(Frequency::Week), used).unwrap();
    assert_eq!(asked(&weekly, Change::Amount(of(9_24)), used).map(|terms| terms.instalment()), Ok(of(9_24)));
    assert_eq!(asked(&weekly, Change::Amount(of(9_23)), used), Err(vec!["amount"]));
    // Ten days later is all there is; ten days back again is free.
    let later = asked(&remaining(600_00, 50_00), Change::Date(date(2027, 1, 10)), used).unwrap();
    let used = Used { days_moved: 10, ..used };
    assert_eq!(asked(&later, Change::Date(date(2027, 1, 11)), used), Err(vec!["date"]));
    assert_eq!(
        asked(&later, Change::Date(date(2026, 12, 21)), used).map(|terms| terms.first()),
        Ok(date(2026, 12, 21))
    );
    assert_eq!(asked(&later, Change::Date(date(2026, 12, 20)), used), Err(vec!["date"]));
}

#[test]
fn a_change_alone_is_not_below_the_smallest_instalment() {
    // 80 % of 30.00 are 24.00, but nobody may pay less than 25.00.
    let used = unchanged(30_00);
    assert_eq!(asked(&remaining(300_00, 30_00), Change::Amount(of(25_00)), used).map(|terms| terms.number()), Ok(12));
    assert_eq!(asked(&remaining(300_00, 30_00), Change::Amount(of(24_99)), used), Err(vec!["instalment_too_small"]));
    // What a person agreed below it may stay there and rise, but not fall.
    let used = unchanged(20_00);
    assert!(asked(&remaining(300_00, 20_00), Change::Date(date(2027, 1, 5)), used).is_ok());
    assert!(asked(&remaining(300_00, 20_00), Change::Amount(of(21_00)), used).is_ok());
    assert_eq!(asked(&remaining(300_00, 20_00), Change::Amount(of(19_00)), used), Err(vec!["instalment_too_small"]));
    // The rest of a debt is paid in one, however small.
    assert!(asked(&remaining(18_00, 18_00), Change::Date(date(2027, 1, 5)), used).is_ok());
}

#[test]
fn what_is_overdue_is_not_the_clients_alone_to_change() {
    let overdue = Terms::new(of(300_00), of(50_00), Frequency::Month, date(2026, 10, 31)).unwrap();
    let used = unchanged(50_00);
    assert_eq!(asked(&overdue, Change::Frequency(Frequency::Week), used), Err(vec!["in_the_past"]));
    assert_eq!(asked(&overdue, Change::Amount(of(60_00)), used), Err(vec!["in_the_past"]));
    assert_eq!(asked(&overdue, Change::Skip(1), used).map(|terms| terms.first()), Ok(date(2026, 11, 30)));
}

#[test]
fn a_change_does_not_outlast_the_longest_term() {
    // 24 payments of 50.00; at 40.00 there would be 30.
    let answer =
        changing().answer_change(&remaining(1_200_00, 50_00), Change::Amount(of(40_00)), unchanged(50_00), TODAY);
    assert_eq!(answer, ChangeAnswer::NeedsPerson(vec![ChangeObjection::TooLong { months_max: 24 }]));
    // A pause moves the payments, and makes them no more.
    let answer = changing().answer_change(&remaining(1_200_00, 50_00), Change::Pause(3), unchanged(50_00), TODAY);
    let ChangeAnswer::Alone(terms) = answer else { panic!("{answer:?}") };
    assert_eq!((terms.first(), terms.number()), (date(2027, 3, 31), 24));
}

fn any_bounds() -> impl Strategy<Value = Bounds> {
    let rule = (1..=100_i64, any::<bool>(), any::<bool>()).prop_map(|(share, auto_accept, may_be_offered)| {
        SettlementRule { share_min: percent(&share.to_string()), auto_accept, may_be_offered }
    });
    (
        0..50_000_i64,
        0..=20_i64,
        1..=240_i64,
        0..=366_i64,
        0..=40_i64,
        1..=100_i64,
        prop::option::of(rule),
        any::<bool>(),
    )
        .prop_map(|(minimum, share, months, days, down, part, settlement, auto_accept)| Bounds {
            instalment_monthly_min: of(minimum),
            instalment_share_min: percent(&share.to_string()),
            term_months_max: months,
            start_days_max: days,
            down_payment_share_min: percent(&down.to_string()),
            left_over_share_max: (part > 5).then(|| percent(&part.to_string())),
            settlement,
            auto_accept,
        })
}

fn any_deal() -> impl Strategy<Value = Deal> {
    (1..3_000_000_i64, 1..=100_i64, 0..100_i64, 1..=100_i64, 0_usize..4, -40..500_i64).prop_filter_map(
        "terms that are possible",
        |(balance, total, down, part, frequency, day)| {
            let total = (balance * total / 100).max(1);
            let down = (total * down / 200).min(total - 1);
            let instalment = ((total - down) * part / 100).max(1);
            let frequency = Frequency::INSTALMENTS[frequency];
            Deal::new(of(balance), of(total), of(down), of(instalment), frequency, days_after(TODAY, day)).ok()
        },
    )
}

fn any_means() -> impl Strategy<Value = Means> {
    let amount = || prop::option::of((-50_000..400_000_i64).prop_map(of));
    (amount(), prop::option::of((0..200_000_i64).prop_map(of)), prop::option::of((0..900_000_i64).prop_map(of)))
        .prop_map(|(left_over, affordable_monthly, lump)| Means { left_over, affordable_monthly, lump })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_counter_is_within_the_bounds_and_within_reach(bounds in any_bounds(), deal in any_deal(), means in any_means()) {
        let book = book(bounds);
        let answer = book.answer(&deal, means, TODAY);
        prop_assert_eq!(&answer, &book.answer(&deal, means, TODAY));
        if let Answer::Countered { deal: counter, reasons, then } = answer {
            prop_assert!(!reasons.is_empty());
            match book.answer(&counter, means, TODAY) {
                Answer::Accepted => prop_assert!(then.is_empty()),
                Answer::Referred { reasons } => prop_assert_eq!(reasons, then),
                other => prop_assert!(false, "{counter:?} {other:?}"),
            }
            prop_assert_eq!(counter.frequency(), deal.frequency());
            prop_assert!(counter.total() >= deal.total() || bounds.settlement.is_some_and(|rule| rule.may_be_offered));
            let offered_at_once = if deal.payments() == 1 { deal.total() } else { deal.down_payment() };
            let in_one = counter.payments() == 1;
            let at_once = if in_one { counter.total() } else { counter.down_payment() };
            let monthly = |deal: &Deal| i128::from(deal.instalment().minor()) * i128::from(deal.frequency().times_a_year());
            let month_suffices = |cap: Amount| monthly(&counter) <= i128::from(cap.minor().max(0)) * 12;
            prop_assert!(in_one || at_once <= offered_at_once.max(means.lump.unwrap_or_default()));
            // Half of what is left over, unless the client chose more.
            let half = means.affordable_monthly.or(means.left_over.map(|left| of(left.minor().max(0) / 2)));
            let is_own_choice = monthly(&counter) <= monthly(&deal);
            let from_the_lump = in_one && at_once <= offered_at_once.max(means.lump.unwrap_or_default());
            prop_assert!(is_own_choice || from_the_lump || half.is_none_or(month_suffices));
        }
    }

    #[test]
    fn more_left_over_never_makes_a_deadlock(bounds in any_bounds(), deal in any_deal(), less in 0..200_000_i64, more in 0..200_000_i64) {
        let book = book(bounds);
        let is_deadlock = |left: i64| matches!(book.answer(&deal, left_over(left), TODAY), Answer::Deadlock { .. });
        prop_assert!(is_deadlock(less) || !is_deadlock(less + more));
    }

    #[test]
    fn a_sum_at_hand_never_makes_a_deadlock(bounds in any_bounds(), deal in any_deal(), means in any_means(), more in 0..900_000_i64) {
        let book = book(bounds);
        let is_deadlock = |means| matches!(book.answer(&deal, means, TODAY), Answer::Deadlock { .. });
        let lump = Some(means.lump.unwrap_or_default().saturating_add(of(more)));
        let with_more = Means { lump, ..means };
        prop_assert!(is_deadlock(means) || !is_deadlock(with_more));
    }

    #[test]
    fn no_nearer_instalment_would_do(bounds in any_bounds(), deal in any_deal()) {
        let book = book(bounds);
        let means = Means { lump: Some(deal.balance()), ..Means::default() };
        let Answer::Countered { deal: counter, .. } = book.answer(&deal, means, TODAY) else { return Ok(()) };
        if counter.instalment() > deal.instalment() && deal.payments() > 1 {
            let less = counter.instalment().saturating_sub(of(1));
            let nearer = Deal::new(
                counter.balance(), counter.total(), counter.down_payment(), less, counter.frequency(), counter.first(),
            );
            if let Ok(nearer) = nearer {
                let answer = book.answer(&nearer, means, TODAY);
                prop_assert!(matches!(answer, Answer::Countered { .. }), "{nearer:?} {answer:?}");
            }
        }
    }

    #[test]
    fn a_deadlock_means_that_nothing_would_do(
        minimum in 0..12_i64, share in 0..40_i64, months in 1..7_i64, down in 0..60_i64, settles in prop::option::of(1..=100_i64),
        balance in 1..25_i64, instalment in 1..25_i64, monthly in 0..12_i64, lump in 0..25_i64, weekly in any::<bool>(),
    ) {
        let settlement = settles.map(|share| SettlementRule {
            share_min: percent(&share.to_string()), auto_accept: true, may_be_offered: true,
        });
        let bounds = Bounds {
            instalment_monthly_min: of(minimum),
            instalment_share_min: percent(&share.to_string()),
            term_months_max: months,
            down_payment_share_min: percent(&down.to_string()),
            settlement,
            ..bounds()
        };
        let frequency = if weekly { Frequency::FourWeeks } else { Frequency::Month };
        let Ok(deal) = Deal::new(of(balance), of(balance), of(0), of(instalment.min(balance)), frequency, TODAY) else {
            return Ok(());
        };
        let means = Means { affordable_monthly: Some(of(monthly)), lump: Some(of(lump)), ..Means::default() };
        let book = book(bounds);
        let Answer::Deadlock { monthly_max, .. } = book.answer(&deal, means, TODAY) else { return Ok(()) };
        let reach = monthly_max.unwrap();
        // Every deal there is of the totals that may be named.
        let least = settles.map_or(balance, |share| (balance * share).div_euclid(100).max(1));
        for total in least..=balance {
            for down in 0..total {
                for each in 1..=total - down {
                    let Ok(other) = Deal::new(of(balance), of(total), of(down), of(each), frequency, TODAY) else { continue };
                    let in_one = down == 0 && other.number() == 1 && total <= lump.max(if deal.number() == 1 { balance } else { 0 });
                    let is_afforded = in_one || (down <= lump && each * frequency.times_a_year() <= reach.minor() * 12);
                    let answer = book.answer(&other, Means::default(), TODAY);
                    let would_do = matches!(answer, Answer::Accepted | Answer::Referred { .. });
                    prop_assert!(!(is_afforded && would_do), "{other:?} {answer:?}");
                }
            }
        }
    }

    #[test]
    fn no_chain_of_changes_leaves_what_was_agreed_behind(
        balance in 1..500_000_i64, instalment in 1..100_000_i64,
        changes in prop::collection::vec((0..5, 0..40_u8, 0..200_i64), 1..12),
    ) {
        let agreed = date(2026, 12, 31);
        let Ok(first) = Terms::new(of(balance), of(instalment), Frequency::Month, agreed) else { return Ok(()) };
        let (mut now, mut used) = (first, Used::nothing(&first));
        for (pick, number, share) in changes {
            let change = match pick {
                0 => Change::Date(days_after(now.first(), i64::from(number) - 20)),
                1 => Change::Frequency(Frequency::INSTALMENTS[usize::from(number % 4)]),
                2 => Change::Amount(of(now.instalment().minor() * share / 100)),
                3 => Change::Skip(number % 3),
                _ => Change::Pause(number % 4),
            };
            let ChangeAnswer::Alone(after) = changing().answer_change(&now, change, used, TODAY) else { continue };
            prop_assert_ne!(after, now);
            prop_assert_eq!(after.balance(), now.balance());
            prop_assert!(after.first() >= TODAY);
            match change {
                Change::Date(to) => used.days_moved += days_between(now.first(), to),
                Change::Skip(count) => used.skips += count,
                Change::Pause(months) => used.pause_months += months,
                Change::Frequency(_) | Change::Amount(_) => {}
            }
            now = after;
            prop_assert!(used.days_moved.abs() <= 10 && used.skips <= 2 && used.pause_months <= 3);
            // Over a year no less than 80 % of what was agreed or of all that is owed, and never below the smallest.
            let yearly = |terms: &Terms| terms.instalment().minor() * terms.frequency().times_a_year();
            let smallest = (25_00 * 12).max(balance * 12 / 50).min(yearly(&first));
            prop_assert!(now.number() == 1 || yearly(&now) * 100 >= yearly(&first) * 80);
            prop_assert!(now.number() == 1 || yearly(&now) >= smallest);
        }
    }
}
