//! Handing a file to the person and taking one back. It is made and read on the device, so nothing is fetched or sent.

use gloo_events::EventListener;
use gloo_file::{Blob, ObjectUrl};
use gloo_timers::callback::Timeout;
use gloo_utils::{body, document};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlElement, HtmlInputElement};

/// How long the browser may take to begin saving before the copy in memory is let go.
const LET_GO_AFTER_MS: u32 = 60_000;

/// Saves bytes under a name; `None` where the browser does not let us.
pub fn save(name: &str, bytes: &[u8]) -> Option<()> {
    let address = ObjectUrl::from(Blob::new(bytes));
    let link = document().create_element("a").ok()?;
    link.set_attribute("href", &address).ok()?;
    link.set_attribute("download", name).ok()?;
    link.dyn_into::<HtmlElement>().ok()?.click();
    Timeout::new(LET_GO_AFTER_MS, move || drop(address)).forget();
    Some(())
}

/// Lets the person choose a file and hands on its text, up to one byte more than `bytes_max`, so that whoever reads it can
/// tell that it was longer; nothing happens if they choose none. `None` where the browser does not let us.
pub fn choose(bytes_max: usize, then: impl FnOnce(String) + 'static) -> Option<()> {
    let input = document().create_element("input").ok()?.dyn_into::<HtmlInputElement>().ok()?;
    input.set_type("file");
    input.set_accept(".json,application/json");
    // In the page, or some browsers forget it before the choice is made.
    input.set_attribute("hidden", "").ok()?;
    body().append_child(&input).ok()?;
    let chosen = input.clone();
    EventListener::once(&input, "change", move |_| {
        let file = chosen.files().and_then(|files| files.get(0));
        chosen.remove();
        let Some(file) = file else { return };
        spawn_local(async move {
            // A file that cannot be read is no copy of ours; the reader says so.
            let file = Blob::from(web_sys::Blob::from(file));
            let end = u64::try_from(bytes_max).unwrap_or(u64::MAX).saturating_add(1);
            then(gloo_file::futures::read_as_text(&file.slice(0, end)).await.unwrap_or_default());
        });
    })
    .forget();
    input.click();
    Some(())
}
