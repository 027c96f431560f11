//! The offer that is under way: what was sent, who looks at it, what was named instead, and what to do.

use browser::clock::today;
use domain::arrangement::{Objection, Terms};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::components::{Card, Disclosure, Notice, NoticeKind};
use ui::form::{Actions, Button, ButtonKind, LinkButton};
use ui::format::Format;
use wire::api::{AcceptedTerms, CounterAcceptance, Decision, Invitation, Proposal, ProposalLine};
use wire::json;
use wire::saved::Refused;
use wire::terms::OfferDecision;

use crate::shared::fit::fit;
use crate::shared::offer_status::{OfferStatus, Refusal, latest, line_of, terms_of};
use crate::shared::terms::{TermsFormatter, label, letters};
use crate::store::AppState;
use crate::store::outbox::{PROPOSALS, is_about, is_offer};

/// The version of the message that this page writes.
const VERSION: u32 = 1;

/// What is under way, debt by debt; nothing once all is agreed.
pub fn view(state: AppState, pen: TermsFormatter, all: &[(String, OfferStatus)], invitation: &Invitation) -> AnyView {
    let is_waiting = all.iter().any(|(_, status)| *status == OfferStatus::Waiting);
    let is_refused = all.iter().any(|(_, status)| *status == OfferStatus::Refused);
    // What ended without an answer is worth a word only where nothing else is.
    let is_all_ended = all.iter().all(|(_, status)| *status == OfferStatus::Ended);
    let mut groups: Vec<(OfferStatus, &Proposal, Vec<&ProposalLine>)> = Vec::new();
    for (account_id, status) in all {
        let is_shown = match status {
            OfferStatus::Waiting | OfferStatus::Refused | OfferStatus::Agreed => false,
            OfferStatus::Ended => is_all_ended,
            _ => true,
        };
        let found = latest(invitation, account_id).and_then(|latest| Some((latest, line_of(latest, account_id)?)));
        let Some((latest, line)) = found.filter(|_| is_shown) else { continue };
        match groups.iter_mut().find(|(_, known, _)| known.id == latest.id) {
            Some((_, _, lines)) => lines.push(line),
            None => groups.push((*status, latest, vec![line])),
        }
    }
    let offers: Vec<AnyView> = groups
        .into_iter()
        .map(|(status, latest, lines)| proposal(state, pen, status, invitation, latest, &lines))
        .collect();
    view! {
        {is_waiting.then(|| waiting(state, pen))}
        {is_refused.then(|| refused(state, pen, invitation))}
        {offers}
    }
    .into_any()
}

fn waiting(state: AppState, pen: TermsFormatter) -> AnyView {
    let words = pen.words;
    let bodies = Memo::new(move |_| {
        state.outbox.waiting.with(|all| all.iter().map(|one| one.body.as_str()).collect::<Vec<_>>().join("\n"))
    });
    let busy = state.outbox.busy;
    let how = move || {
        if busy.get() || browser::document::is_online() {
            words.arrangement_waiting_online()
        } else {
            words.arrangement_waiting_offline()
        }
    };
    view! {
        <Notice kind=NoticeKind::Know>{how}</Notice>
        <Disclosure summary=words.arrangement_waiting_see()>{letters(move || bodies.get())}</Disclosure>
    }
    .into_any()
}

/// Messages that were not taken, each with why and what to do. What was typed is still on the page that it came from.
fn refused(state: AppState, pen: TermsFormatter, invitation: &Invitation) -> AnyView {
    let all = state
        .outbox
        .refused
        .with_untracked(|all| all.iter().filter(|one| is_offer(&one.message)).cloned().collect::<Vec<_>>());
    all.into_iter().map(|one| refusal(state, pen, invitation, &one)).collect::<Vec<_>>().into_any()
}

