//! One case: what waits for an answer, what is agreed, the debts, the history, and the link.

use browser::document;
use domain::arrangement::ProposalState;
use leptos::prelude::*;
use ui::components::{Card, Loading, Notice, NoticeKind, PageFrame, PageHeader, StatusTag};
use ui::form::{Actions, ButtonKind, LinkButton};
use ui::format::Format;
use ui::icon::Icon;
use ui::live::live;
use wire::api::{Country, DeskCase};

use crate::features::case::{accounts, answer, ending, history, link, offers, relabel};
use crate::route_table::LIST;
use crate::shared::case_name::case_name;
use crate::shared::format::label;
use crate::shared::labels;
use crate::shared::reload::reload;
use crate::shared::server_problem::explain;
use crate::shared::terms::TermsFormatter;
use crate::store::{Desk, Outcome};
use crate::words::{Words, use_words};

/// The page of the case with this name; the link of it first, while there is a fresh one.
pub fn page(desk: Desk, id: &str) -> AnyView {
    let id = id.to_owned();
    live(move || {
        let fresh = desk.link.get().filter(|link| link.id == id);
        untrack(|| match fresh {
            Some(fresh) => link::page(desk, fresh),
            None => matter(desk, &id),
        })
    })
}

fn matter(desk: Desk, id: &str) -> AnyView {
    let words = use_words();
    document::set_title(words.case_title());
    desk.fetch_case(id);
    live(move || {
        let case = desk.case.get();
        untrack(|| match case {
            Some(case) => whole(desk, words, &case),
            None => missing(desk, words),
        })
    })
}

/// While the case is on its way, and when it does not come.
fn missing(desk: Desk, words: Words) -> AnyView {
    let state = live(move || match desk.fetch_error.get() {
        None => view! { <Loading label=words.case_loading()/> }.into_any(),
        Some(error) => {
            let text = explain(desk, words, &error);
            view! {
                <PageHeader title=words.case_title()/>
                <Notice kind=NoticeKind::Care live=true>{text}</Notice>
                <Actions>
                    <LinkButton href=LIST label=label(words.shell_to_list())/>
                    {reload(desk, words)}
                </Actions>
            }
            .into_any()
        }
    });
    view! { <PageFrame>{state}</PageFrame> }.into_any()
}

fn confirmation(desk: Desk, words: Words) -> AnyView {
    live(move || {
        let (kind, text) = match desk.outcome.get() {
            Some(Outcome::LinkUnseen) => (NoticeKind::Care, words.case_link_unseen()),
            Some(Outcome::Answered) => (NoticeKind::Success, words.case_answered()),
            Some(Outcome::Withdrawn) => (NoticeKind::Success, words.case_withdrawn()),
            Some(Outcome::Overtaken) => (NoticeKind::Care, words.case_moved()),
            Some(Outcome::SignedOut | Outcome::OrganisationKept) | None => return ().into_any(),
        };
        view! { <Notice kind live=true>{text}</Notice> }.into_any()
    })
}

fn whole(desk: Desk, words: Words, case: &DeskCase) -> AnyView {
    let invitation = &case.invitation;
    let formatter = TermsFormatter::new(desk, &invitation.currency);
    let creditors: Vec<&str> = invitation.accounts.iter().map(|account| account.creditor.as_str()).collect();
    let name = case_name(desk, words, &case.label, &creditors);
    document::set_title(&name);
    let (state, tone) = labels::state(words, case.state);
    let waiting = invitation.proposals.iter().filter(|proposal| proposal.state == ProposalState::Considered.id());
    let mut answer: Vec<AnyView> = vec![answer::left(desk, words, invitation)];
    answer.extend(waiting.map(|proposal| answer::view(desk, formatter, invitation, proposal)));
    let means = labels::state_means(words, case.state);
    let accounts = accounts::view(desk, formatter, case);
    let earlier = offers::earlier(formatter, invitation);
    // What is agreed comes first; until then, what was offered.
    let (first, second) = if invitation.receipts.is_empty() { (earlier, accounts) } else { (accounts, earlier) };
    let history = history::view(formatter, invitation);
    let facts = facts(desk, formatter, case);
    let ending = ending::view(desk, words, case);
    view! {
        <PageFrame wide=true>
            <div class="no-print">
                <Actions>
                    <LinkButton href=LIST label=label(words.shell_to_list()) kind=ButtonKind::Text drawing=Icon::Back/>
                    {reload(desk, words)}
                </Actions>
            </div>
            <PageHeader title=name>
                <p class="check__state">
                    <StatusTag label=state tone/>
                    <span>{means}</span>
                </p>
            </PageHeader>
            {confirmation(desk, words)}
            <div class="case">
                <div class="case__main stack">
                    {answer}
                    {first}
                    {second}
                    {history}
                </div>
                <div class="case__side stack">
                    {facts}
                    {ending}
                </div>
            </div>
        </PageFrame>
    }
    .into_any()
}

/// The invitation itself.
fn facts(desk: Desk, formatter: TermsFormatter, case: &DeskCase) -> AnyView {
    let words = formatter.words;
    let invitation = &case.invitation;
    let country = match invitation.country {
        Country::Us => words.label_us(),
        Country::Gb => words.label_gb(),
    };
    let mut rows = vec![
        (words.case_by().to_owned(), invitation.counsellor.clone()),
        (words.case_made().to_owned(), formatter.format.date(invitation.created_on)),
        (words.case_until().to_owned(), formatter.format.date(invitation.expires_on)),
        (words.case_country().to_owned(), country.to_owned()),
    ];
    let opened = invitation.records.iter().find(|record| record.kind == "opened");
    let opened =
        opened.map_or_else(|| words.case_not_opened().to_owned(), |record| formatter.format.moment_text(&record.at));
    rows.push((words.case_opened().to_owned(), opened));
    if let Some(period) = invitation.validation {
        rows.push((words.review_validation_ends().to_owned(), formatter.format.date(period.ends_on)));
    }
    let label = relabel::view(desk, words, case);
    let rules = formatter.policy(&invitation.policy);
    let message = (!invitation.message.is_empty()).then(|| {
        let text = invitation.message.clone();
        view! { <figure class="message"><figcaption class="soft">{words.case_message()}</figcaption><blockquote>{text}</blockquote></figure> }
    });
    let rows = formatter.lines(rows);
    let dated = words.case_rules_dated().date(&formatter.format.date(invitation.created_on));
    view! {
        <Card title=words.case_invitation()>
            {rows}
            {message}
            {label}
        </Card>
        <Card title=words.case_rules()>
            <p class="soft">{dated}</p>
            {formatter.lines(rules)}
        </Card>
    }
    .into_any()
}
