//! Checks the locale files of a page and compiles them: for build scripts, the page build and browser tests.
//!
//! `locales/<language>/<page>.toml` holds `key = "text"`; the sentence becomes `words.<page>_<key>()`.
//! - `{name}` is a place for a figure or a name. Places are given by name, in alphabetical order:
//!   `words.offer_owed().amount(&a).creditor(&c)`. The sentence is there after the last one, and not before.
//! - `*stressed*` and `[label](address)` are mark-up; such a sentence comes as pieces (`Vec<Piece>`). The address
//!   `word:apr` leads to the glossary.
//! - `key = { one = "…", other = "…" }` is chosen by a count: `words.plan_months(12, "12")`. `{count}` in it is the text of
//!   the count, which the caller formats. A language has the plural categories of `languages.toml`.
//! - A backslash keeps `*`, `[` and `{` as they are.
//!
//! `locales/<language>/language.toml` lists what is `complete` in a language; the other pages stand in English. English
//! is always complete, and every language has `shell`, which is around each page.
//!
//! The sentences are put into parts by who names them: see [`parts`].
//!
//! What this checks: a complete page has every key of the English one and no other, with its places, links and the
//! plural forms of its language. What is written of other pages must fit as far as it goes. A key that nobody uses is
//! dead code, which the compiler reports.

mod parts;
mod rust;
mod sentence;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::{Category, FALLBACK, FORM, PART_SENTENCES_MAX};
use parts::Part;
use sentence::Sentence;

/// The tag of the language that stands where another is not complete.
pub const ENGLISH: &str = "en";

/// The page that every language has: what stands around all others.
const AROUND: &str = "shell";

/// The folder of the languages' files, from the root of the site. Browsers may keep what is in it for ever.
const FOLDER: &str = "assets/words";

/// A file that the page, or a test of it, asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path from the root of the site. That of a language's file holds a hash of the content.
    pub path: String,
    /// Its content.
    pub text: String,
}

/// What the locale files of a page became.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// `Words`, its methods and what the program knows of the languages, in Rust.
    pub rust: String,
    /// What a language is fetched as, English first.
    pub languages: Vec<Files>,
    /// The keys with the names of their places in JSON: what a test needs to say a sentence. No page fetches it, and its
    /// path has no hash.
    pub index: File,
}

/// The files of a language.
#[derive(Clone, Debug)]
pub struct Files {
    /// The tag of the language.
    pub tag: String,
    /// The folder they are in, from the root of the site. It holds a hash of them.
    pub folder: String,
    /// The parts by name, [`SHARED`](crate::SHARED) first.
    pub parts: Vec<File>,
}

impl Compiled {
    /// What `boot.js` chooses from: the address of each language's folder, as a query string. The first is the fallback.
    #[must_use]
    pub fn links(&self) -> String {
        let link = |files: &Files| format!("{}=/{}", files.tag, files.folder);
        self.languages.iter().map(link).collect::<Vec<_>>().join("&")
    }
}

/// One language of a page, read and checked.
struct Locale {
    tag: String,
    about: About,
    complete: BTreeSet<String>,
    sentences: Sentences,
}

/// What `languages.toml` says of a language.
struct About {
    name: String,
    direction: String,
    plurals: Vec<Category>,
    figures: String,
    figures_usd: String,
}

/// Sentences by page and key.
type Sentences = BTreeMap<Key, Sentence>;

/// Page and key of a sentence.
type Key = (String, String);

/// Compiles the locale files of the page `name`, which lies in the folder `page`.
///
/// # Errors
/// Everything that is missing or does not fit, one line each.
pub fn compile(name: &str, page: &Path) -> Result<Compiled, Vec<String>> {
    compile_with(name, page, include_str!("languages.toml"))
}

