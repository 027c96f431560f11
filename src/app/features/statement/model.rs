//! Figures of the statement that need no browser.

use domain::arrangement::Instalment;
use domain::budget::{
    Asset, AssetKind, CashFlow, CreditHistory, Direction, Frequency, Liability, Part, Recurrence, StatementLine,
};
use domain::calendar;
use domain::money::{Amount, AmountError, Currency, parse_amount};
use jiff::civil::Date;
use ui::form::parse_date;
use wire::saved;

use crate::shared::full_budget::{Stated, debt_owner};
use crate::shared::typed::whole_number;
use crate::store::{Agreement, DebtReading};

/// The most of a share, in percent.
pub const SHARE_MAX: u32 = 100;

/// Debts that count: with a balance above nothing, and agreed to. What somebody disputes is not added up.
pub fn owed(debts: Vec<DebtReading>) -> Vec<DebtReading> {
    debts.into_iter().filter(|debt| !debt.stands_aside() && debt.balance.is_ok_and(Amount::is_positive)).collect()
}

/// Whether some debt is left out because its amount or its rate of exchange cannot be read.
pub fn is_any_unreadable(debts: &[DebtReading]) -> bool {
    debts.iter().any(|debt| !debt.stands_aside() && debt.balance.is_err_and(|error| error != AmountError::Required))
}

/// What was agreed and what priority debts ask for, as lines of the statement that stand in no group; with their owners
/// and days. In a month each takes what the budget takes off for it, which `commitments` says.
pub fn committed_lines(
    debts: &[DebtReading],
    commitments: &[(String, Amount)],
    agreed: &[Agreement],
    told: &saved::Statement,
) -> Vec<Stated> {
    let line = |debt: &DebtReading| {
        let monthly = commitments.iter().find(|(id, _)| *id == debt.id).map(|(_, monthly)| *monthly)?;
        let terms = agreed.iter().find(|agreement| agreement.debt_id == debt.id).map(|agreement| agreement.terms);
        let day = told.debt_days.iter().find(|(id, _)| *id == debt.id).map(|(_, day)| day.clone()).unwrap_or_default();
        Some(Stated {
            id: debt.id.clone(),
            name: debt.name.clone(),
            every: terms.map_or(Frequency::Month, |terms| terms.frequency()),
            amount: terms.map_or(monthly, |terms| terms.instalment()),
            day: terms.map_or(day, |terms| calendar::text(terms.first())),
            line: StatementLine {
                group: usize::MAX,
                part: Part::PriorityOffers,
                owner: debt_owner(told, &debt.id),
                recurrence: Recurrence::Each { amount: monthly, frequency: Frequency::Month },
            },
        })
    };
    debts.iter().filter_map(line).collect()
}

/// The payments of what was agreed from a day until another, each on its day.
pub fn agreed_flows(agreed: &[Agreement], from: Date, until: Date) -> Vec<CashFlow> {
    let rows = agreed.iter().flat_map(|agreement| agreement.terms.schedule());
    let due = rows.filter(|row| from <= row.due && row.due <= until);
    // Once: the calendar looks ahead for less than a year.
    let once = |row: Instalment| CashFlow {
        amount: row.amount,
        direction: Direction::Out,
        frequency: Frequency::Year,
        anchor: row.due,
    };
    due.map(once).collect()
}

/// How the day of a line is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayChoice {
    /// Not at all.
    None,
    /// One of the coming days.
    Coming(Vec<Date>),
    /// A day of the month: each stands in a January, which has all of them.
    OfMonth(Vec<Date>),
    /// A day of the month and the one fifteen days later.
    TwiceAMonth(Vec<Date>),
    /// A whole date.
    FullStatement,
}

