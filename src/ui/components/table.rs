//! Figures in rows and columns.

use leptos::html;
use leptos::prelude::*;

use crate::live::reading;
use browser::measure::watch_size;

/// What stands in a place of a table.
pub enum Cell {
    /// Words, at the start of their column.
    Text(String),
    /// A figure, at the end of its column, with digits under digits.
    Number(String),
    /// Anything else: a link, a tag.
    View(AnyView),
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A table. Where it is wider than its place it scrolls in itself, and only then takes the focus so that the arrow
/// keys can scroll it. The first cell of each row is its header. With `stacked`, each row becomes a small block on a
/// phone, with the head of the column beside each value: for lists that are read row by row.
#[component]
pub fn DataTable(
    /// Stable and unique on the page.
    #[prop(into)]
    id: String,
    /// What the table shows.
    #[prop(into)]
    caption: String,
    /// Hides the caption from sight, where a heading above says the same.
    #[prop(optional)]
    caption_hidden: bool,
    /// Rows become blocks where the table is narrow.
    #[prop(optional)]
    stacked: bool,
    /// The heads of the columns. Columns whose cells are [`Cell::Number`] have their heads at the end too.
    head: Vec<String>,
    /// The rows; as many cells as heads.
    rows: Vec<Vec<Cell>>,
    /// A last row of sums.
    #[prop(optional)]
    foot: Option<Vec<Cell>>,
) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    let scrolls = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(element) = place.get() {
            watch_size(
                &element,
                Box::new(move |element| {
                    let wider = element.scroll_width() > element.client_width();
                    if scrolls.get_untracked() != wider {
                        scrolls.set(wider);
                    }
                }),
            );
        }
    });
    let numeric: Vec<bool> = rows
        .first()
        .or(foot.as_ref())
        .map(|row| row.iter().map(|cell| matches!(cell, Cell::Number(_))).collect())
        .unwrap_or_default();
    let heads: Vec<AnyView> = head
        .iter()
        .enumerate()
        .map(|(index, label)| {
            let class = if numeric.get(index) == Some(&true) { "table__number" } else { "table__text" };
            view! { <th scope="col" role="columnheader" class=class>{label.clone()}</th> }.into_any()
        })
        .collect();
    let caption_id = [id.as_str(), "-caption"].concat();
    let while_wide = move |value: String| Signal::derive(move || scrolls.get().then(|| value.clone()));
    let region_name = while_wide(caption_id.clone());
    let caption_class = if caption_hidden { "visually-hidden" } else { "table__caption" };
    let foot = foot.map(|cells| view! { <tfoot role="rowgroup">{row(cells, &head)}</tfoot> }.into_any());
    let body: Vec<AnyView> = rows.into_iter().map(|cells| row(cells, &head)).collect();
    let class = if stacked { "table table--stacked" } else { "table" };
    view! {
        <div
            class="table-scroll"
            class:table-scroll--wide=reading(scrolls)
            node_ref=place
            role=while_wide("group".to_owned())
            tabindex=while_wide("0".to_owned())
            aria-labelledby=region_name
        >
            // The roles are said aloud because blocks instead of rows would take them away.
            <table class=class id=id role="table">
                <caption class=caption_class id=caption_id>{caption}</caption>
                <thead role="rowgroup">
                    <tr role="row">{heads}</tr>
                </thead>
                <tbody role="rowgroup">{body}</tbody>
                {foot}
            </table>
        </div>
    }
    .into_any()
}

fn row(cells: Vec<Cell>, head: &[String]) -> AnyView {
    let draw = |(index, cell): (usize, Cell)| {
        let (class, inner) = match cell {
            Cell::Text(text) => ("table__text", text.into_any()),
            Cell::Number(text) => ("table__number", text.into_any()),
            Cell::View(inner) => ("table__text", inner),
        };
        if index == 0 {
            view! { <th scope="row" role="rowheader" class=class>{inner}</th> }.into_any()
        } else {
            let label = head.get(index).cloned();
            view! { <td role="cell" class=class data-label=label>{inner}</td> }.into_any()
        }
    };
    let cells: Vec<AnyView> = cells.into_iter().enumerate().map(draw).collect();
    view! { <tr role="row">{cells}</tr> }.into_any()
}
