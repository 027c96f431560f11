//! What is published about a group of the budget: shown with its date and source, and above it a reason may be given.
//! It never stands in the way.

use browser::clock::today;
use content::{Country, GuidelineData, Guidelines, standards_path};
use domain::budget::GuidelineCheck;
use domain::calendar;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::format::{BrowserFormat, Format};

use crate::shared::full_budget;
use crate::store::{AppState, net};
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
            let people = full_budget::household(statement).people();
            let all = &all.guidelines;
            let checks = full_budget::checks(all, catalogue, currency, statement, group_sums, today());
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
            {words.budget_guideline_source().looked_up(&looked_up).since(&since).what(what)}
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

/// How the budget stands to the figure, in a sentence.
pub fn said(state: AppState, words: Words, found: &Compared) -> String {
    let (format, currency) = (state.format(), state.currency());
    let figure = |amount| format.money(amount, currency);
    let people = u64::try_from(found.people).unwrap_or_default();
    let (allowed, spent) = (figure(found.check.allowed), figure(found.check.spent));
    let number = format.number(found.people);
    if found.check.above.is_positive() {
        words.budget_guideline_above(people, &number).above(&figure(found.check.above)).allowed(&allowed).spent(&spent)
    } else {
        words.budget_guideline_within(people, &number).allowed(&allowed).spent(&spent)
    }
}
