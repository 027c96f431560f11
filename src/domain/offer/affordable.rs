//! How much a household can offer: at most half of what is left over, unless the client chooses otherwise.

use crate::money::{Amount, Rounding};

/// A ready choice: this part of what is left over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The numerator.
    pub numerator: i64,
    /// The denominator.
    pub denominator: i64,
}

/// The ready choices, from the gentlest to the largest. None takes more than half; half is what the UK tax authority
/// asks for as the usual share of disposable income in its self-service time-to-pay plans, and the ceiling here.
pub const READY_PARTS: [Part; 3] = [
    Part { numerator: 1, denominator: 4 },
    Part { numerator: 1, denominator: 3 },
    Part { numerator: 1, denominator: 2 },
];

/// What a household can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capacity {
    /// Nothing is left over: no plan, but free advice and token or zero offers. The amount missing each month, or zero.
    Nothing {
        /// How much more goes out than comes in.
        missing: Amount,
    },
    /// Something is left over each month.
    Some {
        /// What is left over.
        left_over: Amount,
        /// Half of it, rounded down: the most a default offer takes.
        half: Amount,
    },
}

/// What is left over, judged. Less than two minor units cannot be halved and counts as nothing.
#[must_use]
pub fn capacity(left_over: Amount) -> Capacity {
    match left_over.scale(1, 2, Rounding::Floor) {
        Some(half) if half.is_positive() => Capacity::Some { left_over, half },
        _ => Capacity::Nothing { missing: Amount::ZERO.max(Amount::ZERO.saturating_sub(left_over)) },
    }
}

/// What a ready choice comes to in a month: its part of what is left over, rounded down, and never more than is owed.
#[must_use]
pub fn ready_choice(left_over: Amount, part: Part, owed: Amount) -> Amount {
    left_over
        .scale(part.numerator, part.denominator, Rounding::Floor)
        .unwrap_or(Amount::ZERO)
        .max(Amount::ZERO)
        .min(owed)
}

/// How a custom amount stands to what is left over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// At most half.
    Comfortable,
    /// More than half: the client's own choice, with a plain warning.
    AboveHalf,
    /// More than is left over at all: something else would go unpaid.
    AboveAll,
}

/// Judges a monthly amount.
#[must_use]
pub fn stretch(monthly: Amount, left_over: Amount) -> Stretch {
    // Doubled rather than halved, so that no rounding decides.
    if i128::from(monthly.minor()) * 2 <= i128::from(left_over.minor()) {
        Stretch::Comfortable
    } else if monthly <= left_over {
        Stretch::AboveHalf
    } else {
        Stretch::AboveAll
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const fn of(minor: i64) -> Amount {
        Amount::from_minor(minor)
    }

    #[test]
    fn nothing_left_over_is_no_plan() {
        assert_eq!(capacity(of(0)), Capacity::Nothing { missing: of(0) });
        assert_eq!(capacity(of(1)), Capacity::Nothing { missing: of(0) });
        assert_eq!(capacity(of(-12_50)), Capacity::Nothing { missing: of(12_50) });
        assert_eq!(capacity(of(70_241)), Capacity::Some { left_over: of(70_241), half: of(35_120) });
    }

    #[test]
    fn half_is_the_line() {
        assert_eq!(stretch(of(50), of(100)), Stretch::Comfortable);
        assert_eq!(stretch(of(51), of(100)), Stretch::AboveHalf);
        assert_eq!(stretch(of(100), of(100)), Stretch::AboveHalf);
        assert_eq!(stretch(of(101), of(100)), Stretch::AboveAll);
        assert_eq!(stretch(of(0), of(-5)), Stretch::AboveAll);
    }

    proptest! {
        #[test]
        fn no_ready_choice_takes_more_than_half(left_over in -9_999_999_999..9_999_999_999_i64, owed in 0..9_999_999_999_i64) {
            for part in READY_PARTS {
                let monthly = ready_choice(of(left_over), part, of(owed));
                prop_assert!(monthly >= Amount::ZERO && monthly <= of(owed));
                prop_assert!(monthly.is_zero() || stretch(monthly, of(left_over)) == Stretch::Comfortable);
            }
        }
    }
}
