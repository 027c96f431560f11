//! `apr`: the annual percentage rate of advances and payments.
//!
//! No rate depends on how large its flows are, and published ones are often unrounded. So an amount may have up to
//! eighteen digits before the point and ten after it, whatever its currency.

#[cfg(test)]
mod tests;

use domain::apr::{Apr, AprError, FLOWS_MAX, Flow, Method, Periods, Size, annual_percentage_rate};
use serde::{Deserialize, Serialize};

use super::input;
use super::{Refusal, json};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    /// A label for people, which must be a currency.
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
    /// Years since the start, for `effective_eu`; below zero for what is paid before the first drawdown.
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
    input::currency(input.currency.as_deref())?;
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
    let advances = flows(&input.advances, input.method, "advances")?;
    let payments = flows(&input.payments, input.method, "payments")?;
    let at = |place: usize, field: &str| match place.checked_sub(advances.len()) {
        None => format!("advances[{place}].{field}"),
        Some(place) => format!("payments[{place}].{field}"),
    };
    annual_percentage_rate(method, &advances, &payments).map_err(|error| match error {
        AprError::NoAdvance => Refusal::new("advances", "nothing is advanced"),
        AprError::NoPayment => Refusal::new("payments", "nothing is paid"),
        AprError::Flow(place) => Refusal::new(at(place, "amount"), "out of range"),
        AprError::Count(place) => Refusal::new(at(place, "count"), "a flow happens at least once"),
        AprError::TooManyFlows => Refusal::new("payments", format!("at most {FLOWS_MAX} flows in all")),
        AprError::UnitPeriods => Refusal::new("unit_periods_per_year", "a year has unit periods"),
        AprError::NoRate => Refusal::new(".", "no rate makes advances and payments worth the same"),
        AprError::TooHigh => Refusal::new(".", "rate too high: above 10^24 percent a year"),
        AprError::Uncertain => Refusal::new(".", "there is a rate, but its last digit cannot be made sure of"),
    })
}

const TIMES: &str = "a time is \"3\", \"1.6333333333\" or \"1/12\"";

fn periods(text: &str, path: impl Fn() -> String) -> Result<Periods, Refusal> {
    Periods::parse(text).ok_or_else(|| Refusal::new(path(), TIMES))
}

fn years(text: &str, path: impl Fn() -> String) -> Result<Periods, Refusal> {
    Periods::parse_signed(text).ok_or_else(|| Refusal::new(path(), TIMES))
}

/// The most digits before the point, and after it.
const DIGITS_MAX: (usize, usize) = (18, 10);

/// An amount as a number of ten thousand millionths of the major unit.
fn size(text: &str, path: impl Fn() -> String) -> Result<Size, Refusal> {
    let refused = |reason: &str| Err(Refusal::new(path(), reason));
    if text.starts_with('-') {
        return refused("an amount must not be negative");
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let plain = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(whole) || !plain(fraction) {
        return refused("an amount is digits with an optional point, such as \"1200.50\"");
    }
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    if whole.len() > DIGITS_MAX.0 || fraction.len() > DIGITS_MAX.1 {
        return refused("an amount has at most 18 digits before the point and 10 after it");
    }
    let digits = whole.bytes().chain(fraction.bytes().chain(core::iter::repeat(b'0')).take(DIGITS_MAX.1));
    Ok(Size::new(digits.fold(0, |units, digit| units * 10 + i128::from(digit - b'0'))))
}

fn flows(inputs: &[FlowInput], method: MethodInput, list: &str) -> Result<Vec<Flow>, Refusal> {
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
            size: size(&flow.amount, || at("amount"))?,
            at: match method {
                MethodInput::ActuarialUs => periods(time, || at(field))?,
                MethodInput::EffectiveEu => years(time, || at(field))?,
            },
            count: flow.count.unwrap_or(1),
        })
    };
    inputs.iter().enumerate().map(read).collect()
}
