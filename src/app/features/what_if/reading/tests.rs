use domain::plan::{Outcome, Strategy, simulate};
use jiff::civil::date;

use crate::features::what_if::reading::*;
use crate::shared::months::month_text;

const NOW: MonthOfYear = (2026, 11);

fn debt(id: &str, balance: i64, rate: &str, minimum: i64) -> Debt {
    let id = DebtId::new(id).unwrap();
    let minimum = MinimumRule::Fixed(Amount::from_minor(minimum));
    Debt::new(id, Amount::from_minor(balance), parse_rate(rate).unwrap(), minimum)
}

fn debts() -> Vec<Debt> {
    vec![debt("card", 1_000_00, "24", 50_00), debt("loan", 2_000_00, "6", 50_00)]
}

fn typed(kind: Kind) -> WhatIf {
    WhatIf { id: "what-if-1".to_owned(), kind: kind.id().to_owned(), from: "2027-01".to_owned(), ..WhatIf::default() }
}

fn filled(kind: Kind) -> WhatIf {
    let text = |text: &str| text.to_owned();
    let (rate, rate_later, fee_percent) = (text("5"), text("20"), text("3"));
    let debt = if kind.shape().whose == Whose::Nobody { String::new() } else { text("card") };
    let (amount, second, count) = (text("100"), text("300"), text("12"));
    let all = WhatIf { debt, amount, second, rate, rate_later, fee_percent, count, is_yes: true, ..typed(kind) };
    if kind.shape().pay_days { WhatIf { from: text("2026-11-29"), count: text("weekly"), ..all } } else { all }
}

fn around(debts: &[Debt]) -> Around<'_> {
    Around {
        debts,
        currency: Currency::USD,
        now: NOW,
        start: Some(date(2026, 11, 22)),
        monthly: Amount::from_minor(600_00),
        convention: Convention::YEAR_OF_52_WEEKS,
    }
}

fn read_it(what_if: &WhatIf) -> Result<Effect, Vec<(Field, FieldError)>> {
    read(what_if, &around(&debts())).expect("a known kind")
}

fn change(what_if: &WhatIf) -> Change {
    let mut effect = read_it(what_if).unwrap_or_else(|problems| panic!("{what_if:?}: {problems:?}"));
    effect.changes.remove(0)
}

#[test]
fn months_are_counted_from_the_next_one() {
    for (text, number) in [
        ("", Ok(1)),
        ("2026-12", Ok(1)),
        ("2027-01", Ok(2)),
        ("2028-11", Ok(24)),
        ("9999-12", Ok(HORIZON_MONTHS)),
        ("2026-11", Err(FieldError::Past)),
        ("2026-10", Err(FieldError::Past)),
        ("2027-1", Err(FieldError::Past)),
        ("2027-13", Err(FieldError::Past)),
        ("+027-01", Err(FieldError::Past)),
        ("next month", Err(FieldError::Past)),
    ] {
        assert_eq!(month_number(text, NOW), number, "{text}");
    }
    for month in [(2026, 9), (2027, 12)] {
        assert_eq!(parse_month(&month_text(month)), Some(month));
    }
}

#[test]
fn counts_are_whole_and_in_bounds() {
    for (text, count) in [
        (" 12 ", Ok(12)),
        ("600", Ok(COUNT_MAX)),
        ("", Err(FieldError::CountRequired)),
        ("0", Err(FieldError::CountPattern)),
        ("601", Err(FieldError::CountPattern)),
        ("1.5", Err(FieldError::CountPattern)),
        ("+3", Err(FieldError::CountPattern)),
        ("99999999999", Err(FieldError::CountPattern)),
    ] {
        assert_eq!(parse_count(text), count, "{text}");
    }
}

