//! What would be offered for each account, the policy's answer to it at once, and the one button that sends it.

use browser::clock;
use browser::clock::today;
use browser::document::set_title;
use browser::router::{NavigateOptions, Redirect, use_navigate};
use domain::journey::Step;
use domain::offer::Stretch;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::components::{Card, Disclosure, Lead, Notice, NoticeKind, PageFrame, PageHeader, Piece, Rich, StatusTag, Tone};
use ui::form::{
    Actions, Button, ButtonKind, ErrorSummary, FieldError, LinkButton, RadioChoice, RadioChoices, TextArea,
};
use ui::format::Format;
use ui::live::live;
use wire::api::ProposalRequest;
use wire::api::limit::NOTE_CHARS_MAX;
use wire::json;
use wire::saved::SavedInvitation;
use wire::text;

use crate::features::check::model;
use crate::features::check::model::{Checked, Offered, Pending, PolicyAnswer};
use crate::shared::terms::{TermsFormatter, label, letters, pen};
use crate::shared::{journey, offer_model};
use crate::store::AppState;
use crate::store::outbox::{PROPOSALS, is_about, is_offer};
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
    let waits = Memo::new(move |_| state.outbox.waiting.with(|all| all.iter().any(is_offer)));
    let is_agreed = Memo::new(move |_| all.with(Vec::is_empty) && !waits.get());
    let agreed = move || is_agreed.get().then(|| view! { <Redirect path="/arrangement"/> });
    let on_its_way = move || waits.get().then(|| waiting(words));
    let send = send_part(state, words, &kept, all, attempt);
    view! {
        <PageFrame rail=journey::rail(Step::Check)>
            <PageHeader title=words.check_title()>
                <Lead><Rich pieces=lead/></Lead>
            </PageHeader>
            {summary(state, words, all, attempt)}
            {cards}
            {agreed}
            {move || tight(state, words, &all.get())}
            {on_its_way}
            {send}
        </PageFrame>
    }
    .into_any()
}

fn lead(words: Words, all: &[Checked], organisation: &str) -> Vec<Piece> {
    // What is under way is said where it stands.
    let new = || all.iter().filter(|one| one.pending.is_none());
    let has = |wanted: fn(&PolicyAnswer) -> bool| {
        new().any(|one| matches!(&one.offered, Offered::Terms { said, .. } if wanted(said)))
    };
    let (yes, person) = (has(|said| *said == PolicyAnswer::Yes), has(|said| matches!(said, PolicyAnswer::Person(_))));
    if has(|said| matches!(said, PolicyAnswer::Apart { .. })) {
        words.check_lead_apart().organisation(organisation)
    } else if has(|said| matches!(said, PolicyAnswer::Other { .. })) {
        words.check_lead_other().organisation(organisation)
    } else if yes && person {
        words.check_lead_mixed().organisation(organisation)
    } else if person {
        words.check_lead_person().organisation(organisation)
    } else if yes {
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
        all.with(|all| {
            for one in all.iter().filter(|one| one.needs_person(&choice_of(state, one))) {
                if let Some(problem) = note_problem(words, &state.offer.note_text(&one.debt_id)) {
                    let message = [&one.creditor, ": ", &problem].concat();
                    found.push(FieldError { id: note_id(&one.account_id), message });
                }
            }
        });
        found
    });
    view! { <ErrorSummary title=words.shell_problem() errors attempt/> }.into_any()
}

fn choice_of(state: AppState, one: &Checked) -> String {
    state.offer.answered(&one.account_id, &one.offered_key())
}

/// The id of the note about an account.
fn note_id(account_id: &str) -> String {
    ["note-", account_id].concat()
}

/// What is wrong with a note, so that it is never refused after it was sent.
fn note_problem(words: Words, note: &str) -> Option<String> {
    (text::note(note).chars().count() > NOTE_CHARS_MAX).then(|| words.check_note_too_long().to_owned())
}

