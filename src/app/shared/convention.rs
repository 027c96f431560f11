//! The rule by which days and weeks become months, in a sentence.

use content::{Country, Guidelines, Source};
use leptos::prelude::*;
use std::sync::Arc;
use ui::live::live;

use crate::store::AppState;
use crate::words::Words;

/// The id of what was kept, where it is a rule of this country; empty for the usual one.
pub fn id_of<'a>(kept: &'a str, country: &str) -> &'a str {
    let id = kept.split(' ').next().unwrap_or_default();
    if id.starts_with(country) { id } else { "" }
}

/// The rule of an id in a sentence with its source; the usual one for none. Until it is here what was chosen, nothing is
/// said in its place.
pub fn said(state: AppState, words: Words, published: RwSignal<Guidelines>, catalogue: &Country, id: &str) -> AnyView {
    let chosen = published.with(|all| all.conventions.iter().find(|one| one.id == id).cloned());
    let (rule, source): (String, Source) = match chosen {
        Some(one) => (if state.language_now().tag == "es" { one.es } else { one.en }, one.source),
        None if !id.is_empty() => return ().into_any(),
        None => (catalogue.frequencies.explanation.clone(), catalogue.frequencies.source.clone()),
    };
    view! {
        <p class="soft">{rule}</p>
        <p class="soft">{words.budget_how_source().publisher(&source.publisher)}" "<a href=source.url>{source.title}</a></p>
    }
    .into_any()
}

/// The rule that was chosen in this country, as [`said`] tells it; follows the choice.
pub fn said_now(state: AppState, words: Words, published: RwSignal<Guidelines>, catalogue: Arc<Country>) -> AnyView {
    let id = Memo::new({
        let country = catalogue.id.clone();
        move |_| state.budget.statement.with(|now| id_of(&now.convention, &country).to_owned())
    });
    live(move || id.with(|id| said(state, words, published, &catalogue, id)))
}
