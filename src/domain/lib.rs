//! What is true about money and debt: exact, total and sealed. No I/O, clock, locale, randomness, float or serde;
//! today's date, rates, limits and rules of law come in as arguments.
#![deny(clippy::as_conversions, clippy::float_arithmetic, clippy::cast_possible_truncation)]

pub mod apr;
pub mod arrangement;
pub mod budget;
pub mod calendar;
pub mod debt;
mod decimal;
pub mod disclose;
pub mod journey;
pub mod money;
pub mod offer;
pub mod plan;
pub mod rate;
pub mod rights;
pub mod typed;
