//! How offered amounts stand to what is left over.

use domain::arrangement::Terms;
use domain::money::Amount;
use domain::offer::{Stretch, stretch};

use crate::shared::offer_model;
use crate::shared::offer_model::OfferLine;
use crate::store::AppState;

/// What the terms for some accounts come to in a month, together with the shares of all other debts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fit {
    /// In a month, in all.
    pub monthly: Amount,
    /// What is left over each month; nothing if more goes out than comes in.
    pub left: Amount,
    /// How the one stands to the other.
    pub stretch: Stretch,
}

/// How terms for some accounts fit into what is left over; follows everything.
pub fn fit(state: AppState, taken: &[(String, Terms)]) -> Fit {
    fit_of(&offer_model::lines(state), taken, state.totals().left_over.max(Amount::ZERO))
}

pub fn fit_of(lines: &[OfferLine], taken: &[(String, Terms)], left: Amount) -> Fit {
    let others = lines.iter().filter(|line| !taken.iter().any(|(id, _)| line.debt.account_id() == Some(id.as_str())));
    let mut monthly: Amount = others.map(OfferLine::beyond).sum();
    for (id, terms) in taken {
        let line = lines.iter().find(|line| line.debt.account_id() == Some(id.as_str()));
        // What a debt that comes first asks for is no part of what is left over; only more than that is.
        let before = line.map(|line| line.reserved).unwrap_or_default();
        monthly = monthly.saturating_add(monthly_of(terms).saturating_sub(before).max(Amount::ZERO));
    }
    Fit { monthly, left, stretch: stretch(monthly, left) }
}

/// What terms come to in a month, never more than is owed.
fn monthly_of(terms: &Terms) -> Amount {
    terms.frequency().to_monthly(terms.instalment()).unwrap_or(terms.balance()).min(terms.balance())
}
