//! The Rust side of the locale files: a method for each sentence, its places by name, and the languages.

use std::fmt::Write as _;

use super::parts::Part;
use super::sentence::{COUNT, Sentence, shown};
use super::{Files, Locale, is_complete};
use crate::PART_SENTENCES_MAX;

/// Everything, to be included in a module of the page.
pub fn write(keys: &str, parts: &[Part], found: &[Locale], files: &[Files]) -> String {
    let mut methods = String::new();
    let mut places = String::new();
    let english = &found[0].sentences;
    for (number, part) in parts.iter().enumerate() {
        for (place, name) in part.keys.iter().enumerate() {
            let is_rich = found.iter().filter_map(|locale| locale.sentences.get(name)).any(Sentence::is_rich);
            let (at, key) = (number * PART_SENTENCES_MAX + place, format!("{}_{}", name.0, name.1));
            method(&mut methods, &mut places, at, &key, &english[name], is_rich);
        }
    }
    let mut pages: Vec<&String> = english.keys().map(|(page, _)| page).collect();
    pages.dedup();
    let languages: String = found.iter().zip(files).map(|(locale, files)| language(locale, files, &pages)).collect();
    let parts: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
    format!(
        "/// The sentences in one language.\n#[derive(Clone, Copy)]\npub struct Words(pub &'static ::words::Sentences);\n\n\
         /// What this page knows of its sentences.\n\
         pub static LOCALES: ::words::Locales = ::words::Locales {{\n    languages: &[\n{languages}],\n    \
         parts: &{parts:?},\n    keys: {keys:?},\n}};\n\n\
         impl Words {{\n{methods}}}\n\n\
         /// Sentences on their way: what is asked for next is the only method.\nmod next {{\n{places}}}\n"
    )
}

fn language(locale: &Locale, files: &Files, pages: &[&String]) -> String {
    let about = &locale.about;
    let plurals: Vec<String> =
        about.plurals.iter().map(|category| format!("::words::Category::{category:?}")).collect();
    let in_english: Vec<&&String> = pages.iter().filter(|page| !is_complete(locale, page)).collect();
    format!(
        "    ::words::Language {{ tag: {:?}, name: {:?}, direction: {:?}, plurals: &[{}], figures: {:?}, \
         figures_usd: {:?}, folder: {:?}, in_english: &{in_english:?} }},\n",
        locale.tag,
        about.name,
        about.direction,
        plurals.join(", "),
        about.figures,
        about.figures_usd,
        format!("/{}", files.folder),
    )
}

/// The method of a sentence. A count and its text are its arguments. Where it has other places, it answers the first of
/// a chain of types that have one method each, the name of the next place; the last of these answers the sentence.
fn method(out: &mut String, types: &mut String, at: usize, key: &str, sentence: &Sentence, is_rich: bool) {
    let places = sentence.places();
    let has_count_text = sentence.is_counted && places.first() == Some(&COUNT);
    let by_name = &places[usize::from(has_count_text)..];
    let (kind, finish) = match (is_rich, places.is_empty()) {
        (true, _) => ("Vec<::words::Piece>", "::words::pieces"),
        (false, true) => ("&'static str", ""),
        (false, false) => ("String", "::words::fill"),
    };
    let step = |number: usize| format!("{}{number}<'a>", camel(key));
    let (argument, line) = if sentence.is_counted {
        (", count: u64", format!("counted({at}, count)"))
    } else {
        ("", format!("line({at})"))
    };
    let (text, value) = if has_count_text { (", text: &str", "text") } else { ("", "\"\"") };
    // Without a text to borrow from, the caller's lifetime has a name.
    let (lifetime, borrowed) = if by_name.is_empty() || has_count_text { ("", "'_") } else { ("<'a>", "'a") };
    let values: Vec<&str> = places.iter().enumerate().map(|(at, _)| if at == 0 { value } else { "\"\"" }).collect();
    let values = values.join(", ");
    let (answer, body) = match by_name {
        [] if finish.is_empty() => (kind.to_owned(), format!("self.0.{line}")),
        [] => (kind.to_owned(), format!("{finish}(self.0.{line}, &[{values}])")),
        _ => {
            (format!("next::{}0<{borrowed}>", camel(key)), format!("next::{}0(self.0.{line}, [{values}])", camel(key)))
        }
    };
    let shown = shown(&sentence.forms[0]);
    let _ = writeln!(out, "    /// {shown}");
    let _ = writeln!(out, "    pub fn {key}{lifetime}(self{argument}{text}) -> {answer} {{\n        {body}\n    }}");
    for (number, place) in by_name.iter().enumerate() {
        let is_last = number + 1 == by_name.len();
        let next = if is_last { kind.to_owned() } else { step(number + 1) };
        let body = match is_last {
            true => format!("{finish}(line, &values)"),
            false => format!("{}{}(line, values)", camel(key), number + 1),
        };
        let (name, index, count) = (step(number), number + usize::from(has_count_text), places.len());
        let _ = writeln!(types, "    /// {shown}\n    #[must_use]");
        let _ = writeln!(types, "    pub struct {name}(pub(super) &'static str, pub(super) [&'a str; {count}]);");
        let _ = writeln!(types, "    impl<'a> {name} {{\n        /// What stands at `{place}`.");
        let _ = writeln!(types, "        pub fn {place}(self, value: &'a str) -> {next} {{");
        let _ = writeln!(types, "            let Self(line, mut values) = self; values[{index}] = value; {body}");
        let _ = writeln!(types, "        }}\n    }}");
    }
}

fn camel(key: &str) -> String {
    let part = |part: &str| {
        let mut letters = part.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        first + letters.as_str()
    };
    key.split('_').map(part).collect()
}
