//! An invitation before its link is made: what the client will be told, and what the server knows of it.

use browser::clock::today;
use browser::document;
use domain::arrangement::days_after;
use domain::debt::DebtKind;
use leptos::prelude::*;
use ui::components::{Card, Lead, Notice, NoticeKind, PageFrame, PageHeader};
use ui::form::{Actions, Button, ButtonKind};
use ui::format::Format;
use wire::api::{AccountRequest, Country, InvitationCreated, InvitationRequest, InvitationReview, KnownInvitation};
use wire::json;

use crate::route_table::case_address;
use crate::shared::format::label;
use crate::shared::labels;
use crate::shared::server_problem::trouble;
use crate::shared::terms::TermsFormatter;
use crate::store::Desk;
use crate::store::net::{self, Request};
use crate::words::use_words;

/// What was typed, to be looked over. Nothing but the one button makes the link: no key pressed in a field does.
pub fn view(desk: Desk, request: &InvitationRequest, review: &InvitationReview) -> AnyView {
    let words = use_words();
    document::set_title(words.review_title());
    document::scroll_to_top();
    browser::focus::focus_id_soon("main");
    let formatter = TermsFormatter::new(desk, &request.currency);
    let body = StoredValue::new(json::print(request));
    let country = StoredValue::new(request.country);
    let make = Callback::new(move |()| {
        let done = move |desk: Desk, text: &str| {
            let created = net::read::<InvitationCreated>(text)?;
            browser::preferences::keep_country(country.get_value().id());
            desk.review.set(None);
            desk.invite.clear(today());
            desk.take_link(created);
            Ok(())
        };
        desk.write(Request::post(net::INVITATIONS, Some(body.get_value())), true, Box::new(done));
    });
    let back = Callback::new(move |()| {
        desk.sending.error.set(None);
        desk.review.set(None);
        browser::focus::focus_id_soon("main");
    });
    let known = (!review.known.is_empty()).then(|| known(formatter, &review.known));
    let debts: Vec<AnyView> = request.accounts.iter().map(|account| debt(formatter, account)).collect();
    let rules = formatter.lines(formatter.policy(&request.policy));
    let facts = formatter.lines(facts(formatter, request, review));
    let message = message(formatter, request);
    let busy = desk.sending.busy;
    let face =
        Signal::derive(move || (if busy.get() { words.invite_sending() } else { words.invite_send() }).to_owned());
    view! {
        <PageFrame>
            <PageHeader title=words.review_title()>
                <Lead>{words.review_lead()}</Lead>
            </PageHeader>
            {known}
            <Card title=words.case_invitation()>{facts}{message}</Card>
            {debts}
            <Card title=words.invite_rules()>{rules}</Card>
            {trouble(desk)}
            <Actions>
                <Button label=face busy=busy on_press=make/>
                <Button kind=ButtonKind::Outlined label=label(words.review_back()) on_press=back/>
            </Actions>
        </PageFrame>
    }
    .into_any()
}

fn facts(formatter: TermsFormatter, request: &InvitationRequest, review: &InvitationReview) -> Vec<(String, String)> {
    let words = formatter.words;
    let country = match request.country {
        Country::Us => words.label_us(),
        Country::Gb => words.label_gb(),
    };
    let mut rows = vec![(words.case_country().to_owned(), country.to_owned())];
    if !request.label.is_empty() {
        rows.insert(0, (words.review_label().to_owned(), request.label.clone()));
    }
    rows.push((words.case_until().to_owned(), formatter.format.date(request.expires_on)));
    if let Some(period) = review.validation {
        let ends = formatter.format.date(period.ends_on);
        rows.push((words.review_validation_ends().to_owned(), ends));
        let first = days_after(period.ends_on, 1);
        if first > today() {
            rows.push((words.review_first().to_owned(), formatter.format.date(first)));
        }
    }
    rows
}

fn message(formatter: TermsFormatter, request: &InvitationRequest) -> AnyView {
    let words = formatter.words;
    if request.message.is_empty() {
        return ().into_any();
    }
    let text = request.message.clone();
    view! { <figure class="message"><figcaption class="soft">{words.case_message()}</figcaption><blockquote>{text}</blockquote></figure> }
        .into_any()
}

fn debt(formatter: TermsFormatter, account: &AccountRequest) -> AnyView {
    let words = formatter.words;
    let kind = labels::debt(words, DebtKind::from_id(&account.kind).unwrap_or_default());
    let mut rows = vec![(words.case_owed().to_owned(), formatter.minor(account.balance_minor))];
    rows.push((words.invite_kind().to_owned(), kind.to_owned()));
    if !account.reference.is_empty() {
        rows.push((words.review_reference().to_owned(), account.reference.clone()));
    }
    view! { <Card title=account.creditor.clone()>{formatter.lines(rows)}</Card> }.into_any()
}

/// Invitations that name one of these debts already.
fn known(formatter: TermsFormatter, known: &[KnownInvitation]) -> AnyView {
    let words = formatter.words;
    let line = |one: &KnownInvitation| {
        let name = if one.label.is_empty() { one.creditor.clone() } else { one.label.clone() };
        let (href, date) = (case_address(&one.id), formatter.format.date(one.created_on));
        let text = words.review_known_debt().creditor(&one.creditor).date(&date).reference(&one.reference);
        view! { <li><a href=href>{name}</a>" "{text}</li> }.into_any()
    };
    let lines: Vec<AnyView> = known.iter().map(line).collect();
    view! {
        <Notice kind=NoticeKind::Care title=words.review_known_title()>
            <p>{words.review_known()}</p>
            <ul>{lines}</ul>
        </Notice>
    }
    .into_any()
}
