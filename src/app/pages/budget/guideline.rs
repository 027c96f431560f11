//! What is published about a group of the budget: shown with its date and source, and above it a reason may be given.
//! It never stands in the way.

use browser::clock::today;
use content::{BudgetGroup, Country, GuidelineData, Guidelines, standards_path};
use domain::budget::GuidelineCheck;
use domain::calendar;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use ui::form::{FieldRow, TextArea};
use ui::format::{BrowserFormat, Format};
use ui::live::{live, live_text};

use super::typed::{few, text_of, typed};
use super::{Desk, whole};
use crate::net;
use crate::state::AppState;
use crate::words::Words;

/// What is published in the client's country, as soon as it is here. Without it nothing is compared.
pub fn published(state: AppState) -> RwSignal<Guidelines> {
    let found = RwSignal::new(Guidelines::default());
    fetch(state, found);
    found
}

/// Fetches what is published in the client's country; follows the country.
pub fn fetch(state: AppState, found: RwSignal<Guidelines>) {
    Effect::new(move |_| {
        let country = state.case.country.get();
        spawn_local(async move {
            let answer = net::get_content::<Guidelines>(&standards_path(&country)).await;
            // The page may be left before the answer is here, and the country changed.
            if state.case.country.get_untracked() == country {
                let _ = found.try_set(answer.unwrap_or_default());
            }
        });
    });
}

/// A published figure with how the budget stands to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The figure.
    pub data: GuidelineData,
    /// How the budget stands to it.
    pub check: GuidelineCheck,
    /// How many people it was taken for.
    pub people: i64,
}

/// Everything published that says something about this budget now; follows both.
pub fn compared(
    state: AppState,
    published: RwSignal<Guidelines>,
    catalogue: &Country,
    group_sums: &[domain::money::Amount],
) -> Vec<Compared> {
    let currency = state.currency();
    published.with(|all| {
        state.budget.statement.with(|statement| {
            let people = whole::household(statement).people();
            let all = &all.guidelines;
            let checks = whole::checks(all, catalogue, currency, statement, group_sums, today());
            checks.into_iter().map(|(at, check)| Compared { data: all[at].clone(), check, people }).collect()
        })
    })
}

/// Where a figure comes from: what it is, since when it holds, and its source.
pub fn source(words: Words, format: &BrowserFormat, is_spanish: bool, data: &GuidelineData) -> AnyView {
    let what = if is_spanish { &data.es } else { &data.en };
    let since = calendar::parse(&data.start).map(|start| format.date(start)).unwrap_or_default();
    let looked_up = calendar::parse(&[&data.source.date, "-01"].concat())
        .map(|day| format.month(day.year(), day.month()))
        .unwrap_or_default();
    let unconfirmed = data.unconfirmed.then(|| [" ", words.budget_guideline_unconfirmed()].concat());
    view! {
        <p class="soft">
            {words.budget_guideline_source(&looked_up, &since, what)}
            " "
            <a href=data.source.url.clone()>{data.source.title.clone()}</a>
            ", "
            {data.source.publisher.clone()}
            "."
            {unconfirmed}
        </p>
    }
    .into_any()
}

/// The note of a group, where something is published about it and something is spent on it. It stands with the last of
/// the groups the figure is about. The short form is silent where the budget is within the figure, unless somebody told
/// who lives in the home: what they typed does not go away.
pub(super) fn note(desk: Desk, catalogue: &Arc<Country>, group: &BudgetGroup, is_full: bool) -> AnyView {
    let Desk { state, .. } = desk;
    let (catalogue, id, label) = (catalogue.clone(), group.id.clone(), group.label.clone());
    let found = Memo::new(move |_| {
        let all = desk.groups.with(|sums| compared(state, desk.published, &catalogue, sums));
        all.into_iter().find(|one| one.data.groups.last() == Some(&id) && one.check.spent.is_positive())
    });
    let is_told =
        move || state.budget.statement.with(|statement| !statement.adults.is_empty() || !statement.children.is_empty());
    let data = Memo::new(move |_| {
        let is_shown = |found: &&Compared| is_full || found.check.above.is_positive() || is_told();
        found.with(|found| found.as_ref().filter(is_shown).map(|found| found.data.clone()))
    });
    live(move || match data.get() {
        Some(data) => untrack(|| inside(desk, found, &label, &data)),
        None => ().into_any(),
    })
}

fn inside(desk: Desk, found: Memo<Option<Compared>>, group: &str, data: &GuidelineData) -> AnyView {
    let Desk { state, words, .. } = desk;
    let sentence = live_text(move || {
        found.with(|found| found.as_ref().map(|found| said(state, words, found)).unwrap_or_default())
    });
    let is_above =
        Memo::new(move |_| found.with(|found| found.as_ref().is_some_and(|found| found.check.above.is_positive())));
    let adults = typed(state, |statement| Some(&mut statement.adults));
    let children = typed(state, |statement| Some(&mut statement.children));
    let id = data.id.clone();
    let field_id = ["reason-", &id].concat();
    let reason = typed(state, move |statement| text_of(&mut statement.reasons, &id));
    let why = live(move || {
        if !is_above.get() {
            return ().into_any();
        }
        let (label, hint) = (words.budget_guideline_reason(), words.budget_guideline_reason_hint());
        view! { <TextArea id=field_id.clone() label=label hint=hint value=reason rows=2/> }.into_any()
    });
    let is_spanish = state.language_now().tag() == "es";
    let from = source(words, &state.format(), is_spanish, data);
    let wrong = words.budget_guideline_count_wrong();
    view! {
        <div class="guideline stack">
            <h3>{group.to_owned()}</h3>
            <p>{sentence}</p>
            <FieldRow>
                {few("home-adults", words.budget_guideline_adults().to_owned(), whole::PEOPLE_MAX, wrong, adults)}
                {few("home-children", words.budget_guideline_children().to_owned(), whole::PEOPLE_MAX, wrong, children)}
            </FieldRow>
            {why}
            {from}
        </div>
    }
    .into_any()
}

/// How the budget stands to the figure, in a sentence.
pub fn said(state: AppState, words: Words, found: &Compared) -> String {
    let (format, currency) = (state.format(), state.currency());
    let figure = |amount| format.money(amount, currency);
    let people = u64::try_from(found.people).unwrap_or_default();
    let (allowed, spent) = (figure(found.check.allowed), figure(found.check.spent));
    let number = format.number(found.people);
    if found.check.above.is_positive() {
        words.budget_guideline_above(people, &number, &figure(found.check.above), &allowed, &spent)
    } else {
        words.budget_guideline_within(people, &number, &allowed, &spent)
    }
}
