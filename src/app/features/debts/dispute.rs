//! "This is not right, or I want proof": one way to say so, which stops the debt at once.

use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;
use ui::components::{Notice, NoticeKind};
use ui::form::{Actions, Button, ButtonKind, RadioChoice, RadioChoices, TextArea};
use ui::format::Format;
use ui::live::{live, live_text};
use wire::api::{Account, AccountState, DisputeRequest, limit};
use wire::{json, text};

use crate::features::debts::context::{PageContext, field_id};
use crate::store::outbox::DISPUTES;
use crate::store::{DebtEntry, outbox, persistence};
use crate::words::Words;

/// The grounds, in the order of the list.
fn grounds(words: Words) -> Vec<RadioChoice> {
    vec![
        RadioChoice::new("proof_wanted", words.debts_ground_proof()),
        RadioChoice::new("amount_wrong", words.debts_ground_amount()),
        RadioChoice::new("not_mine", words.debts_ground_not_mine()),
        RadioChoice::new("paid", words.debts_ground_paid()),
        RadioChoice::new("too_old", words.debts_ground_old()),
        RadioChoice::new("other", words.debts_ground_other()),
    ]
}

/// The organisation that invites, and how to reach it.
fn organisation(context: PageContext) -> (String, String) {
    context.state.invitation.saved.with(|saved| {
        let known = saved.as_ref().map(|kept| &kept.invitation.organisation);
        known.map(|known| (known.name.clone(), known.phone.clone())).unwrap_or_default()
    })
}

/// The form.
pub fn form(context: PageContext, debt: &DebtEntry, told: Memo<Option<Account>>) -> AnyView {
    let words = context.words;
    let state = context.state;
    let draft = state.debts.dispute;
    let ground_id = field_id(debt, "ground");
    let tried = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(false);
    let ground_error = Signal::derive(move || {
        (tried.get() && draft.ground.with(String::is_empty)).then(|| words.debts_ground_missing().to_owned())
    });
    let too_long = move || draft.note.with(|note| text::note(note).chars().count() > limit::NOTE_CHARS_MAX);
    let note_id = field_id(debt, "note");
    let most = i64::try_from(limit::NOTE_CHARS_MAX).unwrap_or(i64::MAX);
    let note_error = Signal::derive(move || {
        (tried.get() && too_long()).then(|| words.debts_note_long().most(&state.format().number(most)))
    });
    let count = Callback::new(move |left: i64| {
        let number = left.unsigned_abs();
        let text = state.format().number(left.saturating_abs());
        if left < 0 { words.debts_note_over(number, &text) } else { words.debts_note_left(number, &text) }
    });
    let send = {
        let (debt, ground_id, note_id) = (debt.clone(), ground_id.clone(), note_id.clone());
        Callback::new(move |()| {
            tried.set(true);
            if draft.ground.with_untracked(String::is_empty) {
                browser::focus::focus_id(&ground_id);
            } else if untrack(too_long) {
                browser::focus::focus_id(&note_id);
            } else {
                busy.set(true);
                failed.set(false);
                send(context, debt.clone(), told, busy, failed);
            }
        })
    };
    let later = {
        let back = field_id(debt, "dispute");
        Callback::new(move |()| {
            draft.end();
            browser::focus::focus_id(&back);
        })
    };
    let (name, phone) = untrack(|| organisation(context));
    let organisation_name = name.clone();
    let law = match untrack(|| state.case.country.get()).as_str() {
        "gb" => words.debts_dispute_law_gb(),
        _ => words.debts_dispute_law_us(),
    };
    let failure = move || {
        failed.get().then(|| {
            let text = words.debts_dispute_failed().name(&name).phone(&phone);
            view! { <Notice kind=NoticeKind::Stop live=true><p>{text}</p></Notice> }.into_any()
        })
    };
    view! {
        <div class="debt__form">
            <RadioChoices
                id=ground_id
                legend=words.debts_ground()
                value=draft.ground
                options=Signal::stored(grounds(words))
                error=ground_error
            />
            <TextArea
                id=note_id
                label=words.debts_note()
                hint=words.debts_note_hint()
                value=draft.note
                rows=3
                limit=(limit::NOTE_CHARS_MAX, count)
                error=note_error
            />
            <div class="stack">
                <h4>{words.debts_dispute_what()}</h4>
                <ul>
                    <li>{words.debts_dispute_stops()}</li>
                    <li>{words.debts_dispute_sends().name(&organisation_name)}</li>
                    <li>{words.debts_dispute_admits()}</li>
                    <li>{law}</li>
                </ul>
            </div>
            {failure}
            <Actions>
                <Button
                    kind=ButtonKind::Outlined
                    label=Signal::derive(move || if busy.get() { words.debts_dispute_sending() } else { words.debts_dispute_send() }.to_owned())
                    busy
                    on_press=send
                />
                <Button kind=ButtonKind::Text label=Signal::stored(words.debts_dispute_later().to_owned()) on_press=later/>
            </Actions>
        </div>
    }
    .into_any()
}

