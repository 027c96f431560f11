//! The language of a page: which one it starts in, how its sentences come, and which form belongs to a count.
//!
//! `boot.js` chooses the language and fetches the sentences that every page needs beside the program; [`first`] takes
//! them from there. [`load`] fetches those of a cut, beside the cut, and [`fetch()`] what another language needs. Where the
//! sentences of a page stand in another language than the rest, [`PageLanguage`] says so to the page's frame.

use browser::fetch::{self, Request};
use browser::side_by_side::{Task, all_of};
use browser::{document, preferences};
use js_sys::Reflect;
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsValue, throw_str};
use words::{Language, Locales, SHARED, Sentences};

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
pub fn first(locales: &'static Locales) -> &'static Sentences {
    handed_over(locales).unwrap_or_else(|| throw_str("no sentences of this version"))
}

fn handed_over(locales: &'static Locales) -> Option<&'static Sentences> {
    let handed = Reflect::get(&js_sys::global(), &JsValue::from_str(HANDED)).ok()?;
    let text = |name: &str| Reflect::get(&handed, &JsValue::from_str(name)).ok()?.as_string();
    let language = locales.find(&text("language")?)?;
    let sentences = Sentences::of(locales, language, &BrowserPlurals);
    sentences.take(SHARED, text("sentences")?).ok()?;
    document::set_language(language.tag, language.direction);
    Some(sentences)
}

/// The sentences of a language, with the parts that are here in the language of now: whatever is on the screen can be
/// drawn with them. `None` if one cannot be had.
pub async fn fetch(
    locales: &'static Locales,
    language: &'static Language,
    now: &'static Sentences,
) -> Option<&'static Sentences> {
    let sentences = Sentences::of(locales, language, &BrowserPlurals);
    let parts = now.here().map(|part| Box::pin(load(sentences, part)) as Task);
    all_of(parts.collect()).await.then_some(sentences)
}

/// Fetches a part of the sentences, if it is not here. False if it cannot be had.
pub async fn load(sentences: &'static Sentences, part: &'static str) -> bool {
    if sentences.here().any(|here| here == part) {
        return true;
    }
    let request = Request::get([sentences.language.folder, "/", part, ".txt"].concat());
    match fetch::send(&Request { is_cacheable: true, ..request }).await {
        // A file of another version, or a stranger's page, has another first line.
        Ok(answer) => sentences.take(part, answer.text).is_ok(),
        Err(_) => false,
    }
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
