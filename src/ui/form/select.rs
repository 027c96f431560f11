//! A list of which one is chosen.

use leptos::prelude::*;

use super::field::{Error, Frame, described_by, invalid};
use crate::live::typed_into;

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectOption {
    /// What the signal holds when this is chosen.
    pub value: String,
    /// What people read.
    pub label: String,
}

impl SelectOption {
    /// A line of a list.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

pub(crate) fn select_control(
    id: String,
    value: RwSignal<String>,
    options: Vec<SelectOption>,
    placeholder: Option<String>,
    described: Signal<Option<String>>,
    error: Error,
) -> AnyView {
    let line = move |option: SelectOption| {
        let own = option.value.clone();
        view! {
            <option value=option.value prop:selected=Signal::derive(move || value.with(|value| *value == own))>
                {option.label}
            </option>
        }
        .into_any()
    };
    let first = placeholder.map(|label| line(SelectOption { value: String::new(), label }));
    let lines: Vec<AnyView> = options.into_iter().map(line).collect();
    view! {
        <div class="select">
            <select
                class="select__input"
                id=id
                aria-describedby=described
                aria-invalid=invalid(error)
                on:change=typed_into(value)
            >
                {first}
                {lines}
            </select>
            {crate::icon::icon(crate::icon::Icon::Open)}
        </div>
    }
    .into_any()
}

/// A list of which one is chosen. For fewer than six short answers [`super::RadioChoices`] is easier to use.
#[component]
pub fn SelectField(
    /// Stable and unique on the page.
    #[prop(into)]
    id: String,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// The value of the chosen line; empty for none.
    value: RwSignal<String>,
    /// The lines.
    options: Vec<SelectOption>,
    /// A first line that stands for "nothing chosen yet" and has the empty value.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Hides the label from sight, not from screen readers.
    #[prop(optional)]
    label_hidden: bool,
    /// A line of help under the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong, if something is.
    #[prop(optional, into)]
    error: Error,
) -> impl IntoView {
    let described = described_by(&id, hint.is_some(), false, error);
    let control = select_control(id.clone(), value, options, placeholder, described, error);
    Frame { id, label, label_hidden, hint, error, echo: None, control }.view()
}
