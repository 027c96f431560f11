//! What the address brought along: a secret in the fragment, such as an invitation's token or a shared plan.

use gloo_events::EventListener;
use gloo_utils::{history, window};
use wasm_bindgen::JsValue;

/// Tells a secret from a place on the page, by path and fragment (without `#`).
pub type IsSecret = fn(path: &str, fragment: &str) -> bool;

/// The path and the fragment of the address, without `#`.
pub(crate) fn path_and_fragment() -> (String, String) {
    let location = window().location();
    let mut fragment = location.hash().unwrap_or_default();
    if !fragment.is_empty() {
        fragment.remove(0);
    }
    (location.pathname().unwrap_or_default(), fragment)
}

/// Reads a secret and clears it from the address bar and from the history of this tab, so that it is not shown,
/// synchronised or handed on with the address. Answers its path, too. Call it before anything else reads the address.
pub fn take(is_secret: IsSecret) -> Option<(String, String)> {
    let (path, fragment) = path_and_fragment();
    if fragment.is_empty() || !is_secret(&path, &fragment) {
        return None;
    }
    // Without it the secret stays visible; the page works all the same.
    let _ = history().replace_state_with_url(&JsValue::NULL, "", Some(&path));
    Some((path, fragment))
}

/// Calls `found` whenever a link with a secret is opened in a window that already shows its page: the browser then
/// changes the fragment only, and loads nothing. It listens as long as the window lives.
pub fn on_later_link(is_secret: IsSecret, found: impl Fn() + 'static) {
    EventListener::new(&window(), "hashchange", move |_| {
        let (path, fragment) = path_and_fragment();
        if !fragment.is_empty() && is_secret(&path, &fragment) {
            found();
        }
    })
    .forget();
}
