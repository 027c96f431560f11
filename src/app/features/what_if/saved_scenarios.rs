//! Tries that are kept under a name, to be compared. They are forgotten when the page is closed.

use leptos::prelude::*;
use ui::components::LiveRegion;
use ui::form::{Button, ButtonKind, TextField};
use ui::format::Format;
use ui::icon::Icon;
use ui::live::live;

use crate::features::what_if::context::PageContext;
use crate::features::what_if::store::{SavedScenario, SavedScenarioStore};

/// The most tries that are kept at a time.
pub const KEPT_MAX: usize = 5;

/// A name that is free: the one typed, or the first number.
fn free_name(kept: &[SavedScenario], typed: &str, numbered: impl Fn(usize) -> String) -> String {
    let is_free = |name: &String| kept.iter().all(|kept| kept.name != *name);
    let typed = typed.trim().chars().take(60).collect::<String>();
    if !typed.is_empty() && is_free(&typed) {
        return typed;
    }
    let numbers = (1..=KEPT_MAX).chain([KEPT_MAX + 1]);
    numbers.map(numbered).find(is_free).unwrap_or(typed)
}

/// Keeping what is tried now, and taking out what was kept.
pub fn view(context: PageContext) -> AnyView {
    let PageContext { words, store, .. } = context;
    let SavedScenarioStore { kept, name } = context.kept_tries;
    let said = RwSignal::new(String::new());
    let keep = Callback::new(move |()| {
        let numbered = |number: usize| {
            let number = context.format().number(i64::try_from(number).unwrap_or_default());
            words.what_if_keep_number().number(&number)
        };
        let chosen = untrack(|| kept.with(|kept| name.with(|typed| free_name(kept, typed, numbered))));
        said.set(words.what_if_kept_said().name(&chosen));
        let typed = untrack(|| store.typed());
        kept.update(|kept| kept.push(SavedScenario { name: chosen, typed }));
        name.set(String::new());
    });
    let is_tried = Memo::new(move |_| context.trial.with(|trial| !trial.effects.is_empty()));
    let is_full = Memo::new(move |_| kept.with(|kept| kept.len() >= KEPT_MAX));
    let form = live(move || {
        if is_full.get() {
            return view! { <p class="soft">{words.what_if_keep_full()}</p> }.into_any();
        }
        if !is_tried.get() {
            return ().into_any();
        }
        let label = Signal::stored(words.what_if_keep().to_owned());
        view! {
            <div class="try-next">
                <TextField id="keep-name" label=words.what_if_keep_name() value=name hint=words.what_if_keep_hint()/>
                <Button kind=ButtonKind::Outlined label on_press=keep/>
            </div>
        }
        .into_any()
    });
    let list = live(move || {
        let lines: Vec<AnyView> = kept.with(|kept| kept.iter().map(|one| line(context, said, one)).collect());
        if lines.is_empty() { ().into_any() } else { view! { <ul class="kept">{lines}</ul> }.into_any() }
    });
    view! {
        <div class="stack" id="kept" tabindex="-1">
            {form}
            {list}
            <LiveRegion message=said/>
        </div>
    }
    .into_any()
}

fn line(context: PageContext, said: RwSignal<String>, one: &SavedScenario) -> AnyView {
    let words = context.words;
    let name = one.name.clone();
    let remove = Callback::new(move |()| {
        context.kept_tries.kept.update(|kept| kept.retain(|other| other.name != name));
        said.set(words.what_if_removed().name(&name));
        browser::focus::focus_id("kept");
    });
    let label = Signal::stored(words.what_if_remove().to_owned());
    view! {
        <li class="kept__line">
            <span>{one.name.clone()}</span>
            <Button kind=ButtonKind::Text drawing=Icon::Remove label context=one.name.clone() on_press=remove/>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kept_try_has_a_name_of_its_own() {
        let numbered = |number: usize| ["Try ", &number.to_string()].concat();
        let mut kept: Vec<SavedScenario> = Vec::new();
        for typed in ["", "  Loan ", "Loan", "", "Loan"] {
            let name = free_name(&kept, typed, numbered);
            kept.push(SavedScenario { name, typed: Vec::new() });
        }
        let names: Vec<&str> = kept.iter().map(|kept| kept.name.as_str()).collect();
        assert_eq!(names, ["Try 1", "Loan", "Try 2", "Try 3", "Try 4"]);
    }
}
