//! What would be offered for each account, the policy's answer to it at once, and the one button that sends it.

use browser::clock::today;
use browser::document::set_title;
use browser::router::{NavigateOptions, Redirect, use_navigate};
use domain::arrangement::ProposalState;
use domain::journey::Step;
use domain::offer::Stretch;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::components::{Card, Disclosure, Lead, Notice, NoticeKind, PageFrame, PageHeader, Piece, Rich, StatusTag, Tone};
use ui::form::{
    Actions, Button, ButtonKind, ErrorSummary, FieldError, LinkButton, RadioChoice, RadioChoices, TextArea,
};
use ui::format::Format;
use wire::api::limit::NOTE_CHARS_MAX;
use wire::json;
use wire::saved::SavedInvitation;

use crate::features::check::model;
use crate::features::check::model::{Checked, Offered, PolicyAnswer};
use crate::shared::terms::{TermsFormatter, label, letters, pen};
use crate::shared::{journey, offer_model};
use crate::store::AppState;
use crate::store::outbox::{PROPOSALS, is_offer_waiting};
use crate::words::{Words, use_words};

/// The page.
pub fn page() -> AnyView {
    journey::guarded(Step::Check, inside)
}

fn inside() -> AnyView {
    let state = AppState::here();
    let words = use_words();
    set_title(words.check_title());
    let Some(kept) = state.invitation.saved.get_untracked() else { return ().into_any() };
    let organisation = kept.invitation.organisation.name.clone();
    let all = Memo::new(move |_| model::checked(state));
    let attempt = RwSignal::new(0_u32);
    let lead_name = organisation.clone();
    let lead = Signal::derive(move || all.with(|all| lead(words, all, &lead_name)));
    let cards = move || {
        let all = all.get();
        all.iter().map(|one| card(state, words, one, &all, attempt)).collect::<Vec<_>>()
    };
    // The answer to what waited may arrive while this page is open: then there is nothing to check any more.
    let is_agreed = Memo::new(move |_| all.with(Vec::is_empty));
    let agreed = move || is_agreed.get().then(|| view! { <Redirect path="/arrangement"/> });
    let waits = Memo::new(move |_| is_offer_waiting(state));
    let end = move || {
        if waits.get() { waiting(words) } else { send_part(state, words, &kept, all, attempt) }
    };
    view! {
        <PageFrame rail=journey::rail(Step::Check)>
            <PageHeader title=words.check_title()>
                <Lead><Rich pieces=lead/></Lead>
            </PageHeader>
            {summary(state, words, all, attempt)}
            {cards}
            {agreed}
            {move || tight(state, words, &all.get())}
            {end}
        </PageFrame>
    }
    .into_any()
}

fn lead(words: Words, all: &[Checked], organisation: &str) -> Vec<Piece> {
    let has = |wanted: fn(&PolicyAnswer) -> bool| {
        all.iter().any(|one| matches!(&one.offered, Offered::Terms { said, .. } if wanted(said)))
    };
    if has(|said| matches!(said, PolicyAnswer::Apart { .. })) {
        words.check_lead_apart().organisation(organisation)
    } else if has(|said| matches!(said, PolicyAnswer::Other { .. })) {
        words.check_lead_other().organisation(organisation)
    } else if has(|said| matches!(said, PolicyAnswer::Person(_))) {
        words.check_lead_person().organisation(organisation)
    } else if has(|said| *said == PolicyAnswer::Yes) {
        words.check_lead_yes().organisation(organisation)
    } else {
        vec![Piece::Text(words.check_lead_none().to_owned())]
    }
}

/// The id of the choice for an account.
fn choice_id(account_id: &str) -> String {
    ["choose-", account_id].concat()
}

fn summary(state: AppState, words: Words, all: Memo<Vec<Checked>>, attempt: RwSignal<u32>) -> AnyView {
    let errors = Signal::derive(move || {
        let mut found: Vec<FieldError> = all.with(|all| {
            let open = all.iter().filter(|one| one.is_open(&choice_of(state, one)));
            open.map(|one| FieldError {
                id: choice_id(&one.account_id),
                message: [&one.creditor, ": ", words.check_choose_first()].concat(),
            })
            .collect()
        });
        if is_note_too_long(state) {
            found.push(FieldError { id: "note".to_owned(), message: words.check_note_too_long().to_owned() });
        }
        found
    });
    view! { <ErrorSummary title=words.shell_problem() errors attempt/> }.into_any()
}

