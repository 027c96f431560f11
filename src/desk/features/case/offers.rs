//! Offers: what was offered, what the rules say, and what was answered.

use leptos::prelude::*;
use ui::components::{Card, Disclosure, StatusTag, Tone};
use wire::api::{Decision, Invitation, Proposal, ProposalLine};
use wire::terms::OfferDecision;

use crate::shared::terms::TermsFormatter;

/// Offers that wait for nobody at the desk, newest first.
pub fn earlier(formatter: TermsFormatter, invitation: &Invitation) -> AnyView {
    let words = formatter.words;
    let considered = domain::arrangement::ProposalState::Considered.id();
    let others = invitation.proposals.iter().rev().filter(|proposal| proposal.state != considered);
    let shown: Vec<AnyView> =
        others.enumerate().map(|(index, proposal)| one(formatter, invitation, proposal, index == 0)).collect();
    if shown.is_empty() {
        return ().into_any();
    }
    view! { <Card title=words.offers_title()>{shown}</Card> }.into_any()
}

fn one(formatter: TermsFormatter, invitation: &Invitation, proposal: &Proposal, is_newest: bool) -> AnyView {
    let words = formatter.words;
    let (state, tone) = match proposal.state.as_str() {
        "accepted" => (words.offers_accepted(), Tone::Good),
        "countered" => (words.offers_countered(), Tone::Waiting),
        "rejected" => (words.offers_rejected(), Tone::Plain),
        _ => (words.offers_expired(), Tone::Plain),
    };
    let when = formatter.format.moment_text(&proposal.at);
    let summary = words.offers_of().creditor(&creditors_of(invitation, proposal)).when(&when);
    // What was agreed stands with its debt already.
    let is_open = is_newest && proposal.state != "accepted";
    let lines = lines(formatter, invitation, proposal);
    let note = note(formatter, proposal);
    let decided = proposal.decision.as_ref().map(|decision| decided(formatter, decision));
    view! {
        <div class="offer">
            <StatusTag label=state tone/>
            <Disclosure summary open=is_open>
                {lines}
                {note}
                {decided}
            </Disclosure>
        </div>
    }
    .into_any()
}

/// The terms for each account, with what was named instead.
pub fn lines(formatter: TermsFormatter, invitation: &Invitation, proposal: &Proposal) -> AnyView {
    let lines: Vec<AnyView> =
        proposal.lines.iter().map(|line| line_view(formatter, invitation, proposal, line)).collect();
    lines.into_any()
}

fn line_view(formatter: TermsFormatter, invitation: &Invitation, proposal: &Proposal, line: &ProposalLine) -> AnyView {
    let words = formatter.words;
    let creditor = creditor_of(invitation, &line.account_id);
    let (named, reasons) = match &line.verdict {
        OfferDecision::Accepted => (None, None),
        OfferDecision::Countered { terms, reasons } => (Some(terms), Some(reasons)),
        OfferDecision::Referred { reasons } => (None, Some(reasons)),
    };
    let is_person = line.counter.is_some();
    let named = line.counter.as_ref().or(named);
    let terms = match (line.terms.check(), named.and_then(wire::terms::Terms::check)) {
        (Some(offered), Some(named)) => {
            let id = ["offer-", &proposal.id, "-", &line.account_id].concat();
            let head = if is_person { words.terms_named() } else { words.terms_by_rules() };
            formatter.beside([id, creditor.clone()], head, &offered, &named)
        }
        (Some(offered), None) => formatter.list(&offered),
        (None, _) => view! { <p>{words.case_unreadable()}</p> }.into_any(),
    };
    let says = match (&line.verdict, is_person) {
        (_, true) => words.offers_named_person(),
        (OfferDecision::Accepted, false) => words.offers_within(),
        (OfferDecision::Countered { .. }, false) => words.offers_outside(),
        (OfferDecision::Referred { .. }, false) => words.offers_referred(),
    };
    let reasons = reasons.filter(|_| !is_person).map(|reasons| formatter.reasons(reasons));
    view! {
        <div class="owed">
            <h3>{creditor}</h3>
            {terms}
            <p class="soft">{says}</p>
            {reasons}
        </div>
    }
    .into_any()
}

/// To whom the accounts of a proposal are owed.
pub fn creditors_of(invitation: &Invitation, proposal: &Proposal) -> String {
    proposal.lines.iter().map(|line| creditor_of(invitation, &line.account_id)).collect::<Vec<_>>().join(", ")
}

/// To whom an account is owed.
pub fn creditor_of(invitation: &Invitation, account_id: &str) -> String {
    let found = invitation.accounts.iter().find(|account| account.id == account_id);
    found.map(|account| account.creditor.clone()).unwrap_or_default()
}

/// The client's own words.
pub fn note(formatter: TermsFormatter, proposal: &Proposal) -> AnyView {
    quoted(formatter.words.offers_note().to_owned(), &proposal.note)
}

fn decided(formatter: TermsFormatter, decision: &Decision) -> AnyView {
    let by = formatter.words.offers_decided().by(&decision.by).when(&formatter.format.moment_text(&decision.at));
    if decision.reason.is_empty() {
        return view! { <p class="soft">{by}</p> }.into_any();
    }
    quoted(by, &decision.reason)
}

fn quoted(from: String, text: &str) -> AnyView {
    if text.is_empty() {
        return ().into_any();
    }
    let text = text.to_owned();
    view! { <figure class="message"><figcaption class="soft">{from}</figcaption><blockquote>{text}</blockquote></figure> }
        .into_any()
}
