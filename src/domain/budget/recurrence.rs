//! How an amount recurs, also where it is not the same each time, and how it became one month.

use super::convention::{Convention, TimesAMonth};
use crate::calendar::Frequency;
use crate::money::{Amount, Rounding};

/// The most single pays that one line holds.
pub const PAYS_MAX: usize = 60;

/// An amount and how it recurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recurrence {
    /// One amount each time.
    Each {
        /// The amount.
        amount: Amount,
        /// How often.
        frequency: Frequency,
    },
    /// So many times a year: 10 for a council tax in ten instalments, 6 for a bill every two months.
    TimesAYear {
        /// The amount each time.
        amount: Amount,
        /// How many times; not zero.
        times: u8,
    },
    /// Irregular pay: the last pays as they were, one period apart.
    Varying {
        /// The pays, in any order; at most [`PAYS_MAX`].
        amounts: Vec<Amount>,
        /// How often they come.
        frequency: Frequency,
        /// What counts of them.
        rule: VaryingRule,
    },
    /// Irregular pay: what came in over some months.
    Total {
        /// The sum.
        amount: Amount,
        /// Over so many months; not zero.
        months: u8,
    },
}

/// What counts of pays that vary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum VaryingRule {
    /// Their average.
    #[default]
    Average,
    /// The lowest: what can be relied on.
    Lowest,
}

/// By which rule a line became one month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TraceRule {
    /// Amount × times a month.
    Each,
    /// Sum of the pays ÷ their number × times a month.
    Average,
    /// The lowest pay × times a month.
    Lowest,
    /// Sum ÷ months.
    Total,
}

/// How a line became one month: `base × numerator ÷ denominator`, rounded half up to the minor unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trace {
    /// By which rule.
    pub rule: TraceRule,
    /// What is multiplied: the amount, the lowest pay, or the sum of all.
    pub base: Amount,
    /// By what.
    pub times: TimesAMonth,
    /// What comes out.
    pub monthly: Amount,
}

impl Recurrence {
    /// The amount a month and how it came about. `None` for figures that are none: a negative amount, zero times, no
    /// pays or too many of them, or a result beyond what an `i64` holds.
    #[must_use]
    pub fn trace(&self, convention: &Convention) -> Option<Trace> {
        let (rule, base, times) = match self {
            Self::Each { amount, frequency } => (TraceRule::Each, *amount, convention.times_a_month(*frequency)),
            Self::TimesAYear { amount, times } => {
                (TraceRule::Each, *amount, TimesAMonth { numerator: i64::from(*times), denominator: 12 })
            }
            Self::Total { amount, months } => {
                (TraceRule::Total, *amount, TimesAMonth { numerator: 1, denominator: i64::from(*months) })
            }
            Self::Varying { amounts, frequency, rule } => {
                if amounts.is_empty() || amounts.len() > PAYS_MAX || amounts.iter().any(|pay| *pay < Amount::ZERO) {
                    return None;
                }
                let times = convention.times_a_month(*frequency);
                match rule {
                    VaryingRule::Lowest => (TraceRule::Lowest, amounts.iter().copied().min()?, times),
                    VaryingRule::Average => {
                        let count = i64::try_from(amounts.len()).ok()?;
                        let denominator = times.denominator.checked_mul(count)?;
                        (TraceRule::Average, amounts.iter().copied().sum(), TimesAMonth { denominator, ..times })
                    }
                }
            }
        };
        if base < Amount::ZERO || times.numerator <= 0 {
            return None;
        }
        let monthly = base.scale(times.numerator, times.denominator, Rounding::HalfUp)?;
        Some(Trace { rule, base, times, monthly })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const fn of(minor: i64) -> Amount {
        Amount::from_minor(minor)
    }

    fn monthly(recurrence: &Recurrence) -> Option<i64> {
        recurrence.trace(&Convention::YEAR_OF_52_WEEKS).map(|trace| trace.monthly.minor())
    }

    #[test]
    fn a_figure_tells_how_it_came_about() {
        // ADM H4079: 234.50 a week × 52 ÷ 12.
        let rent = Recurrence::Each { amount: of(234_50), frequency: Frequency::Week };
        let times = TimesAMonth { numerator: 52, denominator: 12 };
        let expected = Trace { rule: TraceRule::Each, base: of(234_50), times, monthly: of(1_016_17) };
        assert_eq!(rent.trace(&Convention::YEAR_OF_52_WEEKS), Some(expected));
    }

    #[test]
    fn irregular_pay_has_an_average_and_a_floor() {
        let amounts = vec![of(300_00), of(180_00), of(240_00), of(0)];
        let pays = |rule| Recurrence::Varying { amounts: amounts.clone(), frequency: Frequency::Week, rule };
        // 720.00 ÷ 4 × 52 ÷ 12 = 780.00.
        assert_eq!(monthly(&pays(VaryingRule::Average)), Some(780_00));
        assert_eq!(monthly(&pays(VaryingRule::Lowest)), Some(0));
        assert_eq!(monthly(&Recurrence::Total { amount: of(10_000_00), months: 7 }), Some(1_428_57));
        assert_eq!(monthly(&Recurrence::TimesAYear { amount: of(150_00), times: 10 }), Some(125_00));
    }

    #[test]
    fn figures_that_are_none() {
        let varying =
            |amounts| Recurrence::Varying { amounts, frequency: Frequency::Month, rule: VaryingRule::Average };
        for nothing in [
            Recurrence::Each { amount: of(-1), frequency: Frequency::Month },
            Recurrence::TimesAYear { amount: of(1), times: 0 },
            Recurrence::Total { amount: of(1), months: 0 },
            varying(vec![]),
            varying(vec![of(1); PAYS_MAX + 1]),
            varying(vec![of(1), of(-1)]),
        ] {
            assert_eq!(monthly(&nothing), None, "{nothing:?}");
        }
    }

    proptest! {
        #[test]
        fn the_lowest_is_never_above_the_average(pays in prop::collection::vec(0..9_999_999_999_i64, 1..60), every in 0_usize..9) {
            let amounts: Vec<Amount> = pays.into_iter().map(of).collect();
            let frequency = Frequency::ALL[every];
            let of_rule = |rule| monthly(&Recurrence::Varying { amounts: amounts.clone(), frequency, rule }).unwrap();
            prop_assert!(of_rule(VaryingRule::Lowest) <= of_rule(VaryingRule::Average));
        }
    }
}
