//! What is typed beside the lines of the budget: each field of a page is a window on its place in the kept statement.

use domain::typed::plain_text;
use leptos::prelude::*;
use ui::form::{TextField, Width};
use wire::saved::Statement;

use crate::store::AppState;

/// Where in the statement a field has its place; `None` once it is gone.
type Place<T> = Box<dyn Fn(&mut Statement) -> Option<&mut T> + Send + Sync>;

/// A field's value that is kept in the statement: it begins with what is there, and what is typed goes there.
pub fn typed<T>(
    state: AppState,
    place: impl Fn(&mut Statement) -> Option<&mut T> + Send + Sync + 'static,
) -> RwSignal<T>
where
    T: Clone + Default + PartialEq + Send + Sync + 'static,
{
    let place: Place<T> = Box::new(place);
    let kept = state.budget.statement;
    let value = RwSignal::new(place(&mut kept.get_untracked()).cloned().unwrap_or_default());
    // Saving, as the rest of the page does it.
    Effect::new(move |_| {
        let now = value.get();
        kept.maybe_update(|statement| match place(statement) {
            Some(known) if *known != now => {
                *known = now;
                true
            }
            _ => false,
        });
    });
    value
}

/// When a field's mistake is shown: when the field was left with it, until it is being put right.
pub fn watched(
    value: RwSignal<String>,
    problem: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
) -> (Signal<Option<String>>, Callback<()>) {
    let left_with = RwSignal::new(value.get_untracked());
    let error = Signal::derive(move || {
        value.with(|text| if left_with.with(|left| left == text) { problem(text) } else { None })
    });
    (error, Callback::new(move |()| left_with.set(value.get_untracked())))
}

/// A whole number as typed, if it is one and not larger than this.
pub fn whole_number(text: &str, max: u32) -> Option<u32> {
    plain_text(text).parse().ok().filter(|number| *number <= max)
}

/// A small whole number that may stay empty, up to a bound; `wrong` says what to do about any other text.
pub fn few(id: &str, label: String, max: u32, wrong: &'static str, value: RwSignal<String>) -> AnyView {
    let (error, leave) = watched(value, move |text| {
        let is_fine = text.trim().is_empty() || whole_number(text, max).is_some();
        (!is_fine).then(|| wrong.to_owned())
    });
    view! {
        <TextField
            id=id
            label=label
            value=value
            width=Width::Short
            inputmode="numeric"
            autocomplete="off"
            error=error
            on_leave=leave
        />
    }
    .into_any()
}

/// The text of a key in a list of texts, made empty if it is not there yet.
pub fn text_of<'a>(list: &'a mut Vec<(String, String)>, key: &str) -> Option<&'a mut String> {
    let at = list.iter().position(|(known, _)| known == key).unwrap_or_else(|| {
        list.push((key.to_owned(), String::new()));
        list.len() - 1
    });
    list.get_mut(at).map(|(_, text)| text)
}

/// A new id of this kind among those there are: `asset-3` after `asset-2`.
pub fn fresh_id<'a>(kind: &str, known: impl Iterator<Item = &'a str>) -> String {
    let last = known.filter_map(|id| id.strip_prefix(kind)?.strip_prefix('-')?.parse::<u32>().ok()).max();
    [kind, "-", &last.unwrap_or(0).saturating_add(1).to_string()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_or_made_once() {
        let mut list = vec![("a".to_owned(), "1".to_owned())];
        assert_eq!(text_of(&mut list, "a").map(|text| text.clone()), Some("1".to_owned()));
        "2".clone_into(text_of(&mut list, "b").expect("made"));
        assert_eq!(text_of(&mut list, "b").map(|text| text.clone()), Some("2".to_owned()));
        assert_eq!(list.len(), 2);
    }

    #[test]
    fn ids_are_never_given_twice() {
        assert_eq!(fresh_id("asset", std::iter::empty()), "asset-1");
        assert_eq!(fresh_id("asset", ["asset-7", "asset-2", "member-9", "asset-x"].into_iter()), "asset-8");
    }
}
