//! What the address brought along: the secret of an invitation or a shared plan, in the fragment.

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
        let is_secret = path == "/i" || path == "/shared";
        if !is_secret {
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
}
