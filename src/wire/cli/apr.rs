//! `apr`: the annual percentage rate of advances and payments.

use domain::apr::{Apr, AprError, FLOWS_MAX, Flow, Method, Periods, annual_percentage_rate};
use domain::money::Currency;
use serde::{Deserialize, Serialize};

use super::input;
use super::{Refusal, json};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    /// Says how many digits amounts have after the point; two if not given.
    currency: Option<String>,
    method: MethodInput,
    /// A label for people; `unit_periods_per_year` decides.
    #[expect(dead_code, reason = "a label for people, accepted and not needed")]
    unit: Option<String>,
    unit_periods_per_year: Option<String>,
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
    amount: String,
    /// Unit periods since the start, for `actuarial_us`.
    period: Option<String>,
    /// Years since the start, for `effective_eu`.
    years: Option<String>,
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
/// A [`Refusal`] names the field at fault.
pub fn run(text: &str) -> Result<String, Refusal> {
    json(&Output { apr_percent: answer(text)?.decimal_text() })
}

/// The same for people.
///
/// # Errors
/// A [`Refusal`] names the field at fault.
pub fn table(text: &str) -> Result<String, Refusal> {
    Ok(format!("APR {} %\n", answer(text)?.decimal_text()))
}

fn answer(text: &str) -> Result<Apr, Refusal> {
    let input: Input = input::document(text)?;
    let currency = input::currency(input.currency.as_deref())?;
    let method = match (input.method, input.unit_periods_per_year.as_deref()) {
        (MethodInput::ActuarialUs, Some(text)) => {
            Method::ActuarialUs { unit_periods_per_year: periods(text, || "unit_periods_per_year".into())? }
        }
        (MethodInput::ActuarialUs, None) => {
            return Err(Refusal::new("unit_periods_per_year", "actuarial_us needs the unit periods in a year"));
        }
        (MethodInput::EffectiveEu, None) => Method::EffectiveEu,
        (MethodInput::EffectiveEu, Some(_)) => {
            return Err(Refusal::new("unit_periods_per_year", "effective_eu counts in years"));
        }
    };
    let advances = flows(&input.advances, input.method, currency, "advances")?;
    let payments = flows(&input.payments, input.method, currency, "payments")?;
    annual_percentage_rate(method, &advances, &payments).map_err(|error| match error {
        AprError::NoAdvance => Refusal::new("advances", "nothing is advanced"),
        AprError::NoPayment => Refusal::new("payments", "nothing is paid"),
        AprError::Flow(place) => match place.checked_sub(advances.len()) {
            None => Refusal::new(format!("advances[{place}]"), "a flow is not negative and happens at least once"),
            Some(place) => {
                Refusal::new(format!("payments[{place}]"), "a flow is not negative and happens at least once")
            }
        },
        AprError::TooManyFlows => Refusal::new("payments", format!("at most {FLOWS_MAX} flows in all")),
        AprError::UnitPeriods => Refusal::new("unit_periods_per_year", "a year has unit periods"),
        AprError::NoRate => Refusal::new(".", "no rate makes advances and payments worth the same"),
    })
}

fn periods(text: &str, path: impl Fn() -> String) -> Result<Periods, Refusal> {
    Periods::parse(text).ok_or_else(|| Refusal::new(path(), "a time is \"3\", \"1.6333333333\" or \"1/12\""))
}

fn flows(inputs: &[FlowInput], method: MethodInput, currency: Currency, list: &str) -> Result<Vec<Flow>, Refusal> {
    let read = |(place, flow): (usize, &FlowInput)| {
        let at = |field: &str| format!("{list}[{place}].{field}");
        let (time, field, stray, stray_field) = match method {
            MethodInput::ActuarialUs => (&flow.period, "period", &flow.years, "years"),
            MethodInput::EffectiveEu => (&flow.years, "years", &flow.period, "period"),
        };
        if stray.is_some() {
            return Err(Refusal::new(at(stray_field), "not a time of this method"));
        }
        let time = time.as_deref().ok_or_else(|| Refusal::new(at(field), "a flow needs a time"))?;
        if matches!(method, MethodInput::EffectiveEu) && flow.count.is_some_and(|count| count != 1) {
            return Err(Refusal::new(at("count"), "effective_eu has no unit period; write each flow out"));
        }
        Ok(Flow {
            amount: input::amount(&flow.amount, currency, || at("amount"))?,
            at: periods(time, || at(field))?,
            count: flow.count.unwrap_or(1),
        })
    };
    inputs.iter().enumerate().map(read).collect()
}
