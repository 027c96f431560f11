//! What is kept on this device and what ever left it; a passphrase, a copy, and wiping all of it.

use browser::document::set_title;
use browser::{clock, document, files};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::components::{Card, Disclosure, Lead, Notice, NoticeKind, PageFrame, PageHeader};
use ui::form::{Actions, Button, ButtonKind, Form, PasswordField};
use ui::format::Format;
use ui::icon::Icon;
use ui::live::{live, live_text};
use wire::saved::{COPY_BYTES_MAX, Saved, SavedError, Sent, Statement};

use crate::shared::genuine_check::genuine;
use crate::store::storage::Durability;
use crate::store::{AppState, persistence, storage};
use crate::words::{Words, use_words};

/// The fewest letters of a passphrase.
const PASSPHRASE_CHARS_MIN: usize = 10;

/// The page.
pub fn page() -> AnyView {
    let state = AppState::here();
    let words = use_words();
    set_title(words.settings_title());
    view! {
        <PageFrame>
            <PageHeader title=words.settings_title()>
                <Lead>{words.settings_lead()}</Lead>
            </PageHeader>
            {kept(state, words)}
            {sent(state, words)}
            {copies(state, words)}
            {passphrase(state, words)}
            {genuine_card(state, words)}
            {wiping(state, words)}
        </PageFrame>
    }
    .into_any()
}

fn label(text: &'static str) -> Signal<String> {
    Signal::stored(text.to_owned())
}

/// What is on this device, in plain words.
fn kept(state: AppState, words: Words) -> AnyView {
    let item = |text: String| view! { <li>{text}</li> }.into_any();
    let list = live(move || {
        let format = state.format();
        let counted = |count: usize| {
            (u64::try_from(count).unwrap_or_default(), format.number(i64::try_from(count).unwrap_or_default()))
        };
        let saved = state.snapshot();
        // Which form of the budget is shown says nothing about anybody.
        let has_statement = saved.statement != Statement { is_full: saved.statement.is_full, ..Statement::default() };
        let is_empty = saved.budget.iter().all(|line| line.amount.trim().is_empty())
            && saved.debts.is_empty()
            && !has_statement
            && saved.invitation.is_none()
            && saved.lessons.is_empty();
        if is_empty {
            return item(words.settings_kept_nothing().to_owned());
        }
        let mut items = Vec::new();
        let (count, text) = counted(saved.budget.iter().filter(|line| !line.amount.trim().is_empty()).count());
        items.push(item(words.settings_kept_budget(count, &text)));
        let (count, text) = counted(saved.debts.len());
        items.push(item(words.settings_kept_debts(count, &text)));
        items.push(item(words.settings_kept_choices().to_owned()));
        if has_statement {
            items.push(item(words.statement_kept().to_owned()));
        }
        if let Some(kept) = &saved.invitation {
            items.push(item(words.settings_kept_invitation().organisation(&kept.invitation.organisation.name)));
        }
        if !saved.lessons.is_empty() {
            items.push(item(words.settings_kept_lessons().to_owned()));
        }
        let waiting = state.outbox.waiting.with(Vec::len);
        if waiting > 0 {
            let (count, text) = counted(waiting);
            items.push(item(words.settings_kept_waiting(count, &text)));
        }
        items.into_any()
    });
    view! {
        <Card title=words.settings_kept()>
            <ul>{list}</ul>
            <p>{words.settings_kept_text()}</p>
            <p><a href="/statement">{words.statement_link()}</a></p>
        </Card>
    }
    .into_any()
}

fn sent(state: AppState, words: Words) -> AnyView {
    let list = live(move || {
        let format = state.format();
        let row = |sent: Sent| {
            let body = if sent.body.is_empty() { words.settings_sent_no_body().to_owned() } else { sent.body };
            let what = match sent.to.rsplit('/').next() {
                Some("proposals") => words.settings_sent_offer(),
                Some("acceptance") => words.settings_sent_acceptance(),
                Some("disputes") => words.settings_sent_dispute(),
                _ => sent.to.as_str(),
            };
            let summary = words.settings_sent_one().what(what).when(&format.moment_text(&sent.at));
            view! { <Disclosure summary><p class="soft">{sent.to}</p><pre class="letters">{body}</pre></Disclosure> }
                .into_any()
        };
        let all = state.sent.get();
        if all.is_empty() {
            return view! { <p>{words.settings_sent_none()}</p> }.into_any();
        }
        let rows: Vec<AnyView> = all.into_iter().map(row).collect();
        view! { <p>{words.settings_sent_text()}</p> {rows} }.into_any()
    });
    view! { <Card title=words.settings_sent()>{list}</Card> }.into_any()
}

/// What became of something that was asked for; empty until then.
fn outcome(said: RwSignal<Option<Result<&'static str, &'static str>>>) -> AnyView {
    let notice = live(move || match said.get() {
        None => ().into_any(),
        Some(Ok(text)) => view! { <Notice kind=NoticeKind::Success>{text}</Notice> }.into_any(),
        Some(Err(text)) => view! { <Notice kind=NoticeKind::Stop>{text}</Notice> }.into_any(),
    });
    view! { <div role="status">{notice}</div> }.into_any()
}