/// How to ask for a day of a line that comes so often.
pub fn day_choice(every: Frequency, today: Date) -> DayChoice {
    let coming = |days: i64| (0..days).filter_map(|offset| calendar::plus_days(today, offset)).collect();
    let january = |days: i64| (1..=days).filter_map(|day| calendar::date(i64::from(today.year()), 1, day)).collect();
    match every {
        Frequency::Day => DayChoice::None,
        Frequency::Week => DayChoice::Coming(coming(7)),
        Frequency::TwoWeeks => DayChoice::Coming(coming(14)),
        Frequency::FourWeeks => DayChoice::Coming(coming(28)),
        Frequency::Month => DayChoice::OfMonth(january(31)),
        Frequency::TwiceAMonth => DayChoice::TwiceAMonth(january(15)),
        Frequency::Quarter | Frequency::HalfYear | Frequency::Year => DayChoice::FullStatement,
    }
}

/// The one of the choices that means the same as the day that was kept; `None` for a day that is none.
pub fn same_day(every: Frequency, kept: &str, today: Date) -> Option<Date> {
    let anchor = parse_date(kept).ok()?;
    let january = |day: i8| calendar::date(i64::from(today.year()), 1, i64::from(day));
    match every {
        Frequency::Week | Frequency::TwoWeeks | Frequency::FourWeeks => {
            CashFlow { amount: Amount::ZERO, direction: Direction::In, frequency: every, anchor }.next_from(today)
        }
        Frequency::Month => january(anchor.day()),
        Frequency::TwiceAMonth => january(if anchor.day() > 15 { (anchor.day() - 15).min(15) } else { anchor.day() }),
        _ => Some(anchor),
    }
}

fn amount(text: &str, currency: Currency) -> Amount {
    parse_amount(text, currency).unwrap_or_default()
}

/// Something owned, as it reads now. What cannot be read counts as nothing; no share told is all of it.
pub fn asset(typed: &saved::Asset, currency: Currency) -> Asset {
    let share = whole_number(&typed.share, SHARE_MAX).and_then(|share| u8::try_from(share).ok());
    Asset {
        kind: AssetKind::from_id(&typed.kind).unwrap_or_default(),
        value: amount(&typed.value, currency),
        secured: amount(&typed.secured, currency),
        share_percent: share.unwrap_or(100),
    }
}

/// The debts, without what stands aside of them, and with what is behind on them.
pub fn liabilities(debts: &[DebtReading], arrears: &[(String, String)], currency: Currency) -> Vec<Liability> {
    let behind = |id: &str| arrears.iter().find(|(of, _)| of == id).map(|(_, text)| amount(text, currency));
    debts
        .iter()
        .map(|debt| Liability {
            balance: debt.claimed().unwrap_or_default(),
            arrears: behind(&debt.id).unwrap_or_default(),
            is_priority: debt.is_priority,
        })
        .collect()
}

