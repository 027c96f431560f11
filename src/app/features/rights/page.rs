//! What the law says to what happened, and until when: the rule with its source, never advice on a case.
//!
//! The law comes as a file of content and is counted by the domain; `clock.rs` asks and answers without words, and the
//! other files have the words. What is typed stays in the memory of the page: see `state/rights.rs`.

use browser::clock::today;
use browser::document::set_title;
use content::{JURISDICTIONS, Law};
use domain::money::Currency;
use leptos::prelude::*;
use ui::components::{Card, Columns, Lead, PageFrame, PageHeader, Rich};
use ui::form::{
    Button, DateField, DateWords, ErrorSummary, FieldError, Form, RadioChoice, RadioChoices, SelectField, SelectOption,
    TextField, Width,
};
use ui::format::{BrowserFormat, Locale};
use ui::live::live;

use crate::features::rights::clock::{self, Event, Field};
use crate::features::rights::context::{ANSWER, PageContext, RightsQuestion};
use crate::features::rights::{labels, lazy};
use crate::shared::fetched::fetched;
use crate::store::AppState;
use crate::words::{Words, use_words};

const PLACE: &str = "place";
const EVENT: &str = "event";

/// The page.
pub fn page() -> AnyView {
    let state = AppState::here();
    let words = use_words();
    set_title(words.rights_title());
    let place = state.rights.field(PLACE);
    // Somebody in the United Kingdom has to say in which part: the law differs.
    if place.with_untracked(String::is_empty) && state.case.country.with_untracked(|country| country == "us") {
        place.set("us".to_owned());
    }
    let country = Memo::new(move |_| place.with(|id| jurisdiction(id).map_or("", |(country, _)| country)));
    let matter = live(move || match country.get() {
        "" => ().into_any(),
        country => fetched(content::law_path(country), None, move |law| by_place(state, words, place, law)),
    });
    let name = |id: &str| match id {
        "us" => words.rights_place_us(),
        "gb-eaw" => words.rights_place_eaw(),
        "gb-sct" => words.rights_place_sct(),
        _ => words.rights_place_nir(),
    };
    let options: Vec<SelectOption> = JURISDICTIONS.iter().map(|(id, ..)| SelectOption::new(*id, name(id))).collect();
    view! {
        <PageFrame wide=true>
            <PageHeader title=words.rights_title()>
                <Lead>{words.rights_lead()}</Lead>
                <p class="soft">{words.rights_private()}</p>
            </PageHeader>
            <SelectField
                id="rights-place"
                label=words.rights_place()
                value=place
                options
                placeholder=words.rights_place_choose()
            />
            {matter}
            {help(words)}
        </PageFrame>
    }
    .into_any()
}

/// The country and the part of a jurisdiction.
fn jurisdiction(id: &str) -> Option<(&'static str, Option<&'static str>)> {
    JURISDICTIONS.iter().find(|(known, ..)| *known == id).map(|(_, country, part)| (*country, *part))
}

/// A person to speak with, and what goes before every rule here.
fn help(words: Words) -> AnyView {
    let line = |pieces| view! { <p><Rich pieces=Signal::stored(pieces)/></p> }.into_any();
    view! {
        <Card title=words.rights_help()>
            {line(words.rights_help_text())}
            {line(words.rights_help_court())}
            {line(words.rights_help_letter())}
        </Card>
    }
    .into_any()
}

/// The questions and the answer of one part of the country.
fn by_place(state: AppState, words: Words, place: RwSignal<String>, law: Law) -> AnyView {
    live(move || {
        let Some((country, part)) = place.with(|id| jurisdiction(id)) else { return ().into_any() };
        let currency = if country == "gb" { Currency::GBP } else { Currency::USD };
        let format = BrowserFormat::new(Locale::choose(state.language_now(), currency));
        let law = StoredValue::new((law.clone(), law.pack(part)));
        untrack(|| questions(PageContext { state, words, format, today: today(), part, law }))
    })
}

