//! How often money is paid, comes in or goes out.

use super::{date, days_in_month, plus_days, plus_months};
use crate::money::{Amount, Rounding};
use jiff::civil::Date;

/// How often something recurs: a line of the budget, a pay-day, an instalment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Frequency {
    /// Every day.
    Day,
    /// Every 7 days.
    Week,
    /// Every 14 days (26 times a year).
    TwoWeeks,
    /// Every 28 days (13 times a year).
    FourWeeks,
    /// Twice a month (24 times a year): on the first date's day and on the one fifteen days later, or earlier where
    /// that is beyond the 30th: see [`twice_a_month`].
    TwiceAMonth,
    /// Every month, on the same day or the last of a shorter month.
    #[default]
    Month,
    /// Every three months.
    Quarter,
    /// Every six months.
    HalfYear,
    /// Every year.
    Year,
}

/// The two days of each month on which something happens that does so twice a month, of which one day is known: day d
/// and d + 15, or d − 15 where d is above 15. Each month has both, a shorter one on its last day where it has no such
/// day: from the 15th on the 15th and 30th, in February on the 15th and 28th. Ascending, 1 to 31.
#[must_use]
pub const fn twice_a_month(day: i64) -> [i64; 2] {
    if day > 15 { [day - 15, day] } else { [day, day + 15] }
}

/// What lies between two dates of a frequency.
pub(crate) enum Interval {
    Days(i64),
    Months(i64),
}

impl Frequency {
    /// All of them, from the shortest to the longest.
    pub const ALL: [Self; 9] = [
        Self::Day,
        Self::Week,
        Self::TwoWeeks,
        Self::FourWeeks,
        Self::TwiceAMonth,
        Self::Month,
        Self::Quarter,
        Self::HalfYear,
        Self::Year,
    ];

    /// Those by which the instalments of an arrangement may be paid.
    pub const INSTALMENTS: [Self; 4] = [Self::Week, Self::TwoWeeks, Self::FourWeeks, Self::Month];

