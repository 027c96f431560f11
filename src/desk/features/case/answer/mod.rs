//! Answering an offer: take it, name other terms, or say no, always in words the client can follow.

mod model;

use browser::clock::today;
use browser::document;
use domain::arrangement::{Frequency, ProposalState};
use domain::money::Currency;
use leptos::prelude::*;
use ui::components::{Card, Notice, NoticeKind};
use ui::form::{
    Actions, AmountEvery, Button, ButtonKind, DateField, FieldGroup, Form, RadioChoice, RadioChoices, TextArea,
};
use ui::format::Format;
use ui::live::{live, live_text};
use wire::api::{DeskCase, Invitation, Proposal, ProposalLine};
use wire::json;

use crate::features::case::answer::model::{ACCEPT, COUNTER, DECLINE};
use crate::features::case::offers;
use crate::shared::field_words::{chars_left, date_words};
use crate::shared::form_check::FormCheck;
use crate::shared::format::label;
use crate::shared::server_problem::trouble_at;
use crate::shared::terms::{TermsFormatter, frequencies};
use crate::store::net::{self, Request};
use crate::store::{AnswerDraft, CounterDraft, Desk, Outcome};
use crate::words::Words;

/// The offer that waits, and the form to answer it. Each debt is answered by itself.
pub fn view(desk: Desk, formatter: TermsFormatter, invitation: &Invitation, proposal: &Proposal) -> AnyView {
    let words = formatter.words;
    let came = words.answer_came().when(&formatter.format.moment_text(&proposal.at));
    let lines = offers::lines(formatter, invitation, proposal);
    let note = offers::note(formatter, proposal);
    let form = form(desk, formatter, invitation, proposal);
    let title = words.answer_title().creditor(&offers::creditors_of(invitation, proposal));
    view! {
        <Card title>
            <p class="soft">{came}</p>
            {lines}
            {note}
            <hr/>
            {form}
        </Card>
    }
    .into_any()
}

/// What was written to an offer that does not wait any more. It was not sent, and it is not lost.
pub fn left(desk: Desk, words: Words, invitation: &Invitation) -> AnyView {
    let is_waiting = |proposal: &&Proposal| proposal.state == ProposalState::Considered.id();
    let waiting: Vec<&str> =
        invitation.proposals.iter().filter(is_waiting).map(|proposal| proposal.id.as_str()).collect();
    let one = |draft: AnswerDraft| {
        let names = draft.accounts.iter().map(|id| offers::creditor_of(invitation, id)).collect::<Vec<_>>().join(", ");
        let title = words.answer_left().creditor(&names);
        let typed = draft.reason.get_untracked();
        let is_here = RwSignal::new(true);
        let throw = Callback::new(move |()| {
            desk.answers.forget(&draft.proposal);
            is_here.set(false);
        });
        live(move || {
            if !is_here.get() {
                return ().into_any();
            }
            let (title, typed) = (title.clone(), typed.clone());
            view! {
                <Notice kind=NoticeKind::Know title>
                    <blockquote>{typed}</blockquote>
                    <Button kind=ButtonKind::Text label=label(words.answer_left_forget()) on_press=throw/>
                </Notice>
            }
            .into_any()
        })
    };
    desk.answers.left(&invitation.id, &waiting).into_iter().map(one).collect::<Vec<_>>().into_any()
}