fn refusal(state: AppState, pen: TermsFormatter, invitation: &Invitation, refused: &Refused) -> AnyView {
    let words = pen.words;
    let meaning = Refusal::of(&refused.problem);
    let text = match meaning {
        Refusal::Arranged => words.arrangement_refused_arranged().to_owned(),
        Refusal::Disputed => words.arrangement_refused_disputed().to_owned(),
        Refusal::Step => words.arrangement_refused_step().to_owned(),
        Refusal::Gone => words.arrangement_refused_gone().organisation(&invitation.organisation.name),
        Refusal::Note => words.arrangement_refused_note().to_owned(),
        Refusal::Value => words.arrangement_refused_value().to_owned(),
        Refusal::Limited => words.arrangement_refused_limited().to_owned(),
        Refusal::Other => words.arrangement_refused_other().to_owned(),
    };
    let about = invitation.accounts.iter().filter(|account| is_about(&refused.message, &account.id));
    let about: Vec<&str> = about.map(|account| account.creditor.as_str()).collect();
    let names = pen.format.list(&about);
    let title = words.arrangement_refused_about().names(&names);
    let again = !matches!(meaning, Refusal::Arranged | Refusal::Disputed | Refusal::Gone);
    let again = again.then(|| {
        view! { <LinkButton href="/check" label=label(words.arrangement_refused_again()) context=names.clone()/> }
    });
    let key = refused.message.key.clone();
    let read = Callback::new(move |()| {
        state.outbox.refused.update(|all| all.retain(|one| one.message.key != key));
    });
    let dismiss = label(words.arrangement_refused_dismiss());
    view! {
        <Notice kind=NoticeKind::Care title=title live=true>{text}</Notice>
        <Actions>
            {again}
            <Button kind=ButtonKind::Outlined label=dismiss context=names on_press=read/>
            <LinkButton href="/advice" kind=ButtonKind::Text label=label(words.arrangement_advice())/>
        </Actions>
    }
    .into_any()
}

/// One offer: what it says of these debts, what was answered, and what to do.
fn proposal(
    state: AppState,
    pen: TermsFormatter,
    standing: OfferStatus,
    invitation: &Invitation,
    latest: &Proposal,
    lines: &[&ProposalLine],
) -> AnyView {
    let words = pen.words;
    let sent = words.arrangement_sent_on().moment(&pen.format.moment_text(&latest.at));
    let cards: Vec<AnyView> =
        lines.iter().map(|line| line_view(pen, invitation, line, latest.decision.is_none())).collect();
    let note = (!latest.note.is_empty()).then(|| {
        let text = latest.note.clone();
        view! { <figure class="message"><figcaption class="soft">{words.arrangement_sent_note()}</figcaption><blockquote>{text}</blockquote></figure> }
    });
    let decision = latest.decision.as_ref().map(|decision| answer(pen, decision));
    let next = match standing {
        OfferStatus::Considered => {
            view! { <Notice kind=NoticeKind::Know>{words.arrangement_sent_next()}</Notice> }.into_any()
        }
        OfferStatus::CounteredByPerson => person_counter(state, pen, invitation, latest),
        OfferStatus::CounteredByPolicy => view! {
            <p>{words.arrangement_policy_next()}</p>
            <Actions>
                <LinkButton href="/check" label=label(words.arrangement_to_check())/>
                <LinkButton href="/advice" kind=ButtonKind::Text label=label(words.arrangement_advice())/>
            </Actions>
        }
        .into_any(),
        _ => view! {
            <Notice kind=NoticeKind::Know title=words.arrangement_advice_title()>
                <p>{words.arrangement_declined_next()}</p>
                <p>{words.arrangement_advice_text()}</p>
            </Notice>
            <Actions>
                <LinkButton href="/offer" label=label(words.arrangement_another())/>
                <LinkButton href="/advice" kind=ButtonKind::Outlined label=label(words.arrangement_advice())/>
            </Actions>
        }
        .into_any(),
    };
    view! {
        {decision}
        {cards}
        <p class="soft">{sent}</p>
        {note}
        {next}
    }
    .into_any()
}

/// A person's answer in their own words.
fn answer(pen: TermsFormatter, decision: &Decision) -> AnyView {
    let by = pen.words.arrangement_answer_by().by(&decision.by).moment(&pen.format.moment_text(&decision.at));
    let reason = decision.reason.clone();
    view! { <figure class="message"><figcaption class="soft">{by}</figcaption><blockquote>{reason}</blockquote></figure> }
        .into_any()
}

/// The terms of one account: as offered, and beside them what was named instead.
fn line_view(pen: TermsFormatter, invitation: &Invitation, line: &ProposalLine, with_reasons: bool) -> AnyView {
    let account = invitation.accounts.iter().find(|account| account.id == line.account_id);
    let name = account.map(|account| account.creditor.clone()).unwrap_or_default();
    let terms = match terms_of(line) {
        (Some(own), Some(named)) => pen.beside(["named-", &line.account_id].concat(), name.clone(), &own, &named),
        (Some(own), None) => pen.list(&own),
        (None, _) => ().into_any(),
    };
    // The rules' reasons stand as long as no person has spoken.
    let reasons = match &line.verdict {
        OfferDecision::Countered { reasons, .. } | OfferDecision::Referred { reasons } if with_reasons => {
            pen.reasons(&reasons.iter().map(reason).collect::<Vec<_>>())
        }
        _ => ().into_any(),
    };
    view! { <Card title=name>{terms}{reasons}</Card> }.into_any()
}

