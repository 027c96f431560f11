//! One debt as a plan needs it: what is owed, what it costs, what it asks for each month.

mod details;
mod exchange;
mod kind;
mod minimum;

pub use details::{
    Accrual, Allocation, BalancePart, Compounding, DayCount, DebtDetails, DebtStatus, DeferredInterest, Fees,
    Liability, PartKind, RateStep,
};
pub use exchange::{Exchange, ExchangeError};
pub use kind::DebtKind;
pub use minimum::{MinimumRule, Percent, PercentBase, PrincipalFloor};

use core::fmt;

use crate::money::{Amount, Rounding};
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
    /// What kind of debt it is, such as a credit card.
    pub kind: DebtKind,
    /// What is owed now: not negative, at most [`crate::money::AMOUNT_INPUT_MAX`].
    pub balance: Amount,
    /// The regular annual rate. One twelfth of it is charged each month, unless the details say otherwise: how interest
    /// is charged, and whether the rate is an effective one.
    pub rate: Rate,
    /// Another rate for the first months.
    pub promo: Option<Promo>,
    /// What the contract asks for each month.
    pub minimum: MinimumRule,
    /// How much the account may hold at most, where it has a limit.
    pub credit_limit: Option<Amount>,
    /// Losing it costs home, liberty, fuel or essential goods; which debts these are is the caller's law.
    pub is_priority: bool,
    /// All that a simple debt does not have.
    pub details: DebtDetails,
}

impl Debt {
    /// A debt of no particular kind at one rate, without promo, limit, priority or details.
    #[must_use]
    pub const fn new(id: DebtId, balance: Amount, rate: Rate, minimum: MinimumRule) -> Self {
        Self {
            id,
            kind: DebtKind::Other,
            balance,
            rate,
            promo: None,
            minimum,
            credit_limit: None,
            is_priority: false,
            details: DebtDetails::NONE,
        }
    }

    /// The rate of a month of the plan as it is stated, by the last day of the month; the first month is 1. A promo goes before the steps of the regular rate.
    #[must_use]
    pub fn rate_in(&self, month: u16) -> Rate {
        match self.promo {
            Some(promo) if month <= promo.months => promo.rate,
            _ => self.regular_rate_in(month),
        }
    }

    /// The rate once everything known has happened: after the promo and the last step. What the avalanche ranks by.
    #[must_use]
    pub fn rate_settled(&self) -> Rate {
        self.regular_rate_in(u16::MAX)
    }

    /// The lowest rate of all months after this one.
    pub(crate) fn rate_lowest_after(&self, month: u16) -> Rate {
        let steps = self.details.rate_steps.iter().map(|step| step.from_month);
        let promo_end = self.promo.map(|promo| promo.months.saturating_add(1));
        let changes = steps.chain(promo_end).filter(|&change| change > month);
        let next = self.rate_in(month.saturating_add(1));
        changes.map(|change| self.rate_in(change)).fold(next, Rate::min)
    }

    fn regular_rate_in(&self, month: u16) -> Rate {
        let begun = self.details.rate_steps.iter().rev().find(|step| step.from_month <= month);
        begun.map_or(self.rate, |step| step.rate)
    }

    /// The nominal rate that interest is worked out with, of one that is stated for this debt.
    pub fn nominal(&self, stated: Rate) -> Rate {
        self.details.nominal(stated)
    }

    /// What a plan pays off: the balance without what stands aside because it is disputed, withdrawn or perhaps
    /// time-barred.
    #[must_use]
    pub fn balance_planned(&self) -> Amount {
        self.balance.saturating_sub(self.details.status.excluded(self.balance))
    }

    /// How much of the credit limit is used, in whole percent rounded down; `None` without a limit or with one of
    /// nothing.
    #[must_use]
    pub fn utilisation_percent(&self) -> Option<i64> {
        let limit = self.credit_limit.filter(|limit| limit.is_positive())?;
        Some(self.balance.scale(100, limit.minor(), Rounding::Floor)?.minor())
    }

    /// By how much the balance is above the credit limit.
    #[must_use]
    pub fn over_limit(&self) -> Amount {
        let over = |limit| self.balance.saturating_sub(limit).max(Amount::ZERO);
        self.credit_limit.map_or(Amount::ZERO, over)
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
        // Tiers after the promo; one that begins within it waits for its end.
        debt.details.rate_steps = [(2, 10), (5, 15)]
            .map(|(from_month, percent)| RateStep { from_month, days_before: 0, rate: rate(percent) })
            .to_vec();
        let rates = [2, 3, 4, 5, 600].map(|month| debt.rate_in(month));
        assert_eq!(rates, [rate(3), rate(10), rate(10), rate(15), rate(15)]);
        assert_eq!(debt.rate_settled(), rate(15));
    }

    #[test]
    fn what_is_disputed_stands_aside() {
        let id = DebtId::new("a").unwrap();
        let mut debt = Debt::new(id, Amount::from_minor(1_000), Rate::ZERO, MinimumRule::NONE);
        for (status, planned) in [
            (DebtStatus::Unverified, 1_000),
            (DebtStatus::Disputed { part: Some(Amount::from_minor(400)) }, 600),
            (DebtStatus::Disputed { part: Some(Amount::from_minor(4_000)) }, 0),
            (DebtStatus::Disputed { part: None }, 0),
            (DebtStatus::Withdrawn, 0),
            (DebtStatus::TimeBarredPerhaps, 0),
            (DebtStatus::Sold { to: "B".to_owned() }, 1_000),
        ] {
            debt.details.status = status;
            assert_eq!(debt.balance_planned(), Amount::from_minor(planned), "{:?}", debt.details.status);
        }
    }

    #[test]
    fn a_limit_is_used_up_or_passed() {
        let id = DebtId::new("a").unwrap();
        let mut debt = Debt::new(id, Amount::from_minor(1_299), Rate::ZERO, MinimumRule::NONE);
        assert_eq!((debt.utilisation_percent(), debt.over_limit()), (None, Amount::ZERO));
        debt.credit_limit = Some(Amount::from_minor(1_000));
        assert_eq!((debt.utilisation_percent(), debt.over_limit()), (Some(129), Amount::from_minor(299)));
        debt.credit_limit = Some(Amount::from_minor(3_000));
        assert_eq!((debt.utilisation_percent(), debt.over_limit()), (Some(43), Amount::ZERO));
    }
}
