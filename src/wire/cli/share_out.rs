//! `share-out`: one sum over several creditors.

use domain::debt::DEBTS_MAX;
use domain::money::{Amount, Currency};
use domain::offer::{Claim, ShareError, share_out};
use serde::{Deserialize, Serialize};

use super::input;
use super::{Ordered, Refusal, json, table};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    /// Says how many digits amounts have after the point; two if not given.
    currency: Option<String>,
    amount: String,
    rule: Rule,
    debts: Vec<DebtInput>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Rule {
    ByBalance,
    ByContractualPayment,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DebtInput {
    id: String,
    /// No offer is more than this. Needed to share by it.
    balance: Option<String>,
    /// The contractual payment. Needed to share by it.
    payment: Option<String>,
}

#[derive(Serialize)]
struct Output {
    offers: Ordered<String>,
    /// What is more than everything owed; not written if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    unshared: Option<String>,
}

struct Answer {
    currency: Currency,
    offers: Vec<(String, Amount)>,
    unshared: Amount,
}

/// Shares the sum of a document and answers with a document.
///
/// # Errors
/// A [`Refusal`] names the field at fault.
pub fn run(text: &str) -> Result<String, Refusal> {
    let Answer { currency, offers, unshared } = answer(text)?;
    let offers = offers.into_iter().map(|(id, offer)| (id, currency.decimal_text(offer))).collect();
    let unshared = unshared.is_positive().then(|| currency.decimal_text(unshared));
    json(&Output { offers: Ordered(offers), unshared })
}

/// The same for people.
///
/// # Errors
/// A [`Refusal`] names the field at fault.
pub fn table(text: &str) -> Result<String, Refusal> {
    let Answer { currency, offers, unshared } = answer(text)?;
    let mut rows: Vec<Vec<String>> =
        offers.into_iter().map(|(id, offer)| vec![id, currency.decimal_text(offer)]).collect();
    if unshared.is_positive() {
        rows.push(vec!["(not needed)".to_owned(), currency.decimal_text(unshared)]);
    }
    Ok(table::columns(&["Creditor", "Offer"], &rows))
}

fn answer(text: &str) -> Result<Answer, Refusal> {
    let input: Input = input::document(text)?;
    let currency = input::currency(input.currency.as_deref())?;
    let amount = input::amount(&input.amount, currency, || "amount".into())?;
    if input.debts.len() > DEBTS_MAX {
        return Err(Refusal::new("debts", format!("a sum is shared over at most {DEBTS_MAX} debts")));
    }
    let mut claims = Vec::with_capacity(input.debts.len());
    for (place, debt) in input.debts.iter().enumerate() {
        if input.debts[..place].iter().any(|earlier| earlier.id == debt.id) {
            return Err(Refusal::new(format!("debts[{place}].id"), "another debt has this id"));
        }
        let money = |text: &Option<String>, field: &str| {
            let path = || format!("debts[{place}].{field}");
            text.as_deref().map(|text| input::amount(text, currency, path)).transpose()
        };
        let required = |amount: Option<Amount>, field: &str| {
            amount.ok_or_else(|| Refusal::new(format!("debts[{place}].{field}"), "the rule shares by this"))
        };
        let (balance, payment) = (money(&debt.balance, "balance")?, money(&debt.payment, "payment")?);
        claims.push(match input.rule {
            Rule::ByBalance => Claim::by_balance(required(balance, "balance")?),
            Rule::ByContractualPayment => Claim { weight: required(payment, "payment")?, cap: balance },
        });
    }
    let offers = share_out(amount, &claims).map_err(|error| match error {
        ShareError::Negative => Refusal::new("amount", "an amount must not be negative"),
        ShareError::NegativeClaim(place) => Refusal::new(format!("debts[{place}]"), "an amount must not be negative"),
        ShareError::NoWeight => Refusal::new("debts", "there is nothing to share the amount by"),
    })?;
    let unshared = amount.saturating_sub(offers.iter().copied().sum());
    let offers = input.debts.into_iter().map(|debt| debt.id).zip(offers).collect();
    Ok(Answer { currency, offers, unshared })
}
