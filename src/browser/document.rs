//! The window and the page in it.

use gloo_utils::{body, document, document_element, window};
use leptos::mount::mount_to;
use leptos::prelude::AnyView;
use wasm_bindgen::JsCast as _;

/// Draws a program's view in place of the first screen of its index.html. Nothing happens on a page without a place.
pub fn mount(view: impl FnOnce() -> AnyView + 'static) {
    let Some(place) = document().get_element_by_id("app").and_then(|found| found.dyn_into().ok()) else { return };
    place_in(place, view);
}

fn place_in(place: web_sys::HtmlElement, view: impl FnOnce() -> AnyView + 'static) {
    place.set_text_content(None);
    mount_to(place, view).forget();
}

/// The title of the window: the page's name first.
pub fn set_title(page: &str) {
    document().set_title(&[page, " – Evenkeel"].concat());
}

/// Says the language (BCP 47) and its direction (`ltr`, `rtl`) to the browser and to screen readers.
pub fn set_language(tag: &str, direction: &str) {
    set_root_attribute("lang", Some(tag));
    set_root_attribute("dir", Some(direction));
}

/// Gives the document's element an attribute, or takes it away.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    let root = document_element();
    // It fails for a name that is none, and every name is a constant.
    let _ = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}

/// Whether the browser believes that it has a network.
#[must_use]
pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Scheme, host and port of this page.
#[must_use]
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Opens the browser's printing.
pub fn print() {
    let _ = window().print();
}

/// Loads the page anew.
pub fn reload() {
    let _ = window().location().reload();
}

/// Loads another address in place of this page: the browser's way back leads past it.
pub fn leave_to(address: &str) {
    let _ = window().location().replace(address);
}

/// Marks this tab, for as long as it lives: `boot.js` shows an empty page at each of our addresses until somebody asks for
/// the page again. A page that the browser has kept as it was is loaded anew, too. The title tells nothing either.
pub fn close_until_asked() {
    document().set_title("");
    if let Ok(Some(storage)) = window().session_storage() {
        let _ = storage.set_item("evenkeel-left", "1");
    }
}

/// Takes everything off the screen at once.
pub fn hide() {
    let _ = body().set_attribute("hidden", "");
}

/// Scrolls to the top.
pub fn scroll_to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}
