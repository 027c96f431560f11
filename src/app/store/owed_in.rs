//! A debt of the client's own in another currency than the plan's: how the rate that was typed reads. No signals and no
//! words.
//!
//! A rate belongs to the two currencies between which it was typed. Once the debt or the plan is in another one, it
//! counts for nothing until it is typed again: it would be wrong without anybody seeing it.

use domain::calendar::days_after;
use domain::debt::Exchange;
use domain::money::{Amount, Currency};
use jiff::civil::Date;
use ui::form::parse_date;
use wire::saved::DebtMore;

use crate::store::debt_details::problem::{Field, FieldError};

/// How long a rate is good for without a word, in days.
const FRESH_DAYS: i64 = 30;

/// In which currency a debt is owed, where that is not the plan's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwedIn {
    /// The currency of everything typed about the debt.
    pub currency: Currency,
    /// What it is worth in the plan; `None` while the rate or its date cannot be read.
    pub exchange: Option<Exchange>,
}

/// The currency a debt is owed in, if it is another than the plan's.
pub fn other_currency(typed: &DebtMore, plan: Currency) -> Option<Currency> {
    Currency::from_code(&typed.currency).filter(|currency| *currency != plan)
}

/// The two currencies of a rate, as they are kept beside it.
pub fn pair(from: Currency, to: Currency) -> String {
    [from.code(), "/", to.code()].concat()
}

/// The rate as typed, whatever its date.
///
/// # Errors
/// What is wrong with it.
pub fn exchange(typed: &DebtMore, from: Currency, to: Currency) -> Result<Exchange, FieldError> {
    let read = Exchange::parse(&typed.exchange, from, to).map_err(FieldError::Exchange)?;
    let is_of_these = typed.exchange_of.is_empty() || typed.exchange_of == pair(from, to);
    if is_of_these { Ok(read) } else { Err(FieldError::ExchangeOfOthers) }
}

/// Reads rate and date; what is wrong comes with its field. `balance` is what is owed, if it can be read: it has to fit
/// into the plan.
pub fn read(
    typed: &DebtMore,
    currency: Currency,
    plan: Currency,
    balance: Option<Amount>,
    today: Date,
) -> (OwedIn, Vec<(Field, FieldError)>) {
    let mut problems = Vec::new();
    let exchange = match exchange(typed, currency, plan) {
        Ok(exchange) if balance.is_some_and(|balance| exchange.settle(balance).is_none()) => {
            Err(FieldError::ExchangeAbove)
        }
        read => read,
    };
    problems.extend(exchange.err().map(|problem| (Field::Exchange, problem)));
    let day = match parse_date(&typed.exchange_on) {
        Ok(day) if day > today => Some(FieldError::DayAhead),
        Ok(_) => None,
        Err(problem) => Some(FieldError::Day(problem)),
    };
    problems.extend(day.map(|problem| (Field::ExchangeOn, problem)));
    (OwedIn { currency, exchange: exchange.ok().filter(|_| day.is_none()) }, problems)
}

/// Whether a rate of this day should be looked up again.
pub fn is_old(day: Date, today: Date) -> bool {
    days_after(day, FRESH_DAYS) < today
}

#[cfg(test)]
mod tests;
