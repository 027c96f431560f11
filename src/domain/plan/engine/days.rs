//! Real dates behind the months of a plan: how many days a month has, and how many days of a payment fall into it.
//!
//! Month `m` of a plan that starts on the 15th runs from the 15th to the day before the next 15th; in months without
//! such a day, to the day before their last. Days are counted from 1 March of the year 0 (the civil calendar of ISO
//! 8601), which needs no table.

use jiff::civil::Date;

use crate::calendar::{Frequency, Interval, days_in_month, twice_a_month};
use crate::plan::PaymentSchedule;

impl PaymentSchedule {
    /// How many payments fall into a month of a plan that starts on a date.
    ///
    /// What comes by months is counted by the days agreed, before a shorter month cuts them: pay of the 30th belongs to
    /// the month before one that begins on the 31st, also in February, where both are the 28th. So every month of a plan
    /// has as many.
    #[must_use]
    pub fn count_in(&self, start: Date, month: u16) -> u16 {
        let count = match self.every.interval() {
            Interval::Days(step) => {
                let (begin, end) = (month_begin(start, month), month_begin(start, month.saturating_add(1)));
                let first = day_number(self.first);
                let before = |day: i64| (day - first + step - 1).div_euclid(step).max(0);
                before(end) - before(begin)
            }
            Interval::Months(step) => {
                let agreed = i64::from(self.first.day());
                let days = if self.every == Frequency::TwiceAMonth { twice_a_month(agreed) } else { [agreed; 2] };
                let days = if self.every == Frequency::TwiceAMonth { &days[..] } else { &days[..1] };
                // Months since that of the first payment, and the day as agreed.
                let begin = (months_between(self.first, start) + i64::from(month) - 1, i64::from(start.day()));
                let end = (begin.0 + 1, begin.1);
                let mut count = 0;
                for months in (begin.0..=end.0).filter(|months| months.rem_euclid(step) == 0) {
                    let falls = |day: &i64| (begin..end).contains(&(months, *day)) && (months, *day) >= (0, agreed);
                    count += i64::try_from(days.iter().filter(|day| falls(day)).count()).unwrap_or(0);
                }
                count
            }
        };
        u16::try_from(count).unwrap_or(0)
    }
}

/// The days of one month of a plan, and how many of them lie in a leap year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MonthDays {
    /// How many.
    pub count: u16,
    /// The first of them that lie in the year in which the month begins; all of them, unless it is the last.
    first_year: u16,
    /// Whether the year in which it begins is a leap year, and whether that in which it ends is one.
    is_leap: (bool, bool),
}

impl MonthDays {
    /// A month of thirty days, of a plan without dates.
    pub(crate) const THIRTY: Self = Self { count: 30, first_year: 30, is_leap: (false, false) };

    pub(crate) fn new(start: Date, month: u16) -> Self {
        let count = days_in(start, month);
        let index = i64::from(start.year()) * 12 + i64::from(start.month()) - 1 + i64::from(month) - 1;
        let (year, calendar_month) = (index.div_euclid(12), index.rem_euclid(12) + 1);
        let is_leap = |year| days_in_month(year, 2) == 29;
        let to_new_year = civil(year + 1, 1, 1) - month_begin(start, month);
        let first_year = if calendar_month == 12 { u16::try_from(to_new_year).unwrap_or(count) } else { count };
        Self { count, first_year: first_year.min(count), is_leap: (is_leap(year), is_leap(year + 1)) }
    }

    /// How many of its days are over when another kind of year begins within it.
    pub(crate) fn new_year(self) -> Option<u16> {
        (self.first_year < self.count && self.is_leap.0 != self.is_leap.1).then_some(self.first_year)
    }

    /// How many of its days from one (the first is 0) to before another lie in a leap year.
    pub(crate) fn leap_days(self, from: u16, to: u16) -> u16 {
        let first = to.min(self.first_year).saturating_sub(from);
        let rest = to.saturating_sub(from.max(self.first_year));
        (if self.is_leap.0 { first } else { 0 }) + (if self.is_leap.1 { rest } else { 0 })
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
        // Of the 15th and the 30th, also in February; from the 31st the first month begins after the 30th of January.
        assert_eq!([1, 2, 3].map(|m| count(Frequency::TwiceAMonth, date(2026, 1, 15), start, m)), [2, 2, 2]);
        let late = date(2026, 1, 31);
        assert_eq!([1, 2, 3].map(|m| count(Frequency::TwiceAMonth, date(2026, 1, 15), late, m)), [2, 2, 2]);
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
            // No day of January is cut, neither that on which the plan starts nor that on which it ends.
            let all = (0..).map_while(|nth| every.date(first, nth).filter(|pay_day| *pay_day < end));
            let expected = u16::try_from(all.filter(|pay_day| *pay_day >= start).count()).unwrap();
            let counted: u16 = (1..=u16::try_from(months).unwrap()).map(|month| count(every, first, start, month)).sum();
            prop_assert_eq!(counted, expected);
        }

        #[test]
        fn two_pays_fall_into_each_month(offset in 0..400_i32, start_day in 0..400_i32) {
            let start = date(2027, 1, 1).checked_add(start_day.days()).unwrap();
            let first = start.checked_sub(62.days()).unwrap().checked_sub(offset.days()).unwrap();
            for month in 1..40 {
                prop_assert_eq!(count(Frequency::TwiceAMonth, first, start, month), 2);
                prop_assert_eq!(count(Frequency::Month, first, start, month), 1);
            }
        }

        #[test]
        fn leap_days_are_those_of_the_calendar(day in 0..3_000_i32, month in 1..60_u16, from in 0..31_u16, to in 0..31_u16) {
            let start = date(2023, 1, 1).checked_add(day.days()).unwrap();
            let days = MonthDays::new(start, month);
            let (from, to) = (from.min(days.count), to.min(days.count));
            let begin = start.checked_add((i32::from(month) - 1).months()).unwrap();
            let is_leap = |n: &u16| begin.checked_add(i32::from(*n).days()).unwrap().in_leap_year();
            prop_assert_eq!(usize::from(days.leap_days(from, to)), (from..to).filter(is_leap).count());
        }
    }
}
