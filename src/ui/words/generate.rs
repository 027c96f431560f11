//! Turns locale files into Rust: one function for each sentence. Shared by the build scripts of the pages.
//!
//! `locales/<language>/<page>.toml` holds `key = "text"`; the sentence becomes `words.<page>_<key>()`.
//! - `{name}` is a place for a figure or a name; it becomes an argument. Arguments come in alphabetical order.
//! - `*stressed*` and `[label](address)` are mark-up; such a sentence comes as pieces (`Vec<Piece>`). The address
//!   `word:apr` leads to the glossary.
//! - `key = { one = "…", other = "…" }` is chosen by a count, given as `count: u64`; `{count}` in it is its text, which
//!   the caller formats. English and Spanish both say "one" for exactly 1.
//! - A backslash keeps `*`, `[` and `{` as they are.
//!
//! What this checks, so that no page can be half translated: every language has the same pages, keys, places and
//! forms. A key that nobody uses is dead code, which the compiler reports.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

/// Languages, the fallback first: file name and variant.
const LANGUAGES: [(&str, &str); 2] = [("en", "En"), ("es", "Es")];

#[derive(Clone, Debug, PartialEq)]
enum Part {
    Text(String),
    Place(String),
    Strong(Vec<Part>),
    Link(Vec<Part>, String),
}

enum Entry {
    Plain(Vec<Part>),
    Counted { one: Vec<Part>, other: Vec<Part> },
}

impl Entry {
    fn sentences(&self) -> Vec<&[Part]> {
        match self {
            Self::Plain(parts) => vec![parts],
            Self::Counted { one, other } => vec![one, other],
        }
    }
}

type Pages = BTreeMap<String, Entry>;

/// Reads `locales` beside the manifest and writes `words.rs` into the build folder.
///
/// # Panics
/// With the list of everything that is missing or does not fit, so that the build stops.
pub fn generate() {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=../ui/words/generate.rs");
    let mut mistakes = Vec::new();
    let languages: Vec<Pages> = LANGUAGES.iter().map(|(code, _)| read(code, &mut mistakes)).collect();
    compare(&languages, &mut mistakes);
    assert!(mistakes.is_empty(), "locale files:\n  {}", mistakes.join("\n  "));
    let folder = std::env::var("OUT_DIR").expect("cargo names the build folder");
    std::fs::write(Path::new(&folder).join("words.rs"), write(&languages)).expect("the build folder can be written");
}

fn read(language: &str, mistakes: &mut Vec<String>) -> Pages {
    let mut pages = Pages::new();
    let folder = Path::new("locales").join(language);
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "toml")) {
        let page = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let table: toml::Table = match text.parse() {
            Ok(table) => table,
            Err(error) => {
                mistakes.push(format!("{language}/{page}: {error}"));
                continue;
            }
        };
        for (key, value) in table {
            let name = format!("{page}_{key}");
            match entry(&value) {
                Ok(found) => drop(pages.insert(name, found)),
                Err(error) => mistakes.push(format!("{language}: {name}: {error}")),
            }
        }
    }
    pages
}

fn entry(value: &toml::Value) -> Result<Entry, String> {
    match value {
        toml::Value::String(text) => Ok(Entry::Plain(parse(text)?)),
        toml::Value::Table(table) if table.len() == 2 => {
            let form = |name: &str| {
                let text = table.get(name).and_then(toml::Value::as_str);
                parse(text.ok_or_else(|| format!("`{name}` is missing"))?)
            };
            Ok(Entry::Counted { one: form("one")?, other: form("other")? })
        }
        _ => Err("neither a text nor { one, other }".to_owned()),
    }
}

fn parse(text: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    let flush = |plain: &mut String, parts: &mut Vec<Part>| {
        if !plain.is_empty() {
            parts.push(Part::Text(std::mem::take(plain)));
        }
    };
    while let Some(letter) = rest.chars().next() {
        let after = &rest[letter.len_utf8()..];
        let close = |end: &str| after.find(end).ok_or_else(|| format!("`{letter}` without `{end}`"));
        match letter {
            '\\' => {
                let kept = after.chars().next().ok_or("a backslash at the end")?;
                plain.push(kept);
                rest = &after[kept.len_utf8()..];
            }
            '{' => {
                let end = close("}")?;
                flush(&mut plain, &mut parts);
                parts.push(Part::Place(after[..end].to_owned()));
                rest = &after[end + 1..];
            }
            '*' => {
                let end = close("*")?;
                flush(&mut plain, &mut parts);
                parts.push(Part::Strong(parse(&after[..end])?));
                rest = &after[end + 1..];
            }
            '[' => {
                let middle = close("](")?;
                let end = after[middle..].find(')').ok_or("`[` without `)`")? + middle;
                flush(&mut plain, &mut parts);
                let address = after[middle + 2..end].replace("word:", "/words#");
                parts.push(Part::Link(parse(&after[..middle])?, address));
                rest = &after[end + 1..];
            }
            _ => {
                plain.push(letter);
                rest = after;
            }
        }
    }
    flush(&mut plain, &mut parts);
    Ok(parts)
}

fn places(parts: &[Part]) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for part in parts {
        match part {
            Part::Text(_) => {}
            Part::Place(name) => drop(found.insert(name.as_str())),
            Part::Strong(inner) | Part::Link(inner, _) => found.extend(places(inner)),
        }
    }
    found
}

