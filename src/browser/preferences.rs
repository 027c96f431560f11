//! Small preferences in the browser's local storage: plain text, never about money.
//!
//! Not gloo-storage: it throws where the browser refuses storage (all cookies blocked), which would end the program, and
//! it writes JSON, while what is there already is plain text.

use gloo_utils::window;
use web_sys::Storage;

/// Both pages keep the language here: one person, one language.
const LANGUAGE: &str = "evenkeel-language";

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// The languages a person wants as BCP 47 tags, best first: the one chosen before, then those the browser asks for.
pub fn languages() -> impl Iterator<Item = String> {
    let chosen = storage().and_then(|kept| kept.get_item(LANGUAGE).ok().flatten());
    let wanted = window().navigator().languages();
    chosen.into_iter().chain(wanted.into_iter().filter_map(|tag| tag.as_string()))
}

/// The browser's own language and region as a BCP 47 tag, such as `en-GB`; empty where it does not say.
#[must_use]
pub fn locale() -> String {
    window().navigator().language().unwrap_or_default()
}

/// Keeps a chosen language. A private window may refuse; the choice then lasts as long as the page.
pub fn keep_language(tag: &str) {
    if let Some(kept) = storage() {
        let _ = kept.set_item(LANGUAGE, tag);
    }
}
