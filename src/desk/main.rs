//! The counsellor's page at /desk, in a bundle of its own so that a client never downloads it: signing in, inviting,
//! and answering offers.

mod clock;
mod draft;
mod forms;
mod kinds;
mod net;
mod pages;
mod pen;
mod route;
mod shell;
mod state;
mod words;

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

fn main() {
    // The address may hold the one-time secret: it is read once, before anything else sees it, and cleared.
    let setup = route::take_setup();
    shell::show_way_back_on_panic();
    let Some(place) = document().get_element_by_id("app").and_then(|found| found.dyn_into().ok()) else { return };
    clear(&place);
    mount_to(place, move || shell::view(setup)).forget();
}

fn clear(place: &web_sys::HtmlElement) {
    while let Some(child) = place.first_child() {
        // A child that is gone already is as good as removed.
        let _ = place.remove_child(&child);
    }
}
