//! How wide a piece of the page is, kept up to date. For drawings made for their size and for tables that may scroll.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};

/// Calls `report` with the element now and whenever its size changes, until the owner is cleaned up.
pub(crate) fn watch_size(element: &Element, report: Box<dyn Fn(&Element)>) {
    report(element);
    let watched = element.clone();
    let callback = Closure::<dyn Fn()>::new(move || report(&watched));
    // Without the observer the first measure stands.
    let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) else { return };
    observer.observe(element);
    let held = StoredValue::new_local((observer, callback));
    on_cleanup(move || {
        held.with_value(|(observer, _)| observer.disconnect());
        held.dispose();
    });
}
