//! Saving, and bringing in what comes from outside: the country's catalogue and the answers to what was sent. These
//! are the only effects of the page besides focus.

use browser::{clock, document, events};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use wire::api::{Account, AccountState, Invitation, ProposalAnswer};
use wire::json;
use wire::saved::{Saved, SavedInvitation, Sent, Waiting};

use crate::store::storage::{Durability, StoreError};
use crate::store::{AppState, StoreAlert, net, outbox, storage};

/// Starts loading, saving (`keeps` is false where the device keeps nothing) and sending (`sends` is false where it is not
/// known yet what is to be sent).
pub fn start(state: AppState, keeps: bool, sends: bool) {
    load_catalogue(state);
    if keeps {
        save_changes(state);
    }
    if sends {
        let answered = move |waiting: Waiting, text: String| answered(state, waiting, text);
        let sent = move |sent: Sent| state.sent.update(|all| all.push(sent));
        outbox::start(state.outbox, answered, move || save_now(state), sent);
    }
}

/// How long after a save that failed it is tried again.
const RETRY_MS: u32 = 5_000;

/// Saves the state now and waits until it is on the disk. For what must not be lost, such as an acceptance.
pub async fn save_now(state: AppState) -> Result<(), StoreError> {
    let saved = untrack(|| state.snapshot());
    let result = storage::save(&saved, Durability::Strict).await;
    report(state, result.as_ref().err());
    result
}

fn report(state: AppState, error: Option<&StoreError>) {
    match error {
        // It works again.
        None if state.alarm.get_untracked() == Some(StoreAlert::NotKept) => state.alarm.set(None),
        None => {}
        Some(StoreError::ChangedElsewhere) => state.alarm.set(Some(StoreAlert::ChangedElsewhere)),
        Some(_) => state.alarm.set(Some(StoreAlert::NotKept)),
    }
}

/// Saves every change as it is made. While one save runs further changes wait, and the newest goes next: typing fast
/// writes as often as the device can, and a page that is left a moment later has lost nothing.
fn save_changes(state: AppState) {
    let pending = StoredValue::new(None::<Saved>);
    let runs = StoredValue::new(false);
    // What is on the disk, as far as it is known.
    let kept = StoredValue::new(None::<Saved>);
    // Counts the saves that failed and are tried again.
    let again = RwSignal::new(0_u32);
    let is_recovered = storage::is_recovered();
    Effect::new(move |before: Option<()>| {
        again.track();
        let saved = state.snapshot();
        // The first run only learns what to follow; nothing has changed yet.
        if before.is_none() && !is_recovered {
            kept.set_value(Some(saved));
            return;
        }
        pending.set_value(Some(saved));
        if runs.get_value() {
            return;
        }
        runs.set_value(true);
        mark_unsaved(true);
        spawn_local(async move {
            while let Some(saved) = pending.try_update_value(Option::take).flatten() {
                let result = storage::save(&saved, Durability::Relaxed).await;
                report(state, result.as_ref().err());
                match result {
                    Ok(()) => kept.set_value(Some(saved)),
                    // Room may be made, and a browser may come to itself.
                    Err(StoreError::Full | StoreError::Failed) => {
                        Timeout::new(RETRY_MS, move || _ = again.try_update(|times| *times = times.wrapping_add(1)))
                            .forget();
                    }
                    Err(_) => {}
                }
            }
            runs.set_value(false);
            mark_unsaved(false);
        });
    });
    // Whoever leaves now has typed a moment ago: there is no time to wait for the save.
    events::on_leave(move || {
        let saved = untrack(|| state.snapshot());
        if kept.with_value(|kept| kept.as_ref() != Some(&saved)) {
            storage::journal(&saved);
        }
    });
    events::on_return(move || {
        spawn_local(async move {
            // Another tab may have gone on meanwhile; nothing is waiting here, because nobody types in a hidden tab.
            if storage::revision_changed().await {
                state.alarm.set(Some(StoreAlert::ChangedElsewhere));
            }
        });
    });
}

/// Says on the document that a change is not kept yet, for whoever wants to leave only then.
fn mark_unsaved(is_unsaved: bool) {
    document::set_root_attribute("data-unsaved", is_unsaved.then_some(""));
}

fn load_catalogue(state: AppState) {
    Effect::new(move |_| {
        let (country, language) = (state.case.country.get(), state.words.get().language());
        state.case.tries.track();
        spawn_local(async move {
            let path = content::country_path(&country, language.tag);
            let found = net::get_content::<content::Country>(&path).await;
            // Somebody who switched meanwhile has asked anew; a late answer must not take the place of the other.
            if state.case.country.get_untracked() != country || state.language_now() != language {
                return;
            }
            state.case.is_missing.set(found.is_err());
            if let Ok(found) = found {
                state.debts.sort_out(&found);
                state.case.catalogue.set(Some(Arc::new(found)));
            }
        });
    });
}

