//! What the address brought along: the secret of an invitation or a shared plan, in the fragment.

use leptos::ev;
use leptos::prelude::*;

/// The fragment the page was opened with, by where it leads.
#[derive(Clone, Debug, Default)]
pub struct Arrival {
    /// The token of `/i#…`.
    pub invitation: Option<String>,
    /// The snapshot of `/shared#…`.
    pub shared: Option<String>,
}

impl Arrival {
    /// Reads the fragment and clears it from the address bar and from the history of this tab, so that it is not
    /// shown, synchronised or handed on with the address.
    pub fn take() -> Self {
        let location = window().location();
        let path = location.pathname().unwrap_or_default();
        let fragment = location.hash().unwrap_or_default();
        let fragment = fragment.strip_prefix('#').unwrap_or_default().to_owned();
        if !is_secret(&path) {
            return Self::default();
        }
        if !fragment.is_empty()
            && let Ok(history) = window().history()
        {
            // Without it the secret stays visible; the page works all the same.
            let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path));
        }
        if path == "/i" {
            Self { invitation: Some(fragment), shared: None }
        } else {
            Self { invitation: None, shared: Some(fragment) }
        }
    }

    /// A link opened in a window that already shows its page changes the fragment only, and the browser loads nothing.
    /// So the page loads itself anew: the link is then read and cleared like any other.
    pub fn follow_later_links() {
        // It listens as long as the window lives.
        let _ = window_event_listener(ev::hashchange, |_| {
            let location = window().location();
            let has_fragment = location.hash().is_ok_and(|fragment| fragment.len() > 1);
            if has_fragment && location.pathname().is_ok_and(|path| is_secret(&path)) {
                let _ = location.reload();
            }
        });
    }
}

/// Whether the fragment of this path is a secret.
pub fn is_secret(path: &str) -> bool {
    path == "/i" || path == "/shared"
}
