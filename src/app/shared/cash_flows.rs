//! The lines of a budget as dated flows of money.

use domain::budget::{CashFlow, Convention, Direction, Frequency, Owner, Part, Recurrence};
use domain::calendar;
use jiff::civil::Date;
use ui::form::parse_date;

use crate::shared::full_budget::Stated;

/// How many months lie between the days of a line that comes so many times a year in even steps: two for a bill every
/// two months.
fn months_apart(one: &Stated) -> Option<i64> {
    match one.line.recurrence {
        Recurrence::TimesAYear { times, .. } => {
            let times = i64::from(times);
            (times > 0 && times < 12 && 12 % times == 0).then(|| 12 / times)
        }
        _ => None,
    }
}

/// How often each single day of a line comes: once a year, where some days of a year make the line.
pub fn every(one: &Stated) -> Frequency {
    if months_apart(one).is_some() { Frequency::Year } else { one.every }
}

/// The lines that have a known day, as flows of money, and how many others there are. Every day needs no day; a business
/// has a purse of its own.
///
/// A bill every two months comes on each of its six days. One of ten times a year comes every month: which two months
/// are free is not known, and a calendar that counts a bill too much does less harm than one that counts it too little.
/// What comes more than twelve times a year without a frequency comes as its month.
pub fn flows(stated: &[Stated], today: Date) -> (Vec<CashFlow>, usize) {
    let mut flows = Vec::new();
    let mut without_day = 0;
    for one in stated.iter().filter(|one| one.line.owner != Owner::Business) {
        let anchor = if one.every == Frequency::Day { Some(today) } else { parse_date(&one.day).ok() };
        let direction = if one.line.part == Part::Income { Direction::In } else { Direction::Out };
        let Some(anchor) = anchor else {
            without_day += 1;
            continue;
        };
        let flow = CashFlow { amount: one.amount, direction, frequency: every(one), anchor };
        match (&one.line.recurrence, months_apart(one)) {
            (_, Some(apart)) => {
                let later = (0..12 / apart).filter_map(|step| calendar::plus_months(anchor, step * apart));
                flows.extend(later.map(|anchor| CashFlow { anchor, ..flow }));
            }
            (recurrence @ Recurrence::TimesAYear { times: 13.., .. }, None) => {
                let month = recurrence.trace(&Convention::YEAR_OF_52_WEEKS);
                flows.push(CashFlow { amount: month.map_or(one.amount, |trace| trace.monthly), ..flow });
            }
            _ => flows.push(flow),
        }
    }
    (flows, without_day)
}