/// The credit history as it reads now; what cannot be read is not known.
pub fn credit(typed: &saved::Credit, currency: Currency) -> CreditHistory {
    let number = |text: &str| whole_number(text, 9_999).and_then(|number| u16::try_from(number).ok());
    let pair = |one: &str, other: &str| Some((number(one)?, number(other)?));
    let money = |text: &str| parse_amount(text, currency).ok();
    CreditHistory {
        score: pair(&typed.score, &typed.score_max).filter(|(score, max)| score <= max),
        looked_up: parse_date(&typed.looked_up).ok(),
        missed_payments: number(&typed.missed_payments),
        defaults: number(&typed.defaults),
        judgments: number(&typed.judgments),
        oldest_account: parse_date(&typed.oldest_account).ok(),
        limits: money(&typed.limits).zip(money(&typed.limits_used)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shared::cash_flows::{every, flows};
    use domain::arrangement::Terms;
    use domain::budget::Owner;
    use domain::debt::DebtKind;
    use domain::rate::Rate;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 22);

    fn debt(id: &str, minor: i64, minimum: i64, is_priority: bool, is_disputed: bool) -> DebtReading {
        DebtReading {
            id: id.to_owned(),
            is_invited: false,
            name: id.to_owned(),
            kind: DebtKind::Other,
            balance: Ok(Amount::from_minor(minor)),
            rate: Ok(Rate::ZERO),
            minimum: Ok(Amount::from_minor(minimum)),
            is_priority,
            is_disputed,
            more: Default::default(),
        }
    }

    fn stated(part: Part, owner: Owner, every: Frequency, day: &str) -> Stated {
        let amount = Amount::from_minor(100);
        let recurrence = Recurrence::Each { amount, frequency: every };
        let line = StatementLine { group: 0, part, owner, recurrence };
        Stated { id: String::new(), name: String::new(), every, amount, day: day.to_owned(), line }
    }

    #[test]
    fn what_is_disputed_or_nothing_is_not_owed() {
        let unread = DebtReading { balance: Err(AmountError::Letters), ..debt("unread", 0, 0, true, false) };
        let all = vec![
            debt("rent", 300_00, 50_00, true, false),
            debt("card", 900_00, 25_00, false, false),
            debt("wrong", 900_00, 25_00, true, true),
            debt("paid", 0, 25_00, true, false),
            unread,
        ];
        assert!(is_any_unreadable(&all));
        assert!(!is_any_unreadable(&all[..4]));
        let owed = owed(all);
        assert_eq!(owed.iter().map(|debt| debt.id.as_str()).collect::<Vec<_>>(), ["rent", "card"]);
        let told = saved::Statement {
            debt_days: vec![("rent".to_owned(), "2026-01-05".to_owned())],
            ..saved::Statement::default()
        };
        let minor = Amount::from_minor;
        let commitments = [("rent".to_owned(), minor(50_00)), ("card".to_owned(), minor(43_33))];
        let terms = Terms::new(minor(500_00), minor(10_00), Frequency::Week, date(2026, 12, 11)).expect("terms");
        let agreed = [Agreement { debt_id: "card".to_owned(), terms }];
        let lines = committed_lines(&owed, &commitments, &agreed, &told);
        let told_lines: Vec<_> =
            lines.iter().map(|one| (one.id.as_str(), one.amount.minor(), one.every, one.day.as_str())).collect();
        let expected =
            [("rent", 50_00, Frequency::Month, "2026-01-05"), ("card", 10_00, Frequency::Week, "2026-12-11")];
        assert_eq!(told_lines, expected);
        // In a month it takes what the budget takes off for it.
        let monthly = Recurrence::Each { amount: minor(43_33), frequency: Frequency::Month };
        assert_eq!(lines[1].line.recurrence, monthly);
        let due: Vec<_> = agreed_flows(&agreed, TODAY, date(2026, 12, 25)).iter().map(|flow| flow.anchor).collect();
        assert_eq!(due, [date(2026, 12, 11), date(2026, 12, 18), date(2026, 12, 25)], "none before the first date");
        let arrears = [("rent".to_owned(), "120".to_owned()), ("gone".to_owned(), "7".to_owned())];
        let told = liabilities(&owed, &arrears, Currency::USD);
        let arrears: Vec<i64> = told.iter().map(|one| one.arrears.minor()).collect();
        assert_eq!((arrears, told[0].is_priority), (vec![120_00, 0], true));
    }

    #[test]
    fn only_lines_with_a_day_are_in_the_calendar() {
        let all = [
            stated(Part::Income, Owner::Joint, Frequency::TwoWeeks, "2026-11-27"),
            stated(Part::Fixed, Owner::Joint, Frequency::Month, ""),
            stated(Part::Flexible, Owner::Joint, Frequency::Day, ""),
            stated(Part::Saving, Owner::Joint, Frequency::Year, "2027-3-"),
            stated(Part::Fixed, Owner::Business, Frequency::Month, "2026-01-05"),
        ];
        let (flows, without_day) = flows(&all, TODAY);
        assert_eq!(without_day, 2);
        let told: Vec<_> = flows.iter().map(|flow| (flow.direction, flow.anchor)).collect();
        assert_eq!(told, [(Direction::In, date(2026, 11, 27)), (Direction::Out, TODAY)]);
    }

    #[test]
    fn a_bill_so_many_times_a_year_is_counted_so_many_times() {
        let amount = Amount::from_minor(120_00);
        let bill = |times| {
            let mut bill = stated(Part::Fixed, Owner::Joint, Frequency::Month, "2026-12-10");
            bill.amount = amount;
            bill.line.recurrence = Recurrence::TimesAYear { amount, times };
            bill
        };
        let told = |times| {
            let (flows, _) = flows(&[bill(times)], TODAY);
            let day = |month: i64| calendar::plus_months(date(2026, 12, 10), month).unwrap();
            let paid = |month| flows.iter().filter(|flow| flow.happens_on(day(month))).map(|flow| flow.amount).sum();
            (0..6).map(paid).map(|sum: Amount| sum.minor() / 100).collect::<Vec<_>>()
        };
        assert_eq!(told(6), [120, 0, 120, 0, 120, 0]);
        assert_eq!(told(4), [120, 0, 0, 120, 0, 0]);
        assert_eq!(told(1), [120, 0, 0, 0, 0, 0]);
        assert_eq!(told(10), [120; 6]);
        assert_eq!(told(12), [120; 6]);
        // 26 times 120 is 260 a month.
        assert_eq!(told(26), [260; 6]);
        // The day is one of its own, so it is asked for whole; of the ten times only the day of the month is known.
        assert_eq!(day_choice(every(&bill(6)), TODAY), DayChoice::FullStatement);
        assert!(matches!(day_choice(every(&bill(10)), TODAY), DayChoice::OfMonth(_)));
    }

    #[test]
    fn every_choice_means_itself_and_every_kept_day_is_one_of_the_choices() {
        for every in Frequency::ALL {
            let choices = match day_choice(every, TODAY) {
                DayChoice::None => {
                    assert_eq!(every, Frequency::Day);
                    continue;
                }
                DayChoice::FullStatement => {
                    assert_eq!(same_day(every, "2027-3-5", TODAY), Some(date(2027, 3, 5)));
                    continue;
                }
                DayChoice::Coming(days) | DayChoice::OfMonth(days) | DayChoice::TwiceAMonth(days) => days,
            };
            for day in &choices {
                assert_eq!(same_day(every, &calendar::text(*day), TODAY), Some(*day), "{every:?}");
            }
            for offset in -400..400 {
                let kept = calendar::plus_days(TODAY, offset).unwrap();
                let same = same_day(every, &calendar::text(kept), TODAY).unwrap();
                assert!(choices.contains(&same), "{every:?} {kept}");
            }
        }
        assert_eq!(same_day(Frequency::TwoWeeks, "2026-11-13", TODAY), Some(date(2026, 11, 27)));
        assert_eq!(same_day(Frequency::Month, "2026-11-31", TODAY), None);
        assert_eq!(same_day(Frequency::Month, "", TODAY), None);
    }

    #[test]
    fn what_is_owned_reads_as_typed() {
        let typed = saved::Asset { value: "2,000".to_owned(), share: "50".to_owned(), ..saved::Asset::default() };
        assert_eq!(asset(&typed, Currency::USD).equity(), Amount::from_minor(1_000_00));
        let typed = saved::Asset { kind: "savings".to_owned(), value: "x".to_owned(), ..saved::Asset::default() };
        let read = asset(&typed, Currency::USD);
        assert_eq!((read.kind, read.value, read.share_percent), (AssetKind::Savings, Amount::ZERO, 100));
    }

    #[test]
    fn what_is_not_known_of_a_credit_history_stays_unknown() {
        assert_eq!(credit(&saved::Credit::default(), Currency::USD), CreditHistory::default());
        let typed = saved::Credit {
            score: "640".to_owned(),
            score_max: "850".to_owned(),
            limits: "4,000".to_owned(),
            limits_used: "3,200".to_owned(),
            looked_up: "2026-11-1".to_owned(),
            ..saved::Credit::default()
        };
        let read = credit(&typed, Currency::USD);
        assert_eq!((read.score, read.utilisation_percent()), (Some((640, 850)), Some(80)));
        assert_eq!(read.looked_up, Some(date(2026, 11, 1)));
        let turned = saved::Credit { score: "900".to_owned(), ..typed };
        assert_eq!(credit(&turned, Currency::USD).score, None);
    }
}
