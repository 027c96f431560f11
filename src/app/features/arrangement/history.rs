//! What happened so far, as both sides hold it, with a check that nobody changed it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::components::{Cell, DataTable, Disclosure, Notice, NoticeKind, StatusTag, Tone};
use wire::api::{Invitation, Record};

use crate::shared::terms::TermsFormatter;
use crate::store::receipt_verification;
use crate::words::Words;

/// The history, closed at first.
pub fn view(pen: TermsFormatter, invitation: &Invitation) -> AnyView {
    let words = pen.words;
    if invitation.records.is_empty() {
        return ().into_any();
    }
    let verdict = RwSignal::new(None::<bool>);
    let records = invitation.records.clone();
    let sealed: Vec<String> =
        invitation.receipts.iter().map(|receipt| receipt.arrangement.record_hash.clone()).collect();
    spawn_local(async move {
        // A whole history also holds the entry that each receipt names.
        let is_named = |hash: &String| records.iter().any(|record| record.hash == *hash);
        let is_whole = sealed.iter().all(is_named) && receipt_verification::verify_records(&records).await;
        let _ = verdict.try_set(Some(is_whole));
    });
    let organisation = invitation.organisation.name.clone();
    let said = move || {
        verdict.get().map(|is_whole| {
            if is_whole {
                view! { <p class="check__state"><StatusTag label=words.arrangement_history_whole() tone=Tone::Good/></p> }
                    .into_any()
            } else {
                let text = words.arrangement_history_broken().organisation(&organisation);
                view! { <Notice kind=NoticeKind::Stop>{text}</Notice> }.into_any()
            }
        })
    };
    let rows = invitation.records.iter().map(|record| row(pen, record)).collect();
    let head = [words.arrangement_history_when(), words.arrangement_history_who(), words.arrangement_history_what()];
    let head = head.map(str::to_owned).to_vec();
    view! {
        <Disclosure summary=words.arrangement_history()>
            <p>{words.arrangement_history_text()}</p>
            {said}
            <DataTable id="history" caption=words.arrangement_history() caption_hidden=true stacked=true head rows/>
        </Disclosure>
    }
    .into_any()
}

fn row(pen: TermsFormatter, record: &Record) -> Vec<Cell> {
    let words = pen.words;
    let who = match record.actor.as_str() {
        "client" => words.arrangement_who_client(),
        "policy" => words.arrangement_who_policy(),
        _ => words.arrangement_who_person(),
    };
    vec![Cell::Text(pen.format.moment_text(&record.at)), Cell::from(who), Cell::from(what(words, &record.kind))]
}

fn what(words: Words, kind: &str) -> &'static str {
    match kind {
        "invited" => words.arrangement_what_invited(),
        "opened" => words.arrangement_what_opened(),
        "offered" => words.arrangement_what_offered(),
        "accepted" => words.arrangement_what_accepted(),
        "countered" => words.arrangement_what_countered(),
        "referred" => words.arrangement_what_referred(),
        "declined" => words.arrangement_what_declined(),
        "disputed" => words.arrangement_what_disputed(),
        "dispute_verified" => words.arrangement_what_dispute_verified(),
        "dispute_withdrawn" => words.arrangement_what_dispute_withdrawn(),
        "expired" => words.arrangement_what_expired(),
        "withdrawn" => words.arrangement_what_withdrawn(),
        "link_renewed" => words.arrangement_what_link_renewed(),
        _ => words.arrangement_what_other(),
    }
}
