//! The invitation: the link is read, the server is asked once, and what it says is shown before anything is asked.

use browser::clock::today;
use browser::document::set_title;
use domain::journey::Step;
use domain::money::Amount;
use leptos::prelude::*;
use ui::components::{
    Card, Cell, Columns, DataTable, Disclosure, Lead, Notice, NoticeKind, PageFrame, PageHeader, Rich, StatusTag, Tone,
};
use ui::form::{Actions, LinkButton};
use ui::format::Format;
use wire::api::{Account, AccountState, Invitation};
use wire::saved::SavedInvitation;

use crate::features::invitation::{opening, operator};
use crate::shared::terms::{TermsFormatter, label, pen};
use crate::shared::{dispute_answer, journey};
use crate::store::{Agreed, AppState, agreed_now};
use crate::words::{Words, use_words};

/// The page.
pub fn page() -> AnyView {
    let state = AppState::here();
    let words = use_words();
    set_title(words.invitation_title());
    let opening = opening::Opening::begin(state);
    let kept = Memo::new(move |_| state.invitation.saved.get());
    // One invitation is drawn once; a language change draws the whole page.
    let shown = move || match opening.phase() {
        opening::Phase::Done => match kept.get() {
            Some(kept) => shown(state, words, &kept),
            None => opening.view(state, words),
        },
        _ => opening.view(state, words),
    };
    view! { <PageFrame>{shown}</PageFrame> }.into_any()
}

fn shown(state: AppState, words: Words, kept: &SavedInvitation) -> AnyView {
    let invitation = &kept.invitation;
    let organisation = invitation.organisation.name.as_str();
    let pen = pen(state, words);
    let until = pen.format.date(invitation.expires_on);
    let is_over = today() > invitation.expires_on;
    let is_agreed = !invitation.receipts.is_empty();
    let head = match (is_agreed, is_over) {
        (true, _) => agreed(pen, invitation),
        (false, is_over) => {
            let lead =
                Signal::stored(words.invitation_lead().counsellor(&invitation.counsellor).organisation(organisation));
            let time = if is_over {
                let text = words.invitation_over().date(&until).organisation(organisation);
                view! { <Notice kind=NoticeKind::Care>{text}</Notice> }.into_any()
            } else {
                let pieces = Signal::stored(words.invitation_easy().date(&until));
                view! { <p><Rich pieces/></p> }.into_any()
            };
            view! { <Lead><Rich pieces=lead/></Lead>{time} }.into_any()
        }
    };
    let message = (!invitation.message.is_empty()).then(|| {
        let text = invitation.message.clone();
        view! { <figure class="message"><figcaption class="soft">{words.invitation_message()}</figcaption><blockquote>{text}</blockquote></figure> }
    });
    let accounts =
        invitation.accounts.iter().map(|account| account_view(state, pen, invitation, account)).collect::<Vec<_>>();
    let end = (!is_agreed).then(|| {
        let (href, next) = next(state, words);
        view! {
            <Actions><LinkButton href=href label=label(next)/></Actions>
            <p class="soft">{words.invitation_stop()}</p>
        }
    });
    // Nothing stands before the right to dispute while its time runs.
    let rights = operator::rights(pen, invitation);
    let (rights_first, rights_later) =
        if operator::rights_come_first(invitation) { (Some(rights), None) } else { (None, Some(rights)) };
    let collector = operator::collector(pen, invitation);
    let who = operator::card(pen, &invitation.organisation);
    view! {
        <PageHeader title=words.invitation_title_from().organisation(organisation)>
            {rights_first}
            {head}
            {collector}
        </PageHeader>
        {message}
        {rights_later}
        <Card title=words.invitation_owed()>{accounts}</Card>
        {device(words)}
        {who}
        {genuine(state, words, invitation)}
        {end}
    }
    .into_any()
}

/// Where to go on: the budget, or where something is still missing.
fn next(state: AppState, words: Words) -> (&'static str, &'static str) {
    let facts = untrack(|| journey::facts(state));
    if facts.has_budget || facts.has_proposal {
        (journey::path(Step::Arrangement.nearest_open(facts)), words.invitation_go_on())
    } else {
        ("/budget", words.invitation_start())
    }
}

/// The invitation was used: what was agreed, in short.
fn agreed(pen: TermsFormatter, invitation: &Invitation) -> AnyView {
    let words = pen.words;
    let line = |receipt: &wire::receipt::Receipt| {
        let (Agreed::Goes(terms) | Agreed::Less(terms)) = agreed_now(invitation, receipt) else { return None };
        let until = pen.format.date(terms.last());
        let text =
            words.invitation_used_sum().creditor(&receipt.arrangement.creditor).date(&until).each(&pen.each(&terms));
        Some(view! { <li>{text}</li> }.into_any())
    };
    let lines: Vec<AnyView> = invitation.receipts.iter().filter_map(line).collect();
    view! {
        <Notice kind=NoticeKind::Success title=words.invitation_used_title()>
            <p>{words.invitation_used()}</p>
            <ul>{lines}</ul>
        </Notice>
        <Actions><LinkButton href="/arrangement" label=label(words.invitation_to_arrangement())/></Actions>
    }
    .into_any()
}

