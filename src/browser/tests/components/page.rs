//! The window and the page in it: focus, preferences, clock, the secret of the fragment.

use browser::{clock, document, focus, launch_params, preferences};
use gloo_utils::{history, window};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::put;

fn active_id() -> String {
    gloo_utils::document().active_element().map(|element| element.id()).unwrap_or_default()
}

#[wasm_bindgen_test]
fn the_focus_goes_into_what_is_folded() {
    let place =
        put("div", "<details><summary>s</summary><details><summary>t</summary><input id=deep></details></details>");
    focus::focus_id("deep");
    assert_eq!(active_id(), "deep");
    assert!(place.query_selector("details:not([open])").unwrap().is_none());
    place.remove();
}

#[wasm_bindgen_test]
fn a_group_of_fields_hands_the_focus_to_its_first() {
    let place = put("div", "<fieldset id=group><legend>g</legend><input id=first><input></fieldset>");
    focus::focus_id("group");
    assert_eq!(active_id(), "first");
    focus::focus_id("nowhere");
    assert_eq!(active_id(), "first", "what is not there takes nothing away");
    place.remove();
}

#[wasm_bindgen_test]
fn a_program_takes_the_place_of_the_first_screen() {
    let place = put("div", "<p>first screen</p>");
    place.set_id("app");
    document::mount(|| view! { <h1>"drawn"</h1> }.into_any());
    assert_eq!(place.text_content().as_deref(), Some("drawn"));
    place.remove();
}

#[wasm_bindgen_test]
fn a_chosen_language_is_kept_where_the_boot_file_reads_it() {
    preferences::keep_language("es");
    let kept = window().local_storage().unwrap().unwrap();
    assert_eq!(kept.get_item("evenkeel-language").unwrap().as_deref(), Some("es"));
    kept.clear().unwrap();
}

#[wasm_bindgen_test]
fn a_moment_is_read_as_documents_write_it() {
    assert_eq!(clock::parse_ms("1970-01-01T00:00:01Z"), Some(1_000));
    assert_eq!(clock::parse_ms("yesterday"), None);
    let now = clock::parse_ms(&clock::now_text()).unwrap();
    assert!((clock::now_ms() - now as f64).abs() < 1_000.0);
}

#[wasm_bindgen_test]
fn a_secret_is_read_once_and_leaves_no_trace_in_the_address() {
    let is_secret: launch_params::IsSecret = |path, _| path == "/i";
    let open = |address: &str| history().replace_state_with_url(&JsValue::NULL, "", Some(address)).unwrap();
    open("/i#secret");
    assert_eq!(launch_params::take(is_secret), Some(("/i".to_owned(), "secret".to_owned())));
    assert_eq!(window().location().href().unwrap(), [document::origin(), "/i".to_owned()].concat());
    assert_eq!(launch_params::take(is_secret), None);
    open("/words#apr");
    assert_eq!(launch_params::take(is_secret), None);
    assert_eq!(window().location().hash().unwrap(), "#apr", "a place on a page is no secret");
    open("/");
}