/// Compiles with the languages of a text in the form of `languages.toml`.
pub(crate) fn compile_with(name: &str, page: &Path, languages: &str) -> Result<Compiled, Vec<String>> {
    let mut errors = Vec::new();
    let found = read_all(&page.join("locales"), languages, &mut errors);
    let Some((english, others)) = found.split_first() else { return Err(errors) };
    for other in others {
        compare(english, other, &mut errors);
    }
    let parts = parts::read(page, english.sentences.keys());
    if let Some(part) = parts.iter().find(|part| part.keys.len() > PART_SENTENCES_MAX) {
        errors.push(format!("{} has more than {PART_SENTENCES_MAX} sentences", part.name));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let keys = fingerprint(english, &parts);
    let files: Vec<Files> = found.iter().map(|locale| files(name, &keys, &parts, english, locale)).collect();
    Ok(Compiled {
        rust: rust::write(&keys, &parts, &found, &files),
        index: File { path: format!("words/{name}.json"), text: index(&parts, &found, &files) },
        languages: files,
    })
}

/// For build scripts: compiles `locales` beside the manifest into `words.rs` of the build folder, and the files of
/// English, one after the other with a form feed between, into `en.txt` for native tests.
///
/// # Panics
/// With the list of everything that is missing or does not fit, so that the build stops.
pub fn build(name: &str) {
    // Which part a sentence is in, the sources tell.
    println!("cargo::rerun-if-changed=.");
    let compiled =
        compile(name, Path::new(".")).unwrap_or_else(|errors| panic!("locale files:\n  {}", errors.join("\n  ")));
    let folder = std::env::var_os("OUT_DIR").expect("cargo names the build folder");
    let write = |name: &str, text: &str| {
        std::fs::write(Path::new(&folder).join(name), text).expect("the build folder can be written");
    };
    write("words.rs", &compiled.rust);
    let english = compiled.languages.iter().filter(|files| files.tag == ENGLISH).flat_map(|files| &files.parts);
    write("en.txt", &english.map(|file| file.text.as_str()).collect::<Vec<_>>().join("\u{c}"));
}

fn read_all(locales: &Path, languages: &str, errors: &mut Vec<String>) -> Vec<Locale> {
    let table: toml::Table = match languages.parse() {
        Ok(table) => table,
        Err(error) => {
            errors.push(format!("languages.toml: {error}"));
            return Vec::new();
        }
    };
    let mut tags: Vec<&String> = table.keys().filter(|tag| locales.join(tag).is_dir()).collect();
    tags.sort_by_key(|tag| tag.as_str() != ENGLISH);
    if tags.first().is_none_or(|tag| tag.as_str() != ENGLISH) {
        errors.push("there is no English".to_owned());
        return Vec::new();
    }
    for entry in std::fs::read_dir(locales).into_iter().flatten().flatten() {
        let folder = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() && !table.contains_key(&folder) {
            errors.push(format!("{folder}: not in languages.toml"));
        }
    }
    let mut found = Vec::new();
    for tag in tags {
        match about(&table[tag.as_str()]) {
            Ok(about) => found.push(read_one(&locales.join(tag), tag, about, errors)),
            Err(error) => errors.push(format!("languages.toml: {tag}: {error}")),
        }
    }
    found
}

fn about(value: &toml::Value) -> Result<About, String> {
    let text = |name: &str| {
        let text = value.get(name).and_then(toml::Value::as_str);
        text.map(str::to_owned).ok_or_else(|| format!("`{name}` is missing"))
    };
    let plurals = value.get("plurals").and_then(toml::Value::as_array).ok_or("`plurals` is missing")?;
    let category = |name: &toml::Value| name.as_str().and_then(Category::from_name);
    let named: Option<Vec<Category>> = plurals.iter().map(category).collect();
    let plurals = named.ok_or("an unknown plural category")?;
    let in_order: Vec<Category> = Category::ALL.into_iter().filter(|category| plurals.contains(category)).collect();
    if plurals != in_order || plurals.last() != Some(&Category::Other) {
        return Err("`plurals` must be in the order of CLDR and end with other".to_owned());
    }
    let direction = text("direction")?;
    if !["ltr", "rtl"].contains(&direction.as_str()) {
        return Err("`direction` is ltr or rtl".to_owned());
    }
    Ok(About { name: text("name")?, direction, plurals, figures: text("figures")?, figures_usd: text("figures_usd")? })
}

fn read_one(folder: &Path, tag: &str, about: About, errors: &mut Vec<String>) -> Locale {
    let mut locale = Locale { tag: tag.to_owned(), about, complete: BTreeSet::new(), sentences: Sentences::new() };
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let file = entry.path();
        if file.extension().is_none_or(|end| end != "toml") {
            continue;
        }
        let page = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&file).map_err(|error| error.to_string());
        let table: toml::Table = match text.and_then(|text| text.parse().map_err(|error| format!("{error}"))) {
            Ok(table) => table,
            Err(error) => {
                errors.push(format!("{tag}/{page}: {error}"));
                continue;
            }
        };
        if page == "language" {
            let complete = table.get("complete").and_then(toml::Value::as_array);
            let names = complete.into_iter().flatten().filter_map(toml::Value::as_str);
            locale.complete = names.map(str::to_owned).collect();
            continue;
        }
        for (key, value) in table {
            match Sentence::read(&value, &locale.about.plurals) {
                Ok(sentence) => drop(locale.sentences.insert((page.clone(), key), sentence)),
                Err(error) => errors.push(format!("{tag}: {page}_{key}: {error}")),
            }
        }
    }
    locale
}

