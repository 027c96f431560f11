//! Public holidays: days as they were published, or the rules of a statute that name them for every year.
//!
//! Published lists end, and a clock that runs past their end would be wrong without a word. So holidays know the years
//! they speak of, and of any other day they say that it is not known.

use super::{Weekday, date, days_in_month, plus_days, weekday};
use core::ops::RangeInclusive;
use jiff::civil::Date;

/// Which day of a year a statute names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearlyDay {
    /// A day of a month, whatever its weekday: 4 July.
    Fixed {
        /// 1 to 12.
        month: i64,
        /// 1 to 31.
        day: i64,
    },
    /// A weekday of a month: the third Monday in January, the last Monday in May.
    Weekday {
        /// 1 to 12.
        month: i64,
        /// Which weekday.
        weekday: Weekday,
        /// 1 to 4 from the start of the month; −1 for the last one.
        nth: i64,
    },
}

impl YearlyDay {
    /// The day in a year; `None` where there is none, as for a fifth Monday or a 30 February.
    #[must_use]
    pub fn in_year(self, year: i64) -> Option<Date> {
        match self {
            Self::Fixed { month, day } => date(year, month, day),
            Self::Weekday { month, weekday: wanted, nth } => {
                let length = days_in_month(year, month);
                let day = if nth == -1 {
                    let last = weekday(date(year, month, length)?);
                    length - (last.index() - wanted.index()).rem_euclid(7)
                } else if (1..=4).contains(&nth) {
                    let first = weekday(date(year, month, 1)?);
                    1 + (wanted.index() - first.index()).rem_euclid(7) + 7 * (nth - 1)
                } else {
                    return None;
                };
                date(year, month, day)
            }
        }
    }
}

/// A holiday that a statute names for every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearlyHoliday {
    /// Its day.
    pub day: YearlyDay,
    /// The first year it was kept.
    pub since: i64,
}

/// The public holidays of a place, and the years they are known for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holidays {
    days: Vec<Date>,
    yearly: Vec<YearlyHoliday>,
    known: Option<RangeInclusive<i64>>,
    on_monday_after_sunday: bool,
}

impl Default for Holidays {
    /// A place without holidays.
    fn default() -> Self {
        Self { days: Vec::new(), yearly: Vec::new(), known: Some(-9_999..=9_999), on_monday_after_sunday: false }
    }
}

impl Holidays {
    /// Holidays as they were published, whole years of them, in any order; one named twice counts once. They are known
    /// from the first year to the last one, and without a day for no year at all.
    #[must_use]
    pub fn published(mut days: Vec<Date>) -> Self {
        days.sort_unstable();
        days.dedup();
        let year = |day: &Date| i64::from(day.year());
        let known = days.first().zip(days.last()).map(|(first, last)| year(first)..=year(last));
        Self { days, known, ..Self::default() }
    }

    /// Holidays by statute, known from a year on.
    #[must_use]
    pub fn yearly(yearly: Vec<YearlyHoliday>, since: i64) -> Self {
        Self { yearly, known: Some(since..=9_999), ..Self::default() }
    }

    /// These holidays, and a Monday after a Sunday that is a holiday is one too, as banks keep it. A holiday on a Saturday moves
    /// to no other day.
    #[must_use]
    pub fn with_monday_after_sunday(self) -> Self {
        Self { on_monday_after_sunday: true, ..self }
    }

    /// Whether this day is one; `None` where that is not known.
    #[must_use]
    pub fn contains(&self, date: Date) -> Option<bool> {
        let year = i64::from(date.year());
        if !self.known.as_ref()?.contains(&year) {
            return None;
        }
        let is_moved = self.on_monday_after_sunday
            && weekday(date) == Weekday::Monday
            && plus_days(date, -1).is_some_and(|sunday| self.names(sunday));
        Some(is_moved || self.names(date))
    }

    fn names(&self, date: Date) -> bool {
        let year = i64::from(date.year());
        let is_yearly = |holiday: &YearlyHoliday| year >= holiday.since && holiday.day.in_year(year) == Some(date);
        self.days.binary_search(&date).is_ok() || self.yearly.iter().any(is_yearly)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as civil;
    use proptest::prelude::*;

    #[test]
    fn a_list_speaks_of_its_own_years_only() {
        let list = Holidays::published(vec![civil(2027, 12, 27), civil(2026, 1, 1), civil(2026, 1, 1)]);
        assert_eq!(list.contains(civil(2026, 1, 1)), Some(true));
        assert_eq!(list.contains(civil(2027, 1, 1)), Some(false));
        assert_eq!((list.contains(civil(2025, 12, 31)), list.contains(civil(2028, 1, 1))), (None, None));
        assert_eq!(Holidays::published(Vec::new()).contains(civil(2026, 1, 1)), None);
        assert_eq!(Holidays::default().contains(civil(2026, 1, 1)), Some(false));
    }

    #[test]
    fn a_statute_speaks_of_every_year_from_its_first() {
        let fourth = YearlyHoliday { day: YearlyDay::Fixed { month: 7, day: 4 }, since: 1_978 };
        let june = YearlyHoliday { day: YearlyDay::Fixed { month: 6, day: 19 }, since: 2_021 };
        let holidays = Holidays::yearly(vec![fourth, june], 1_978);
        assert_eq!(holidays.contains(civil(2020, 6, 19)), Some(false));
        assert_eq!(holidays.contains(civil(2021, 6, 19)), Some(true));
        assert_eq!(holidays.contains(civil(1977, 7, 4)), None);
        // 4 July 2027 is a Sunday, 4 July 2026 a Saturday.
        let banks = holidays.clone().with_monday_after_sunday();
        assert_eq!(
            (holidays.contains(civil(2027, 7, 5)), banks.contains(civil(2027, 7, 5))),
            (Some(false), Some(true))
        );
        assert_eq!((banks.contains(civil(2026, 7, 3)), banks.contains(civil(2026, 7, 6))), (Some(false), Some(false)));
    }

    #[test]
    fn days_that_no_year_has() {
        let monday = |nth| YearlyDay::Weekday { month: 1, weekday: Weekday::Monday, nth };
        assert_eq!(monday(3).in_year(2028), Some(civil(2028, 1, 17)));
        assert_eq!((monday(5).in_year(2028), monday(0).in_year(2028)), (None, None));
        assert_eq!(YearlyDay::Fixed { month: 2, day: 30 }.in_year(2028), None);
        assert_eq!(YearlyDay::Weekday { month: 13, weekday: Weekday::Monday, nth: 1 }.in_year(2028), None);
    }

    proptest! {
        #[test]
        fn weekdays_of_a_month_agree_with_jiff(
            year in 1_900..2_200_i16, month in 1..=12_i8, index in 0..7_i64, nth in prop::sample::select(vec![1_i8, 2, 3, 4, -1]),
        ) {
            let wanted = Weekday::from_index(index);
            let theirs = civil(year, month, 1)
                .nth_weekday_of_month(nth, jiff::civil::Weekday::from_monday_zero_offset(i8::try_from(index).unwrap()).unwrap());
            let ours = YearlyDay::Weekday { month: i64::from(month), weekday: wanted, nth: i64::from(nth) };
            prop_assert_eq!(ours.in_year(i64::from(year)), theirs.ok());
        }
    }
}
