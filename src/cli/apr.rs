//! `apr`: the annual percentage rate of advances and payments.
//!
//! No rate depends on how large its flows are, and published ones are often unrounded. So an amount may have up to
//! eighteen digits before the point and ten after it, whatever its currency.

#[cfg(test)]
mod tests;

use domain::apr::{Apr, AprError, FLOWS_MAX, Flow, Method, annual_percentage_rate};
use serde::{Deserialize, Serialize};

use crate::figures::{self, Code, UnitPeriods, Years};
use crate::{At, Error, document, json};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    #[expect(dead_code, reason = "a label for people, which must be a currency")]
    currency: Option<Code>,
    method: MethodInput,
    #[expect(dead_code, reason = "a label for people: unit_periods_per_year decides")]
    unit: Option<String>,
    unit_periods_per_year: Option<UnitPeriods>,
    advances: Vec<FlowInput>,
    payments: Vec<FlowInput>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum MethodInput {
    ActuarialUs,
    EffectiveEu,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FlowInput {
    amount: figures::Flow,
    /// For `actuarial_us`.
    period: Option<UnitPeriods>,
    /// For `effective_eu`; below zero for what is paid before the first drawdown.
    years: Option<Years>,
    /// How many times, a unit period apart; once if not given.
    count: Option<u32>,
}

#[derive(Serialize)]
struct Output {
    apr_percent: String,
}

/// Works out the rate of a document and answers with a document.
///
/// # Errors
/// An [`Error`] names the field at fault.
pub fn run(text: &str) -> Result<String, Error> {
    json(&Output { apr_percent: answer(text)?.decimal_text() })
}

/// Like [`run`], with a table for people.
///
/// # Errors
/// An [`Error`] names the field at fault.
pub fn table(text: &str) -> Result<String, Error> {
    Ok(format!("APR {} %\n", answer(text)?.decimal_text()))
}

fn answer(text: &str) -> Result<Apr, Error> {
    let input: Input = document::read(text)?;
    let refused = |reason: &str| Err(Error::new("unit_periods_per_year", reason));
    let method = match (input.method, input.unit_periods_per_year) {
        (MethodInput::ActuarialUs, Some(UnitPeriods(unit_periods_per_year))) => {
            Method::ActuarialUs { unit_periods_per_year }
        }
        (MethodInput::ActuarialUs, None) => return refused("actuarial_us needs the unit periods in a year"),
        (MethodInput::EffectiveEu, None) => Method::EffectiveEu,
        (MethodInput::EffectiveEu, Some(_)) => return refused("effective_eu counts in years"),
    };
    let advances = flows(&input.advances, input.method, "advances")?;
    let payments = flows(&input.payments, input.method, "payments")?;
    let at = |place: usize, field: &str| match place.checked_sub(advances.len()) {
        None => format!("advances[{place}].{field}"),
        Some(place) => format!("payments[{place}].{field}"),
    };
    annual_percentage_rate(method, &advances, &payments).map_err(|error| match error {
        AprError::NoAdvance => Error::new("advances", "nothing is advanced"),
        AprError::NoPayment => Error::new("payments", "nothing is paid"),
        AprError::Flow(place) => Error::new(at(place, "amount"), "out of range"),
        AprError::Count(place) => Error::new(at(place, "count"), "a flow happens at least once"),
        AprError::TooManyFlows => Error::new("payments", format!("at most {FLOWS_MAX} flows in all")),
        AprError::UnitPeriods => Error::new("unit_periods_per_year", "a year has unit periods"),
        AprError::NoRate => Error::new(".", "no rate makes advances and payments worth the same"),
        AprError::TooHigh => Error::new(".", "rate too high: above 10^24 percent a year"),
        AprError::Uncertain => Error::new(".", "there is a rate, but its last digit cannot be made sure of"),
    })
}

fn flows(inputs: &[FlowInput], method: MethodInput, list: &str) -> Result<Vec<Flow>, Error> {
    let read = |(place, flow): (usize, &FlowInput)| flow.read(method).at(format_args!("{list}[{place}]"));
    inputs.iter().enumerate().map(read).collect()
}

impl FlowInput {
    fn read(&self, method: MethodInput) -> Result<Flow, Error> {
        let refused = |field: &str, reason: &str| Err(Error::new(field, reason));
        let at = match (method, self.period, self.years) {
            (MethodInput::ActuarialUs, Some(UnitPeriods(at)), None)
            | (MethodInput::EffectiveEu, None, Some(Years(at))) => at,
            (MethodInput::ActuarialUs, _, Some(_)) => return refused("years", "not a time of this method"),
            (MethodInput::EffectiveEu, Some(_), _) => return refused("period", "not a time of this method"),
            (MethodInput::ActuarialUs, None, None) => return refused("period", "a flow needs a time"),
            (MethodInput::EffectiveEu, None, None) => return refused("years", "a flow needs a time"),
        };
        if matches!(method, MethodInput::EffectiveEu) && self.count.is_some_and(|count| count != 1) {
            return refused("count", "effective_eu has no unit period; write each flow out");
        }
        Ok(Flow { size: self.amount.0, at, count: self.count.unwrap_or(1) })
    }
}
