//! Where one is on the way, and what comes next.

use leptos::prelude::*;

use crate::icon::{Icon, icon};
use crate::live::{live, reading, true_or_false};

/// How far a step is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StepState {
    /// Behind us.
    Done,
    /// Here.
    Current,
    /// Ahead.
    #[default]
    NotYet,
}

/// One step of the way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// Its name.
    pub label: String,
    /// Where it is; `None` while it cannot be visited.
    pub href: Option<String>,
    /// How far it is.
    pub state: StepState,
    /// How far it is, in words for screen readers ("done", "not yet").
    pub state_label: String,
}

/// The steps of the way: a list at the side; on a phone one line that opens.
#[component]
pub fn StepRail(
    /// What the list is ("Your steps"), for screen readers.
    #[prop(into)]
    label: String,
    /// The one line for phones ("Step 2 of 6: Debts").
    #[prop(into)]
    compact: Signal<String>,
    /// The steps, in order.
    #[prop(into)]
    steps: Signal<Vec<Step>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <nav class="rail" class:rail--open=reading(open) aria-label=label>
            <button
                class="rail__toggle"
                type="button"
                aria-expanded=true_or_false(open.into())
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <span>{compact}</span>
                {icon(Icon::Open)}
            </button>
            <ol class="rail__list">{live(move || steps.get().into_iter().map(step).collect::<Vec<AnyView>>().into_any())}</ol>
        </nav>
    }
    .into_any()
}

fn step(step: Step) -> AnyView {
    let (class, mark) = match step.state {
        StepState::Done => ("rail__step rail__step--done", Some(Icon::Done)),
        StepState::Current => ("rail__step rail__step--current", None),
        StepState::NotYet => ("rail__step", None),
    };
    let current = (step.state == StepState::Current).then_some("step");
    let face = view! {
        <span class="rail__mark" aria-hidden="true">{mark.map(icon)}</span>
        <span>{step.label}<span class="visually-hidden">" "{step.state_label}</span></span>
    }
    .into_any();
    let inner = match step.href {
        Some(href) => view! { <a class="rail__link" href=href aria-current=current>{face}</a> }.into_any(),
        None => view! { <span class="rail__link" aria-current=current>{face}</span> }.into_any(),
    };
    view! { <li class=class>{inner}</li> }.into_any()
}
