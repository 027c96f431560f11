//! Listening to the window.

use gloo_events::{EventListener, EventListenerOptions};
use gloo_utils::{document, window};
use leptos::prelude::StoredValue;
use wasm_bindgen::JsCast as _;
use web_sys::{Event, KeyboardEvent};

/// Calls `heard` for every event of a kind at the window, for as long as the reactive owner of now lives. It may prevent
/// what the browser would do.
pub fn on_window(kind: &'static str, heard: impl FnMut(&Event) + 'static) {
    let options = EventListenerOptions::enable_prevent_default();
    // The owner drops it, and with it the listener.
    StoredValue::new_local(EventListener::new_with_options(&window(), kind, options, heard));
}

/// Calls `shown` whenever the person comes back to this tab.
pub fn on_return(shown: impl Fn() + 'static) {
    on_window("visibilitychange", move |_| {
        if !document().hidden() {
            shown();
        }
    });
}

/// Calls `leaving` when the page may be about to go: it is hidden, or another one takes its place. Only what ends within
/// this call is sure to happen.
pub fn on_leave(leaving: impl Fn() + Clone + 'static) {
    let hidden = leaving.clone();
    on_window("pagehide", move |_| leaving());
    on_window("visibilitychange", move |_| {
        if document().hidden() {
            hidden();
        }
    });
}

/// Calls `pressed` with the name of every key that is pressed, and when, in milliseconds since the page was opened.
pub fn on_key(mut pressed: impl FnMut(&str, f64) + 'static) {
    on_window("keydown", move |event| {
        if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
            pressed(&event.key(), event.time_stamp());
        }
    });
}
