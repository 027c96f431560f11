//! Pieces of a page that follow signals, kept small.
//!
//! Every closure in a `view!` is a type of its own, and the view library is compiled anew for each: about 2 KB of wasm
//! for a closure that only shows a word. A boxed closure or a [`Signal`] is one type for all. So in pages, too:
//!
//! - text: `{Signal::derive(move || …)}` or [`live_text`], not `{move || …}`;
//! - parts that come and go: [`live`], not `{move || … .into_any()}`;
//! - attributes: a `Signal<Option<String>>`, classes: a `Signal<bool>`, not a closure;
//! - lists: `Vec<AnyView>`, not a `Vec` of some element.

use leptos::ev::Event;
use leptos::prelude::*;

/// A part of the page that is drawn anew whenever a signal it reads changes.
pub fn live(draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let draw: Box<dyn FnMut() -> AnyView + Send> = Box::new(draw);
    draw.into_any()
}

/// Words that follow signals.
pub fn live_text(words: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
    Signal::derive(words).into_any()
}

/// An event handler of one type, whatever it does.
pub(crate) type Listener = Box<dyn FnMut(Event)>;

/// Writes what is typed into a signal.
pub(crate) fn typed_into(value: RwSignal<String>) -> Listener {
    Box::new(move |event| value.set(event_target_value(&event)))
}

/// "true" or "false", as attributes such as `aria-expanded` want it.
pub(crate) fn true_or_false(signal: Signal<bool>) -> Signal<Option<String>> {
    Signal::derive(move || Some(if signal.get() { "true" } else { "false" }.to_owned()))
}

/// "true" or no attribute at all.
pub(crate) fn true_or_none(signal: Signal<bool>) -> Signal<Option<String>> {
    Signal::derive(move || signal.get().then(|| "true".to_owned()))
}

/// A signal that can be written, as one that can only be read.
pub(crate) fn reading<T: Send + Sync + 'static>(value: RwSignal<T>) -> Signal<T> {
    value.into()
}
