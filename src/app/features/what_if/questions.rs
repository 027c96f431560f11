//! The further questions about what is tried out.

use leptos::prelude::*;
use ui::components::Card;

use crate::features::what_if::context::PageContext;
use crate::features::what_if::{goal, monte_carlo, stress_test};
use crate::shared::explanation;

/// A goal, hard times, chances, and why.
pub fn view(context: PageContext) -> AnyView {
    [goal::view(context), stress_test::view(context), monte_carlo::view(context), why_card(context)].into_any()
}

fn why_card(context: PageContext) -> AnyView {
    let asked = explanation::ExplanationRequest {
        debt: context.store.why_debt,
        month: context.store.why_month,
        scenario: Signal::derive(move || context.trial.with(|trial| trial.with.clone())),
        names: Signal::derive(move || context.trial.with(|trial| trial.names.clone())),
        months: Signal::derive(move || {
            context.compared.with(|compared| compared.as_ref().map_or(0, |(_, with)| with.plan.months))
        }),
    };
    view! { <Card id="why" title=context.words.what_if_why()>{context.counted_in()}{explanation::view("why", asked)}</Card> }
        .into_any()
}