#[test]
fn every_kind_makes_a_plan_when_all_it_asks_for_is_there() {
    for kind in Kind::ALL {
        let effect = read_it(&filled(kind)).unwrap_or_else(|problems| panic!("{kind:?}: {problems:?}"));
        assert_eq!(effect.kind, kind);
        assert!(effect.changes.iter().all(|change| change.from_month == 2));
        assert_ne!(effect.changes.is_empty(), effect.payment_schedule.is_none(), "{kind:?}");
        let mut scenario = Scenario::new(debts(), Amount::from_minor(600_00), Strategy::Avalanche);
        scenario.start = Some(date(2026, 11, 22));
        apply(&mut scenario, &[effect]);
        let plan = simulate(&scenario);
        assert!(plan.is_ok_and(|plan| plan.outcome == Outcome::Cleared), "{kind:?}");
    }
}

#[test]
fn what_is_missing_is_said_for_the_field_that_lacks_it() {
    for kind in Kind::ALL {
        let problems = read_it(&typed(kind)).err().unwrap_or_default();
        let shape = kind.shape();
        let asked = [
            (shape.amount, Field::Amount),
            (shape.second && !kind.second_is_optional(), Field::Second),
            (shape.rate, Field::Rate),
            (shape.transfer, Field::RateLater),
            (shape.counted == Counted::Needed, Field::Count),
            (shape.pay_days, Field::First),
        ];
        let wanted: Vec<Field> = asked.into_iter().filter_map(|(is_asked, field)| is_asked.then_some(field)).collect();
        assert_eq!(problems.iter().map(|(field, _)| *field).collect::<Vec<_>>(), wanted, "{kind:?}");
    }
    let gone = WhatIf { debt: "gone".to_owned(), from: "2026-11".to_owned(), ..filled(Kind::Freeze) };
    assert_eq!(read_it(&gone), Err(vec![(Field::Debt, FieldError::Gone), (Field::From, FieldError::Past)]));
    let wrong = WhatIf { amount: "1e3".to_owned(), ..filled(Kind::ExtraOnce) };
    assert_eq!(read_it(&wrong), Err(vec![(Field::Amount, FieldError::Amount(AmountError::Letters))]));
    let unknown = WhatIf { kind: "later".to_owned(), ..WhatIf::default() };
    assert_eq!(read(&unknown, &around(&debts())), None);
}

#[test]
fn months_and_debts_are_those_typed() {
    let amount = Amount::from_minor(100_00);
    assert_eq!(change(&filled(Kind::ExtraOnce)), Change::once(2, ChangeKind::Budget { delta: amount }));
    assert_eq!(change(&filled(Kind::ExtraMonthly)), Change::during(2, 13, ChangeKind::Budget { delta: amount }));
    let for_good = WhatIf { count: String::new(), ..filled(Kind::LessMonthly) };
    let less = ChangeKind::Budget { delta: Amount::from_minor(-100_00) };
    assert_eq!(change(&for_good), Change::lasting(2, less));
    let loan = WhatIf { debt: "loan".to_owned(), is_yes: false, ..filled(Kind::Pause) };
    let holiday = |whom, with_interest| ChangeKind::Holiday { whom, with_interest };
    assert_eq!(change(&loan), Change::during(2, 13, holiday(DebtScope::One(1), true)));
    let all = WhatIf { debt: String::new(), count: "1".to_owned(), ..filled(Kind::Pause) };
    assert_eq!(change(&all), Change::once(2, holiday(DebtScope::All, false)));
    let first = WhatIf { debt: String::new(), ..filled(Kind::BuyOnce) };
    assert_eq!(change(&first), Change::once(2, ChangeKind::Charge { debt: 0, amount }));
    let longest = WhatIf { from: "2126-11".to_owned(), ..filled(Kind::Freeze) };
    assert_eq!(change(&longest).last_month, HORIZON_MONTHS);
}