/// Copies to keep: of what is kept now, and of what was set aside.
fn copies(state: AppState, words: Words) -> AnyView {
    let said = RwSignal::new(None);
    let aside = RwSignal::new(Vec::<(String, String)>::new());
    spawn_local(async move {
        let found = storage::quarantine().await.unwrap_or_default().into_iter().map(|one| (one.name, one.at)).collect();
        // The page may be left before the answer is here.
        let _ = aside.try_set(found);
    });
    let done = move |saved: Option<()>| {
        let _ = said.try_set(Some(saved.map(|()| words.settings_copy_done()).ok_or(words.settings_failed())));
    };
    let day = || clock::now_text().chars().take(10).collect::<String>();
    let save = Callback::new(move |()| {
        spawn_local(async move {
            // What was typed a moment ago belongs into the copy.
            let _ = persistence::save_now(state).await;
            let bytes = storage::export().await.ok().flatten();
            done(bytes.and_then(|bytes| files::save(&["evenkeel-", &day(), ".json"].concat(), &bytes)));
        });
    });
    let one = move |(name, at): (String, String)| {
        let when = untrack(|| state.format().moment_text(&at));
        let name = StoredValue::new(name);
        let press = Callback::new(move |()| {
            spawn_local(async move {
                let Some(name) = name.try_get_value() else { return };
                let bytes = storage::quarantined_bytes(&name).await.ok().flatten();
                done(bytes.and_then(|bytes| files::save(&["evenkeel-aside-", &day(), ".txt"].concat(), &bytes)));
            });
        });
        let label = Signal::stored(words.settings_copy_aside().when(&when));
        view! { <Button kind=ButtonKind::Outlined drawing=Icon::Download label on_press=press/> }.into_any()
    };
    let set_aside = live(move || {
        let all = aside.get();
        if all.is_empty() {
            return ().into_any();
        }
        let buttons: Vec<AnyView> = all.into_iter().map(one).collect();
        view! { <p>{words.settings_aside_text()}</p> <Actions>{buttons}</Actions> }.into_any()
    });
    view! {
        <Card title=words.settings_copy()>
            <p>{words.settings_copy_why()}</p>
            <p>{words.settings_copy_text()}</p>
            <Actions>
                <Button kind=ButtonKind::Outlined drawing=Icon::Download label=label(words.settings_copy_save()) on_press=save/>
            </Actions>
            {set_aside}
            {outcome(said)}
            {restore(state, words)}
        </Card>
    }
    .into_any()
}

/// Takes a saved copy back, after asking where something is here already.
fn restore(state: AppState, words: Words) -> AnyView {
    let said = RwSignal::new(None);
    let asked = RwSignal::new(None::<Saved>);
    let replace = move |saved: Saved| {
        spawn_local(async move {
            match storage::save(&saved, Durability::Strict).await {
                Ok(()) => document::reload(),
                Err(_) => {
                    let _ = said.try_set(Some(Err(words.settings_failed())));
                }
            }
        });
    };
    let read = move |text: String| match Saved::parse_copy(text.as_bytes()) {
        Ok(saved) => {
            let here = untrack(|| state.snapshot());
            if here.budget.is_empty() && here.debts.is_empty() && here.invitation.is_none() {
                replace(saved);
            } else {
                asked.set(Some(saved));
                browser::focus::focus_id_soon("restore-no");
            }
        }
        Err(SavedError::Newer) => said.set(Some(Err(words.settings_restore_newer()))),
        Err(SavedError::TooMuch) => said.set(Some(Err(words.settings_restore_too_much()))),
        Err(SavedError::Corrupt) => said.set(Some(Err(words.settings_restore_wrong()))),
    };
    let choose = Callback::new(move |()| {
        said.set(None);
        if files::choose(COPY_BYTES_MAX, read).is_none() {
            said.set(Some(Err(words.settings_failed())));
        }
    });
    let stay = Callback::new(move |()| {
        asked.set(None);
        browser::focus::focus_id_soon("restore");
    });
    let go_on = Callback::new(move |()| {
        if let Some(saved) = asked.get_untracked() {
            replace(saved);
        }
    });
    let question = live(move || {
        if asked.with(Option::is_none) {
            let label = label(words.settings_restore());
            return view! { <Actions><Button id="restore" kind=ButtonKind::Text label on_press=choose/></Actions> }
                .into_any();
        }
        view! {
            <Notice kind=NoticeKind::Care title=words.settings_restore_sure() live=true>
                <p>{words.settings_restore_text()}</p>
                <Actions>
                    <Button id="restore-no" kind=ButtonKind::Outlined label=label(words.settings_restore_no()) on_press=stay/>
                    <Button kind=ButtonKind::Danger label=label(words.settings_restore_yes()) on_press=go_on/>
                </Actions>
            </Notice>
        }
        .into_any()
    });
    view! { {question} {outcome(said)} }.into_any()
}

