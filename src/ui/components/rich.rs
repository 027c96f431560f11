//! Sentences with stress and links in them, and figures with unit and period.

use leptos::prelude::*;
use words::Piece;

use crate::live::live;

/// A sentence.
#[component]
pub fn Rich(
    /// Its pieces, in order.
    #[prop(into)]
    pieces: Signal<Vec<Piece>>,
) -> impl IntoView {
    let draw = |piece: Piece| match piece {
        Piece::Text(text) => text.into_any(),
        Piece::Strong(text) => view! { <strong>{text}</strong> }.into_any(),
        Piece::Link { label, href } => view! { <a href=href>{label}</a> }.into_any(),
    };
    live(move || pieces.get().into_iter().map(draw).collect::<Vec<AnyView>>().into_any())
}

/// A figure that stands alone, with what it is, its unit and its period.
#[component]
pub fn Figure(
    /// What it is ("Left over").
    #[prop(into)]
    label: Signal<String>,
    /// The amount with its unit ("$702.40", "30 months").
    #[prop(into)]
    amount: Signal<String>,
    /// The period ("a month"), if it has one.
    #[prop(optional, into)]
    period: Signal<String>,
    /// Something is missing: it looks another way. Its sign says so, too.
    #[prop(optional, into)]
    is_short: Signal<bool>,
) -> impl IntoView {
    view! {
        <p class="figure" class:is-short=is_short>
            <span class="figure__label">{label}</span>
            " "
            <span class="figure__amount">{amount}</span>
            " "
            <span class="figure__period">{period}</span>
        </p>
    }
    .into_any()
}
