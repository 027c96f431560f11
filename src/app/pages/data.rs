//! What is kept on this device and what ever left it; a passphrase, a copy, and wiping all of it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::components::{Card, Disclosure, Lead, Notice, NoticeKind, PageFrame, PageHeader};
use ui::form::{Actions, Button, ButtonKind, Form, PasswordField};
use wire::saved::Sent;

use crate::shell;
use crate::state::AppState;
use crate::storage;
use crate::words::{Words, use_words};

/// The fewest letters of a passphrase.
const PASSPHRASE_LETTERS_MIN: usize = 10;

/// The page.
pub fn page() -> AnyView {
    let words = use_words();
    shell::title(words.data_title());
    view! {
        <PageFrame>
            <PageHeader title=words.data_title()>
                <Lead>{words.data_lead()}</Lead>
            </PageHeader>
            {sent(words)}
            {passphrase(words)}
            {copies(words)}
            {wiping(words)}
        </PageFrame>
    }
    .into_any()
}

fn label(text: &'static str) -> Signal<String> {
    Signal::stored(text.to_owned())
}

fn sent(words: Words) -> AnyView {
    let state = AppState::here();
    let row = |sent: Sent| view! { <li><p>{sent.at} " " {sent.to}</p><pre>{sent.body}</pre></li> }.into_any();
    let list = move || {
        let all = state.sent.get();
        if all.is_empty() {
            return view! { <p>{words.data_sent_none()}</p> }.into_any();
        }
        let rows: Vec<AnyView> = all.into_iter().map(row).collect();
        view! { <ul>{rows}</ul> }.into_any()
    };
    view! { <Card title=words.data_sent()>{list}</Card> }.into_any()
}

fn passphrase(words: Words) -> AnyView {
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let is_set = RwSignal::new(storage::has_passphrase());
    let set = Callback::new(move |()| {
        let text = typed.get_untracked();
        if text.chars().count() < PASSPHRASE_LETTERS_MIN {
            error.set(Some(words.data_passphrase_short().to_owned()));
            return;
        }
        spawn_local(async move {
            let done = storage::set_passphrase(&text).await.is_ok();
            let _ = error.try_set((!done).then(|| words.data_failed().to_owned()));
            let _ = is_set.try_set(done);
        });
    });
    let remove = Callback::new(move |()| {
        spawn_local(async move {
            let done = storage::remove_passphrase().await.is_ok();
            let _ = error.try_set((!done).then(|| words.data_failed().to_owned()));
            let _ = is_set.try_set(!done);
        });
    });
    let state_words = move || if is_set.get() { words.data_passphrase_on() } else { words.data_passphrase_off() };
    view! {
        <Card title=words.data_passphrase()>
            <p role="status">{state_words}</p>
            <Form id="passphrase-form" on_submit=set>
                <PasswordField
                    id="new-passphrase"
                    label=words.data_passphrase_new()
                    hint=words.data_passphrase_hint()
                    value=typed
                    show_label=words.locked_show()
                    hide_label=words.locked_hide()
                    error=Signal::derive(move || error.get())
                    autocomplete="new-password"
                />
                <Actions>
                    <Button submit=true kind=ButtonKind::Outlined label=label(words.data_passphrase_set())/>
                    <Button kind=ButtonKind::Text label=label(words.data_passphrase_remove()) on_press=remove/>
                </Actions>
            </Form>
        </Card>
    }
    .into_any()
}

fn copies(words: Words) -> AnyView {
    let shown = RwSignal::new(Vec::<(String, String)>::new());
    let show = Callback::new(move |()| {
        spawn_local(async move {
            let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
            let mut found = Vec::new();
            if let Ok(Some(bytes)) = storage::export().await {
                found.push((words.data_copy_now().to_owned(), text(bytes)));
            }
            for kept in storage::aside().await.unwrap_or_default() {
                if let Ok(Some(bytes)) = storage::aside_bytes(&kept.name).await {
                    found.push(([words.data_copy_aside(), " ", &kept.at, " ", &kept.store].concat(), text(bytes)));
                }
            }
            let _ = shown.try_set(found);
        });
    });
    let list = move || {
        let one = |(name, text): (String, String)| {
            view! { <Disclosure summary=name><pre>{text}</pre></Disclosure> }.into_any()
        };
        shown.get().into_iter().map(one).collect::<Vec<AnyView>>()
    };
    view! {
        <Card title=words.data_copy()>
            <p>{words.data_copy_text()}</p>
            <Button kind=ButtonKind::Outlined label=label(words.data_copy_show()) on_press=show/>
            {list}
        </Card>
    }
    .into_any()
}

fn wiping(words: Words) -> AnyView {
    let failed = RwSignal::new(false);
    let wipe = Callback::new(move |()| {
        spawn_local(async move {
            if storage::wipe().await.is_ok() {
                let _ = window().location().replace("/");
            } else {
                let _ = failed.try_set(true);
            }
        });
    });
    let notice = move || {
        failed
            .get()
            .then(|| view! { <Notice kind=NoticeKind::Stop live=true>{words.data_failed()}</Notice> }.into_any())
    };
    view! {
        <Card title=words.data_wipe_title()>
            <p>{words.data_wipe_text()}</p>
            <Button kind=ButtonKind::Danger label=label(words.data_wipe()) on_press=wipe/>
            {notice}
        </Card>
    }
    .into_any()
}
