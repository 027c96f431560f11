//! The page that shows every component in every state, served at /gallery.

use leptos::mount::mount_to;
use leptos::wasm_bindgen::JsCast;

fn main() {
    let Some(window) = web_sys::window() else { return };
    let query = window.location().search().unwrap_or_default();
    let place = window.document().and_then(|document| document.get_element_by_id("app"));
    let Some(place) = place.and_then(|place| place.dyn_into::<web_sys::HtmlElement>().ok()) else { return };
    // What stood there while the program was on its way.
    place.set_inner_html("");
    mount_to(place, move || ui::gallery::shown(&query)).forget();
}
