//! The least a contract asks for each month.

use crate::money::Amount;
use crate::rate::Rate;

/// A percentage of a balance for one month, in the same exact units as a [`Rate`].
pub type Percent = Rate;

/// How the least payment of a month is worked out. Whatever the rule says, no more is due than is owed: balance plus
/// this month's interest.
///
/// Percentages are rounded to the minor unit in the way the plan rounds interest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MinimumRule {
    /// One amount every month: loans, agreed instalments. Zero where nothing is due.
    Fixed(Amount),
    /// A percentage of the balance, at least the floor. A balance below the floor is due in full.
    PercentOf {
        /// The percentage.
        percent: Percent,
        /// The smallest payment.
        floor: Amount,
        /// Which balance it is taken of.
        of: PercentBase,
    },
    /// This month's interest and a percentage of the balance before interest: most cards.
    InterestPlusPercent {
        /// The percentage of principal.
        percent: Percent,
        /// The smallest payment, and of what.
        floor: PrincipalFloor,
    },
    /// This month's interest and the same part of the principal every month.
    InterestPlus(Amount),
}

impl MinimumRule {
    /// Nothing is due each month.
    pub const NONE: Self = Self::Fixed(Amount::ZERO);

    /// The amounts a rule holds: none may be negative or beyond what may be typed.
    pub(crate) const fn amount(self) -> Amount {
        match self {
            Self::Fixed(amount) | Self::InterestPlus(amount) => amount,
            Self::PercentOf { floor, .. } => floor,
            Self::InterestPlusPercent { floor, .. } => match floor {
                PrincipalFloor::Whole(amount) | PrincipalFloor::Principal(amount) => amount,
            },
        }
    }
}

/// The balance a percentage is taken of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PercentBase {
    /// The balance before this month's interest.
    #[default]
    Opening,
    /// The balance with this month's interest.
    WithInterest,
}

/// What the floor of an interest-plus-percentage rule holds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrincipalFloor {
    /// The whole payment is at least this.
    Whole(Amount),
    /// The part beyond interest is at least this.
    Principal(Amount),
}
