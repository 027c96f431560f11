//! `disclose`: what a statement must say about paying only the minimum.

use domain::debt::DEBTS_MAX;
use domain::disclose::{Balance, DiscloseError, Estimate, MinimumOnly, PromoRate, Term, estimate};
use domain::money::{Amount, Currency};
use serde::{Deserialize, Serialize};

use super::input::{self, Minimum};
use super::{Refusal, json, table};

/// The regulation is that of one country.
const CURRENCY: Currency = Currency::USD;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    method: MethodInput,
    balances: Vec<BalanceInput>,
    minimum: Minimum,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum MethodInput {
    RegzM1,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BalanceInput {
    balance: String,
    apr: String,
    /// `expm` of Appendix M2, read as its program reads it: see [`domain::disclose`].
    promo_last_month: Option<u16>,
    then_apr: Option<String>,
}

#[derive(Serialize)]
struct Output {
    outcome: &'static str,
    /// Null if the minimum never repays.
    months: Option<u16>,
    paid_total: Option<String>,
    payment_36: String,
    paid_total_36: String,
    savings: Option<String>,
    /// The term as a statement tells it.
    told_as: Option<TermOutput>,
    /// A statement leaves the 36-month figures out.
    omits_36: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum TermOutput {
    Months(u16),
    Years(u16),
}

/// Estimates the disclosures of a document and answers with a document.
///
/// # Errors
/// A [`Refusal`] names the field at fault.
pub fn run(text: &str) -> Result<String, Refusal> {
    let found = answer(text)?;
    let (outcome, repaid) = course(&found);
    json(&Output {
        outcome,
        months: repaid.map(|(months, _)| months),
        paid_total: repaid.map(|(_, paid_total)| CURRENCY.decimal_text(paid_total)),
        payment_36: CURRENCY.decimal_text(found.payment_36),
        paid_total_36: CURRENCY.decimal_text(found.paid_total_36),
        savings: found.savings().map(|savings| CURRENCY.decimal_text(savings)),
        told_as: repaid.map(|(months, _)| match Term::of_months(months) {
            Term::Months(months) => TermOutput::Months(months),
            Term::Years(years) => TermOutput::Years(years),
        }),
        omits_36: found.omits_36(),
    })
}

/// The same for people.
///
/// # Errors
/// A [`Refusal`] names the field at fault.
pub fn table(text: &str) -> Result<String, Refusal> {
    let found = answer(text)?;
    let (outcome, repaid) = course(&found);
    let money = |amount: Amount| CURRENCY.decimal_text(amount);
    let told = |months: u16| match Term::of_months(months) {
        Term::Months(months) => format!("{months} months"),
        Term::Years(years) => format!("{months} months, told as {years} years"),
    };
    let none = || "-".to_owned();
    let rows = [
        ("Minimum only", outcome.to_owned()),
        ("Term", repaid.map_or_else(none, |(months, _)| told(months))),
        ("Paid in all", repaid.map_or_else(none, |(_, paid_total)| money(paid_total))),
        ("36-month payment", money(found.payment_36)),
        ("Paid in 36 months", money(found.paid_total_36)),
        ("Savings", found.savings().map_or_else(none, money)),
    ];
    Ok(table::columns(&["Figure", "USD"], &rows.map(|(name, value)| vec![name.to_owned(), value])))
}

const fn course(found: &Estimate) -> (&'static str, Option<(u16, Amount)>) {
    match found.minimum_only {
        MinimumOnly::Repaid { months, paid_total } => ("repaid", Some((months, paid_total))),
        MinimumOnly::NeverRepaid => ("never_repaid", None),
        MinimumOnly::NotWithinHorizon => ("not_within_horizon", None),
    }
}

fn answer(text: &str) -> Result<Estimate, Refusal> {
    let input: Input = input::document(text)?;
    let MethodInput::RegzM1 = input.method;
    let read = |(place, balance): (usize, &BalanceInput)| {
        let at = |field: &str| format!("balances[{place}].{field}");
        let promo = match (balance.promo_last_month, balance.then_apr.as_deref()) {
            (None, None) => None,
            (Some(last_month), Some(then)) => {
                Some(PromoRate { last_month, then: input::rate(then, || at("then_apr"))? })
            }
            (Some(_), None) => return Err(Refusal::new(at("then_apr"), "a promotional rate needs the rate after it")),
            (None, Some(_)) => return Err(Refusal::new(at("promo_last_month"), "when does the rate change?")),
        };
        Ok(Balance {
            amount: input::amount(&balance.balance, CURRENCY, || at("balance"))?,
            rate: input::rate(&balance.apr, || at("apr"))?,
            promo,
        })
    };
    if input.balances.len() > DEBTS_MAX {
        return Err(Refusal::new("balances", format!("an account has at most {DEBTS_MAX} balances")));
    }
    let balances = input.balances.iter().enumerate().map(read).collect::<Result<Vec<_>, _>>()?;
    let rule = input.minimum.rule(CURRENCY, "minimum")?;
    estimate(&balances, rule).map_err(|error| match error {
        DiscloseError::NothingOwed => Refusal::new("balances", "nothing is owed"),
        DiscloseError::TooManyBalances => {
            Refusal::new("balances", format!("an account has at most {DEBTS_MAX} balances"))
        }
        DiscloseError::Balance(place) => Refusal::new(format!("balances[{place}].balance"), "an amount out of range"),
        DiscloseError::Minimum => Refusal::new("minimum", "an amount out of range"),
    })
}
