//! How something stands: tags, waiting, nothing there, and words for screen readers.

use leptos::prelude::*;

use crate::icon::{Icon, icon, mark};

/// How a state feels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Neither good nor bad: a draft.
    #[default]
    Plain,
    /// Good: accepted, kept.
    Good,
    /// Somebody has to do something, or soon will.
    Care,
    /// Refused, broken, failed.
    Stop,
    /// Somebody else is at it.
    Waiting,
}

/// The state of something, in a word.
#[component]
pub fn StatusTag(
    /// The word.
    #[prop(into)]
    label: String,
    /// How it feels.
    #[prop(optional)]
    tone: Tone,
) -> impl IntoView {
    let (class, drawing) = match tone {
        Tone::Plain => ("tag", None),
        Tone::Good => ("tag tag--good", Some(Icon::Done)),
        Tone::Care => ("tag tag--care", Some(Icon::Care)),
        Tone::Stop => ("tag tag--stop", Some(Icon::Stop)),
        Tone::Waiting => ("tag tag--waiting", Some(Icon::Wait)),
    };
    view! { <span class=class>{drawing.map(icon)}<span>{label}</span></span> }.into_any()
}

/// Something is on its way.
#[component]
pub fn Loading(
    /// What is on its way ("Working out your plan").
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! {
        <div class="loading" role="status">
            <span class="loading__mark" aria-hidden="true"></span>
            <span>{label}</span>
        </div>
    }
    .into_any()
}

/// Nothing is here yet, and what to do about it.
#[component]
pub fn EmptyState(
    /// What is not here yet.
    #[prop(into)]
    title: String,
    /// Why, or what will be here.
    #[prop(into)]
    text: String,
    /// A way on, if there is one.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let action = children.map(|children| view! { <div class="actions">{children().into_any()}</div> }.into_any());
    view! {
        <div class="empty">
            {mark()}
            <p class="empty__title">{title}</p>
            <p class="empty__text">{text}</p>
            {action}
        </div>
    }
    .into_any()
}

/// Words that screen readers say when they change. Keep it in the page and change the words.
#[component]
pub fn LiveRegion(
    /// The words; empty for silence.
    #[prop(into)]
    message: Signal<String>,
) -> impl IntoView {
    view! { <p class="visually-hidden" role="status">{message}</p> }.into_any()
}
