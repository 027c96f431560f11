//! Before the pages: a passphrase is needed, or what is kept is newer than this page.

use browser::document;
use browser::document::set_title;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::components::{Lead, Notice, NoticeKind, PageFrame, PageHeader};
use ui::form::{Actions, Button, ButtonKind, Form, PasswordField};
use wire::saved::Saved;

use crate::store::storage::{Opened, UnlockError, new_document};
use crate::store::{StoreAlert, storage};
use crate::words::use_words;

/// Asks for the passphrase; wiping is the only other way on, and it says so.
pub fn page(unlocked: Callback<(Saved, Option<StoreAlert>)>) -> AnyView {
    let words = use_words();
    set_title(words.locked_title());
    let passphrase = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let newer_found = RwSignal::new(false);
    let open = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let result = storage::unlock(&passphrase.get_untracked()).await;
            busy.set(false);
            match result {
                Ok(Opened::Ready { document, quarantined }) => {
                    unlocked.run((document.unwrap_or_else(new_document), quarantined.map(StoreAlert::from)));
                }
                Ok(Opened::Newer) => newer_found.set(true),
                Ok(Opened::Locked | Opened::Unavailable) => wrong.set(Some(words.locked_failed().to_owned())),
                Err(UnlockError::WrongPassphrase) => wrong.set(Some(words.locked_wrong().to_owned())),
                Err(_) => wrong.set(Some(words.locked_failed().to_owned())),
            }
        });
    };
    let asks_to_wipe = RwSignal::new(false);
    let wipe = Callback::new(move |()| {
        spawn_local(async move {
            if storage::wipe().await.is_ok() {
                document::leave_to("/");
            } else {
                wrong.set(Some(words.locked_failed().to_owned()));
            }
        });
    });
    let label = move |text: &'static str| Signal::stored(text.to_owned());
    let form = move || {
        view! {
            <PageHeader title=words.locked_title()>
                <Lead>{words.locked_lead()}</Lead>
            </PageHeader>
            <Form id="unlock" on_submit=Callback::new(move |()| open())>
                <PasswordField
                    id="passphrase"
                    label=words.locked_passphrase()
                    value=passphrase
                    show_label=words.locked_show()
                    hide_label=words.locked_hide()
                    error=Signal::derive(move || wrong.get())
                    autocomplete="current-password"
                />
                <Actions>
                    <Button submit=true busy label=label(words.locked_open())/>
                    <Button kind=ButtonKind::Text label=label(words.locked_forgot()) on_press=Callback::new(move |()| asks_to_wipe.set(true))/>
                </Actions>
            </Form>
            {move || asks_to_wipe.get().then(|| view! {
                <Notice kind=NoticeKind::Care title=words.locked_wipe_title() live=true>
                    <p>{words.locked_wipe_text()}</p>
                    <Button kind=ButtonKind::Danger label=label(words.locked_wipe()) on_press=wipe/>
                </Notice>
            })}
        }
        .into_any()
    };
    view! { <PageFrame>{move || if newer_found.get() { newer_use_words() } else { form() }}</PageFrame> }.into_any()
}

fn newer_use_words() -> AnyView {
    let words = use_words();
    view! {
        <PageHeader title=words.locked_newer_title()>
            <Lead>{words.locked_newer_text()}</Lead>
        </PageHeader>
    }
    .into_any()
}

/// What is kept was written by a newer page; it is left as it is.
pub fn newer() -> AnyView {
    set_title(use_words().locked_newer_title());
    view! { <PageFrame>{newer_use_words()}</PageFrame> }.into_any()
}
