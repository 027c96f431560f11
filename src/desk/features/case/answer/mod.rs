//! Answering an offer: take it, name other terms, or say no, always in words the client can follow.

mod model;

use browser::clock::today;
use browser::document;
use domain::arrangement::Frequency;
use domain::money::Currency;
use leptos::prelude::*;
use ui::components::{Card, Notice, NoticeKind};
use ui::form::{Actions, AmountEvery, Button, DateField, FieldGroup, Form, RadioChoice, RadioChoices, TextArea};
use ui::format::Format;
use ui::live::{live, live_text};
use wire::api::{DeskCase, Invitation, Proposal};
use wire::json;

use crate::features::case::answer::model::{ACCEPT, COUNTER, DECLINE};
use crate::features::case::offers;
use crate::shared::field_words::{chars_left, date_words};
use crate::shared::form_check::FormCheck;
use crate::shared::server_problem::trouble;
use crate::shared::terms::{TermsFormatter, frequencies};
use crate::store::net::{self, Request};
use crate::store::{CounterDraft, Desk, Outcome};

/// The offer that waits, and the form to answer it.
pub fn view(desk: Desk, formatter: TermsFormatter, invitation: &Invitation, proposal: &Proposal) -> AnyView {
    let words = formatter.words;
    desk.rooted(|| desk.answer.begin(proposal, formatter.currency, today()));
    let came = words.answer_came().when(&formatter.format.moment_text(&proposal.at));
    let lines = offers::lines(formatter, invitation, proposal);
    let note = offers::note(formatter, proposal);
    let form = form(desk, formatter, invitation, proposal);
    view! {
        <Card title=words.answer_title()>
            <p class="soft">{came}</p>
            {lines}
            {note}
            <hr/>
            {form}
        </Card>
    }
    .into_any()
}

fn form(desk: Desk, formatter: TermsFormatter, invitation: &Invitation, proposal: &Proposal) -> AnyView {
    let TermsFormatter { words, currency, .. } = formatter;
    let draft = desk.answer;
    let money: Signal<Currency> = Signal::stored(currency);
    let checked =
        FormCheck::new(desk, money, Box::new(move || model::read(draft, currency, today()).err().unwrap_or_default()));
    let has_passed = proposal.lines.iter().any(|line| line.terms.first < today());
    let accept = RadioChoice::new(ACCEPT, words.answer_accept()).detail(words.answer_accept_detail());
    let counter = RadioChoice::new(COUNTER, words.answer_counter()).detail(words.answer_counter_detail());
    let decline = RadioChoice::new(DECLINE, words.answer_decline()).detail(words.answer_decline_detail());
    let options = if has_passed { vec![counter, decline] } else { vec![accept, counter, decline] };
    let passed = has_passed.then(|| view! { <Notice kind=NoticeKind::Care>{words.answer_passed()}</Notice> });
    let path = ["/api/v1/desk/proposals/", &proposal.id, "/decision"].concat();
    let submit = Callback::new(move |()| {
        checked.submit();
        let Ok(request) = untrack(|| model::read(draft, currency, today())) else { return };
        let body = json::print(&request);
        let done = |desk: Desk, text: &str| {
            let case = net::read::<DeskCase>(text)?;
            desk.answer.clear();
            desk.outcome.set(Some(Outcome::Answered));
            desk.case.set(Some(case));
            document::scroll_to_top();
            Ok(())
        };
        desk.write(Request::post(path.clone(), Some(body)), true, Box::new(done));
    });
    let kind = Memo::new(move |_| draft.kind.get());
    let creditors: Vec<(String, String)> = proposal
        .lines
        .iter()
        .map(|line| (line.account_id.clone(), offers::creditor_of(invitation, &line.account_id)))
        .collect();
    let inner = live(move || {
        let kind = kind.get();
        let creditors = &creditors;
        untrack(|| {
            if kind.is_empty() {
                return ().into_any();
            }
            let counters = if kind == COUNTER { counters(desk, formatter, checked, creditors) } else { ().into_any() };
            view! { {counters}{reason(desk, formatter, checked, &kind)} }.into_any()
        })
    });
    let busy = desk.sending.busy;
    let face = Signal::derive(move || {
        let text = match (busy.get(), draft.kind.get().as_str()) {
            (true, _) => words.answer_sending(),
            (false, ACCEPT) => words.answer_send_accept(),
            (false, COUNTER) => words.answer_send_counter(),
            (false, DECLINE) => words.answer_send_decline(),
            _ => words.answer_send(),
        };
        text.to_owned()
    });
    view! {
        {checked.summary()}
        <Form id="answer-form" on_submit=submit>
            {passed}
            <RadioChoices
                id="answer"
                legend=words.answer_question()
                value=draft.kind
                options=Signal::stored(options)
                error=checked.error("answer")
            />
            {inner}
            {trouble(desk)}
            <Actions><Button label=face submit=true busy=busy/></Actions>
        </Form>
    }
    .into_any()
}

fn reason(desk: Desk, formatter: TermsFormatter, checked: FormCheck, kind: &str) -> AnyView {
    let words = formatter.words;
    let (label, hint) = match kind {
        ACCEPT => (words.answer_word(), words.answer_word_hint()),
        DECLINE => (words.answer_reason(), words.answer_reason_decline_hint()),
        _ => (words.answer_reason(), words.answer_reason_hint()),
    };
    view! {
        <TextArea
            id="reason"
            label
            hint
            value=desk.answer.reason
            error=checked.error("reason")
            limit=chars_left(desk, words)
            on_leave=checked.leave("reason")
        />
    }
    .into_any()
}

/// Other terms for each account, with what follows from them.
fn counters(desk: Desk, formatter: TermsFormatter, checked: FormCheck, creditors: &[(String, String)]) -> AnyView {
    let counters = desk.answer.counters.get_untracked();
    let groups: Vec<AnyView> = counters
        .into_iter()
        .map(|counter| {
            let name = creditors.iter().find(|(id, _)| *id == counter.account_id).map(|(_, name)| name.clone());
            one(formatter, checked, counter, name.unwrap_or_default())
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
    let follows = live_text(move || match model::terms(&typed, formatter.currency, today()) {
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
