//! Who invites: what clients are told about the organisation.

use browser::document;
use domain::money::Currency;
use leptos::prelude::*;
use ui::components::{Lead, Notice, NoticeKind, PageFrame, PageHeader};
use ui::form::{Actions, Button, ButtonKind, Form, LinkButton};
use wire::api::Session;
use wire::json;

use crate::route_table::{INVITE, LIST};
use crate::shared::form_check::FormCheck;
use crate::shared::form_reader::FormReader;
use crate::shared::format::label;
use crate::shared::organisation_form;
use crate::shared::server_problem::trouble;
use crate::store::net::{self, Method, Request};
use crate::store::{Desk, Outcome, Phase};
use crate::words::use_words;

/// The page.
pub fn page(desk: Desk) -> AnyView {
    let words = use_words();
    document::set_title(words.organisation_title());
    let draft = desk.organisation;
    if let Some(session) = desk.session() {
        draft.fill(&session.organisation);
    }
    let read = move || {
        let mut reader = FormReader::default();
        let organisation = organisation_form::read(draft, &mut reader);
        if reader.errors.is_empty() { Ok(organisation) } else { Err(reader.errors) }
    };
    let checked =
        FormCheck::new(desk, Signal::stored(Currency::USD), Box::new(move || read().err().unwrap_or_default()));
    let submit = Callback::new(move |()| {
        checked.submit();
        let Ok(organisation) = untrack(read) else { return };
        let body = Some(json::print(&organisation));
        let request = Request { method: Method::Put, path: net::ORGANISATION.to_owned(), body, ..Request::default() };
        let done = |desk: Desk, text: &str| {
            desk.phase.set(Phase::SignedIn(Box::new(net::read::<Session>(text)?)));
            // An invitation that was begun waits for it.
            desk.go(if untrack(|| desk.invite.is_begun()) { INVITE } else { LIST });
            desk.outcome.set(Some(Outcome::OrganisationKept));
            Ok(())
        };
        desk.write(request, false, Box::new(done));
    });
    let is_missing = desk.session().is_some_and(|session| !session.organisation.missing().is_empty());
    let missing = is_missing.then(|| view! { <Notice kind=NoticeKind::Care>{words.organisation_missing()}</Notice> });
    let busy = desk.sending.busy;
    let face = Signal::derive(move || {
        (if busy.get() { words.organisation_keeping() } else { words.organisation_keep() }).to_owned()
    });
    view! {
        <PageFrame>
            <PageHeader title=words.organisation_title()>
                <Lead>{words.organisation_lead()}</Lead>
            </PageHeader>
            {missing}
            {checked.summary()}
            <Form id="organisation-form" on_submit=submit>
                {organisation_form::view(desk, checked, draft)}
                {trouble(desk)}
                <Actions>
                    <Button label=face submit=true busy=busy/>
                    <LinkButton href=LIST label=label(words.invite_later()) kind=ButtonKind::Text/>
                </Actions>
            </Form>
        </PageFrame>
    }
    .into_any()
}
