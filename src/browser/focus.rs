//! Moving the keyboard's place. Used for page headings, error summaries and the links inside them.

use gloo_utils::document;
use leptos::prelude::request_animation_frame;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

/// What can take typed input, in the order of the page.
const INPUTS: &str = "input,select,textarea,button";

/// Opens whatever the element with this id is folded into. Does nothing if it is not there, or in sight already.
pub fn unfold_id(id: &str) {
    let Some(found) = document().get_element_by_id(id) else { return };
    // A fold may lie within another.
    while let Ok(Some(fold)) = found.closest("details:not([open])") {
        if fold.set_attribute("open", "").is_err() {
            return;
        }
    }
}

/// Puts the focus on the element with this id and scrolls it into view, out of whatever it is folded into. A group of
/// fields (a `<fieldset>`) hands the focus to its first field, a fold (a `<details>`) is opened and hands it to its name.
/// Does nothing if the element is not there.
pub fn focus_id(id: &str) {
    unfold_id(id);
    let Some(found) = document().get_element_by_id(id) else { return };
    let tag = found.tag_name();
    let inner = match tag.as_str() {
        "FIELDSET" => found.query_selector(INPUTS),
        "DETAILS" => found.query_selector("summary"),
        _ => Ok(None),
    };
    if let Ok(element) = inner.ok().flatten().unwrap_or(found).dyn_into::<HtmlElement>() {
        // A focus that is refused leaves the reader where they were; there is nothing better to do.
        let _ = element.focus();
        if tag == "DETAILS" {
            element.scroll_into_view();
        }
    }
}

/// Like [`focus_id`], once what is being drawn now is in the page.
pub fn focus_id_soon(id: impl Into<String>) {
    let id = id.into();
    request_animation_frame(move || focus_id(&id));
}
