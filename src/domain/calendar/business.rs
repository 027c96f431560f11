//! Business days: the weekdays that are no public holiday.

use super::{Holidays, Weekdays, plus_days, weekday};
use jiff::civil::Date;

/// Which days are business days: those that are neither in the weekend nor a public holiday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Weekdays that are never business days.
    pub weekend: Weekdays,
    /// Days that are not business days, whatever their weekday.
    pub holidays: Holidays,
}

impl Default for Calendar {
    /// Saturdays and Sundays off, and no holidays.
    fn default() -> Self {
        Self { weekend: Weekdays::WEEKEND, holidays: Holidays::default() }
    }
}

/// More business days than any clock of the law counts; keeps a search over hostile data short.
const STEPS_MAX: i64 = 4_000;

impl Calendar {
    /// Whether this is a business day; `None` where the holidays of its year are not known. A day of the weekend is none
    /// in any year.
    #[must_use]
    pub fn is_business_day(&self, date: Date) -> Option<bool> {
        if self.weekend.contains(weekday(date)) { Some(false) } else { Some(!self.holidays.contains(date)?) }
    }

    /// The day that lies so many business days after a date, which itself is not counted; before it, if negative. For
    /// nothing, the date itself. `None` outside the calendar, where the way leads through a year whose holidays are not
    /// known, and for more than 4,000 days of searching.
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
            if self.is_business_day(day)? {
                left -= 1;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Weekday, YearlyDay, YearlyHoliday, days_between};
    use jiff::civil::date;
    use proptest::prelude::*;

    fn christmas() -> Calendar {
        let days = vec![date(2026, 12, 28), date(2026, 12, 25), date(2026, 12, 25)];
        Calendar { holidays: Holidays::published(days), ..Calendar::default() }
    }

    #[test]
    fn weekends_and_holidays_are_passed_over() {
        let calendar = christmas();
        // Thursday the 24th; Friday and Monday are holidays.
        assert_eq!(calendar.plus_business_days(date(2026, 12, 24), 1), Some(date(2026, 12, 29)));
        assert_eq!(calendar.plus_business_days(date(2026, 12, 29), -1), Some(date(2026, 12, 24)));
        assert_eq!(calendar.plus_business_days(date(2026, 12, 26), 0), Some(date(2026, 12, 26)));
    }

    #[test]
    fn a_count_that_leaves_the_known_years_is_not_known() {
        let calendar = christmas();
        assert_eq!(calendar.plus_business_days(date(2026, 12, 29), 2), Some(date(2026, 12, 31)));
        assert_eq!(calendar.plus_business_days(date(2026, 12, 29), 3), None);
        assert_eq!(calendar.plus_business_days(date(2026, 1, 1), -1), None);
        // A Saturday is no business day in any year.
        assert_eq!(calendar.is_business_day(date(2027, 1, 2)), Some(false));
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
            let yearly = [(7, 4), (12, 25)].map(|(month, day)| YearlyHoliday { day: YearlyDay::Fixed { month, day }, since: 0 });
            let holidays = Holidays::yearly(yearly.to_vec(), 0).with_monday_after_sunday();
            let calendar = Calendar { holidays, ..Calendar::default() };
            let from = plus_days(date(2024, 1, 1), start).unwrap();
            let to = calendar.plus_business_days(from, count).unwrap();
            prop_assert_eq!(calendar.is_business_day(to), Some(true));
            let is_business = |days: &i64| calendar.is_business_day(plus_days(from, *days).unwrap()) == Some(true);
            prop_assert_eq!((1..=days_between(from, to)).filter(is_business).count(), usize::try_from(count).unwrap());
        }
    }
}