    /// The name in documents and forms; stable for ever.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::TwoWeeks => "two_weeks",
            Self::FourWeeks => "four_weeks",
            Self::TwiceAMonth => "twice_a_month",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::HalfYear => "half_year",
            Self::Year => "year",
        }
    }

    /// The frequency of an [`Self::id`].
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|frequency| frequency.id() == id)
    }

    /// Whether the instalments of an arrangement may be paid by it.
    #[must_use]
    pub fn is_for_instalments(self) -> bool {
        Self::INSTALMENTS.contains(&self)
    }

    /// How many times it comes in twelve months, for comparing frequencies. Weeks are counted as 52 a year.
    #[must_use]
    pub const fn times_a_year(self) -> i64 {
        match self {
            Self::Day => 365,
            Self::Week => 52,
            Self::TwoWeeks => 26,
            Self::FourWeeks => 13,
            Self::TwiceAMonth => 24,
            Self::Month => 12,
            Self::Quarter => 4,
            Self::HalfYear => 2,
            Self::Year => 1,
        }
    }

    /// The interval of its dates; of every other one where it comes twice a month.
    pub(crate) const fn interval(self) -> Interval {
        match self {
            Self::Day => Interval::Days(1),
            Self::Week => Interval::Days(7),
            Self::TwoWeeks => Interval::Days(14),
            Self::FourWeeks => Interval::Days(28),
            Self::TwiceAMonth | Self::Month => Interval::Months(1),
            Self::Quarter => Interval::Months(3),
            Self::HalfYear => Interval::Months(6),
            Self::Year => Interval::Months(12),
        }
    }

    /// Date `index` (from 0): always counted from the first date, never from the one before, so that what begins on
    /// the 31st comes back to the 31st after February. `None` past the year 9999.
    #[must_use]
    pub fn date(self, first: Date, index: i64) -> Option<Date> {
        if self == Self::TwiceAMonth {
            let day = i64::from(first.day());
            let days = twice_a_month(day);
            // Halves of months since the first half of the first date's month.
            let half = index.checked_add(i64::from(day == days[1]))?;
            let month = plus_months(date(first.year().into(), first.month().into(), 1)?, half.div_euclid(2))?;
            let (year, month) = (i64::from(month.year()), i64::from(month.month()));
            let day = if half.rem_euclid(2) == 0 { days[0] } else { days[1] };
            return date(year, month, day.min(days_in_month(year, month)));
        }
        match self.interval() {
            Interval::Days(days) => plus_days(first, index.checked_mul(days)?),
            Interval::Months(months) => plus_months(first, index.checked_mul(months)?),
        }
    }

    /// What can be paid each time out of so much a month, rounded down: never more over a year than twelve months hold.
    #[must_use]
    pub fn from_monthly(self, monthly: Amount) -> Option<Amount> {
        monthly.scale(12, self.times_a_year(), Rounding::Floor)
    }

    /// What so much each time comes to in a month, rounded half up; for showing.
    #[must_use]
    pub fn to_monthly(self, instalment: Amount) -> Option<Amount> {
        instalment.scale(self.times_a_year(), 12, Rounding::HalfUp)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn ids_come_back() {
        for frequency in Frequency::ALL {
            assert_eq!(Frequency::from_id(frequency.id()), Some(frequency));
        }
        assert_eq!(Frequency::from_id("fortnight"), None);
    }

    #[test]
    fn dates_are_counted_from_the_first() {
        let first = date(2027, 1, 31);
        for (frequency, third) in [
            (Frequency::Day, date(2027, 2, 2)),
            (Frequency::Week, date(2027, 2, 14)),
            (Frequency::TwoWeeks, date(2027, 2, 28)),
            (Frequency::FourWeeks, date(2027, 3, 28)),
            (Frequency::TwiceAMonth, date(2027, 2, 28)),
            (Frequency::Month, date(2027, 3, 31)),
            (Frequency::Quarter, date(2027, 7, 31)),
            (Frequency::HalfYear, date(2028, 1, 31)),
            (Frequency::Year, date(2029, 1, 31)),
        ] {
            assert_eq!(frequency.date(first, 0), Some(first));
            assert_eq!(frequency.date(first, 2), Some(third), "{frequency:?}");
        }
    }

    #[test]
    fn twice_a_month_has_two_days_in_each() {
        let dates = |first: Date| [0, 1, 2, 3, 4].map(|index| Frequency::TwiceAMonth.date(first, index).unwrap());
        let day = |month, day| date(2027, month, day);
        assert_eq!(dates(day(1, 15)), [day(1, 15), day(1, 30), day(2, 15), day(2, 28), day(3, 15)]);
        assert_eq!(dates(day(1, 31)), [day(1, 31), day(2, 16), day(2, 28), day(3, 16), day(3, 31)]);
        assert_eq!(dates(day(1, 16)), [day(1, 16), day(2, 1), day(2, 16), day(3, 1), day(3, 16)]);
        assert_eq!(dates(day(1, 1)), [day(1, 1), day(1, 16), day(2, 1), day(2, 16), day(3, 1)]);
        assert_eq!(dates(day(2, 14)), [day(2, 14), day(2, 28), day(3, 14), day(3, 29), day(4, 14)]);
    }

    proptest! {
        #[test]
        fn dates_never_drift(offset in 0..1_500_i64, every in prop::sample::select(&Frequency::ALL[..])) {
            let first = plus_days(date(2027, 1, 1), offset).unwrap();
            let all: Vec<Date> = (0..60).map(|index| every.date(first, index).unwrap()).collect();
            prop_assert!(all[0] == first && all.windows(2).all(|pair| pair[0] < pair[1]));
            if matches!(every.interval(), Interval::Months(_)) {
                // The agreed day, or the last of a month that has none such.
                let days = if every == Frequency::TwiceAMonth {
                    twice_a_month(first.day().into())
                } else {
                    [i64::from(first.day()); 2]
                };
                let falls = |due: &Date| {
                    let last = days_in_month(due.year().into(), due.month().into());
                    days.iter().any(|day| i64::from(due.day()) == (*day).min(last))
                };
                prop_assert!(all.iter().all(falls));
            }
            if every == Frequency::TwiceAMonth {
                // Whole months: two in each.
                let month = |due: &Date| (due.year(), due.month());
                let middle = all.iter().filter(|due| month(due) != month(&all[0]) && month(due) != month(&all[59]));
                let mut counts = std::collections::BTreeMap::new();
                middle.for_each(|due| *counts.entry(month(due)).or_insert(0) += 1);
                prop_assert!(counts.values().all(|count| *count == 2));
            }
        }
    }
}