/// Every way in which a language does not fit English.
fn compare(english: &Locale, other: &Locale, errors: &mut Vec<String>) {
    let tag = &other.tag;
    let pages: BTreeSet<&String> = english.sentences.keys().map(|(page, _)| page).collect();
    for page in other.complete.iter().filter(|page| !pages.contains(page)) {
        errors.push(format!("{tag}: the page {page}, listed as complete, does not exist"));
    }
    if !other.complete.contains(AROUND) {
        errors.push(format!("{tag}: {AROUND} must be complete: it is around every page"));
    }
    for ((page, key), sentence) in &english.sentences {
        match other.sentences.get(&(page.clone(), key.clone())) {
            Some(found) => {
                errors.extend(sentence.difference(found).map(|what| format!("{tag}: {page}_{key}: {what}")));
            }
            None if other.complete.contains(page) => errors.push(format!("{tag}: {page}_{key} is missing")),
            None => {}
        }
    }
    let extra = other.sentences.keys().filter(|name| !english.sentences.contains_key(*name));
    errors.extend(extra.map(|(page, key)| format!("{tag}: {page}_{key} does not exist in English")));
}

/// The files of a language: see the head of the crate.
fn files(name: &str, keys: &str, parts: &[Part], english: &Locale, locale: &Locale) -> Files {
    let line = |key: &Key| {
        let sentence = &english.sentences[key];
        let own = locale.sentences.get(key).filter(|_| is_complete(locale, &key.0));
        let places = sentence.places();
        let forms: Vec<String> =
            own.unwrap_or(sentence).forms.iter().map(|form| sentence::encode(form, &places)).collect();
        let mark = if own.is_none() && sentence.is_counted { FALLBACK.to_string() } else { String::new() };
        mark + &forms.join(&FORM.to_string())
    };
    let text = |part: &Part| {
        let head = format!("{keys} {}", part.name);
        [head].into_iter().chain(part.keys.iter().map(line)).collect::<Vec<_>>().join("\n")
    };
    let texts: Vec<String> = parts.iter().map(text).collect();
    let folder = format!("{FOLDER}/{name}.{}.{}", locale.tag, hash(&texts.concat()));
    let file = |(part, text): (&Part, String)| File { path: format!("{folder}/{}.txt", part.name), text };
    Files { tag: locale.tag.clone(), parts: parts.iter().zip(texts).map(file).collect(), folder }
}

/// Whether a language speaks on a page, and not English in its place.
fn is_complete(locale: &Locale, page: &str) -> bool {
    locale.tag == ENGLISH || locale.complete.contains(page)
}

/// What a program and the files of a language must have in common: every key with its part, its places and their order.
fn fingerprint(english: &Locale, parts: &[Part]) -> String {
    let one = |key: &Key| {
        let sentence = &english.sentences[key];
        format!("{}_{} {} {}", key.0, key.1, sentence.is_counted, sentence.places().join(" "))
    };
    let part = |part: &Part| [part.name.clone()].into_iter().chain(part.keys.iter().map(one)).collect::<Vec<_>>();
    hash(&parts.iter().flat_map(part).collect::<Vec<_>>().join("\n"))
}

/// Sixteen hexadecimal digits that change when the text does.
fn hash(text: &str) -> String {
    Sha256::digest(text)[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Names and places hold letters, digits and underscores only, so nothing has to be escaped.
fn index(parts: &[Part], found: &[Locale], files: &[Files]) -> String {
    let quoted = |names: &[&str]| names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(",");
    let language = |(locale, files): (&Locale, &Files)| {
        let plurals: Vec<&str> = locale.about.plurals.iter().map(|category| category.name()).collect();
        let paths: Vec<&str> = files.parts.iter().map(|file| file.path.as_str()).collect();
        format!("\"{}\":{{\"files\":[{}],\"plurals\":[{}]}}", files.tag, quoted(&paths), quoted(&plurals))
    };
    let sentence = |key: &Key| {
        let sentence = &found[0].sentences[key];
        let (counted, places) = (sentence.is_counted, sentence.places());
        format!("{{\"key\":\"{}.{}\",\"counted\":{counted},\"places\":[{}]}}", key.0, key.1, quoted(&places))
    };
    let languages: Vec<String> = found.iter().zip(files).map(language).collect();
    let sentences: Vec<String> = parts.iter().flat_map(|part| &part.keys).map(sentence).collect();
    format!("{{\"languages\":{{{}}},\n\"sentences\":[\n{}]}}\n", languages.join(","), sentences.join(",\n"))
}
