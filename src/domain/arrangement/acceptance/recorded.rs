//! The rules of an invitation: what they said in recorded cases, and what page and server have in common.

use super::*;
use crate::arrangement::{AutoAccept, Deal, Frequency, Policy, Terms, days_after};
use crate::money::Amount;
use jiff::civil::{Date, date};
use proptest::prelude::*;

const TODAY: Date = date(2026, 11, 22);

const fn of(minor: i64) -> Amount {
    Amount::from_minor(minor)
}

/// A line with a policy holds for the lines after it; each of those is an offer and the answer to it, on the client's
/// own day or on a server with a day of grace. Recorded from the rules as they were while an invitation had four of them
/// and an evaluation of its own. Where weeks are counted more exactly since then, the smaller instalment has the former
/// one beside it.
const RECORDED: &str = include_str!("recorded.txt");

fn read_policy(line: &str) -> Policy {
    let mut words = line.split(' ');
    let mut number = || words.next().unwrap().parse::<i64>().unwrap();
    let (minimum, months, days) = (of(number()), number(), number());
    let auto_accept = match words.collect::<Vec<_>>()[..] {
        ["all"] => AutoAccept::All,
        ["nothing"] => AutoAccept::Nothing,
        ["up", "to", balance] => AutoAccept::UpToBalance(of(balance.parse().unwrap())),
        _ => panic!("{line}"),
    };
    Policy::new(minimum, months, days, auto_accept).unwrap()
}

fn told(reasons: &[Objection]) -> String {
    let one = |reason: &Objection| match reason {
        Objection::InstalmentTooSmall { monthly_min: figure }
        | Objection::NeedsPerson { balance_max: Some(figure) } => {
            format!("{} {}", reason.id(), figure.minor())
        }
        Objection::TooLong { months_max } => format!("{} {months_max}", reason.id()),
        Objection::StartsTooLate { latest: day } | Objection::StartsTooEarly { earliest: day } => {
            format!("{} {day}", reason.id())
        }
        _ => reason.id().to_owned(),
    };
    reasons.iter().map(one).collect::<Vec<_>>().join(", ")
}

#[test]
fn four_rules_say_what_they_always_said() {
    let mut policy = None;
    let mut count = 0;
    for line in RECORDED.lines() {
        if let Some(rules) = line.strip_prefix("policy ") {
            policy = Some(read_policy(rules));
            continue;
        }
        let (offer, expected) = line.split_once(" = ").unwrap();
        let [balance, instalment, frequency, first, day] = offer.splitn(5, ' ').collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        let amount = |text: &str| of(text.parse().unwrap());
        let frequency = Frequency::from_id(frequency).unwrap();
        let terms = Terms::new(amount(balance), amount(instalment), frequency, first.parse().unwrap()).unwrap();
        let grace_days = i64::from(day == "day of grace");
        let answer =
            policy.unwrap().book(TODAY).answer_with_grace(&Deal::from(&terms), Means::default(), TODAY, grace_days);
        let said = match &answer {
            Answer::Accepted => "accepted".to_owned(),
            Answer::Referred { reasons } => format!("referred: {}", told(reasons)),
            Answer::Countered { deal, reasons, .. } => {
                let terms = deal.terms().unwrap();
                format!("countered {} {}: {}", terms.instalment().minor(), terms.first(), told(reasons))
            }
            Answer::Deadlock { .. } => panic!("{line}: nothing is known of the client's means"),
        };
        let (expected, former) = expected.split_once(" was ").unwrap_or((expected, ""));
        assert_eq!(said, expected, "{line}");
        let is_nearer =
            |former: &str| former.parse::<i64>().unwrap() > said.split(' ').nth(1).unwrap().parse().unwrap();
        assert!(former.is_empty() || (frequency != Frequency::Month && is_nearer(former)), "{line}");
        count += 1;
    }
    assert_eq!(count, 264);
}

fn any_policy() -> impl Strategy<Value = Policy> {
    let percent = || prop::option::of(1..=100_i64);
    (1..50_000_i64, 1..=240_i64, 1..=366_i64, 0..3_usize, percent(), percent()).prop_map(
        |(minimum, months, days, auto_accept, share, left_over)| {
            let auto_accept = [AutoAccept::All, AutoAccept::Nothing, AutoAccept::UpToBalance(of(500_00))][auto_accept];
            let policy = Policy::new(of(minimum), months, days, auto_accept).unwrap();
            policy.with_instalment_share_min(share).unwrap().with_left_over_share_max(left_over).unwrap()
        },
    )
}

