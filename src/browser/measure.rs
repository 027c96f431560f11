//! How wide a piece of the page is, kept up to date. For drawings made for their size and for tables that may scroll.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};

/// Calls `report` with the element now and whenever its size changes, until the owner is cleaned up.
pub fn watch_size(element: &Element, report: Box<dyn Fn(&Element)>) {
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

/// The text size the reader's browser has now, in CSS pixels for one rem; 17 where it cannot be read.
pub fn root_font_px() -> f64 {
    let read = || {
        let style = gloo_utils::window().get_computed_style(&gloo_utils::document_element()).ok().flatten()?;
        let size = style.get_property_value("font-size").ok()?;
        Some(js_sys::Number::parse_float(&size)).filter(|px| *px > 0.0)
    };
    read().unwrap_or(17.0)
}
