//! What came back to a dispute: kindly, in the person's own words, and with what can be done now. Shown wherever the
//! debt is.

use domain::money::Amount;
use leptos::prelude::*;
use ui::components::{Notice, NoticeKind, Rich};
use wire::api::{Account, AccountState, DisputeAnswer, Invitation};
use wire::receipt::Receipt;

use crate::shared::terms::pen;
use crate::store::AppState;
use crate::words::use_words;

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

/// The answer about an account; `at_debts` where the way to say something against it stands just below.
pub fn view(account: &Account, at_debts: bool) -> AnyView {
    let Some(answer) = &account.answer else { return ().into_any() };
    let (state, words) = (AppState::here(), use_words());
    let pen = untrack(|| pen(state, words));
    let DisputeAnswer { withdrawn_minor, told, by, at, .. } = answer;
    let part = pen.money(Amount::from_minor(*withdrawn_minor));
    let (title, text) = if account.state == AccountState::Withdrawn {
        (words.dispute_answer_all_title().to_owned(), view! { {words.dispute_answer_all()} }.into_any())
    } else if *withdrawn_minor > 0 {
        let left = pen.money(Amount::from_minor(account.balance_minor));
        let pieces = words.dispute_answer_part().left(&left).part(&part);
        (words.dispute_answer_part_title().part(&part), view! { <Rich pieces=Signal::stored(pieces)/> }.into_any())
    } else {
        let pieces = words.dispute_answer_verified();
        (words.dispute_answer_verified_title().to_owned(), view! { <Rich pieces=Signal::stored(pieces)/> }.into_any())
    };
    let next = (account.state != AccountState::Withdrawn).then(|| {
        let is_agreed = account.state == AccountState::Arranged;
        let next = if is_agreed { words.dispute_answer_next_agreed() } else { words.dispute_answer_next() };
        let pieces = if at_debts { words.dispute_answer_again_here() } else { words.dispute_answer_again() };
        view! { <p>{next}</p><p><Rich pieces=Signal::stored(pieces)/></p> }
    });
    let organisation = state
        .invitation
        .saved
        .with_untracked(|kept| kept.as_ref().map(|kept| kept.invitation.organisation.name.clone()).unwrap_or_default());
    let wrote = words.dispute_answer_by().by(by).moment(&pen.format.moment_text(at)).organisation(&organisation);
    let told = told.clone();
    let kind = if account.state == AccountState::Withdrawn { NoticeKind::Success } else { NoticeKind::Know };
    view! {
        <div class="answer">
            <Notice kind title>
                <div class="stack">
                    <figure class="message">
                        <figcaption class="soft">{wrote}</figcaption>
                        <blockquote>{told}</blockquote>
                    </figure>
                    <p>{text}</p>
                    {next}
                </div>
            </Notice>
        </div>
    }
    .into_any()
}
