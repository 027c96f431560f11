//! Choices: one of a few, shown as cards with their consequences, and yes or no.

use leptos::prelude::*;

use super::field::{Error, described_by, error_view, hint_view, invalid};

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
    let cards = move || (0..count.get()).map(|index| card(&name, index, value, options)).collect::<Vec<_>>();
    let legend_class = if legend_hidden { "visually-hidden" } else { "group__legend" };
    view! {
        <fieldset
            class="group"
            id=id
            role="radiogroup"
            aria-describedby=move || described.get()
            aria-invalid=invalid(error)
            class:field--wrong=move || error.with(Option::is_some)
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
    let own = Memo::new(move |_| options.with(|options| options.get(index).cloned().unwrap_or_default()));
    let chosen = Memo::new(move |_| own.with(|own| value.with(|value| own.value == *value)));
    let figures = move || {
        own.with(|own| {
            own.figure.clone().map(|figure| {
                let detail = own.figure_detail.clone();
                view! {
                    <span class="choice__figures">
                        <span class="choice__figure">{figure}</span>
                        {detail.map(|text| view! { " "<span class="choice__detail">{text}</span> })}
                    </span>
                }
                .into_any()
            })
        })
    };
    let detail = move || {
        own.with(|own| own.detail.clone()).map(|text| view! { <span class="choice__detail">{text}</span> }.into_any())
    };
    view! {
        <label class="choice" class:choice--chosen=move || chosen.get()>
            <input
                class="choice__input"
                type="radio"
                id=[name, "-", &index.to_string()].concat()
                name=name.to_owned()
                prop:value=move || own.with(|own| own.value.clone())
                prop:checked=move || chosen.get()
                on:change=move |_| value.set(own.with_untracked(|own| own.value.clone()))
            />
            <span class="choice__body">
                <span class="choice__words">
                    <span class="choice__title">{move || own.with(|own| own.title.clone())}</span>
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
    view! {
        <div class="field" class:field--wrong=move || error.with(Option::is_some)>
            {error_line}
            <div class="check">
                <input
                    class="check__input"
                    type="checkbox"
                    id=id.clone()
                    aria-describedby=move || described.get()
                    aria-invalid=invalid(error)
                    prop:checked=move || value.get()
                    on:change=move |event| value.set(event_target_checked(&event))
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