fn choice_of(state: AppState, one: &Checked) -> String {
    state.offer.answered(&one.account_id, &one.offered_key())
}

fn is_note_too_long(state: AppState) -> bool {
    state.offer.note.with(|note| note.trim().chars().count() > NOTE_CHARS_MAX)
}

/// One account: the terms, the policy's answer, and the choice where it names others.
fn card(state: AppState, words: Words, one: &Checked, all: &[Checked], attempt: RwSignal<u32>) -> AnyView {
    let pen = pen(state, words);
    let (tag, tone) = match &one.offered {
        Offered::Terms { said, .. } => match said {
            PolicyAnswer::Yes => (words.check_tag_yes(), Tone::Good),
            PolicyAnswer::Other { .. } => (words.check_tag_other(), Tone::Care),
            PolicyAnswer::Person(_) => (words.check_tag_person(), Tone::Waiting),
            PolicyAnswer::Apart { .. } => (words.check_tag_apart(), Tone::Care),
        },
        _ => (words.check_tag_none(), Tone::Plain),
    };
    let reference = (!one.reference.is_empty())
        .then(|| view! { <span class="soft">{words.check_reference().reference(&one.reference)}</span> });
    let matter = match &one.offered {
        Offered::Terms { own, said: PolicyAnswer::Yes } => view! {
            {pen.list(own)}
            {promises(words)}
            <Notice kind=NoticeKind::Success>{words.check_yes()}</Notice>
        }
        .into_any(),
        Offered::Terms { own, said: PolicyAnswer::Person(reasons) } => {
            let reasons = pen.reasons(reasons);
            view! {
                {pen.list(own)}
                {promises(words)}
                <Notice kind=NoticeKind::Know>
                    <p>{words.check_person()}</p>
                    {reasons}
                </Notice>
            }
            .into_any()
        }
        Offered::Terms { own, said: PolicyAnswer::Other { terms, reasons, then_person } } => view! {
            <div class="stack">
                <p>{words.check_other()}</p>
                {pen.reasons(reasons)}
                <p>{if *then_person { words.check_other_person() } else { words.check_other_would() }}</p>
            </div>
            {pen.beside(["terms-", &one.account_id].concat(), one.creditor.clone(), own, terms)}
            {promises(words)}
            {pen.fit(model::fit_with_counter(state, all, &one.account_id))}
            {choice(state, pen, one, attempt)}
        }
        .into_any(),
        Offered::Terms { own, said: PolicyAnswer::Apart { least, most, reasons } } => {
            let ends = Signal::stored(words.check_apart_ends().least(&pen.money(*least)).most(&pen.money(*most)));
            let reasons = pen.reasons(reasons);
            view! {
                {pen.list(own)}
                {promises(words)}
                <Notice kind=NoticeKind::Care title=words.check_apart_title()>
                    <p><Rich pieces=ends/></p>
                    {reasons}
                    <p>{words.check_apart_next()}</p>
                </Notice>
                {choice(state, pen, one, attempt)}
            }
            .into_any()
        }
        Offered::Nothing => why(words.check_why_nothing(), "/offer", words.check_change()),
        Offered::Priority => why(words.check_why_priority(), "/debts", words.check_debts()),
        Offered::Disputed => why(words.check_why_disputed(), "/debts", words.check_debts()),
    };
    view! {
        <Card title=one.creditor.clone()>
            <p class="check__state"><StatusTag label=tag tone/>" "{reference}</p>
            {matter}
        </Card>
    }
    .into_any()
}

fn promises(words: Words) -> AnyView {
    view! { <ul class="check__promises"><li>{words.terms_no_interest()}</li><li>{words.terms_no_admission()}</li></ul> }
        .into_any()
}

