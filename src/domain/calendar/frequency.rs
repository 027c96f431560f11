//! How often money is paid, comes in or goes out.

use super::{plus_days, plus_months};
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
    /// Twice a month (24 times a year): on the first date's day, and fifteen days after it.
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

    /// The interval of its dates; of the odd ones among them where it comes twice a month.
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
            return plus_days(plus_months(first, index.div_euclid(2))?, 15 * index.rem_euclid(2));
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
        assert_eq!(Frequency::TwiceAMonth.date(first, 1), Some(date(2027, 2, 15)));
    }
}
