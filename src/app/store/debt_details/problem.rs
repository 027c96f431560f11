//! What may be wrong with what is typed of a debt, and where.

use domain::debt::ExchangeError;
use domain::money::{Amount, AmountError};
use domain::rate::RateError;
use ui::form::DateError;

/// A field in which something may be wrong. Parts of an account go by their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    MinimumPercent,
    MinimumFloor,
    PromoRate,
    PromoUntil,
    StepFrom,
    StepRate,
    FeeMonthly,
    FeeLate,
    FeeOverLimit,
    CreditLimit,
    PartBalance(usize),
    PartRate(usize),
    PartPromoRate(usize),
    PartPromoUntil(usize),
    DisputedPart,
    Exchange,
    ExchangeOn,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldError {
    /// An amount cannot be read, or is missing.
    Amount(AmountError),
    /// A percentage cannot be read, or is missing.
    Rate(RateError),
    /// No payment is more than the whole.
    AboveWhole,
    /// A month is missing.
    Month,
    /// So much of the balance is in no part yet.
    PartsMissing(Amount),
    /// The parts are so much more than the balance.
    PartsAbove(Amount),
    /// More is disputed than is owed.
    AboveBalance,
    /// A rate of exchange cannot be read, or is missing.
    Exchange(ExchangeError),
    /// It was typed for other currencies.
    ExchangeOfOthers,
    /// It makes more of the debt than a plan holds.
    ExchangeAbove,
    /// Its day cannot be read, or is missing.
    Day(DateError),
    /// Its day is still to come.
    DayAhead,
}
