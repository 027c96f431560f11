//! Before anybody sits at the desk: setting it up, signing in, and a server that does not answer.

use browser::document;
use domain::money::Currency;
use leptos::prelude::*;
use ui::components::{Lead, Notice, NoticeKind, PageFrame, PageHeader};
use ui::form::{Actions, Button, ButtonKind, FieldGroup, Form, LinkButton, PasswordField, TextField, Width};
use ui::live::live;
use wire::api::{Session, limit};
use wire::json;

use crate::features::sign_in::model;
use crate::route_table::LIST;
use crate::shared::form_check::FormCheck;
use crate::shared::format::{format_of, label};
use crate::shared::organisation_form;
use crate::shared::server_problem::trouble;
use crate::store::net::{self, Request};
use crate::store::{Desk, Outcome, Phase};
use crate::words::use_words;

/// The words on a button that shows a password.
fn password(desk: Desk, checked: FormCheck, hint: Option<String>, is_new: bool) -> AnyView {
    let words = use_words();
    let autocomplete = if is_new { "new-password" } else { "current-password" };
    view! {
        <PasswordField
            id="password"
            label=words.sign_in_password()
            value=desk.sign_in.password
            show_label=words.sign_in_show()
            hide_label=words.sign_in_hide()
            autocomplete
            nostrip:hint=hint
            error=checked.error("password")
            on_leave=checked.leave("password")
        />
    }
    .into_any()
}

fn take_session(desk: Desk, text: &str) -> Result<(), net::NetError> {
    let session = net::read::<Session>(text)?;
    desk.sign_in.clear();
    desk.outcome.set(None);
    desk.phase.set(Phase::SignedIn(Box::new(session)));
    Ok(())
}

/// Signing in; `ended` where a session ran out while somebody was at work.
pub fn sign_in(desk: Desk, ended: bool) -> AnyView {
    let words = use_words();
    document::set_title(words.sign_in_title());
    let checked = FormCheck::new(
        desk,
        Signal::stored(Currency::USD),
        Box::new(move || model::sign_in(desk.sign_in).err().unwrap_or_default()),
    );
    let submit = Callback::new(move |()| {
        checked.submit();
        let Ok(request) = untrack(|| model::sign_in(desk.sign_in)) else { return };
        let body = json::print(&request);
        desk.write(Request::post(net::SESSION, Some(body)), false, Box::new(take_session));
    });
    let note = if ended {
        Some(
            view! { <Notice kind=NoticeKind::Know title=words.sign_in_ended_title()>{words.sign_in_ended()}</Notice> }
                .into_any(),
        )
    } else if desk.outcome.get_untracked() == Some(Outcome::SignedOut) {
        Some(view! { <Notice kind=NoticeKind::Success live=true>{words.sign_in_signed_out()}</Notice> }.into_any())
    } else {
        None
    };
    let busy = desk.sending.busy;
    let face = Signal::derive(move || {
        (if busy.get() { words.sign_in_submitting() } else { words.sign_in_submit() }).to_owned()
    });
    view! {
        <PageFrame>
            <PageHeader title=words.sign_in_title()>
                <Lead>{words.sign_in_lead()}</Lead>
            </PageHeader>
            {note}
            {checked.summary()}
            <Form id="sign-in" on_submit=submit>
                <TextField
                    id="name"
                    label=words.sign_in_name()
                    value=desk.sign_in.name
                    width=Width::Medium
                    autocomplete="username"
                    error=checked.error("name")
                    on_leave=checked.leave("name")
                />
                {password(desk, checked, None, false)}
                {trouble(desk)}
                <Actions><Button label=face submit=true busy=busy/></Actions>
            </Form>
            <p class="soft">{words.sign_in_first_time()}</p>
        </PageFrame>
    }
    .into_any()
}

