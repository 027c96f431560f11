//! The answer to a dispute, which few debts have: fetched only where there is one, and shown wherever the debt is.

mod view;

use leptos::prelude::*;
use wire::api::{Account, AccountState, Invitation};
use wire::receipt::Receipt;

use crate::shared::lazy::{Drawn, at_once, lazy_section};

/// Whether there is an answer to show: not while a newer dispute waits for its own, nor once the client has agreed on
/// something after it.
pub fn is_due(invitation: &Invitation, account: &Account) -> bool {
    let Some(answer) = &account.answer else { return false };
    let is_past = |receipt: &Receipt| {
        let agreed = &receipt.arrangement;
        agreed.account_id == account.id && agreed.accepted_at >= answer.at
    };
    match account.state {
        AccountState::Disputed => false,
        AccountState::Arranged => !invitation.receipts.iter().any(is_past),
        AccountState::Open | AccountState::Withdrawn => true,
    }
}

/// The answer about an account; `at_debts` where the way to dispute again stands just below.
pub fn answer(account: Account, at_debts: bool) -> AnyView {
    let draw = move || at_once(dispute_answer(Box::new(account.clone()), at_debts));
    lazy_section(draw, || Box::pin(load_dispute_answer()))
}

cut! { dispute_answer, load_dispute_answer,
    fn dispute_answer(account: Box<Account>, at_debts: bool) -> Drawn {
        Ok(Box::new(view::view(&account, at_debts)))
    }
}
