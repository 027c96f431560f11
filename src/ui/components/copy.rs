//! Handing something on: a text to copy, a square to photograph.

use browser::clipboard;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::icon::{Icon, icon};
use crate::live::live_text;

/// The words of a [`CopyField`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CopyWords {
    /// On the button ("Copy").
    pub copy: String,
    /// When it went well ("Copied").
    pub done: String,
    /// When the browser does not let us: the text is selected, so say how to copy it by hand.
    pub by_hand: String,
}

/// A text with a button that copies it, and a word that it was copied.
#[component]
pub fn CopyField(
    /// Stable and unique on the page.
    #[prop(into)]
    id: String,
    /// What the text is.
    #[prop(into)]
    label: String,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// The words around it.
    words: CopyWords,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let outcome = RwSignal::new(None::<bool>);
    let CopyWords { copy, done, by_hand } = words;
    let press = move |_| {
        outcome.set(None);
        let text = value.get_untracked();
        spawn_local(async move {
            let copied = clipboard::write(&text).await;
            if !copied && let Some(element) = input.get_untracked() {
                let _ = element.focus();
                element.select();
            }
            outcome.set(Some(copied));
        });
    };
    let said = move || match outcome.get() {
        None => String::new(),
        Some(true) => done.clone(),
        Some(false) => by_hand.clone(),
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{label}</label>
            <div class="field__pair field__pair--button">
                <div class="control">
                    <input
                        class="control__input"
                        id=id
                        type="text"
                        readonly=true
                        node_ref=input
                        prop:value=value
                    />
                </div>
                <button class="button button--outlined" type="button" on:click=press>
                    {icon(Icon::Copy)}
                    <span class="button__label">{copy}</span>
                </button>
            </div>
            <p class="field__echo" role="status">{live_text(said)}</p>
        </div>
    }
    .into_any()
}

/// A QR code. Always dark on white, with its quiet edge, in either theme, or cameras will not read it.
#[component]
pub fn QrCode(
    /// SVG path data of the dark modules, one unit a module, starting at 0,0.
    #[prop(into)]
    path: String,
    /// Modules along one side, without the quiet edge.
    modules: usize,
    /// What the code leads to.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let side = (modules + 8).to_string();
    let view_box = ["-4 -4 ", &side, " ", &side].concat();
    view! {
        <svg class="qr" viewBox=view_box role="img" aria-label=label>
            <rect x="-4" y="-4" width=side.clone() height=side fill="#fff" />
            <path d=path fill="#000" shape-rendering="crispEdges" />
        </svg>
    }
    .into_any()
}
