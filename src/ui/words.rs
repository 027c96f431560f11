//! The language of a page: which one it starts in, how its sentences come, and which form belongs to a count.
//!
//! `boot.js` chooses the language and fetches its sentences beside the program; [`first`] takes them from there. For
//! another language [`fetch()`] asks for its file. Where the sentences of a page stand in another language than the
//! rest, [`PageLanguage`] says so to the page's frame.

use browser::fetch::{self, Request};
use browser::{document, preferences};
use js_sys::Reflect;
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsValue, throw_str};
use words::{Language, Sentences};

use crate::form::{Button, ButtonKind};
use crate::format::BrowserPlurals;

/// Where `boot.js` leaves the language's tag and its sentences.
const HANDED: &str = "evenkeelWords";

/// The id of the button that leads to another language; it has the focus again after the change.
pub const SWITCH: &str = "language";

/// The language that a page stands in, if it is another than that of what is around it. Given as context to what draws
/// the page; [`PageFrame`](crate::components::PageFrame) marks it for screen readers.
#[derive(Clone, Copy)]
pub struct PageLanguage(pub Option<&'static Language>);

/// The sentences that `boot.js` fetched. If they are of another version the program ends here, and `boot.js` shows the
/// way back of a page that could not start.
#[must_use]
pub fn first(languages: &'static [Language], keys: &str) -> &'static Sentences {
    handed_over(languages, keys).unwrap_or_else(|| throw_str("no sentences of this version"))
}

fn handed_over(languages: &'static [Language], keys: &str) -> Option<&'static Sentences> {
    let handed = Reflect::get(&js_sys::global(), &JsValue::from_str(HANDED)).ok()?;
    let text = |name: &str| Reflect::get(&handed, &JsValue::from_str(name)).ok()?.as_string();
    let language = words::find(languages, &text("language")?)?;
    let sentences = Sentences::read(languages, language, keys, text("sentences")?, &BrowserPlurals).ok()?;
    document::set_language(language.tag, language.direction);
    Some(sentences)
}

/// The sentences of a language, read before or fetched now; `None` without a connection.
pub async fn fetch(
    languages: &'static [Language],
    language: &'static Language,
    keys: &str,
) -> Option<&'static Sentences> {
    if let Some(known) = Sentences::known(language) {
        return Some(known);
    }
    let answer = fetch::send(&Request { is_cacheable: true, ..Request::get(language.file) }).await.ok()?;
    // A file of another version, or a stranger's page, has another first line.
    Sentences::read(languages, language, keys, answer.text, &BrowserPlurals).ok()
}

/// Keeps the chosen language for the next visit and says it to the browser and to screen readers.
pub fn choose(language: &Language) {
    preferences::keep_language(language.tag);
    document::set_language(language.tag, language.direction);
}

/// A button for each other language, in that language. The first one has the id [`SWITCH`].
pub fn switch(
    languages: &'static [Language],
    now: &'static Language,
    choose: Callback<&'static Language>,
) -> Vec<AnyView> {
    let others = languages.iter().filter(|language| *language != now).enumerate();
    others
        .map(|(at, language)| {
            let id = if at == 0 { SWITCH.to_owned() } else { [SWITCH, "-", language.tag].concat() };
            let label = Signal::stored(language.name.to_owned());
            let press = Callback::new(move |()| choose.run(language));
            view! {
                <span lang=language.tag>
                    <Button id=id kind=ButtonKind::Text label=label on_press=press/>
                </span>
            }
            .into_any()
        })
        .collect()
}
