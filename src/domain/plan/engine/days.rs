//! Real dates behind the months of a plan: how many days a month has, and how many days of a payment fall into it.
//!
//! Month `m` of a plan that starts on the 15th runs from the 15th to the day before the next 15th; in months without
//! such a day, to the day before their last. Days are counted from 1 March of the year 0 (the civil calendar of ISO
//! 8601), which needs no table.

use jiff::civil::Date;

use crate::calendar::{Frequency, Interval};
use crate::plan::PaymentSchedule;

impl PaymentSchedule {
    /// How many payments fall into a month of a plan that starts on a date.
    #[must_use]
    pub fn count_in(&self, start: Date, month: u16) -> u16 {
        let (begin, end) = (month_begin(start, month), month_begin(start, month.saturating_add(1)));
        let first = day_number(self.first);
        let count = match self.every.interval() {
            Interval::Days(step) => {
                let before = |day: i64| (day - first + step - 1).div_euclid(step).max(0);
                before(end) - before(begin)
            }
            Interval::Months(step) => {
                let mut count = 0;
                // A month of the plan touches at most two calendar months, the payment of the month before may reach
                // into it.
                let near = months_between(self.first, start) + i64::from(month) - 3;
                for months in (near..near + 6).filter(|months| months.rem_euclid(step) == 0) {
                    let pay_day = months_after(self.first, months);
                    let counts = |day: i64| i64::from(day >= first && day >= begin && day < end);
                    count += counts(pay_day);
                    if self.every == Frequency::TwiceAMonth {
                        count += counts(pay_day + 15);
                    }
                }
                count
            }
        };
        u16::try_from(count).unwrap_or(0)
    }
}

/// Days in a month of a plan.
pub(crate) fn days_in(start: Date, month: u16) -> u16 {
    let days = month_begin(start, month.saturating_add(1)) - month_begin(start, month);
    u16::try_from(days).unwrap_or(30)
}

/// The number of the first day of a month of the plan.
fn month_begin(start: Date, month: u16) -> i64 {
    months_after(start, i64::from(month) - 1)
}

fn months_between(from: Date, to: Date) -> i64 {
    let index = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
    index(to) - index(from)
}

/// The number of the day so many months after a date; of the last of a month that has no such day.
fn months_after(date: Date, months: i64) -> i64 {
    let index = i64::from(date.year()) * 12 + i64::from(date.month()) - 1 + months;
    let (year, month) = (index.div_euclid(12), index.rem_euclid(12) + 1);
    let length = civil(if month == 12 { year + 1 } else { year }, month % 12 + 1, 1) - civil(year, month, 1);
    civil(year, month, i64::from(date.day()).min(length))
}

fn day_number(date: Date) -> i64 {
    civil(i64::from(date.year()), i64::from(date.month()), i64::from(date.day()))
}

/// Days since 1 March of the year 0: years begin in March, so that the leap day is the last of its year.
fn civil(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (month * 153 + 2) / 5 + day - 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Amount;
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn count(every: Frequency, first: Date, start: Date, month: u16) -> u16 {
        PaymentSchedule { every, amount: Amount::ZERO, first }.count_in(start, month)
    }

    #[test]
    fn months_have_their_days() {
        let days = |start| [1, 2, 3, 14, 26].map(|month| days_in(start, month));
        assert_eq!(days(date(2026, 1, 1)), [31, 28, 31, 28, 29]);
        // From the 31st: to the day before the last of February, then to the day before 31 March.
        assert_eq!(days(date(2026, 1, 31)), [28, 31, 30, 31, 31]);
        assert_eq!(days_in(date(2028, 2, 1), 1), 29);
        assert_eq!(days_in(date(2100, 2, 1), 1), 28);
    }

    #[test]
    fn pay_days_fall_into_months() {
        // Fridays of 2026 from 2 January: five in January, four in February.
        let friday = date(2026, 1, 2);
        let start = date(2026, 1, 1);
        assert_eq!([1, 2, 3, 4, 5].map(|month| count(Frequency::Week, friday, start, month)), [5, 4, 4, 4, 5]);
        assert_eq!([1, 2, 3].map(|month| count(Frequency::TwoWeeks, friday, start, month)), [3, 2, 2]);
        assert_eq!([1, 2, 3].map(|month| count(Frequency::FourWeeks, friday, start, month)), [2, 1, 1]);
        // Nothing before the first.
        assert_eq!(count(Frequency::Week, date(2026, 1, 20), start, 1), 2);
        assert_eq!(count(Frequency::Week, date(2026, 3, 1), start, 1), 0);
        // On the last day, even of February.
        let last = date(2026, 1, 31);
        assert_eq!([1, 2, 3].map(|month| count(Frequency::Month, last, start, month)), [1, 1, 1]);
        assert_eq!([1, 2, 3].map(|m| count(Frequency::TwiceAMonth, date(2026, 1, 5), start, m)), [2, 2, 2]);
    }

    proptest! {
        #[test]
        fn days_are_those_of_the_calendar(year in 1990..2190_i16, day_of_year in 0..365_i32, month in 1..1_200_u16) {
            let start = date(year, 1, 1).checked_add(day_of_year.days()).unwrap();
            let begin = start.checked_add((i32::from(month) - 1).months()).unwrap();
            let end = start.checked_add(i32::from(month).months()).unwrap();
            let days = begin.until(end).unwrap().get_days();
            prop_assert_eq!(i32::from(days_in(start, month)), days);
        }

        #[test]
        fn every_pay_day_counts_once(every in prop::sample::select(&Frequency::ALL[..]), offset in -40..400_i32, start_day in 0..31_i32) {
            let start = date(2027, 1, 1).checked_add(start_day.days()).unwrap();
            let first = start.checked_add(offset.days()).unwrap();
            let months = 48;
            let end = start.checked_add(months.months()).unwrap();
            let mut expected = 0;
            let mut nth = 0;
            loop {
                let pay_day = match every.interval() {
                    Interval::Days(step) => first.checked_add((nth * i32::try_from(step).unwrap()).days()).unwrap(),
                    Interval::Months(step) => first.checked_add((nth * i32::try_from(step).unwrap()).months()).unwrap(),
                };
                if pay_day >= end {
                    break;
                }
                let second = pay_day.checked_add(15.days()).unwrap();
                expected += u16::from(pay_day >= start);
                if every == Frequency::TwiceAMonth {
                    expected += u16::from(second >= start && second < end);
                }
                nth += 1;
            }
            let counted: u16 = (1..=u16::try_from(months).unwrap()).map(|month| count(every, first, start, month)).sum();
            prop_assert_eq!(counted, expected);
        }
    }
}