fn form(desk: Desk, formatter: TermsFormatter, invitation: &Invitation, proposal: &Proposal) -> AnyView {
    let TermsFormatter { words, currency, .. } = formatter;
    let earliest = invitation.start_earliest().map_or(today(), |earliest| earliest.max(today()));
    let draft = desk.rooted(|| desk.answers.of(invitation, proposal, currency, earliest));
    let money: Signal<Currency> = Signal::stored(currency);
    let found = draft.clone();
    let checked =
        FormCheck::new(desk, money, Box::new(move || model::read(&found, currency).err().unwrap_or_default()));
    let first = proposal.lines.iter().map(|line| line.terms.first).min();
    let is_too_early = first.is_some_and(|first| first < earliest);
    let accept = RadioChoice::new(ACCEPT, words.answer_accept()).detail(words.answer_accept_detail());
    let counter = RadioChoice::new(COUNTER, words.answer_counter()).detail(words.answer_counter_detail());
    let decline = RadioChoice::new(DECLINE, words.answer_decline()).detail(words.answer_decline_detail());
    let options = if is_too_early { vec![counter, decline] } else { vec![accept, counter, decline] };
    let passed = is_too_early.then(|| {
        let has_passed = first.is_some_and(|first| first < today());
        let text = if has_passed {
            words.answer_passed().to_owned()
        } else {
            words.answer_in_validation().date(&formatter.format.date(earliest))
        };
        view! { <Notice kind=NoticeKind::Care>{text}</Notice> }
    });
    let path = ["/api/v1/desk/proposals/", &proposal.id, "/decision"].concat();
    let trouble = trouble_at(desk, path.clone());
    let (typed, sent_to) = (draft.clone(), path);
    let send = Callback::new(move |()| {
        let Ok(request) = untrack(|| model::read(&typed, currency)) else { return };
        let body = json::print(&request);
        let proposal = typed.proposal.clone();
        let done = move |desk: Desk, text: &str| {
            let case = net::read::<DeskCase>(text)?;
            desk.answers.forget(&proposal);
            desk.outcome.set(Some(Outcome::Answered));
            desk.case.set(Some(case));
            document::scroll_to_top();
            Ok(())
        };
        desk.write(Request::post(sent_to.clone(), Some(body)), true, Box::new(done));
    });
    // A yes and a no are looked at once more: neither can be taken back. The answer that is asked about.
    let asking = RwSignal::new(String::new());
    let (typed, confirm_id) = (draft.clone(), draft.id("confirm"));
    let confirm_focus = confirm_id.clone();
    let submit = Callback::new(move |()| {
        checked.submit();
        let Ok(request) = untrack(|| model::read(&typed, currency)) else { return };
        if request.kind == COUNTER {
            send.run(());
            return;
        }
        asking.set(request.kind);
        browser::focus::focus_id_soon(confirm_focus.clone());
    });
    let choice = draft.kind;
    let kind = Memo::new(move |_| choice.get());
    let names: Vec<(String, String)> = proposal
        .lines
        .iter()
        .map(|line| (line.account_id.clone(), offers::creditor_of(invitation, &line.account_id)))
        .collect();
    let inside = draft.clone();
    let inner = live(move || {
        let kind = kind.get();
        let names = &names;
        untrack(|| {
            if kind.is_empty() {
                return ().into_any();
            }
            let counters = if kind == COUNTER { counters(formatter, checked, &inside, names) } else { ().into_any() };
            view! { {counters}{reason(desk, formatter, checked, &inside, &kind)} }.into_any()
        })
    });
    let about = about(formatter, invitation, proposal);
    let send_id = draft.id("send");
    let end = live(move || {
        let kind = kind.get();
        let is_asked = asking.with(|asked| *asked == kind && !kind.is_empty());
        let (about, confirm_id, send_id) = (about.clone(), confirm_id.clone(), send_id.clone());
        untrack(|| {
            if is_asked {
                confirm(desk, words, &kind, about, confirm_id, asking, send)
            } else {
                face(desk, words, &kind, send_id)
            }
        })
    });
    let (form_id, kind_id) = (draft.id("form"), draft.id("kind"));
    view! {
        {checked.summary()}
        <Form id=form_id on_submit=submit>
            {passed}
            <RadioChoices
                id=kind_id.clone()
                legend=words.answer_question()
                value=choice
                options=Signal::stored(options)
                error=checked.error(kind_id)
            />
            {inner}
            {trouble}
            {end}
        </Form>
    }
    .into_any()
}

/// What is offered, for the question before a yes or a no: "First Bank: $50.00 a month, 12 payments".
fn about(formatter: TermsFormatter, invitation: &Invitation, proposal: &Proposal) -> String {
    let line = |line: &ProposalLine| {
        let terms = line.terms.check();
        let terms = terms.map(|terms| [", ", &formatter.each(&terms), ", ", &formatter.times(&terms)].concat());
        [offers::creditor_of(invitation, &line.account_id), terms.unwrap_or_default()].concat()
    };
    proposal.lines.iter().map(line).collect::<Vec<_>>().join("; ")
}

/// The button under the form.
fn face(desk: Desk, words: Words, kind: &str, id: String) -> AnyView {
    let busy = desk.sending.busy;
    let text = match kind {
        ACCEPT => words.answer_send_accept(),
        COUNTER => words.answer_send_counter(),
        DECLINE => words.answer_send_decline(),
        _ => words.answer_send(),
    };
    let face = Signal::derive(move || (if busy.get() { words.answer_sending() } else { text }).to_owned());
    view! { <Actions><Button id label=face submit=true busy=busy/></Actions> }.into_any()
}

