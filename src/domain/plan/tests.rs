//! The engine against published figures, known mistakes of other tools, its slow decimal twin, and its own promises.

mod known;
mod properties;
mod reference;

use super::*;
use crate::debt::{Debt, DebtId, MinimumRule, Promo};
use crate::rate::Rate;

/// An amount in minor units from decimal text.
fn money(text: &str) -> Amount {
    crate::money::Currency::USD.parse_decimal(text).unwrap()
}

fn rate(text: &str) -> Rate {
    Rate::parse_decimal(text).unwrap()
}

/// A debt with a fixed minimum.
fn debt(id: &str, balance: &str, apr: &str, minimum: &str) -> Debt {
    Debt::new(DebtId::new(id).unwrap(), money(balance), rate(apr), MinimumRule::Fixed(money(minimum)))
}

fn with_promo(debt: Debt, apr: &str, months: u16) -> Debt {
    Debt { promo: Some(Promo { rate: rate(apr), months }), ..debt }
}