fn passphrase(state: AppState, words: Words) -> AnyView {
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let said = RwSignal::new(None);
    let busy = RwSignal::new(false);
    let is_set = RwSignal::new(storage::has_passphrase());
    let change = move |passphrase: Option<String>| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        said.set(None);
        spawn_local(async move {
            // The key changes under what is on the disk, so all of it must be there.
            let kept = persistence::save_now(state).await;
            let done = match (kept, &passphrase) {
                (Err(error), _) => Err(error),
                (Ok(()), Some(text)) => storage::set_passphrase(text).await,
                (Ok(()), None) => storage::remove_passphrase().await,
            };
            let text =
                if passphrase.is_some() { words.settings_passphrase_done() } else { words.settings_passphrase_gone() };
            if done.is_ok() {
                let _ = is_set.try_set(passphrase.is_some());
                let _ = typed.try_set(String::new());
            }
            let _ = said.try_set(Some(done.map(|()| text).map_err(|_| words.settings_failed())));
            let _ = busy.try_set(false);
        });
    };
    let set = Callback::new(move |()| {
        let text = typed.get_untracked();
        let is_short = text.chars().count() < PASSPHRASE_CHARS_MIN;
        error.set(is_short.then(|| words.settings_passphrase_short().to_owned()));
        if is_short {
            browser::focus::focus_id("new-passphrase");
        } else {
            change(Some(text));
        }
    });
    let remove = Callback::new(move |()| change(None));
    let on_or_off =
        move || if is_set.get() { words.settings_passphrase_on() } else { words.settings_passphrase_off() }.to_owned();
    let act = move || {
        if is_set.get() { words.settings_passphrase_change() } else { words.settings_passphrase_set() }.to_owned()
    };
    let without = live(move || {
        let button = || {
            let label = label(words.settings_passphrase_remove());
            view! { <Button kind=ButtonKind::Text busy label on_press=remove/> }
        };
        is_set.get().then(button).into_any()
    });
    view! {
        <Card title=words.settings_passphrase()>
            <p>{live_text(on_or_off)}</p>
            <Form id="passphrase-form" on_submit=set>
                <PasswordField
                    id="new-passphrase"
                    label=words.settings_passphrase_new()
                    hint=words.settings_passphrase_hint()
                    value=typed
                    show_label=words.locked_show()
                    hide_label=words.locked_hide()
                    error=Signal::derive(move || error.get())
                    autocomplete="new-password"
                />
                <Actions>
                    <Button submit=true kind=ButtonKind::Outlined busy label=Signal::derive(act)/>
                    {without}
                </Actions>
            </Form>
            {outcome(said)}
        </Card>
    }
    .into_any()
}

/// How to find out whether somebody who asks for money, or this page, is genuine.
fn genuine_card(state: AppState, words: Words) -> AnyView {
    let steps = live(move || match state.case.catalogue.get() {
        Some(country) => genuine(&country),
        None => view! { <p><a href="/advice">{words.shell_advice()}</a></p> }.into_any(),
    });
    view! {
        <Card title=words.settings_genuine()>
            <p>{words.advice_genuine_text()}</p>
            <Disclosure summary=words.settings_genuine_show()>{steps}</Disclosure>
        </Card>
    }
    .into_any()
}

/// Deletes everything, after it was asked for twice.
fn wiping(state: AppState, words: Words) -> AnyView {
    let asks = RwSignal::new(false);
    let said = RwSignal::new(None);
    let wipe = Callback::new(move |()| {
        spawn_local(async move {
            if storage::wipe().await.is_ok() {
                document::leave_to("/");
            } else {
                let _ = said.try_set(Some(Err(words.settings_failed())));
            }
        });
    });
    let ask = Callback::new(move |()| {
        asks.set(true);
        browser::focus::focus_id_soon("wipe-no");
    });
    let stay = Callback::new(move |()| {
        asks.set(false);
        browser::focus::focus_id_soon("wipe");
    });
    let question = live(move || {
        if !asks.get() {
            let label = label(words.settings_wipe());
            return view! { <Actions><Button id="wipe" kind=ButtonKind::Danger label on_press=ask/></Actions> }
                .into_any();
        }
        let waits = state.outbox.waiting.with(|waiting| !waiting.is_empty());
        let waits = waits.then(|| view! { <p>{words.settings_wipe_waiting()}</p> }.into_any());
        view! {
            <Notice kind=NoticeKind::Care title=words.settings_wipe_sure() live=true>
                <p>{words.settings_wipe_sure_text()}</p>
                {waits}
                <Actions>
                    <Button id="wipe-no" kind=ButtonKind::Outlined label=label(words.settings_wipe_no()) on_press=stay/>
                    <Button kind=ButtonKind::Danger label=label(words.settings_wipe_yes()) on_press=wipe/>
                </Actions>
            </Notice>
        }
        .into_any()
    });
    view! {
        <Card title=words.settings_wipe_title()>
            <p>{words.settings_wipe_text()}</p>
            {question}
            {outcome(said)}
        </Card>
    }
    .into_any()
}
