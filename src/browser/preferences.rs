//! Small preferences in the browser's local storage: plain text, never about money.
//!
//! Not gloo-storage: it throws where the browser refuses storage (all cookies blocked), which would end the program, and
//! it writes JSON, while what is there already is plain text.

use gloo_utils::window;

/// Both pages keep the language here: one person, one language. `boot.js` reads it before they start.
const LANGUAGE: &str = "evenkeel-language";

/// The country that the desk last made an invitation for.
const COUNTRY: &str = "evenkeel-desk-country";

/// The browser's own language and region as a BCP 47 tag, such as `en-GB`; empty where it does not say.
#[must_use]
pub fn locale() -> String {
    window().navigator().language().unwrap_or_default()
}

/// Keeps a chosen language (BCP 47). A private window may refuse; the choice then lasts as long as the page.
pub fn keep_language(tag: &str) {
    if let Ok(Some(kept)) = window().local_storage() {
        let _ = kept.set_item(LANGUAGE, tag);
    }
}

/// Keeps the country (an id such as `gb`) that a form starts with the next time.
pub fn keep_country(id: &str) {
    if let Ok(Some(kept)) = window().local_storage() {
        let _ = kept.set_item(COUNTRY, id);
    }
}

/// The country that was kept; empty where none was, or where the browser refuses storage.
#[must_use]
pub fn country() -> String {
    let kept = window().local_storage().ok().flatten();
    kept.and_then(|kept| kept.get_item(COUNTRY).ok().flatten()).unwrap_or_default()
}