/// Takes over an invitation as the server tells it. The key that signs receipts is the one first seen, for ever.
pub fn take_over(state: AppState, token: &str, invitation: Invitation) {
    state.is_clock_wrong.set(clock::is_wrong());
    let (known, answered) = state.invitation.saved.with_untracked(|kept| {
        let kept = kept.as_ref().filter(|kept| kept.invitation.id == invitation.id);
        let answered = kept.map(|kept| newly_answered(&kept.invitation, &invitation)).unwrap_or_default();
        (kept.map(|kept| kept.receipt_key_point.clone()), answered)
    });
    let receipt_key_point = known.unwrap_or_else(|| invitation.receipt_key.point.clone());
    // Pages are drawn anew for another country or currency; the same one again must not take the focus from anybody.
    if state.case.country.with_untracked(|known| known != invitation.country.id()) {
        state.case.country.set(invitation.country.id().to_owned());
    }
    if let Some(currency) = domain::money::Currency::from_code(&invitation.currency) {
        if state.case.currency.get_untracked() != currency {
            state.case.currency.set(currency);
        }
        let priority: Vec<String> = state.case.catalogue.with_untracked(|country| {
            // Before this country's catalogue is there nothing is known; the debts are sorted out when it comes.
            let here = country.as_ref().filter(|country| country.id == invitation.country.id());
            let kinds = here.map(|country| country.debt_kinds.as_slice()).unwrap_or_default();
            kinds.iter().filter(|kind| kind.priority).map(|kind| kind.id.clone()).collect()
        });
        state.debts.take_over(&invitation, currency, &priority);
        go_on(state, &answered);
    }
    state.invitation.saved.set(Some(SavedInvitation {
        token: token.to_owned(),
        receipt_key_point,
        invitation,
        seen_at: clock::now_text(),
    }));
}

/// The accounts whose dispute was answered since.
fn newly_answered(before: &Invitation, now: &Invitation) -> Vec<String> {
    let is_news = |account: &&Account| {
        let known = before.accounts.iter().find(|known| known.id == account.id);
        account.state != AccountState::Disputed
            && account.answer.is_some()
            && known.is_some_and(|known| known.answer != account.answer)
    };
    now.accounts.iter().filter(is_news).map(|account| account.id.clone()).collect()
}

/// What stood still until there was an answer stands still no longer, unless the client has said more against it
/// meanwhile, which still waits to be sent.
fn go_on(state: AppState, answered: &[String]) {
    for id in answered {
        if state.outbox.waiting.with_untracked(|waiting| outbox::has_dispute(waiting, id)) {
            continue;
        }
        let entry = state.debts.entries.with_untracked(|entries| {
            entries.iter().find(|debt| crate::store::account_of(&debt.id) == Some(id)).cloned()
        });
        if let Some(entry) = entry {
            entry.is_disputed.set(false);
        }
    }
}

/// Asks the server how things stand.
///
/// # Errors
/// What the network or the server said.
pub async fn refresh(state: AppState, token: &str) -> Result<(), net::NetError> {
    let invitation = net::get_json::<Invitation>("/api/v1/invitation", Some(token)).await?;
    take_over(state, token, invitation);
    Ok(())
}

/// Takes over an answer; the row leaves the outbox only after this is on the disk.
async fn answered(state: AppState, waiting: Waiting, text: String) -> Result<(), StoreError> {
    // Somebody may have opened another invitation since: an answer to the one before must not push that out. The
    // answer is not lost; its own link still shows it.
    let is_current =
        state.invitation.saved.with_untracked(|kept| kept.as_ref().is_none_or(|kept| kept.token == waiting.token));
    if !is_current {
        return save_now(state).await;
    }
    if let Ok(invitation) = json::parse::<Invitation>(text.as_bytes()) {
        take_over(state, &waiting.token, invitation);
    } else if let Ok(answer) = json::parse::<ProposalAnswer>(text.as_bytes()) {
        state.invitation.saved.update(|kept| {
            if let Some(kept) = kept {
                merge(&mut kept.invitation, answer);
            }
        });
        // The history moved on, too. Without a connection it is asked for the next time.
        let _ = refresh(state, &waiting.token).await;
    }
    save_now(state).await
}

fn merge(invitation: &mut Invitation, answer: ProposalAnswer) {
    for receipt in answer.receipts {
        let id = &receipt.arrangement.account_id;
        if let Some(account) = invitation.accounts.iter_mut().find(|account| account.id == *id) {
            account.state = AccountState::Arranged;
        }
        if !invitation.receipts.iter().any(|known| known.arrangement.id == receipt.arrangement.id) {
            invitation.receipts.push(receipt);
        }
    }
    let proposals = if answer.proposals.is_empty() { vec![answer.proposal] } else { answer.proposals };
    for proposal in proposals {
        match invitation.proposals.iter_mut().find(|known| known.id == proposal.id) {
            Some(known) => *known = proposal,
            None => invitation.proposals.push(proposal),
        }
    }
}
