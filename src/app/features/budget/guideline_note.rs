//! The note beside a group of the budget about what is published for it.

use content::{BudgetGroup, Country, GuidelineData};
use leptos::prelude::*;
use std::sync::Arc;
use ui::form::{FieldRow, TextArea};
use ui::live::{live, live_text};

use crate::features::budget::context::PageContext;
use crate::shared::full_budget;
use crate::shared::guidelines::{Compared, compared, said, source};
use crate::shared::typed::{few, text_of, typed};

/// The note of a group, where something is published about it and something is spent on it. It stands with the last of
/// the groups the figure is about. The short form is silent where the budget is within the figure, unless somebody told
/// who lives in the home: what they typed does not go away.
pub fn note(context: PageContext, catalogue: &Arc<Country>, group: &BudgetGroup, is_full: bool) -> AnyView {
    let PageContext { state, .. } = context;
    let (catalogue, id, label) = (catalogue.clone(), group.id.clone(), group.label.clone());
    let found = Memo::new(move |_| {
        let all = context.groups.with(|sums| compared(state, context.published, &catalogue, sums));
        all.into_iter().find(|one| one.data.groups.last() == Some(&id) && one.check.spent.is_positive())
    });
    let is_told =
        move || state.budget.statement.with(|statement| !statement.adults.is_empty() || !statement.children.is_empty());
    let data = Memo::new(move |_| {
        let is_shown = |found: &&Compared| is_full || found.check.above.is_positive() || is_told();
        found.with(|found| found.as_ref().filter(is_shown).map(|found| found.data.clone()))
    });
    live(move || match data.get() {
        Some(data) => untrack(|| inside(context, found, &label, &data)),
        None => ().into_any(),
    })
}

pub fn inside(context: PageContext, found: Memo<Option<Compared>>, group: &str, data: &GuidelineData) -> AnyView {
    let PageContext { state, words, .. } = context;
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
    let is_spanish = state.language_now().tag == "es";
    let from = source(words, &state.format(), is_spanish, data);
    let wrong = words.budget_guideline_count_wrong();
    view! {
        <div class="guideline stack">
            <h3>{group.to_owned()}</h3>
            <p>{sentence}</p>
            <FieldRow>
                {few("home-adults", words.budget_guideline_adults().to_owned(), full_budget::PEOPLE_MAX, wrong, adults)}
                {few("home-children", words.budget_guideline_children().to_owned(), full_budget::PEOPLE_MAX, wrong, children)}
            </FieldRow>
            {why}
            {from}
        </div>
    }
    .into_any()
}
