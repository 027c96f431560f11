//! The compiler of content: TOML and Markdown in, one JSON file per page and language out.
//!
//! It runs natively, in `xtask` and in the tests, and it is strict: an unknown key, a missing language, a link to
//! nowhere, raw HTML or a repeated id is an [`Error`] that names its file, and every one is reported at once. Bytes
//! are a pure function of the sources, so two builds of one tree are equal.

mod countries;
mod glossaries;
mod laws;
mod lessons;
mod markdown;
mod review;
mod standards;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use json::Json;
use serde::de::DeserializeOwned;

use crate::{COUNTRIES, LANGUAGES};

pub use lessons::{lesson_body, lesson_ids};
pub use markdown::plain_text;
pub use review::{Review, overdue, reviews};

/// Pages of the portal that content may link to or explain, as they stand in addresses (`/budget`).
pub const PAGES: [&str; 8] = ["budget", "debts", "plan", "offer", "learn", "words", "advice", "rights"];

/// Interactive pieces that a lesson may ask for.
pub const PIECES: [&str; 1] = ["interest"];

/// The largest file the page may be asked to fetch, in bytes before compression: a cheap phone on a bad network.
pub const BYTES_MAX: usize = 40 * 1024;

/// One file to serve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compiled {
    /// Its path from the site root, with forward slashes: `content/lessons.en.json`.
    pub path: String,
    /// JSON in UTF-8.
    pub bytes: Vec<u8>,
}

/// Something wrong in a source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Error {
    /// The file, relative to the content folder.
    pub file: String,
    /// What is wrong, for the person who edits that file.
    pub what: String,
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.file, self.what)
    }
}

/// Compiles everything below `root`, the folder of this crate's sources.
///
/// # Errors
/// Every error found, ordered by file. With one error there is no output.
pub fn compile_all(root: &Path) -> Result<Vec<Compiled>, Vec<Error>> {
    let mut compiler = Compiler { root, errors: Vec::new(), output: Vec::new() };

    let terms = glossaries::compile(&mut compiler);
    let lessons: BTreeSet<String> = lesson_ids(root).into_iter().collect();
    let links = markdown::Links { terms: &terms, lessons: &lessons };
    glossaries::write(&mut compiler, &links);
    lessons::compile(&mut compiler, &links);
    for country in COUNTRIES {
        let groups = countries::compile(&mut compiler, country);
        laws::compile(&mut compiler, country);
        standards::compile(&mut compiler, country, &groups);
    }

    let Compiler { mut errors, mut output, .. } = compiler;
    for file in &output {
        if file.bytes.len() > BYTES_MAX {
            let what = format!("{} bytes, more than the {BYTES_MAX} a page may be asked to fetch", file.bytes.len());
            errors.push(Error { file: file.path.clone(), what });
        }
    }
    if errors.is_empty() {
        output.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(output)
    } else {
        errors.sort();
        errors.dedup();
        Err(errors)
    }
}

/// What the parts of the compiler share: where to read, what went wrong, what came out.
struct Compiler<'a> {
    root: &'a Path,
    errors: Vec<Error>,
    output: Vec<Compiled>,
}

impl Compiler<'_> {
    fn error(&mut self, file: &str, what: impl Into<String>) {
        self.errors.push(Error { file: file.to_owned(), what: what.into() });
    }

    /// The text of a file, or `None` with an error noted.
    fn read(&mut self, file: &str) -> Option<String> {
        match fs::read_to_string(self.root.join(file)) {
            Ok(text) => Some(text),
            Err(error) => {
                self.error(file, format!("cannot be read: {error}"));
                None
            }
        }
    }

    /// A TOML file as its type, or `None` with an error noted.
    fn read_toml<T: DeserializeOwned>(&mut self, file: &str) -> Option<T> {
        let text = self.read(file)?;
        self.parse_toml(file, &text)
    }

    /// TOML text as its type, or `None` with an error noted.
    fn parse_toml<T: DeserializeOwned>(&mut self, file: &str, text: &str) -> Option<T> {
        let toml = toml::Deserializer::parse(text).map_err(|error| error.to_string());
        let value = toml.and_then(|toml| {
            serde_path_to_error::deserialize(toml).map_err(|error| format!("{}: {}", error.path(), error.inner()))
        });
        match value {
            Ok(value) => Some(value),
            Err(what) => {
                self.error(file, what.trim_end());
                None
            }
        }
    }

    /// Puts a document among the output.
    fn write<T: Json>(&mut self, path: String, document: &T) {
        self.output.push(Compiled { path, bytes: json::print(document).into_bytes() });
    }

    /// Notes an error for every id that is malformed or stands twice.
    fn check_ids<'i>(&mut self, file: &str, what: &str, ids: impl IntoIterator<Item = &'i str>) {
        let mut seen = BTreeSet::new();
        for id in ids {
            if !is_id(id) {
                self.error(file, format!("{what} id {id:?} may hold only a-z, 0-9, - and _"));
            }
            if !seen.insert(id) {
                self.error(file, format!("{what} id {id:?} stands twice"));
            }
        }
    }

    /// Notes an error unless the address is https.
    fn check_url(&mut self, file: &str, url: &str) {
        if !is_https(url) {
            self.error(file, format!("{url:?} is not an https address"));
        }
    }

    /// Notes an error for an empty text, or one with the marks of HTML in it: such texts are shown as they are.
    fn check_text(&mut self, file: &str, text: &str) {
        if text.trim().is_empty() {
            self.error(file, "a text is empty");
        } else if text.contains(['<', '>']) || text.trim() != text {
            self.error(file, format!("{text:?} holds < or >, or begins or ends with a space"));
        }
    }

    /// Notes an error unless the day on which somebody looks at a rule again is a day, and one after it began.
    fn check_review(&mut self, file: &str, id: &str, start: &str, review_by: &str) {
        let day = |text: &str| domain::calendar::parse(text);
        if day(review_by).is_none_or(|review| day(start).is_none_or(|start| review <= start)) {
            self.error(file, format!("{id:?} has no sensible review_by: a day like 2027-11-30, after it began"));
        }
    }

    /// Notes an error unless a source can be shown and followed.
    fn check_source(&mut self, file: &str, source: &crate::Source) {
        self.check_url(file, &source.url);
        self.check_text(file, &source.title);
        self.check_text(file, &source.publisher);
        if !is_month(&source.date) {
            self.error(file, format!("date {:?} is not a month like 2026-11", source.date));
        }
    }
}

/// One text in every language. A missing language is a parse error.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    en: String,
    es: String,
}

impl Words {
    fn in_lang(&self, lang: &str) -> String {
        if lang == LANGUAGES[0] { self.en.clone() } else { self.es.clone() }
    }

    fn check(&self, compiler: &mut Compiler<'_>, file: &str) {
        compiler.check_text(file, &self.en);
        compiler.check_text(file, &self.es);
    }
}

fn is_id(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
}

fn is_https(url: &str) -> bool {
    url.strip_prefix("https://").is_some_and(|rest| rest.contains('.') && !rest.contains([' ', '"', '<', '>', '\\']))
}

fn is_month(date: &str) -> bool {
    let Some((year, month)) = date.split_once('-') else { return false };
    year.len() == 4
        && year.bytes().all(|b| b.is_ascii_digit())
        && month.len() == 2
        && month.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month))
}
