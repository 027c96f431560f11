//! Cards and notices.

use leptos::prelude::*;

use crate::icon::{Icon, icon};

/// A sheet of paper on the table: one matter.
#[component]
pub fn Card(
    /// The heading (level 2). A card without one needs a heading above it.
    #[prop(optional, into)]
    title: Option<String>,
    /// An id, where a link must find the card.
    #[prop(optional, into)]
    id: Option<String>,
    /// What is on it.
    children: Children,
) -> impl IntoView {
    let heading = title.map(|title| view! { <h2 class="card__title">{title}</h2> }.into_any());
    view! {
        <section class="card" id=id>
            {heading}
            {children().into_any()}
        </section>
    }
    .into_any()
}

/// Two cards that are read together: beside each other where there is room.
#[component]
pub fn Columns(
    /// The cards.
    children: Children,
) -> impl IntoView {
    view! { <div class="columns">{children().into_any()}</div> }.into_any()
}

/// What a notice is about. Colour, icon and line differ; the words must stand without them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeKind {
    /// Good to know.
    #[default]
    Know,
    /// Something to watch out for.
    Care,
    /// An error. Never the size of a debt.
    Stop,
    /// Something went well.
    Success,
}

impl NoticeKind {
    const fn look(self) -> (&'static str, Icon) {
        match self {
            Self::Know => ("notice notice--know", Icon::Know),
            Self::Care => ("notice notice--care", Icon::Care),
            Self::Stop => ("notice notice--stop", Icon::Stop),
            Self::Success => ("notice notice--success", Icon::Success),
        }
    }
}

/// A few words set apart.
#[component]
pub fn Notice(
    /// What it is about.
    #[prop(optional)]
    kind: NoticeKind,
    /// A short start in bold.
    #[prop(optional, into)]
    title: Option<String>,
    /// Reads it out when it appears: for something that just happened, not for what was there from the start.
    #[prop(optional)]
    live: bool,
    /// The words.
    children: Children,
) -> impl IntoView {
    let (class, drawing) = kind.look();
    let role = live.then_some(if kind == NoticeKind::Stop { "alert" } else { "status" });
    let title = title.map(|title| view! { <p class="notice__title">{title}</p> }.into_any());
    view! {
        <div class=class role=role>
            {icon(drawing)}
            <div class="notice__body">
                {title}
                {children().into_any()}
            </div>
        </div>
    }
    .into_any()
}