fn any_offer() -> impl Strategy<Value = Deal> {
    (1..3_000_000_i64, 1..=1_000_i64, 0_usize..4, -40..500_i64).prop_filter_map(
        "terms that are possible",
        |(balance, part, frequency, day)| {
            let instalment = of((balance * part / 1_000).max(1));
            let terms =
                Terms::new(of(balance), instalment, Frequency::INSTALMENTS[frequency], days_after(TODAY, day)).ok()?;
            Some(Deal::from(&terms))
        },
    )
}

fn afford(minor: i64) -> Means {
    Means { affordable_monthly: Some(of(minor)), ..Means::default() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn page_and_server_agree_while_nothing_is_known_of_the_means(policy in any_policy(), offer in any_offer()) {
        let book = policy.book(TODAY);
        let here = book.answer(&offer, Means::default(), TODAY);
        let there = book.answer_with_grace(&offer, Means::default(), TODAY, 1);
        let shown = [&here, &there].map(|answer| match answer {
            Answer::Countered { deal, .. } => deal.terms(),
            _ => None,
        });
        prop_assert_eq!(shown[0].is_some(), matches!(here, Answer::Countered { .. }), "a counter-offer is plain terms");
        let starts_in_time = (TODAY..=days_after(TODAY, policy.book(TODAY).band(offer.balance(), TODAY).unwrap().bounds.start_days_max))
            .contains(&offer.first());
        if starts_in_time {
            prop_assert_eq!(&here, &there);
        } else if let [Some(here), Some(there)] = shown {
            prop_assert!((here.instalment(), here.frequency()) == (there.instalment(), there.frequency()) || here.frequency() != Frequency::Month);
        }
        // More means than anybody asks for are the same as unknown ones.
        prop_assert_eq!(&here, &book.answer(&offer, afford(i64::MAX / 100), TODAY));
        prop_assert!(!matches!(here, Answer::Deadlock { .. }), "a deadlock has two ends");
    }

    #[test]
    fn what_the_page_lets_through_the_server_takes(policy in any_policy(), offer in any_offer(), skew in -1..=1_i64, means in 0..400_000_i64) {
        let here = policy.book(TODAY).answer(&offer, afford(means), TODAY);
        let ask = |deal: &Deal| {
            let day = days_after(TODAY, skew);
            policy.book(day).answer_with_grace(deal, Means::default(), day, 1)
        };
        match here {
            Answer::Accepted => prop_assert_eq!(ask(&offer), Answer::Accepted),
            Answer::Referred { .. } => prop_assert_eq!(ask(&offer), here),
            // Taking up the counter-offer is sending it.
            Answer::Countered { deal, then, .. } => {
                let expected = if then.is_empty() { Answer::Accepted } else { Answer::Referred { reasons: then } };
                prop_assert_eq!(ask(&deal), expected);
            }
            Answer::Deadlock { .. } => {}
        }
    }

    #[test]
    fn a_counter_offer_is_within_the_rules_and_the_means(policy in any_policy(), offer in any_offer(), left in 0..400_000_i64, part in 0..=100_i64) {
        let book = policy.book(TODAY);
        let means = Means { left_over: Some(of(left)), affordable_monthly: Some(of(left * part / 100)), lump: None };
        let yearly = |deal: &Deal| i128::from(deal.instalment().minor()) * i128::from(deal.frequency().times_a_year());
        match book.answer(&offer, means, TODAY) {
            Answer::Countered { deal, .. } => {
                prop_assert_eq!(deal.frequency(), offer.frequency());
                let bounds = &book.band(offer.balance(), TODAY).unwrap().bounds;
                prop_assert!(deal.ends_within_months(bounds.term_months_max));
                prop_assert!((TODAY..=days_after(TODAY, bounds.start_days_max)).contains(&deal.first()));
                let smallest = bounds.instalment_monthly_min.minor();
                prop_assert!(deal.number() == 1 || yearly(&deal) >= i128::from(smallest) * 12);
                let is_afforded = yearly(&deal) <= i128::from(left * part / 100) * 12;
                prop_assert!(is_afforded || yearly(&deal) <= yearly(&offer), "{deal:?}");
            }
            Answer::Deadlock { monthly_min, monthly_max, .. } => {
                prop_assert!(monthly_max.unwrap() < monthly_min.unwrap(), "the ends do not meet");
            }
            Answer::Accepted | Answer::Referred { .. } => {}
        }
    }
}