fn reason(reason: &wire::terms::Reason) -> Objection {
    use domain::money::Amount;
    use wire::terms::Reason as Written;
    match *reason {
        Written::InstalmentTooSmall { monthly_min_minor } => {
            Objection::InstalmentTooSmall { monthly_min: Amount::from_minor(monthly_min_minor) }
        }
        Written::TooLong { months_max } => Objection::TooLong { months_max },
        Written::StartsTooLate { latest } => Objection::StartsTooLate { latest },
        Written::StartsTooEarly { earliest } => Objection::StartsTooEarly { earliest },
        Written::BalanceNeedsPerson { balance_max_minor } => {
            Objection::NeedsPerson { balance_max: Some(Amount::from_minor(balance_max_minor)) }
        }
        Written::AlwaysNeedsPerson => Objection::NeedsPerson { balance_max: None },
    }
}

/// A person's counter-offer: how it fits, and the one button that takes it as it stands.
fn person_counter(state: AppState, pen: TermsFormatter, invitation: &Invitation, latest: &Proposal) -> AnyView {
    let words = pen.words;
    let named: Option<Vec<(String, Terms)>> =
        latest.lines.iter().map(|line| Some((line.account_id.clone(), terms_of(line).1?))).collect();
    let leave = view! {
        <LinkButton href="/offer" kind=ButtonKind::Outlined label=label(words.arrangement_another())/>
        <LinkButton href="/advice" kind=ButtonKind::Text label=label(words.arrangement_advice())/>
    }
    .into_any();
    let Some(named) = named else {
        let text = words.arrangement_accept_unread().organisation(&invitation.organisation.name);
        return view! { <Notice kind=NoticeKind::Stop>{text}</Notice><Actions>{leave}</Actions> }.into_any();
    };
    if named.iter().any(|(_, terms)| terms.first() < today()) {
        let text = words.arrangement_accept_passed();
        return view! { <Notice kind=NoticeKind::Care>{text}</Notice><Actions>{leave}</Actions> }.into_any();
    }
    let fit = {
        let named = named.clone();
        move || pen.fit(fit(state, &named))
    };
    let terms = latest
        .lines
        .iter()
        .filter_map(|line| Some(AcceptedTerms { account_id: line.account_id.clone(), terms: line.counter.clone()? }));
    let body = json::print(&CounterAcceptance { version: VERSION, terms: terms.collect() });
    let path = [PROPOSALS, "/", &latest.id, "/acceptance"].concat();
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(false);
    let shown = body.clone();
    let accept = Callback::new(move |()| {
        let Some(token) = untrack(|| state.invitation.token()) else { return };
        busy.set(true);
        failed.set(false);
        let (path, body) = (path.clone(), body.clone());
        spawn_local(async move {
            let is_kept = state.outbox.queue(&path, body, &token).await.is_ok();
            let _ = (busy.try_set(false), failed.try_set(!is_kept));
            if is_kept {
                // The button is gone with the terms it stood for; the answer is at the top.
                browser::focus::focus_id("main");
            }
        });
    });
    let accept_label = Signal::derive(move || {
        (if busy.get() { words.arrangement_accepting() } else { words.arrangement_accept() }).to_owned()
    });
    let not_saved = move || {
        failed.get().then(|| view! { <Notice kind=NoticeKind::Stop live=true>{words.arrangement_not_saved()}</Notice> })
    };
    view! {
        {fit}
        <ul class="check__promises">
            <li>{words.terms_no_interest()}</li>
            <li>{words.terms_no_admission()}</li>
            <li>{words.arrangement_accept_choice()}</li>
        </ul>
        <Disclosure summary=words.check_see()>{letters(move || shown.clone())}</Disclosure>
        {not_saved}
        <Actions>
            <Button label=accept_label busy on_press=accept/>
            {leave}
        </Actions>
        <p class="soft">{words.arrangement_accept_once()}</p>
    }
    .into_any()
}