fn why(text: &'static str, href: &'static str, link: &'static str) -> AnyView {
    view! {
        <p>{text}</p>
        <Actions><LinkButton href=href kind=ButtonKind::Text label=label(link)/></Actions>
    }
    .into_any()
}

/// Take their terms, or keep the offer and ask a person, or leave the debt out; or go back, or talk to somebody.
fn choice(state: AppState, pen: TermsFormatter, one: &Checked, attempt: RwSignal<u32>) -> AnyView {
    let words = pen.words;
    let Offered::Terms { own, .. } = &one.offered else { return ().into_any() };
    let value = untrack(|| state.offer.answer(&one.account_id, &one.offered_key()));
    let ask = |face: &'static str| {
        RadioChoice::new("ask", face).detail(words.check_choose_ask_detail()).figures(pen.each(own), pen.times(own))
    };
    let counter = one.counter();
    let then_person = one.needs_person("take");
    let options = match &counter {
        Some(counter) => {
            let take = RadioChoice::new("take", words.check_choose_take());
            let take = take.figures(pen.each(counter), pen.times(counter));
            vec![take, ask(words.check_choose_ask())]
        }
        None => {
            let leave = RadioChoice::new("leave", words.check_choose_leave()).detail(words.check_choose_leave_detail());
            vec![ask(words.check_choose_send()), leave]
        }
    };
    let options = Signal::stored(options);
    let choices = one.choices();
    let error = Signal::derive(move || {
        let is_open = attempt.get() > 0 && value.with(|value| !choices.contains(&value.as_str()));
        is_open.then(|| words.check_choose_first().to_owned())
    });
    let said = move || match value.get().as_str() {
        "take" if then_person => words.check_taken_person(),
        "take" if counter.is_some() => words.check_taken(),
        "ask" => words.check_asked(),
        "leave" => words.check_left(),
        _ => "",
    };
    let (first, second) = (one.creditor.clone(), one.creditor.clone());
    view! {
        <RadioChoices id=choice_id(&one.account_id) legend=words.check_choose() value options error/>
        <p role="status">{said}</p>
        <Actions>
            <LinkButton href="/offer" kind=ButtonKind::Text label=label(words.check_change()) context=first/>
            <LinkButton href="/advice" kind=ButtonKind::Text label=label(words.check_advice()) context=second/>
        </Actions>
    }
    .into_any()
}

/// A plain warning where the client's own offers take more than half of what is left over. Counter-offers carry theirs.
fn tight(state: AppState, words: Words, all: &[Checked]) -> AnyView {
    if all.iter().any(|one| one.counter().is_some()) {
        return ().into_any();
    }
    let fit = model::fit_with_counter(state, all, "");
    (fit.stretch != Stretch::Comfortable).then(|| pen(state, words).fit(fit)).into_any()
}

fn waiting(words: Words) -> AnyView {
    view! {
        <Notice kind=NoticeKind::Know title=words.check_waiting_title()>{words.check_waiting_text()}</Notice>
        <Actions><LinkButton href="/arrangement" label=label(words.check_waiting_link())/></Actions>
    }
    .into_any()
}

/// The message as it would be sent now; `None` while something is missing.
fn message(state: AppState, all: &[Checked]) -> Option<String> {
    if is_note_too_long(state) {
        return None;
    }
    let choices: Vec<String> = all.iter().map(|one| choice_of(state, one)).collect();
    let request = state.offer.note.with(|note| model::request(all, &choices, note))?;
    Some(json::print(&request))
}

