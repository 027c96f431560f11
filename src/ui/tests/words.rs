//! Sentences as a page gets them: handed over, by part and by language. The network is replaced by files by their path.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use gloo_utils::document;
use js_sys::{Function, Object, Reflect};
use leptos::prelude::*;
use ui::format::BrowserPlurals;
use ui::words::{choose, fetch, first, load, switch};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;
use words::{Category, FORM, Language, Locales, PART_SENTENCES_MAX, Plurals as _, SHARED, Sentences, fill};

use super::components::{Drawn, drawn};

const fn language(tag: &'static str, folder: &'static str, plurals: &'static [Category]) -> Language {
    let in_english: &[&str] = if tag.len() == 2 && tag.as_bytes()[0] == b'a' { &["plan"] } else { &[] };
    Language { tag, name: tag, direction: "ltr", plurals, figures: tag, figures_usd: tag, folder, in_english }
}

const TWO: &[Category] = &[Category::One, Category::Other];

static LANGUAGES: [Language; 3] =
    [language("en", "/words/en", TWO), language("es", "/words/es", TWO), language("ar", "/words/ar", &Category::ALL)];

/// What a page of its own knows: a test that reads a language anew needs one.
fn page() -> &'static Locales {
    Box::leak(Box::new(Locales { languages: &LANGUAGES, parts: &[SHARED, "plan"], keys: "k" }))
}

/// The network has these files, by path; a path that is not among them answers as a server does that lacks it.
fn network(files: &[(&str, &str)]) {
    let all = Object::new();
    for (path, text) in files {
        Reflect::set(&all, &(*path).into(), &(*text).into()).unwrap();
    }
    Reflect::set(&js_sys::global(), &"files".into(), &all).unwrap();
    let answer = "const text = files[new URL(request.url).pathname];
        return Promise.resolve(new Response(text ?? '<!doctype html>', { status: text === undefined ? 404 : 200 }));";
    Reflect::set(&js_sys::global(), &"fetch".into(), &Function::new_with_args("request", answer)).unwrap();
}

/// Hands sentences over as `boot.js` does, and takes them as a page does.
fn begin(locales: &'static Locales, tag: &str, text: &str) -> &'static Sentences {
    let handed = Object::new();
    for (name, value) in [("language", tag), ("sentences", text)] {
        Reflect::set(&handed, &name.into(), &value.into()).unwrap();
    }
    Reflect::set(&js_sys::global(), &"evenkeelWords".into(), &handed).unwrap();
    first(locales)
}

fn language_of_document() -> String {
    document().document_element().unwrap().get_attribute("lang").unwrap_or_default()
}

#[wasm_bindgen_test]
fn a_page_starts_in_the_language_that_was_fetched_beside_it() {
    let spanish = begin(page(), "es", "k shared\nHola\nAdiós");
    assert_eq!((spanish.language.tag, spanish.line(1)), ("es", "Adiós"));
    assert_eq!(language_of_document(), "es");
}

#[wasm_bindgen_test]
fn the_browser_knows_the_six_forms_of_arabic() {
    let forms = ["0", "1", "2", "few", "many", "other"].join(&FORM.to_string());
    let arabic = begin(page(), "ar", &["k shared\n", &forms].concat());
    let counts = [(0, "0"), (1, "1"), (2, "2"), (3, "few"), (103, "few"), (11, "many"), (100, "other"), (102, "other")];
    for (count, form) in counts {
        assert_eq!(fill(arabic.counted(0, count), &[]), form, "{count}");
    }
    let english = [0, 1, 2, 101].map(|count| BrowserPlurals.category("en", count));
    assert_eq!(english, [Category::Other, Category::One, Category::Other, Category::Other]);
}

#[wasm_bindgen_test]
async fn a_part_comes_when_it_is_asked_for_and_is_asked_for_once() {
    let english = begin(page(), "en", "k shared\nSkip");
    network(&[("/words/en/plan.txt", "k plan\nYour plan")]);
    assert!(load(english, "plan").await);
    assert_eq!(english.line(PART_SENTENCES_MAX), "Your plan");
    network(&[]);
    assert!(load(english, "plan").await && load(english, SHARED).await, "both are here");
}

#[wasm_bindgen_test]
async fn another_language_comes_with_every_part_that_is_on_the_screen() {
    let locales = page();
    let english = begin(locales, "en", "k shared\nSkip");
    network(&[("/words/es/shared.txt", "k shared\nSaltar"), ("/words/es/plan.txt", "k plan\nSu plan")]);
    let spanish = fetch(locales, &LANGUAGES[1], english).await.unwrap();
    assert_eq!(spanish.here().collect::<Vec<_>>(), [SHARED], "nothing that nobody looks at");
    english.take("plan", "k plan\nYour plan".to_owned()).unwrap();
    let spanish = fetch(locales, &LANGUAGES[1], english).await.unwrap();
    assert_eq!([spanish.line(0), spanish.line(PART_SENTENCES_MAX)], ["Saltar", "Su plan"]);
}

#[wasm_bindgen_test]
async fn english_stays_where_a_file_is_missing_or_of_another_version() {
    let locales = page();
    let english = begin(locales, "en", "k shared\nSkip");
    for files in
        [&[][..], &[("/words/es/shared.txt", "other shared\nSaltar")], &[("/words/es/shared.txt", "<!doctype html>")]]
    {
        network(files);
        assert!(fetch(locales, &LANGUAGES[1], english).await.is_none());
    }
    assert_eq!((english.line(0), language_of_document()), ("Skip", "en".to_owned()));
    let arabic = begin(locales, "ar", "k shared\n");
    let stands = ["plan", "shell"].map(|page| arabic.language_of(page).map(|language| language.tag));
    assert_eq!(stands, [Some("en"), None], "a page that is not translated is marked as English");
}

#[wasm_bindgen_test]
async fn every_other_language_has_a_button_in_that_language() {
    let pressed = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&pressed);
    let chosen = Callback::new(move |language: &'static Language| {
        choose(language);
        count.fetch_add(1, Ordering::Relaxed);
    });
    let page = Drawn::new(move || switch(&LANGUAGES, &LANGUAGES[0], chosen).into_any());
    assert!(page.has("[lang=es] button") && page.has("[lang=ar] button") && !page.has("[lang=en]"));
    page.one::<HtmlElement>("[lang=es] button").click();
    drawn().await;
    assert_eq!((pressed.load(Ordering::Relaxed), language_of_document()), (1, "es".to_owned()));
    let kept: JsValue = js_sys::eval("localStorage.getItem('evenkeel-language')").unwrap();
    assert_eq!(kept.as_string().as_deref(), Some("es"));
}
