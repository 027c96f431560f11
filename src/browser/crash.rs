//! What is left on the page when the program has stopped.

use gloo_utils::{document, window};

/// The words of the note.
pub struct Words {
    /// What happened.
    pub title: &'static str,
    /// What it means: nothing is lost.
    pub text: &'static str,
    /// The way back.
    pub back: &'static str,
}

/// From here on a program that stops puts a plain note with a way back at the top of the page. What was typed must be
/// kept already. Without `href`, the way leads to the page itself.
pub fn show_way_back_on_panic(words: Words, href: Option<&'static str>) {
    std::panic::set_hook(Box::new(move |info| {
        web_sys::console::error_1(&info.to_string().into());
        let document = document();
        let (Some(body), Ok(note)) = (document.body(), document.create_element("div")) else { return };
        note.set_class_name("crash");
        let _ = note.set_attribute("role", "alert");
        let part = |text: &str, tag: &str| {
            let element = document.create_element(tag).ok()?;
            element.set_text_content(Some(text));
            note.append_child(&element).ok()?;
            Some(element)
        };
        part(words.title, "h2");
        part(words.text, "p");
        if let Some(link) = part(words.back, "a") {
            let here = || window().location().pathname().unwrap_or_default();
            let _ = link.set_attribute("href", &href.map_or_else(here, str::to_owned));
        }
        let _ = body.prepend_with_node_1(&note);
    }));
}
