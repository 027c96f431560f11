//! Business days: the weekdays that are no public holiday.

use super::{Weekdays, plus_days, weekday};
use jiff::civil::Date;

/// The public holidays of a place, as data, for the years they were published for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holidays {
    days: Vec<Date>,
}

impl Holidays {
    /// Holidays in any order; one named twice counts once.
    #[must_use]
    pub fn new(mut days: Vec<Date>) -> Self {
        days.sort_unstable();
        days.dedup();
        Self { days }
    }

    /// Whether this day is one.
    #[must_use]
    pub fn contains(&self, date: Date) -> bool {
        self.days.binary_search(&date).is_ok()
    }

    /// The last year the data speak of; later days cannot be judged and count as ordinary. `None` without data.
    #[must_use]
    pub fn year_last(&self) -> Option<i16> {
        self.days.last().map(|day| day.year())
    }
}

/// Which days are business days: those that are neither in the weekend nor a public holiday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Weekdays that are never business days.
    pub weekend: Weekdays,
    /// Days that are not business days, whatever their weekday.
    pub holidays: Holidays,
}

impl Default for Calendar {
    /// Saturdays and Sundays off, no holiday known.
    fn default() -> Self {
        Self { weekend: Weekdays::WEEKEND, holidays: Holidays::default() }
    }
}

/// More business days than any clock of the law counts; keeps a search over hostile data short.
const STEPS_MAX: i64 = 4_000;

impl Calendar {
    /// Whether this is a business day.
    #[must_use]
    pub fn is_business_day(&self, date: Date) -> bool {
        !self.weekend.contains(weekday(date)) && !self.holidays.contains(date)
    }

    /// The day that lies so many business days after a date, which itself is not counted; before it, if negative. For
    /// nothing, the date itself. `None` outside the calendar and for more than 4,000 days of searching.
    #[must_use]
    pub fn plus_business_days(&self, date: Date, count: i64) -> Option<Date> {
        let step = count.signum();
        let mut left = count.checked_abs()?;
        let mut day = date;
        for _ in 0..STEPS_MAX {
            if left == 0 {
                return Some(day);
            }
            day = plus_days(day, step)?;
            if self.is_business_day(day) {
                left -= 1;
            }
        }
        None
    }

    /// This day, or the next business day after it. `None` as in [`Self::plus_business_days`].
    #[must_use]
    pub fn next_business_day(&self, date: Date) -> Option<Date> {
        if self.is_business_day(date) { Some(date) } else { self.plus_business_days(date, 1) }
    }

    /// How many business days lie after the first date, up to and with the second; nothing if that is not later.
    /// Counted over at most 4,000 days.
    #[must_use]
    pub fn business_days_between(&self, from: Date, to: Date) -> i64 {
        let mut count = 0;
        let mut day = from;
        for _ in 0..STEPS_MAX {
            if day >= to {
                break;
            }
            let Some(next) = plus_days(day, 1) else { break };
            day = next;
            if self.is_business_day(day) {
                count += 1;
            }
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Weekday;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn christmas() -> Calendar {
        let days = vec![date(2026, 12, 28), date(2026, 12, 25), date(2026, 12, 25)];
        Calendar { holidays: Holidays::new(days), ..Calendar::default() }
    }

    #[test]
    fn weekends_and_holidays_are_passed_over() {
        let calendar = christmas();
        // Thursday the 24th; Friday and Monday are holidays.
        assert_eq!(calendar.plus_business_days(date(2026, 12, 24), 1), Some(date(2026, 12, 29)));
        assert_eq!(calendar.plus_business_days(date(2026, 12, 29), -1), Some(date(2026, 12, 24)));
        assert_eq!(calendar.plus_business_days(date(2026, 12, 26), 0), Some(date(2026, 12, 26)));
        assert_eq!(calendar.next_business_day(date(2026, 12, 25)), Some(date(2026, 12, 29)));
        assert_eq!(calendar.business_days_between(date(2026, 12, 24), date(2026, 12, 31)), 3);
        assert_eq!(calendar.holidays.year_last(), Some(2026));
    }

    #[test]
    fn a_search_ends_even_where_no_day_is_a_business_day() {
        let weekend = Weekday::ALL.into_iter().fold(Weekdays::NONE, Weekdays::with);
        let calendar = Calendar { weekend, ..Calendar::default() };
        assert_eq!(calendar.plus_business_days(date(2026, 1, 1), 1), None);
        assert_eq!(calendar.plus_business_days(Date::MAX, 1), None);
        assert_eq!(calendar.plus_business_days(date(2026, 1, 1), i64::MIN), None);
    }

    proptest! {
        #[test]
        fn counting_there_counts_back(start in 0..3_650_i64, count in 1..60_i64) {
            let calendar = christmas();
            let from = plus_days(date(2024, 1, 1), start).unwrap();
            let to = calendar.plus_business_days(from, count).unwrap();
            prop_assert!(calendar.is_business_day(to));
            prop_assert_eq!(calendar.business_days_between(from, to), count);
        }
    }
}
