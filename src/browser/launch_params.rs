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

/// Reads a secret and its path. Call it before anything else reads the address, and [`clear`] once the secret is kept.
#[must_use]
pub fn read(is_secret: IsSecret) -> Option<(String, String)> {
    let (path, fragment) = path_and_fragment();
    (!fragment.is_empty() && is_secret(&path, &fragment)).then_some((path, fragment))
}

/// Clears a secret from the address bar and from the history of this tab, so that it is not shown, synchronised or handed
/// on with the address.
pub fn clear(is_secret: IsSecret) {
    if let Some((path, _)) = read(is_secret) {
        // Without it the secret stays visible; the page works all the same.
        let _ = history().replace_state_with_url(&JsValue::NULL, "", Some(&path));
    }
}

/// Reads a secret and clears it at once.
pub fn take(is_secret: IsSecret) -> Option<(String, String)> {
    let found = read(is_secret);
    clear(is_secret);
    found
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