fn send_part(
    state: AppState,
    words: Words,
    kept: &SavedInvitation,
    all: Memo<Vec<Checked>>,
    attempt: RwSignal<u32>,
) -> AnyView {
    let invitation = &kept.invitation;
    let organisation = invitation.organisation.name.clone();
    if today() > invitation.expires_on {
        let until = state.format().date(invitation.expires_on);
        return view! {
            <Notice kind=NoticeKind::Care title=words.check_over_title()>
                {words.check_over_text().date(&until).organisation(&organisation)}
            </Notice>
            <Actions><LinkButton href="/advice" label=label(words.check_advice())/></Actions>
        }
        .into_any();
    }
    let is_unread =
        Memo::new(move |_| offer_model::monthly(state).is_err() || offer_model::first_chosen(state).is_err());
    let has_offer = Memo::new(move |_| all.with(|all| all.iter().any(|one| one.is_offered(&choice_of(state, one)))));
    let replaces = invitation.proposals.last().is_some_and(|last| last.state == ProposalState::Considered.id());
    let token = kept.token.clone();
    (move || {
        if is_unread.get() || !has_offer.get() {
            let unread = is_unread.get().then(|| {
                view! { <Notice kind=NoticeKind::Care>{words.check_why_unread()}</Notice> }
            });
            return view! {
                {unread}
                <Actions>
                    <LinkButton href="/offer" label=label(words.check_change())/>
                    <LinkButton href="/advice" kind=ButtonKind::Text label=label(words.check_advice())/>
                </Actions>
            }
            .into_any();
        }
        ready(state, words, &organisation, &token, replaces, all, attempt)
    })
    .into_any()
}

fn ready(
    state: AppState,
    words: Words,
    organisation: &str,
    token: &str,
    replaces: bool,
    all: Memo<Vec<Checked>>,
    attempt: RwSignal<u32>,
) -> AnyView {
    let body = Memo::new(move |_| all.with(|all| message(state, all)));
    let needs_person =
        Memo::new(move |_| all.with(|all| all.iter().any(|one| one.needs_person(&choice_of(state, one)))));
    let replaces = replaces.then(|| words.check_replaces().organisation(organisation));
    let replaces = replaces.map(|text| view! { <Notice kind=NoticeKind::Know>{text}</Notice> });
    let see_text = words.check_see_text().organisation(organisation);
    let has_body = Memo::new(move |_| body.with(Option::is_some));
    let preview = move || {
        let see_text = see_text.clone();
        has_body.get().then(|| {
            view! {
                <Disclosure summary=words.check_see()>
                    <p>{see_text}</p>
                    {letters(move || body.get().unwrap_or_default())}
                </Disclosure>
            }
        })
    };
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(false);
    let navigate = use_navigate();
    let token = token.to_owned();
    let send = Callback::new(move |()| {
        attempt.update(|attempt| *attempt += 1);
        let Some(body) = body.get_untracked() else { return };
        busy.set(true);
        failed.set(false);
        let token = token.clone();
        spawn_local(async move {
            // From here on it is on the disk: closing the browser, pressing again or a dead network change nothing.
            if state.outbox.queue(PROPOSALS, body, &token).await.is_ok() {
                state.outbox.last_refusal.set(None);
                navigate("/arrangement", NavigateOptions::default());
            } else {
                let _ = (busy.try_set(false), failed.try_set(true));
            }
        });
    });
    let send_label =
        Signal::derive(move || (if busy.get() { words.check_sending() } else { words.check_send() }).to_owned());
    view! {
        {replaces}
        {move || needs_person.get().then(|| note(state, words))}
        {preview}
        {move || failed.get().then(|| view! { <Notice kind=NoticeKind::Stop live=true>{words.check_not_saved()}</Notice> })}
        <Actions>
            <Button label=send_label busy on_press=send/>
            <LinkButton href="/offer" kind=ButtonKind::Text label=label(words.check_change())/>
        </Actions>
        <p class="soft">{words.check_once()}" "{words.check_stop()}</p>
    }
    .into_any()
}

fn note(state: AppState, words: Words) -> AnyView {
    let left = Callback::new(move |left: i64| {
        let count = left.unsigned_abs();
        let text = state.format().number(left.saturating_abs());
        if left < 0 { words.check_note_over(count, &text) } else { words.check_note_left(count, &text) }
    });
    let error = Signal::derive(move || is_note_too_long(state).then(|| words.check_note_too_long().to_owned()));
    view! {
        <TextArea
            id="note"
            label=words.check_note()
            hint=words.check_note_hint()
            value=state.offer.note
            error
            limit=(NOTE_CHARS_MAX, left)
        />
    }
    .into_any()
}
