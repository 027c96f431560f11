//! One debt as a plan needs it: what is owed, what it costs, what it asks for each month.

mod kind;
mod minimum;

pub use kind::DebtKind;
pub use minimum::{MinimumRule, Percent, PercentBase, PrincipalFloor};

use core::fmt;

use crate::money::Amount;
use crate::rate::Rate;

/// The most debts one plan may hold.
pub const DEBTS_MAX: usize = 200;

/// What a document calls a debt: short text, not empty, chosen by whoever wrote the document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DebtId(String);

impl DebtId {
    /// The longest name, in bytes.
    pub const LENGTH_MAX: usize = 64;

    /// A name; `None` if it is empty, longer than [`Self::LENGTH_MAX`] bytes, or holds control characters.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let fits = !text.is_empty() && text.len() <= Self::LENGTH_MAX && !text.chars().any(char::is_control);
        fits.then(|| Self(text.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DebtId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A lower (or other) rate for the first months of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promo {
    /// The rate while it lasts.
    pub rate: Rate,
    /// How many months from the start of the plan it lasts; the regular rate applies from the next.
    pub months: u16,
}

/// A debt at the start of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Debt {
    /// Its name within the document.
    pub id: DebtId,
    /// Its sort.
    pub kind: DebtKind,
    /// What is owed now: not negative, at most [`crate::money::AMOUNT_INPUT_MAX`].
    pub balance: Amount,
    /// The regular annual rate. One twelfth of it is charged each month.
    pub rate: Rate,
    /// Another rate for the first months.
    pub promo: Option<Promo>,
    /// What the contract asks for each month.
    pub minimum: MinimumRule,
    /// How much the account may hold at most, where it has a limit.
    pub credit_limit: Option<Amount>,
    /// Losing it costs home, liberty, fuel or essential goods; which debts these are is the caller's law.
    pub is_priority: bool,
}

impl Debt {
    /// A debt of no particular kind at one rate, without promo, limit or priority.
    #[must_use]
    pub const fn new(id: DebtId, balance: Amount, rate: Rate, minimum: MinimumRule) -> Self {
        Self { id, kind: DebtKind::Other, balance, rate, promo: None, minimum, credit_limit: None, is_priority: false }
    }

    /// The rate of a month of the plan; the first month is 1.
    #[must_use]
    pub fn rate_in(&self, month: u16) -> Rate {
        match self.promo {
            Some(promo) if month <= promo.months => promo.rate,
            _ => self.rate,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_come_back_by_their_names() {
        for kind in DebtKind::ALL {
            assert_eq!(DebtKind::from_id(kind.id()), Some(kind));
        }
        assert_eq!(DebtKind::from_id("loan"), None);
    }

    #[test]
    fn names_are_short_and_printable() {
        assert!(DebtId::new("Visa").is_some());
        assert!(DebtId::new("").is_none());
        assert!(DebtId::new("a\nb").is_none());
        assert!(DebtId::new(&"x".repeat(65)).is_none());
    }

    #[test]
    fn a_promo_lasts_its_months() {
        let rate = |percent: i64| Rate::from_millionths(percent * Rate::MILLIONTHS_PER_PERCENT).unwrap();
        let id = DebtId::new("a").unwrap();
        let mut debt = Debt::new(id, Amount::from_minor(1), rate(20), MinimumRule::NONE);
        debt.promo = Some(Promo { rate: rate(3), months: 2 });
        assert_eq!([1, 2, 3].map(|month| debt.rate_in(month)), [rate(3), rate(3), rate(20)]);
    }
}