fn has_markup(entry: &Entry) -> bool {
    entry.sentences().iter().any(|parts| parts.iter().any(|part| matches!(part, Part::Strong(_) | Part::Link(..))))
}

fn addresses(entry: &Entry) -> BTreeSet<&str> {
    let parts = entry.sentences().into_iter().flatten();
    parts.filter_map(|part| if let Part::Link(_, address) = part { Some(address.as_str()) } else { None }).collect()
}

fn compare(languages: &[Pages], mistakes: &mut Vec<String>) {
    let all: BTreeSet<&String> = languages.iter().flat_map(BTreeMap::keys).collect();
    for name in all {
        let found: Vec<Option<&Entry>> = languages.iter().map(|pages| pages.get(name)).collect();
        for (index, entry) in found.iter().enumerate() {
            if entry.is_none() {
                mistakes.push(format!("{}: {name} is missing", LANGUAGES[index].0));
            }
        }
        let present: Vec<&Entry> = found.into_iter().flatten().collect();
        let Some(first) = present.first() else { continue };
        let wanted: BTreeSet<&str> = first.sentences().into_iter().flat_map(places).collect();
        for other in &present {
            if matches!(first, Entry::Plain(_)) != matches!(other, Entry::Plain(_)) {
                mistakes.push(format!("{name}: counted in one language only"));
            }
            let got: BTreeSet<&str> = other.sentences().into_iter().flat_map(places).collect();
            if got != wanted {
                mistakes.push(format!("{name}: places differ: {wanted:?} and {got:?}"));
            }
            if addresses(first) != addresses(other) {
                mistakes.push(format!("{name}: links differ"));
            }
        }
    }
}

fn write(languages: &[Pages]) -> String {
    let mut out = String::new();
    for name in languages[0].keys() {
        let entries: Vec<&Entry> = languages.iter().map(|pages| &pages[name]).collect();
        let rich = entries.iter().any(|entry| has_markup(entry));
        let counted = matches!(entries[0], Entry::Counted { .. });
        let mut arguments: BTreeSet<&str> = entries[0].sentences().into_iter().flat_map(places).collect();
        let by_count = if counted { "count: u64, " } else { "" };
        // In a counted sentence the text of the count is an argument of its own.
        let count_text = counted && arguments.remove("count");
        let mut list: Vec<String> = arguments.iter().map(|place| format!("{place}: &str")).collect();
        if count_text {
            list.insert(0, "count_text: &str".to_owned());
        }
        let kind = match (rich, list.is_empty()) {
            (true, _) => "Vec<Piece>",
            (false, true) => "&'static str",
            (false, false) => "String",
        };
        let _ = writeln!(out, "    /// {}", shown(entries[0].sentences()[0]));
        let _ = writeln!(out, "    pub fn {name}(self, {by_count}{}) -> {kind} {{", list.join(", "));
        let _ = writeln!(out, "        match self.0 {{");
        for ((_, variant), entry) in LANGUAGES.iter().zip(&entries) {
            let body = match entry {
                Entry::Plain(parts) => expression(parts, rich, kind, false),
                Entry::Counted { one, other } => format!(
                    "if count == 1 {{ {} }} else {{ {} }}",
                    expression(one, rich, kind, count_text),
                    expression(other, rich, kind, count_text)
                ),
            };
            let _ = writeln!(out, "            Language::{variant} => {body},");
        }
        out.push_str("        }\n    }\n");
    }
    format!("impl Words {{\n{out}}}\n")
}

fn shown(parts: &[Part]) -> String {
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Text(plain) => text += &plain.replace('\n', " "),
            Part::Place(name) => text += &format!("`{name}`"),
            Part::Strong(inner) | Part::Link(inner, _) => text += &shown(inner),
        }
    }
    text
}

fn expression(parts: &[Part], rich: bool, kind: &str, counted: bool) -> String {
    if rich {
        let pieces: Vec<String> = parts
            .iter()
            .map(|part| match part {
                Part::Text(_) | Part::Place(_) => {
                    format!("Piece::Text({})", joined(std::slice::from_ref(part), counted))
                }
                Part::Strong(inner) => format!("Piece::Strong({})", joined(inner, counted)),
                Part::Link(inner, address) => {
                    format!("Piece::Link {{ label: {}, href: {address:?}.to_owned() }}", joined(inner, counted))
                }
            })
            .collect();
        return format!("vec![{}]", pieces.join(", "));
    }
    if kind == "String" {
        return joined(parts, counted);
    }
    let text: String = parts.iter().map(|part| if let Part::Text(text) = part { text.as_str() } else { "" }).collect();
    format!("{text:?}")
}

fn joined(parts: &[Part], counted: bool) -> String {
    let pieces: Vec<String> = parts
        .iter()
        .map(|part| match part {
            Part::Place(name) if counted && name == "count" => "count_text".to_owned(),
            Part::Place(name) => name.clone(),
            Part::Text(text) => format!("{text:?}"),
            Part::Strong(inner) | Part::Link(inner, _) => format!("{:?}", shown(inner)),
        })
        .collect();
    match pieces.as_slice() {
        [only] => format!("{only}.to_owned()"),
        _ => format!("[{}].concat()", pieces.join(", ")),
    }
}
