//! Handing a file to the person: made on the device and saved by the browser, so nothing is fetched.

use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Blob, HtmlElement, Url};

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
