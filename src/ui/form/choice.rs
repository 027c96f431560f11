//! Choices: one of a few, shown as cards with their consequences, and yes or no.

use leptos::prelude::*;

use super::field::{Error, described_by, error_view, hint_view, invalid, wrong};
use crate::live::{Listener, live, live_text, reading};

/// One card to choose. Words may change while the group stands (live figures); the number and order of cards may too,
/// but a changed order moves the words, not the focus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RadioChoice {
    /// What the signal holds when this is chosen.
    pub value: String,
    /// The name of the choice.
    pub title: String,
    /// One line on what it means.
    pub detail: Option<String>,
    /// The figure to compare, with its unit ("30 months").
    pub figure: Option<String>,
    /// A second, quieter figure ("$3,214 interest").
    pub figure_detail: Option<String>,
}

impl RadioChoice {
    /// A choice with a name and nothing else.
    #[must_use]
    pub fn new(value: impl Into<String>, title: impl Into<String>) -> Self {
        Self { value: value.into(), title: title.into(), ..Self::default() }
    }

    /// Adds one line on what it means.
    #[must_use]
    pub fn detail(mut self, text: impl Into<String>) -> Self {
        self.detail = Some(text.into());
        self
    }

    /// Adds the figures to compare.
    #[must_use]
    pub fn figures(mut self, figure: impl Into<String>, detail: impl Into<String>) -> Self {
        self.figure = Some(figure.into());
        self.figure_detail = Some(detail.into()).filter(|text: &String| !text.is_empty());
        self
    }
}

/// One of a few, each a card.
#[component]
pub fn RadioChoices(
    /// Stable and unique on the page; the id of the group. The cards are `{id}-0`, `{id}-1` …
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// The value of the chosen card; empty for none.
    value: RwSignal<String>,
    /// The cards.
    #[prop(into)]
    options: Signal<Vec<RadioChoice>>,
    /// Hides the question from sight, where a heading above already asks it.
    #[prop(optional)]
    legend_hidden: bool,
    /// A line of help under the question.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong, if something is.
    #[prop(optional, into)]
    error: Error,
) -> impl IntoView {
    let described = described_by(&id, hint.is_some(), false, error);
    let hint_line = hint_view(&id, hint);
    let error_line = error_view(&id, error);
    let count = Memo::new(move |_| options.with(Vec::len));
    let name = id.clone();
    // Cards are made once for each place and their words follow the signal, so that a new figure never costs the focus.
    let cards = live(move || {
        (0..count.get()).map(|index| card(&name, index, value, options)).collect::<Vec<AnyView>>().into_any()
    });
    let legend_class = if legend_hidden { "visually-hidden" } else { "group__legend" };
    view! {
        <fieldset
            class="group"
            id=id
            role="radiogroup"
            aria-describedby=described
            aria-invalid=invalid(error)
            class:field--wrong=wrong(error)
        >
            <legend class=legend_class>{legend}</legend>
            {hint_line}
            {error_line}
            <div class="choices">{cards}</div>
        </fieldset>
    }
    .into_any()
}

fn card(name: &str, index: usize, value: RwSignal<String>, options: Signal<Vec<RadioChoice>>) -> AnyView {
    let own = Signal::derive(move || options.with(|options| options.get(index).cloned().unwrap_or_default()));
    let own_value = Signal::derive(move || own.with(|own| own.value.clone()));
    let chosen = Signal::derive(move || own.with(|own| value.with(|value| own.value == *value)));
    let figures = live(move || {
        let RadioChoice { figure, figure_detail, .. } = own.get();
        let figures = figure.map(|figure| {
            let detail = line(figure_detail);
            view! { <span class="choice__figures"><span class="choice__figure">{figure}</span>" "{detail}</span> }
                .into_any()
        });
        figures.into_any()
    });
    let detail = live(move || line(own.get().detail).into_any());
    let choose: Listener = Box::new(move |_| value.set(own_value.get_untracked()));
    view! {
        <label class="choice" class:choice--chosen=chosen>
            <input
                class="choice__input"
                type="radio"
                id=[name, "-", &index.to_string()].concat()
                name=name.to_owned()
                prop:value=own_value
                prop:checked=chosen
                on:change=choose
            />
            <span class="choice__body">
                <span class="choice__words">
                    <span class="choice__title">{live_text(move || own.get().title)}</span>
                    " "
                    {detail}
                </span>
                " "
                {figures}
            </span>
        </label>
    }
    .into_any()
}

/// A quieter line of a card.
fn line(text: Option<String>) -> Option<AnyView> {
    text.map(|text| view! { <span class="choice__detail">{text}</span> }.into_any())
}

/// Yes or no.
#[component]
pub fn Checkbox(
    /// Stable and unique on the page.
    #[prop(into)]
    id: String,
    /// What is agreed to or chosen.
    #[prop(into)]
    label: String,
    /// Whether it is ticked.
    value: RwSignal<bool>,
    /// A quieter line under the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong, if something is.
    #[prop(optional, into)]
    error: Error,
) -> impl IntoView {
    let described = described_by(&id, hint.is_some(), false, error);
    let hint_line = hint_view(&id, hint);
    let error_line = error_view(&id, error);
    let tick: Listener = Box::new(move |event| value.set(event_target_checked(&event)));
    view! {
        <div class="field" class:field--wrong=wrong(error)>
            {error_line}
            <div class="check">
                <input
                    class="check__input"
                    type="checkbox"
                    id=id.clone()
                    aria-describedby=described
                    aria-invalid=invalid(error)
                    prop:checked=reading(value)
                    on:change=tick
                />
                <div class="check__words">
                    <label class="check__label" for=id>{label}</label>
                    {hint_line}
                </div>
            </div>
        </div>
    }
    .into_any()
}