fn account_view(state: AppState, pen: TermsFormatter, invitation: &Invitation, account: &Account) -> AnyView {
    let words = pen.words;
    let kind = account.kind.clone();
    let kind_label = move || {
        let label = |country: &content::Country| {
            country.debt_kinds.iter().find(|known| known.id == kind).map(|known| known.label.clone())
        };
        state.case.catalogue.with(|country| country.as_deref().and_then(label))
    };
    let tag = match account.state {
        AccountState::Open => account.answer.as_ref().map(|_| (words.dispute_answer_tag(), Tone::Care)),
        AccountState::Arranged => Some((words.invitation_arranged(), Tone::Good)),
        AccountState::Disputed => Some((words.invitation_disputed(), Tone::Waiting)),
        AccountState::Withdrawn => Some((words.dispute_answer_tag_withdrawn(), Tone::Good)),
    };
    let tag = tag.map(|(label, tone)| view! { <StatusTag label tone/> });
    let reference = (!account.reference.is_empty())
        .then(|| view! { <span class="soft">{words.invitation_reference().reference(&account.reference)}</span> });
    let summary = words.invitation_itemisation();
    let parts = itemisation(pen, account);
    let balance = pen.money(Amount::from_minor(account.balance_minor));
    let answer = dispute_answer::is_due(invitation, account).then(|| dispute_answer::view(account, false));
    view! {
        <section class="owed">
            <div class="owed__head">
                <h3 class="owed__name">{account.creditor.clone()}</h3>
                <p class="owed__balance"><span class="visually-hidden">{words.invitation_balance()}" "</span>{balance}</p>
            </div>
            <p class="owed__facts">{tag}" "{reference}" "<span class="soft">{kind_label}</span></p>
            {answer}
            <Disclosure summary>{parts}</Disclosure>
        </section>
    }
    .into_any()
}

/// How the balance came about; parts that are nothing are left out.
fn itemisation(pen: TermsFormatter, account: &Account) -> AnyView {
    let words = pen.words;
    let parts = &account.itemisation;
    let then = words.invitation_item_then().date(&pen.format.date(parts.as_of));
    let rows = [
        (then, parts.then_minor, true),
        (words.invitation_item_interest().to_owned(), parts.interest_minor, false),
        (words.invitation_item_fees().to_owned(), parts.fees_minor, false),
        (words.invitation_item_payments().to_owned(), -parts.payments_minor, false),
        (words.invitation_item_credits().to_owned(), -parts.credits_minor, false),
        (words.dispute_answer_taken_off().to_owned(), -account.withdrawn_minor, false),
    ];
    let rows = rows
        .into_iter()
        .filter(|(_, minor, always)| *always || *minor != 0)
        .map(|(name, minor, _)| vec![Cell::Text(name), Cell::Number(pen.money(Amount::from_minor(minor)))]);
    let rows = rows.collect();
    let total = pen.money(Amount::from_minor(account.balance_minor));
    let foot = vec![Cell::Text(words.invitation_item_total().to_owned()), Cell::Number(total)];
    let head = [words.invitation_part(), words.invitation_amount()].map(str::to_owned).to_vec();
    let id = ["parts-", &account.id].concat();
    let caption = account.creditor.clone();
    view! { <DataTable id caption caption_hidden=true head rows foot/> }.into_any()
}

fn list(lines: &[&'static str]) -> AnyView {
    let lines: Vec<AnyView> = lines.iter().map(|line| view! { <li>{*line}</li> }.into_any()).collect();
    view! { <ul>{lines}</ul> }.into_any()
}

/// What stays on the device and what leaves it.
fn device(words: Words) -> AnyView {
    let stays = list(&[
        words.invitation_stays_budget(),
        words.invitation_stays_debts(),
        words.invitation_stays_plans(),
        words.invitation_stays_lessons(),
    ]);
    let leaves = list(&[
        words.invitation_leaves_opened(),
        words.invitation_leaves_offer(),
        words.invitation_leaves_note(),
        words.invitation_leaves_wrong(),
    ]);
    view! {
        <Columns>
            <Card title=words.invitation_stays()>{stays}</Card>
            <Card title=words.invitation_leaves()>{leaves}<p class="soft">{words.invitation_leaves_all()}</p></Card>
        </Columns>
    }
    .into_any()
}

/// How to find out whether this is genuine, without trusting this page.
fn genuine(state: AppState, words: Words, invitation: &Invitation) -> AnyView {
    let organisation = &invitation.organisation;
    let item = |pieces| {
        let pieces = Signal::stored(pieces);
        view! { <li><Rich pieces/></li> }.into_any()
    };
    let mut steps = vec![item(words.invitation_genuine_call().organisation(&organisation.name))];
    if !organisation.phone.is_empty() {
        steps.push(item(words.invitation_genuine_phone().phone(&organisation.phone)));
    }
    // Text, not a link: an address that is typed or looked up leads where it says.
    if !organisation.website.is_empty() {
        steps.push(item(words.invitation_genuine_website().website(&organisation.website)));
    }
    steps.push(view! { <li>{words.invitation_genuine_never()}</li> }.into_any());
    let checks = move || {
        state.case.catalogue.with(|country| {
            let checks = country.as_ref().map(|country| country.genuine.as_slice()).unwrap_or_default();
            checks.iter().map(check).collect::<Vec<_>>()
        })
    };
    view! {
        <Card title=words.invitation_genuine()>
            <p>{words.invitation_genuine_lead()}</p>
            <ul>{steps}</ul>
            <Disclosure summary=words.invitation_genuine_more()><ul>{checks}</ul></Disclosure>
        </Card>
    }
    .into_any()
}

fn check(check: &content::GenuineCheck) -> AnyView {
    let link = check.url.clone().zip(check.link_label.clone());
    let link = link.map(|(url, label)| view! { " "<a href=url rel="external noopener noreferrer">{label}</a> });
    view! { <li>{check.text.clone()}{link}</li> }.into_any()
}
