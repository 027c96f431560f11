//! `share-out`: one sum over several creditors.

#[cfg(test)]
mod tests;

use domain::money::{Amount, Currency};
use domain::offer::{
    Creditor, CreditorStatus, DistributeError, FullAndFinalError, OfferReason, ShareRule, distribute, full_and_final,
};
use serde::{Deserialize, Serialize};

use crate::figures::{Code, Money, Named};
use crate::{Error, Ordered, document, json, table};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    /// Says how many digits amounts have after the point; two if not given.
    currency: Option<Code>,
    amount: Money,
    rule: Rule,
    /// What each debt is offered where there is nothing to share; nothing if not given.
    token: Option<Money>,
    debts: Vec<DebtInput>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Rule {
    ByBalance,
    ByContractualPayment,
    /// One lump over all, the same share for each.
    FullAndFinal,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DebtInput {
    id: String,
    /// That of the document, if given: a sum of one currency is not shared over debts of another.
    currency: Option<Code>,
    /// No offer is more than this. Needed to share by it.
    balance: Option<Money>,
    /// The contractual payment. Needed to share by it.
    #[serde(alias = "contractual_payment")]
    payment: Option<Money>,
    /// What a court has fixed; paid before all else.
    fixed: Option<Money>,
    /// Paid before the others, up to its payment, or up to its balance without one.
    #[serde(default)]
    priority: bool,
    /// The smallest payment its creditor takes.
    floor: Option<Money>,
    /// What of the balance is disputed.
    disputed: Option<Money>,
    #[serde(default)]
    status: Named<CreditorStatus>,
}

#[derive(Serialize)]
struct Output {
    offers: Ordered<String>,
    /// Why each offer is what it is; not written where each is its plain share.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<Ordered<&'static str>>,
    /// What every creditor gets of what it is owed, in percent rounded down; for `full_and_final`.
    #[serde(skip_serializing_if = "Option::is_none")]
    share_percent: Option<String>,
    /// What the tokens come to; not written if there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    token_total: Option<String>,
    /// What is more than everything that may be paid; not written if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    unshared: Option<String>,
}

struct Answer {
    currency: Currency,
    offers: Vec<(String, Amount, OfferReason)>,
    share_percent: Option<String>,
    token_total: Amount,
    unshared: Amount,
}

/// Shares the sum of a document and answers with a document.
///
/// # Errors
/// An [`Error`] names the field at fault.
pub fn run(text: &str) -> Result<String, Error> {
    let Answer { currency, offers, share_percent, token_total, unshared } = answer(text)?;
    let is_plain = offers.iter().all(|(_, _, why)| *why == OfferReason::Shared);
    let why = offers.iter().map(|(id, _, why)| (id.clone(), why.id())).collect();
    let offers = offers.into_iter().map(|(id, offer, _)| (id, currency.decimal_text(offer))).collect();
    let positive = |amount: Amount| amount.is_positive().then(|| currency.decimal_text(amount));
    json(&Output {
        offers: Ordered(offers),
        why: (!is_plain).then_some(Ordered(why)),
        share_percent,
        token_total: positive(token_total),
        unshared: positive(unshared),
    })
}

/// Like [`run`], with a table for people.
///
/// # Errors
/// An [`Error`] names the field at fault.
pub fn table(text: &str) -> Result<String, Error> {
    let Answer { currency, offers, unshared, .. } = answer(text)?;
    let mut rows: Vec<Vec<String>> = offers
        .into_iter()
        .map(|(id, offer, why)| {
            let reason = if why == OfferReason::Shared { String::new() } else { why.id().replace('_', " ") };
            vec![id, currency.decimal_text(offer), reason]
        })
        .collect();
    if unshared.is_positive() {
        rows.push(vec!["(not needed)".to_owned(), currency.decimal_text(unshared), String::new()]);
    }
    Ok(table::columns(&["Creditor", "Offer", ""], &rows))
}

fn answer(text: &str) -> Result<Answer, Error> {
    let input: Input = document::read(text)?;
    let currency = input.currency.map_or(Currency::USD, |Code(currency)| currency);
    let (amount, token) = (input.amount.amount(), input.token.unwrap_or_default().amount());
    for (place, debt) in input.debts.iter().enumerate() {
        let refused = |field, reason| Err(Error::new(format!("debts[{place}].{field}"), reason));
        if input.debts[..place].iter().any(|earlier| earlier.id == debt.id) {
            return refused("id", "another debt has this id");
        }
        if debt.currency.is_some_and(|Code(its)| its != currency) {
            return refused("currency", "not the currency of the document");
        }
    }
    let creditors: Vec<Creditor> = input.debts.iter().map(DebtInput::creditor).collect();
    let rule = match input.rule {
        Rule::ByBalance => ShareRule::ByBalance,
        Rule::ByContractualPayment => ShareRule::ByContractualPayment,
        Rule::FullAndFinal => {
            refuse_what_a_lump_cannot(&input)?;
            return settle(input.debts, &creditors, amount, currency);
        }
    };
    let found = distribute(amount, rule, token, &creditors).map_err(|error| match error {
        DistributeError::Negative => Error::new("amount", "an amount must not be negative"),
        DistributeError::TooMany => too_many(),
        DistributeError::NegativeDebt(place) => Error::new(format!("debts[{place}]"), "an amount must not be negative"),
        DistributeError::NoBalance(place) => {
            Error::new(format!("debts[{place}].balance"), "the sum cannot be shared without this")
        }
        DistributeError::NoPayment(place) => Error::new(format!("debts[{place}].payment"), "the rule shares by this"),
        DistributeError::NoWeight => Error::new("debts", "there is nothing to share the amount by"),
    })?;
    let offers = input.debts.into_iter().zip(found.offers).map(|(debt, offer)| (debt.id, offer.amount, offer.reason));
    Ok(Answer {
        currency,
        offers: offers.collect(),
        share_percent: None,
        token_total: found.token_total,
        unshared: found.unshared,
    })
}

impl DebtInput {
    fn creditor(&self) -> Creditor {
        Creditor {
            balance: self.balance.map(Money::amount),
            payment: self.payment.map(Money::amount),
            fixed: self.fixed.map(Money::amount),
            is_priority: self.priority,
            floor: self.floor.unwrap_or_default().amount(),
            disputed: self.disputed.unwrap_or_default().amount(),
            status: self.status.0,
        }
    }
}

fn too_many() -> Error {
    Error::new("debts", format!("a sum is shared over at most {} debts", domain::debt::DEBTS_MAX))
}

/// A lump gives every creditor the same share, so nobody comes first and nobody gets a least sum. A document that says
/// otherwise would be answered as if it did not.
fn refuse_what_a_lump_cannot(input: &Input) -> Result<(), Error> {
    let refused = |path: String| Err(Error::new(path, "full_and_final gives each the same share"));
    if input.token.is_some() {
        return refused("token".to_owned());
    }
    for (place, debt) in input.debts.iter().enumerate() {
        let fields = [("fixed", debt.fixed.is_some()), ("priority", debt.priority), ("floor", debt.floor.is_some())];
        if let Some((field, _)) = fields.into_iter().find(|(_, is_given)| *is_given) {
            return refused(format!("debts[{place}].{field}"));
        }
    }
    Ok(())
}

fn settle(debts: Vec<DebtInput>, creditors: &[Creditor], lump: Amount, currency: Currency) -> Result<Answer, Error> {
    let mut owed = Vec::with_capacity(creditors.len());
    for (place, creditor) in creditors.iter().enumerate() {
        let balance =
            creditor.balance.ok_or_else(|| Error::new(format!("debts[{place}].balance"), "the rule shares by this"))?;
        owed.push((balance.saturating_sub(creditor.disputed).max(Amount::ZERO), creditor.status));
    }
    let found = full_and_final(lump, &owed).map_err(|error| match error {
        FullAndFinalError::NothingOffered => Error::new("amount", "a lump sum is more than nothing"),
        FullAndFinalError::TooMany => too_many(),
        FullAndFinalError::NegativeBalance(place) => {
            Error::new(format!("debts[{place}].balance"), "an amount must not be negative")
        }
        FullAndFinalError::NothingOwed => Error::new("debts", "there is nothing to share the amount by"),
    })?;
    let why = |status: CreditorStatus| match status {
        CreditorStatus::Open => OfferReason::Shared,
        CreditorStatus::Disputed => OfferReason::Disputed,
        CreditorStatus::Frozen => OfferReason::Frozen,
    };
    let offers =
        debts.into_iter().zip(found.offers).zip(owed).map(|((debt, offer), (_, status))| (debt.id, offer, why(status)));
    Ok(Answer {
        currency,
        offers: offers.collect(),
        share_percent: Some(found.share.decimal_text()),
        token_total: Amount::ZERO,
        unshared: found.unshared,
    })
}
