//! Handing a file to the person and taking one back. It is made and read on the device, so nothing is fetched or sent.

use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, HtmlElement, HtmlInputElement, Url};

/// How long the browser may take to begin saving before the copy in memory is let go.
const LET_GO_AFTER: Duration = Duration::from_secs(60);

/// Saves bytes under a name; `None` where the browser does not let us.
pub fn save(name: &str, bytes: &[u8]) -> Option<()> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence(&parts).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let link = document().create_element("a").ok()?;
    link.set_attribute("href", &address).ok()?;
    link.set_attribute("download", name).ok()?;
    link.dyn_into::<HtmlElement>().ok()?.click();
    set_timeout(
        move || {
            // An address that is gone already is as good as let go.
            let _ = Url::revoke_object_url(&address);
        },
        LET_GO_AFTER,
    );
    Some(())
}

/// Lets the person choose a file and hands on its text; nothing happens if they choose none. `None` where the browser
/// does not let us.
pub fn choose(then: impl FnOnce(String) + 'static) -> Option<()> {
    let input = document().create_element("input").ok()?.dyn_into::<HtmlInputElement>().ok()?;
    input.set_type("file");
    input.set_accept(".json,application/json");
    // In the page, or some browsers forget it before the choice is made.
    input.set_attribute("hidden", "").ok()?;
    document().body()?.append_child(&input).ok()?;
    let chosen = input.clone();
    let changed = Closure::once_into_js(move || {
        let file = chosen.files().and_then(|files| files.get(0));
        chosen.remove();
        let Some(file) = file else { return };
        spawn_local(async move {
            // A file that cannot be read is no copy of ours; the reader says so.
            let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
            then(text.unwrap_or_default());
        });
    });
    input.add_event_listener_with_callback("change", changed.unchecked_ref()).ok()?;
    input.click();
    Some(())
}