/// One account: the terms, the policy's answer, and the choice where it names others.
fn card(state: AppState, words: Words, one: &Checked, all: &[Checked], attempt: RwSignal<u32>) -> AnyView {
    let pen = pen(state, words);
    let organisation = state
        .invitation
        .saved
        .with_untracked(|kept| kept.as_ref().map(|kept| kept.invitation.organisation.name.clone()).unwrap_or_default());
    let pending = one.pending.map(|pending| {
        let text = match pending {
            Pending::Considered => words.check_pending().organisation(&organisation),
            Pending::Countered => words.check_pending_countered().organisation(&organisation),
        };
        view! { <Notice kind=NoticeKind::Know>{text}</Notice> }
    });
    let again = one.pending.map(|_| choice(state, pen, one, attempt));
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
    let (asked, noted) = (one.clone(), one.clone());
    let needs_note = Memo::new(move |_| asked.needs_person(&choice_of(state, &asked)));
    let matter = match &one.offered {
        Offered::Terms { own, said: PolicyAnswer::Yes } => view! {
            {pen.list(own)}
            {promises(words)}
            <Notice kind=NoticeKind::Success>{words.check_yes()}</Notice>
            {again}
        }
        .into_any(),
        Offered::Terms { own, said: PolicyAnswer::Person(reasons) } => {
            let reasons = pen.reasons(reasons);
            view! {
                {pen.list(own)}
                {promises(words)}
                <Notice kind=NoticeKind::Know>
                    <p>{words.check_person().organisation(&organisation)}</p>
                    {reasons}
                </Notice>
                {again}
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
        Offered::Unread => why(words.check_why_amount(), "/offer", words.check_change()),
        Offered::Disputed => why(words.check_why_disputed(), "/debts", words.check_debts()),
    };
    view! {
        <Card title=one.creditor.clone()>
            <p class="check__state"><StatusTag label=tag tone/>" "{reference}</p>
            {pending}
            {matter}
            {live(move || needs_note.get().then(|| untrack(|| note(state, words, &noted))).into_any())}
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
    let option = |choice: &&'static str| match *choice {
        "take" => {
            let take = RadioChoice::new("take", words.check_choose_take());
            counter.as_ref().map_or(take.clone(), |counter| take.figures(pen.each(counter), pen.times(counter)))
        }
        "ask" if counter.is_some() => ask(words.check_choose_ask()),
        "ask" => ask(words.check_choose_send()),
        "leave" => RadioChoice::new("leave", words.check_choose_leave()).detail(words.check_choose_leave_detail()),
        "send" => RadioChoice::new("send", words.check_choose_replace()).figures(pen.each(own), pen.times(own)),
        _ => RadioChoice::new("keep", words.check_choose_keep()),
    };
    let options = Signal::stored(one.choices().iter().map(option).collect::<Vec<_>>());
    let choices = one.choices();
    let is_needed = one.pending.is_none();
    let error = Signal::derive(move || {
        let is_open = is_needed && attempt.get() > 0 && value.with(|value| !choices.contains(&value.as_str()));
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

/// The messages as they would be sent now, each with its account; `None` while something is missing.
fn messages(state: AppState, words: Words, all: &[Checked]) -> Option<Vec<(String, String)>> {
    let choices: Vec<String> = all.iter().map(|one| choice_of(state, one)).collect();
    let notes: Vec<String> = all.iter().map(|one| state.offer.note_text(&one.debt_id)).collect();
    let is_wrong = |((one, choice), note): ((&Checked, &String), &String)| {
        one.needs_person(choice) && note_problem(words, note).is_some()
    };
    if all.iter().zip(&choices).zip(&notes).any(is_wrong) {
        return None;
    }
    let messages = model::messages(all, &choices, &notes)?;
    let printed = |message: &ProposalRequest| {
        let account = message.offers.first().map(|offer| offer.account_id.clone()).unwrap_or_default();
        (account, json::print(message))
    };
    Some(messages.iter().map(printed).collect())
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
    // A device's own clock ends nothing: while the server has not told its day, it is the server that says no.
    if clock::is_confirmed() && today() > invitation.expires_on {
        let until = state.format().date(invitation.expires_on);
        return view! {
            <Notice kind=NoticeKind::Care title=words.check_over_title()>
                {words.check_over_text().date(&until).organisation(&organisation)}
            </Notice>
            <Actions><LinkButton href="/advice" label=label(words.check_advice())/></Actions>
        }
        .into_any();
    }
    let is_unread = Memo::new(move |_| offer_model::first_chosen(state).is_err());
    let has_offer = Memo::new(move |_| all.with(|all| all.iter().any(|one| one.is_offered(&choice_of(state, one)))));
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
        ready(state, words, &organisation, &token, all, attempt)
    })
    .into_any()
}

fn ready(
    state: AppState,
    words: Words,
    organisation: &str,
    token: &str,
    all: Memo<Vec<Checked>>,
    attempt: RwSignal<u32>,
) -> AnyView {
    let bodies = Memo::new(move |_| all.with(|all| messages(state, words, all)));
    let see_text = words.check_see_text().organisation(organisation);
    let has_body = Memo::new(move |_| bodies.with(Option::is_some));
    let preview = move || {
        let see_text = see_text.clone();
        let printed = move || {
            let all = bodies.get().unwrap_or_default();
            all.into_iter().map(|(_, body)| body).collect::<Vec<_>>().join("\n")
        };
        has_body.get().then(|| {
            view! {
                <Disclosure summary=words.check_see()>
                    <p>{see_text}</p>
                    {letters(printed)}
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
        let Some(bodies) = bodies.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        failed.set(false);
        let token = token.clone();
        spawn_local(async move {
            // From here on each is on the disk: closing the browser, pressing again or a dead network change nothing.
            for (account, body) in bodies {
                if state.outbox.queue(PROPOSALS, body, &token).await.is_err() {
                    let _ = (busy.try_set(false), failed.try_set(true));
                    return;
                }
                state.offer.forget_answer(&account);
                state.outbox.refused.update(|all| {
                    all.retain(|one| !(is_offer(&one.message) && is_about(&one.message, &account)));
                });
            }
            navigate("/arrangement", NavigateOptions::default());
        });
    });
    let send_label =
        Signal::derive(move || (if busy.get() { words.check_sending() } else { words.check_send() }).to_owned());
    view! {
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

fn note(state: AppState, words: Words, one: &Checked) -> AnyView {
    let left = Callback::new(move |left: i64| {
        let count = left.unsigned_abs();
        let text = state.format().number(left.saturating_abs());
        if left < 0 { words.check_note_over(count, &text) } else { words.check_note_left(count, &text) }
    });
    let value = state.offer.note(&one.debt_id);
    let error = Signal::derive(move || value.with(|note| note_problem(words, note)));
    view! {
        <TextArea
            id=note_id(&one.account_id)
            label=words.check_note().creditor(&one.creditor)
            hint=words.check_note_hint()
            value
            error
            limit=(NOTE_CHARS_MAX, left)
        />
    }
    .into_any()
}
