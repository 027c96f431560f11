//! What both sides ask of offered terms.

use crate::cases::model::Case;
use crate::http::validation::Validator;
use crate::server::clock::Now;
use domain::arrangement::{Terms, TermsError};
use domain::money::Amount;
use jiff::civil::Date;
use wire::api::Offer;

/// Possible terms for each offer; as many as offers if nothing is at fault.
pub fn terms_of(case: &Case, list: &str, offers: &[Offer], validator: &mut Validator) -> Vec<Terms> {
    let mut all = Vec::new();
    for (index, offer) in offers.iter().enumerate() {
        let field = |name: &str| format!("{list}[{index}].{name}");
        let twice = offers[..index].iter().any(|earlier| earlier.account_id == offer.account_id);
        validator.require(!twice, field("account_id"), "twice");
        let Some(account) = case.account(&offer.account_id) else {
            validator.reject(field("account_id"), "unknown");
            continue;
        };
        if account.is_withdrawn() {
            validator.reject(field("account_id"), "withdrawn");
            continue;
        }
        let (balance, instalment) =
            (Amount::from_minor(account.claimed_minor()), Amount::from_minor(offer.instalment_minor));
        match Terms::new(balance, instalment, offer.frequency, offer.first) {
            Ok(terms) => all.push(terms),
            Err(TermsError::OutOfCalendar) => validator.reject(field("first"), "out_of_bounds"),
            Err(_) => validator.reject(field("instalment_minor"), "out_of_bounds"),
        }
    }
    all
}

/// Whether a first payment may be due on a day: it has not passed for the client, and the validation period is over by then.
#[must_use]
pub fn may_start(case: &Case, first: Date, now: Now) -> bool {
    first >= case.client_day(now) && !case.is_in_validation(first)
}