/// The look once more before a yes or a no.
fn confirm(
    desk: Desk,
    words: Words,
    kind: &str,
    about: String,
    id: String,
    asking: RwSignal<String>,
    send: Callback<()>,
) -> AnyView {
    let is_yes = kind == ACCEPT;
    let (question, means, yes) = if is_yes {
        (words.answer_accept_sure(), words.answer_accept_means(), words.answer_accept_yes())
    } else {
        (words.answer_decline_sure(), words.answer_decline_means(), words.answer_decline_yes())
    };
    let busy = desk.sending.busy;
    let face = Signal::derive(move || (if busy.get() { words.answer_sending() } else { yes }).to_owned());
    let back = Callback::new(move |()| asking.set(String::new()));
    let question_id = [&id, "-question"].concat();
    let labelled = question_id.clone();
    let button = if is_yes { ButtonKind::Filled } else { ButtonKind::Danger };
    view! {
        <div class="stack" id=id role="group" tabindex="-1" aria-labelledby=labelled>
            <h3 id=question_id>{question}</h3>
            <p>{about}</p>
            <p>{means}</p>
            <Actions>
                <Button kind=button label=face busy=busy on_press=send/>
                <Button kind=ButtonKind::Outlined label=label(words.answer_not_yet()) on_press=back/>
            </Actions>
        </div>
    }
    .into_any()
}

fn reason(desk: Desk, formatter: TermsFormatter, checked: FormCheck, draft: &AnswerDraft, kind: &str) -> AnyView {
    let words = formatter.words;
    let (label, hint) = match kind {
        ACCEPT => (words.answer_word(), words.answer_word_hint()),
        DECLINE => (words.answer_reason(), words.answer_reason_decline_hint()),
        _ => (words.answer_reason(), words.answer_reason_hint()),
    };
    let id = draft.id("reason");
    view! {
        <TextArea
            id=id.clone()
            label
            hint
            value=draft.reason
            error=checked.error(id.clone())
            limit=chars_left(desk, words)
            on_leave=checked.leave(id)
        />
    }
    .into_any()
}

/// Other terms for each account, with what follows from them.
fn counters(formatter: TermsFormatter, checked: FormCheck, draft: &AnswerDraft, names: &[(String, String)]) -> AnyView {
    let groups: Vec<AnyView> = draft
        .counters
        .iter()
        .map(|counter| {
            let name = names.iter().find(|(id, _)| *id == counter.account_id).map(|(_, name)| name.clone());
            one(formatter, checked, counter.clone(), name.unwrap_or_default())
        })
        .collect();
    groups.into_any()
}

fn one(formatter: TermsFormatter, checked: FormCheck, counter: CounterDraft, creditor: String) -> AnyView {
    let words = formatter.words;
    let id = |field: &str| counter.id(field);
    let (instalment_id, first_id) = (id("instalment"), id("first"));
    let owed = words.answer_owed().amount(&formatter.money(counter.balance));
    let typed = counter.clone();
    // Worked out by the domain, as on the client's page and the server: what is shown here is what will be agreed.
    let follows = live_text(move || match model::terms(&typed, formatter.currency) {
        Ok(terms) if terms.last_instalment() == terms.instalment() => {
            words.answer_follows().last(&formatter.format.date(terms.last())).times(&formatter.times(&terms))
        }
        Ok(terms) => {
            let amount = formatter.money(terms.last_instalment());
            words
                .answer_follows_last()
                .amount(&amount)
                .last(&formatter.format.date(terms.last()))
                .times(&formatter.times(&terms))
        }
        Err(_) => String::new(),
    });
    debug_assert!(Frequency::from_id(&counter.frequency.get_untracked()).is_some(), "starts with a known rhythm");
    view! {
        <FieldGroup id=id("group") legend=creditor hint=owed>
            <AmountEvery
                id=instalment_id.clone()
                label=words.answer_instalment()
                amount=counter.instalment
                every=counter.frequency
                options=frequencies(words)
                every_label=words.answer_every()
                prefix=formatter.format.currency_sign(formatter.currency)
                error=checked.error(instalment_id.clone())
                on_leave=checked.leave(instalment_id)
            />
            <DateField
                id=first_id.clone()
                legend=words.answer_first()
                value=counter.first
                words=date_words(words)
                order=formatter.format.locale().date_order()
                error=checked.error(first_id.clone())
                on_leave=checked.leave(first_id)
            />
            <p class="follows" role="status">{follows}</p>
        </FieldGroup>
    }
    .into_any()
}
