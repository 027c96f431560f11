//! `disclose`: what a statement must say about paying only the minimum.

use domain::debt::DEBTS_MAX;
use domain::disclose::{Balance, DiscloseError, Estimate, MinimumOnly, PromoRate, Term, estimate};
use domain::money::{Amount, Currency};
use serde::{Deserialize, Serialize};

use crate::figures::{Minimum, Money, Percent};
use crate::{At, Error, document, json, table};

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
    balance: Money,
    apr: Percent,
    /// `expm` of Appendix M2, read as its program reads it: see [`domain::disclose`].
    promo_last_month: Option<u16>,
    then_apr: Option<Percent>,
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
/// An [`Error`] names the field at fault.
pub fn run(text: &str) -> Result<String, Error> {
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

/// Like [`run`], with a table for people.
///
/// # Errors
/// An [`Error`] names the field at fault.
pub fn table(text: &str) -> Result<String, Error> {
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

fn answer(text: &str) -> Result<Estimate, Error> {
    let input: Input = document::read(text)?;
    let MethodInput::RegzM1 = input.method;
    let read = |(place, input): (usize, &BalanceInput)| input.balance().at(format_args!("balances[{place}]"));
    let balances = input.balances.iter().enumerate().map(read).collect::<Result<Vec<_>, _>>()?;
    let rule = input.minimum.rule().at("minimum")?;
    estimate(&balances, rule).map_err(|error| match error {
        DiscloseError::NothingOwed => Error::new("balances", "nothing is owed"),
        DiscloseError::TooManyBalances => {
            Error::new("balances", format!("an account has at most {DEBTS_MAX} balances"))
        }
        DiscloseError::Balance(place) => Error::new(format!("balances[{place}].balance"), "an amount out of range"),
        DiscloseError::Minimum => Error::new("minimum", "an amount out of range"),
    })
}

impl BalanceInput {
    fn balance(&self) -> Result<Balance, Error> {
        let promo = match (self.promo_last_month, self.then_apr) {
            (None, None) => None,
            (Some(last_month), Some(Percent(then))) => Some(PromoRate { last_month, then }),
            (Some(_), None) => return Err(Error::new("then_apr", "a promotional rate needs the rate after it")),
            (None, Some(_)) => return Err(Error::new("promo_last_month", "when does the rate change?")),
        };
        Ok(Balance { amount: self.balance.amount(), rate: self.apr.0, promo })
    }
}