/// Whoever is signed in chooses another password.
pub fn change(desk: Desk) -> AnyView {
    let words = use_words();
    document::set_title(words.sign_in_change_title());
    let read = move || model::change(desk.sign_in);
    let checked =
        FormCheck::new(desk, Signal::stored(Currency::USD), Box::new(move || read().err().unwrap_or_default()));
    let is_done = RwSignal::new(false);
    let submit = Callback::new(move |()| {
        checked.submit();
        let Ok(request) = untrack(read) else { return };
        let body = json::print(&request);
        let done = move |desk: Desk, text: &str| {
            // The same person goes on, with another cookie.
            net::read::<Session>(text)?;
            is_done.set(true);
            desk.sign_in.clear();
            Ok(())
        };
        desk.write(Request::post(net::PASSWORD, Some(body)), false, Box::new(done));
    });
    let format = format_of(desk, Currency::USD);
    let least = i64::try_from(limit::PASSWORD_CHARS_MIN).unwrap_or_default();
    let rule = words.sign_in_password_rule().least(&ui::format::Format::number(&format, least));
    let rule = StoredValue::new(rule);
    let back = move || view! { <LinkButton href=LIST label=label(words.sign_in_change_back()) kind=ButtonKind::Text/> };
    let form = move || {
        view! {
            {checked.summary()}
            <Form id="change-password" on_submit=submit>
                {password(desk, checked, None, false)}
                <PasswordField
                    id="new-password"
                    label=words.sign_in_new_password()
                    value=desk.sign_in.new_password
                    show_label=words.sign_in_show()
                    hide_label=words.sign_in_hide()
                    autocomplete="new-password"
                    hint=rule.get_value()
                    error=checked.error("new-password")
                    on_leave=checked.leave("new-password")
                />
                {trouble(desk)}
                <Actions>
                    <Button label=label(words.sign_in_change()) submit=true busy=desk.sending.busy/>
                    {back()}
                </Actions>
            </Form>
        }
        .into_any()
    };
    let matter = live(move || {
        if is_done.get() {
            let said = view! { <Notice kind=NoticeKind::Success live=true>{words.sign_in_changed()}</Notice> };
            view! { {said}<Actions>{back()}</Actions> }.into_any()
        } else {
            form()
        }
    });
    view! {
        <PageFrame>
            <PageHeader title=words.sign_in_change_title()>
                <Lead>{words.sign_in_change_lead()}</Lead>
            </PageHeader>
            {matter}
        </PageFrame>
    }
    .into_any()
}

/// The first counsellor chooses a name and a password, and says for whom the desk is.
pub fn setup(desk: Desk, secret: String) -> AnyView {
    let words = use_words();
    document::set_title(words.sign_in_setup_title());
    let token = StoredValue::new(secret);
    let read = move || token.with_value(|token| model::setup(desk.sign_in, token));
    let checked =
        FormCheck::new(desk, Signal::stored(Currency::USD), Box::new(move || read().err().unwrap_or_default()));
    let submit = Callback::new(move |()| {
        checked.submit();
        let Ok(request) = untrack(read) else { return };
        let body = json::print(&request);
        desk.write(Request::post(net::SETUP, Some(body)), false, Box::new(take_session));
    });
    let format = format_of(desk, Currency::USD);
    let least = i64::try_from(limit::PASSWORD_CHARS_MIN).unwrap_or_default();
    let rule = words.sign_in_password_rule().least(&ui::format::Format::number(&format, least));
    let instead = live(move || {
        let is_used = desk.sending.error.with(|failed| {
            failed.as_ref().and_then(net::NetError::kind) == Some(wire::problem::Kind::SetupUnavailable)
        });
        let press = Callback::new(move |()| {
            desk.sending.error.set(None);
            desk.fetch_session();
        });
        is_used
            .then(
                || view! { <Button kind=ButtonKind::Outlined label=label(words.sign_in_to_sign_in()) on_press=press/> },
            )
            .into_any()
    });
    let busy = desk.sending.busy;
    let face = Signal::derive(move || {
        (if busy.get() { words.sign_in_setting_up() } else { words.sign_in_set_up() }).to_owned()
    });
    view! {
        <PageFrame>
            <PageHeader title=words.sign_in_setup_title()>
                <Lead>{words.sign_in_setup_lead()}</Lead>
            </PageHeader>
            {checked.summary()}
            <Form id="setup" on_submit=submit>
                {organisation_form::view(desk, checked, desk.sign_in.organisation)}
                <FieldGroup id="you" legend=words.sign_in_you()>
                    <TextField
                        id="name"
                        label=words.sign_in_name()
                        hint=words.sign_in_name_hint()
                        value=desk.sign_in.name
                        width=Width::Medium
                        autocomplete="username"
                        error=checked.error("name")
                        on_leave=checked.leave("name")
                    />
                    {password(desk, checked, Some(rule), true)}
                </FieldGroup>
                {trouble(desk)}
                <Actions><Button label=face submit=true busy=busy/>{instead}</Actions>
            </Form>
        </PageFrame>
    }
    .into_any()
}