/// Writes the dispute to the outbox; only when it is on the disk does the debt stop here.
fn send(
    context: PageContext,
    debt: DebtEntry,
    told: Memo<Option<Account>>,
    busy: RwSignal<bool>,
    failed: RwSignal<bool>,
) {
    let state = context.state;
    let draft = state.debts.dispute;
    let account_id = told.get_untracked().map(|told| told.id);
    let token = untrack(|| state.invitation.token());
    let request = account_id.map(|account_id| DisputeRequest {
        version: 1,
        account_id,
        ground: draft.ground.get_untracked(),
        note: draft.note.with_untracked(|note| text::note(note)),
    });
    spawn_local(async move {
        let queued = match (request, token) {
            (Some(request), Some(token)) => state.outbox.queue(DISPUTES, json::print(&request), &token).await.is_ok(),
            _ => false,
        };
        // The page may have been left meanwhile; the debt stops all the same.
        let _ = busy.try_set(false);
        if !queued {
            let _ = failed.try_set(true);
            return;
        }
        debt.is_disputed.set(true);
        draft.end();
        // A failure is told at the top of the page; the message itself waits on the disk.
        let _ = persistence::save_now(state).await;
        browser::focus::focus_id_soon(field_id(&debt, "stopped"));
    });
}

fn is_disputed(told: &Account) -> bool {
    told.state == AccountState::Disputed
}

thread_local! {
    /// When it was asked last, in milliseconds since 1970.
    static ASKED: Cell<f64> = const { Cell::new(0.0) };
}

/// How soon it is asked again without a press.
const PAUSE_MS: f64 = 10_000.0;

/// Asks whether a person has answered: when this is drawn, and by a press.
fn look(context: PageContext, told: Memo<Option<Account>>) -> AnyView {
    let PageContext { words, state, .. } = context;
    let busy = RwSignal::new(false);
    let said = RwSignal::new("");
    let ask = move |is_pressed: bool| {
        let Some(token) = untrack(|| state.invitation.token()).filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        said.set(if is_pressed { words.dispute_answer_looking() } else { "" });
        spawn_local(async move {
            let outcome = persistence::refresh(state, &token).await;
            // With an answer all of this is gone, as is a page that was left.
            let is_still = told.try_get_untracked().flatten().is_some_and(|told| is_disputed(&told));
            let text =
                if outcome.is_ok() { words.dispute_answer_looked_none() } else { words.dispute_answer_looked_failed() };
            let _ = (busy.try_set(false), said.try_set(if is_pressed && is_still { text } else { "" }));
        });
    };
    // Several debts may wait, and a page may be drawn anew: once for all of them will do.
    let now = js_sys::Date::now();
    if (now - ASKED.get()).abs() > PAUSE_MS {
        ASKED.set(now);
        ask(false);
    }
    let press = Callback::new(move |()| ask(true));
    let label = Signal::stored(words.dispute_answer_look().to_owned());
    view! {
        <Actions><Button kind=ButtonKind::Outlined label busy on_press=press/></Actions>
        <p class="soft" role="status">{live_text(move || said.get().to_owned())}</p>
    }
    .into_any()
}

/// What was said, and how far it got.
pub fn done(context: PageContext, debt: &DebtEntry, told: Memo<Option<Account>>) -> AnyView {
    let words = context.words;
    let state = context.state;
    let text = move || {
        let waits = told.with(|told| {
            let id = told.as_ref().map(|told| told.id.as_str()).unwrap_or_default();
            state.outbox.waiting.with(|waiting| outbox::has_dispute(waiting, id))
        });
        let (name, phone) = organisation(context);
        // That it arrived is said only when the other side says so.
        if told.with(|told| told.as_ref().is_some_and(is_disputed)) {
            words.debts_stopped_sent().name(&name)
        } else if waits {
            words.debts_stopped_waiting().name(&name)
        } else {
            words.debts_stopped_refused().name(&name).phone(&phone)
        }
    };
    let is_there = Memo::new(move |_| told.with(|told| told.as_ref().is_some_and(is_disputed)));
    let look = live(move || if is_there.get() { untrack(|| look(context, told)) } else { ().into_any() });
    view! {
        <div id=field_id(debt, "stopped") tabindex="-1" class="debt__stopped stack">
            <Notice kind=NoticeKind::Know title=words.debts_stopped_title()>
                <p>{words.debts_stopped_text()}</p>
                <p role="status">{text}</p>
            </Notice>
            {look}
        </div>
    }
    .into_any()
}
