//! What a frequency of the budget comes to in a month, by the convention of an authority.

use crate::calendar::Frequency;
use crate::money::{Amount, Rounding};

/// So many times a month, as an exact fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimesAMonth {
    /// The numerator; positive.
    pub numerator: i64,
    /// The denominator; positive.
    pub denominator: i64,
}

impl TimesAMonth {
    /// Reads a factor as authorities print them: `52/12`, `4.333`, `2`. `None` for any other shape, for nothing, and
    /// for more than six digits on either side of a point.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let whole = |digits: &str| {
            let plain = !digits.is_empty() && digits.len() <= 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
            if plain { digits.parse::<i64>().ok() } else { None }
        };
        let factor = if let Some((numerator, denominator)) = text.split_once('/') {
            Self { numerator: whole(numerator)?, denominator: whole(denominator)? }
        } else if let Some((units, fraction)) = text.split_once('.') {
            let denominator = 10_i64.pow(u32::try_from(fraction.len().min(6)).ok()?);
            Self { numerator: whole(units)? * denominator + whole(fraction)?, denominator }
        } else {
            Self { numerator: whole(text)?, denominator: 1 }
        };
        if factor.numerator > 0 && factor.denominator > 0 { Some(factor) } else { None }
    }
}

/// How an authority turns days and weeks into months. The rest follows from the calendar: twice a month is 2, a
/// quarter is 1/3, half a year 1/6, a year 1/12.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Convention {
    /// Days in a month.
    pub day: TimesAMonth,
    /// Weeks in a month.
    pub week: TimesAMonth,
    /// Two-week periods in a month.
    pub two_weeks: TimesAMonth,
    /// Four-week periods in a month.
    pub four_weeks: TimesAMonth,
}

const fn times(numerator: i64, denominator: i64) -> TimesAMonth {
    TimesAMonth { numerator, denominator }
}

impl Convention {
    /// 52 weeks and 365 days over 12 months, exact fractions: the rule of the UK Universal Credit Regulations 2013
    /// (SI 2013/376, Sch. 4 para. 7(2)) and of common budget sheets. A year of 52 weeks leaves a day out; that errs on
    /// the careful side for income by the week.
    pub const YEAR_OF_52_WEEKS: Self =
        Self { day: times(365, 12), week: times(52, 12), two_weeks: times(26, 12), four_weeks: times(13, 12) };

    /// How many times a month a frequency comes under this convention.
    #[must_use]
    pub const fn times_a_month(&self, frequency: Frequency) -> TimesAMonth {
        match frequency {
            Frequency::Day => self.day,
            Frequency::Week => self.week,
            Frequency::TwoWeeks => self.two_weeks,
            Frequency::FourWeeks => self.four_weeks,
            Frequency::TwiceAMonth => times(2, 1),
            Frequency::Month => times(1, 1),
            Frequency::Quarter => times(1, 3),
            Frequency::HalfYear => times(1, 6),
            Frequency::Year => times(1, 12),
        }
    }

    /// An amount of this frequency as an amount a month, rounded half up to the minor unit. `None` only beyond what an
    /// `i64` holds or for a convention with a denominator that is not positive.
    #[must_use]
    pub fn monthly(&self, amount: Amount, frequency: Frequency) -> Option<Amount> {
        let TimesAMonth { numerator, denominator } = self.times_a_month(frequency);
        amount.scale(numerator, denominator, Rounding::HalfUp)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_as_they_are_printed() {
        for (text, factor) in [("52/12", times(52, 12)), ("4.333", times(4_333, 1_000)), ("2", times(2, 1))] {
            assert_eq!(TimesAMonth::parse(text), Some(factor));
        }
        for text in ["", "0", "1/0", "-1", "4.", ".3", "1e3", "4,3", "1234567", "1.1234567"] {
            assert_eq!(TimesAMonth::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_month_of_everything() {
        let convention = Convention::YEAR_OF_52_WEEKS;
        for (frequency, minor) in [
            (Frequency::Day, 365_000),
            (Frequency::Week, 52_000),
            (Frequency::TwoWeeks, 26_000),
            (Frequency::FourWeeks, 13_000),
            (Frequency::TwiceAMonth, 24_000),
            (Frequency::Month, 12_000),
            (Frequency::Quarter, 4_000),
            (Frequency::HalfYear, 2_000),
            (Frequency::Year, 1_000),
        ] {
            assert_eq!(convention.monthly(Amount::from_minor(12_000), frequency), Some(Amount::from_minor(minor)));
        }
    }

    /// Published conversions of Universal Credit: 234.50 and 201.37 a week.
    #[test]
    fn published_weekly_amounts() {
        let monthly = |minor| Convention::YEAR_OF_52_WEEKS.monthly(Amount::from_minor(minor), Frequency::Week);
        assert_eq!(monthly(23_450), Some(Amount::from_minor(101_617)));
        assert_eq!(monthly(20_137), Some(Amount::from_minor(87_260)));
    }

    /// 7 CFR 273.10(c)(2): a week counts 4.3 times, two weeks 2.15 times.
    #[test]
    fn an_authority_may_fix_its_factors() {
        let snap = Convention { week: times(43, 10), two_weeks: times(215, 100), ..Convention::YEAR_OF_52_WEEKS };
        assert_eq!(snap.monthly(Amount::from_minor(60_000), Frequency::Week), Some(Amount::from_minor(258_000)));
        assert_eq!(snap.monthly(Amount::from_minor(60_000), Frequency::TwoWeeks), Some(Amount::from_minor(129_000)));
    }
}