fn questions(context: PageContext) -> AnyView {
    let PageContext { state, words, today, .. } = context;
    let typed = state.rights.field(EVENT);
    let offered = context.law.with_value(|(_, pack)| Event::offered(pack, today));
    let option = |event: &Event| RadioChoice::new(event.id(), labels::event(words, *event));
    let options = Signal::stored(offered.iter().map(option).collect::<Vec<_>>());
    // Its place in the list of all; beyond it while nothing is chosen that this place offers.
    let chosen = Memo::new(move |_| {
        let is_it = |event: &Event| offered.contains(event) && typed.with(|id| id == event.id());
        Event::ALL.iter().position(is_it).unwrap_or(usize::MAX)
    });
    let event = move || Event::ALL.get(chosen.get()).copied();
    // A trial belongs to the question it was made for: another question begins without reproach.
    let (tried, tried_for) = (RwSignal::new(0_u32), RwSignal::new(String::new()));
    let attempt = Signal::derive(move || {
        let is_of_it = tried_for.with(|of| typed.with(|id| id == of));
        if is_of_it { tried.get() } else { 0 }
    });
    let errors = Signal::derive(move || if attempt.get() > 0 { errors(context, event()) } else { Vec::new() });
    let none_chosen = Signal::derive(move || {
        let is_missing = event().is_none() && attempt.get() > 0;
        is_missing.then(|| words.rights_wrong_event().to_owned())
    });
    let submit = Callback::new(move |()| {
        if untrack(|| event().is_some_and(|event| context.told(event).is_ok())) {
            tried.set(0);
            // After the fields are without their errors.
            browser::focus::focus_id_soon(ANSWER);
        } else {
            tried_for.set(typed.get_untracked());
            tried.update(|times| *times = times.wrapping_add(1));
        }
    });
    let asked = live(move || {
        let Some(event) = event() else { return ().into_any() };
        let one = |field: &Field| untrack(|| question(context, event, *field, attempt));
        context.fields(event).iter().map(one).collect::<Vec<AnyView>>().into_any()
    });
    let shown = live(move || {
        let event = event();
        let told = event.and_then(|event| context.told(event).ok());
        untrack(|| lazy::answer(RightsQuestion { context, event, told }))
    });
    view! {
        <ErrorSummary title=words.shell_problem() errors attempt=tried/>
        <Columns>
            <Card>
                <Form id="rights" on_submit=submit>
                    <RadioChoices id="rights-event" legend=words.rights_events() value=typed options error=none_chosen/>
                    {asked}
                    <Button label=Signal::stored(words.rights_show().to_owned()) submit=true/>
                </Form>
            </Card>
            {shown}
        </Columns>
    }
    .into_any()
}

/// The id of a field on the page.
fn field_id(field: Field) -> String {
    ["rights-", field.id()].concat()
}

fn errors(context: PageContext, event: Option<Event>) -> Vec<FieldError> {
    let Some(event) = event else {
        return vec![FieldError {
            id: "rights-event".to_owned(),
            message: context.words.rights_wrong_event().to_owned(),
        }];
    };
    let one = |(field, wrong): (Field, clock::FieldError)| FieldError {
        id: field_id(field),
        message: [&labels::label(context, field), " ", &labels::wrong(context, field, wrong)].concat(),
    };
    context.told(event).err().unwrap_or_default().into_iter().map(one).collect()
}

/// One thing that is asked for. What is missing is said after a trial only, what is wrong once the field was left.
fn question(context: PageContext, event: Event, field: Field, attempt: Signal<u32>) -> AnyView {
    let words = context.words;
    let value = context.typed(field);
    let left_with = RwSignal::new(value.get_untracked());
    let error = Signal::derive(move || {
        let wrong = context.wrong(event, field)?;
        let is_left = left_with.with(|left| value.with(|text| left == text));
        let is_begun = matches!(wrong, clock::FieldError::Required | clock::FieldError::Incomplete);
        (attempt.get() > 0 || (is_left && !is_begun)).then(|| labels::wrong(context, field, wrong))
    });
    let leave = Callback::new(move |()| left_with.set(value.get_untracked()));
    let (id, label, hint) = (field_id(field), labels::label(context, field), labels::hint(words, field));
    if field == Field::State {
        let states = context.law.with_value(|(law, _)| law.states.clone());
        let options: Vec<SelectOption> =
            states.iter().map(|state| SelectOption::new(state.code.as_str(), state.name.as_str())).collect();
        let other = words.rights_state_other();
        return view! { <SelectField id label hint value options placeholder=other error/> }.into_any();
    }
    if field == Field::Calls {
        return view! {
            <TextField id label hint value error inputmode="numeric" autocomplete="off" width=Width::Short on_leave=leave/>
        }
        .into_any();
    }
    let names = DateWords {
        day: words.offer_day().to_owned(),
        month: words.offer_month_name().to_owned(),
        year: words.offer_year().to_owned(),
    };
    let order = context.format.locale().date_order();
    view! { <DateField id legend=label hint value words=names order error on_leave=leave/> }.into_any()
}
