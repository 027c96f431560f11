//! Things that open, and pairs of names and values.

use leptos::prelude::*;

use crate::icon::{Icon, icon};
use crate::live::live;

/// Words that open on demand.
#[component]
pub fn Disclosure(
    /// What opens it.
    #[prop(into)]
    summary: String,
    /// Open from the start.
    #[prop(optional)]
    open: bool,
    /// What is inside. It is in the page from the start, so that searching in the page finds it.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="disclosure" open=open>
            <summary class="disclosure__summary">{icon(Icon::Open)}<span>{summary}</span></summary>
            <div class="disclosure__body">{children().into_any()}</div>
        </details>
    }
    .into_any()
}

/// One name with its value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SummaryRow {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
    /// A link to change it: word and address. Its accessible name has the row's name added.
    pub change: Option<(String, String)>,
}

/// Rows of names and values without links.
#[must_use]
pub fn plain_summary(rows: Vec<(String, String)>) -> Vec<SummaryRow> {
    rows.into_iter().map(|(name, value)| SummaryRow { name, value, change: None }).collect()
}

/// Names with their values, each on a line.
#[component]
pub fn SummaryList(
    /// The lines.
    #[prop(into)]
    rows: Signal<Vec<SummaryRow>>,
) -> impl IntoView {
    view! { <dl class="summary">{live(move || rows.get().into_iter().map(row).collect::<Vec<AnyView>>().into_any())}</dl> }.into_any()
}

fn row(row: SummaryRow) -> AnyView {
    let context = row.name.clone();
    let change = row.change.map(|(word, href)| {
        view! { <dd class="summary__change"><a href=href>{word}<span class="visually-hidden">": "{context}</span></a></dd> }
            .into_any()
    });
    view! {
        <div class="summary__row">
            <dt class="summary__name">{row.name}</dt>
            <dd class="summary__value">{row.value}</dd>
            {change}
        </div>
    }
    .into_any()
}
