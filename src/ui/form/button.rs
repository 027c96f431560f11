//! Buttons do something here; link buttons go somewhere.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::icon::{Icon, icon};
use crate::live::{true_or_false, true_or_none};

/// How loud a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one next step of a page.
    #[default]
    Filled,
    /// Any other step.
    Outlined,
    /// A quiet one, among text.
    Text,
    /// Something that cannot be undone.
    Danger,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Filled => "button button--filled",
            Self::Outlined => "button button--outlined",
            Self::Text => "button button--text",
            Self::Danger => "button button--danger",
        }
    }
}

/// What a button says: an icon, its words, and words for screen readers only.
fn face(drawing: Option<Icon>, label: Signal<String>, context: Option<String>) -> AnyView {
    let context = context.map(|text| view! { <span class="visually-hidden">" "{text}</span> }.into_any());
    view! {
        {drawing.map(icon)}
        <span class="button__label">{label}</span>
        {context}
    }
    .into_any()
}

/// Keeps the focus where it is while the mouse is down. A field that is left at that moment may show what is wrong with
/// it, move the button away from under the pointer, and the press would be lost.
fn hold(event: MouseEvent) {
    event.prevent_default();
}

/// Takes the focus once the mouse is up. A press by keyboard has it already, or comes from a field of the form.
fn take_focus(event: &MouseEvent) {
    if event.detail() > 0
        && let Some(button) = event.current_target().and_then(|target| target.dyn_into::<HtmlElement>().ok())
    {
        // A focus that is refused leaves the reader where they were; the press counts all the same.
        let _ = button.focus();
    }
}

/// Does something on this page.
#[component]
pub fn Button(
    /// What it does, starting with a verb. May change with the state ("Sending …").
    #[prop(into)]
    label: Signal<String>,
    /// How loud it is: one filled button a page.
    #[prop(optional)]
    kind: ButtonKind,
    /// Sends the form it stands in.
    #[prop(optional)]
    submit: bool,
    /// Called when pressed, unless busy.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// While true, presses do nothing. The button keeps its place and the focus.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// A drawing before the words.
    #[prop(optional, into)]
    drawing: Option<Icon>,
    /// Words added for screen readers, to tell equal buttons apart ("Remove" + "Wages").
    #[prop(optional, into)]
    context: Option<String>,
    /// An id, where focus must find the button.
    #[prop(optional, into)]
    id: Option<String>,
    /// Whether what it opens is open now.
    #[prop(optional, into)]
    expanded: Option<Signal<bool>>,
) -> impl IntoView {
    let pressed: Box<dyn FnMut(MouseEvent)> = Box::new(move |event| {
        take_focus(&event);
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(press) = on_press {
            press.run(());
        }
    });
    view! {
        <button
            class=kind.class()
            id=id
            type=if submit { "submit" } else { "button" }
            aria-disabled=true_or_none(busy)
            aria-expanded=expanded.map(true_or_false)
            on:mousedown=hold
            on:click=pressed
        >
            {face(drawing, label, context)}
        </button>
    }
    .into_any()
}

/// Goes somewhere, with the looks of a button.
#[component]
pub fn LinkButton(
    /// Where it goes.
    #[prop(into)]
    href: String,
    /// What is there.
    #[prop(into)]
    label: Signal<String>,
    /// How loud it is: one filled button a page.
    #[prop(optional)]
    kind: ButtonKind,
    /// A drawing before the words.
    #[prop(optional, into)]
    drawing: Option<Icon>,
    /// Words added for screen readers, to tell equal links apart.
    #[prop(optional, into)]
    context: Option<String>,
) -> impl IntoView {
    view! { <a class=kind.class() href=href on:mousedown=hold>{face(drawing, label, context)}</a> }.into_any()
}