#[test]
fn two_new_credits_stand_beside_each_other() {
    let loan = WhatIf { debt: "card".to_owned(), second: String::new(), ..filled(Kind::Loan) };
    let card = WhatIf { debt: "loan".to_owned(), count: "3".to_owned(), is_yes: false, ..filled(Kind::Transfer) };
    let effects = [read_it(&loan).unwrap(), read_it(&card).unwrap()];
    let mut scenario = Scenario::new(debts(), Amount::from_minor(600_00), Strategy::Avalanche);
    apply(&mut scenario, &effects);
    let plan = simulate(&scenario).unwrap();
    // 50 off each in the first month, and a month's interest: 970 and 1,960. The card costs 3 % more.
    let moves: Vec<_> = plan.moves.iter().map(|moved| (moved.to, moved.month, moved.fee.minor())).collect();
    assert_eq!(moves.iter().map(|moved| (moved.0, moved.1)).collect::<Vec<_>>(), [(2, 2), (3, 2)]);
    assert_eq!(plan.moves[1].fee, plan.moves[1].amount.scale(3, 100, Rounding::HalfUp).unwrap());
    assert_eq!(scenario.debts[3].promo.map(|promo| promo.months), Some(4));
    assert_eq!(plan.outcome, Outcome::Cleared);
}

#[test]
fn a_sold_debt_has_the_terms_of_its_new_owner() {
    let effect = read_it(&filled(Kind::Sold)).unwrap();
    let rate = parse_rate("5").unwrap();
    let minimum = MinimumRule::Fixed(Amount::from_minor(100_00));
    let wanted = [
        Change::lasting(2, ChangeKind::RateIs { debt: 0, rate }),
        Change::once(2, ChangeKind::MinimumIs { debt: 0, rule: minimum }),
    ];
    assert_eq!(effect.changes, wanted);
}

#[test]
fn interest_that_is_put_off_is_charged_where_it_is_not_paid_in_time() {
    let card = |months: &str, is_yes| {
        let (count, fee_percent) = (months.to_owned(), String::new());
        WhatIf { rate: "0".to_owned(), count, fee_percent, second: String::new(), is_yes, ..filled(Kind::Transfer) }
    };
    let interest = |what_if: &WhatIf| {
        let debts = vec![debt("card", 1_200_00, "24", 50_00)];
        let mut scenario = Scenario::new(debts, Amount::from_minor(100_00), Strategy::Avalanche);
        apply(&mut scenario, &[read_it(what_if).unwrap()]);
        simulate(&scenario).unwrap().interest_total.minor()
    };
    // The first month costs 24; then 1,124 are paid off in twelve months without interest, or in time all the same.
    assert_eq!((interest(&card("12", false)), interest(&card("12", true))), (24_00, 24_00));
    let (plain, put_off) = (interest(&card("6", false)), interest(&card("6", true)));
    assert!(put_off > plain && plain > 24_00, "{put_off} {plain}");
}

#[test]
fn what_really_happened_stands_in_the_place_of_the_plan() {
    let amount = Amount::from_minor(100_00);
    assert_eq!(change(&filled(Kind::ReallyPaid)), Change::once(2, ChangeKind::Paid { debt: 0, amount }));
    assert_eq!(change(&filled(Kind::LetterSays)), Change::once(2, ChangeKind::BalanceIs { debt: 0, amount }));
}

#[test]
fn pay_days_are_real_days_and_take_no_more_than_the_months_hold() {
    let frequency = |from: &str, count: &str| {
        let what_if = WhatIf { from: from.to_owned(), count: count.to_owned(), ..filled(Kind::PayDays) };
        read_it(&what_if).map(|effect| effect.payment_schedule.unwrap())
    };
    let weekly = frequency("2026-11-29", "").unwrap();
    assert_eq!((weekly.every, weekly.amount.minor(), weekly.first), (Frequency::Week, 138_46, date(2026, 11, 29)));
    assert_eq!(frequency("2026-11-29", "twice_monthly").unwrap().amount.minor(), 300_00);
    assert_eq!(frequency("2026-11-21", "weekly"), Err(vec![(Field::First, FieldError::DayPast)]));
    assert_eq!(frequency("2027-2-30", "weekly"), Err(vec![(Field::First, FieldError::Day(DateError::NoSuchDay))]));
    // The offer page comes to the same.
    let monthly = Amount::from_minor(333_33);
    for every in Frequency::INSTALMENTS {
        assert_eq!(Some(each_time(monthly, every, &Convention::YEAR_OF_52_WEEKS)), every.from_monthly(monthly));
    }
}
