//! Sentences in the language of the reader: read from the one file of a language, chosen by a count, filled by name.
//!
//! # How it fits together
//!
//! People write `locales/<language>/<page>.toml` beside a page's code. `compile` (a feature, for build scripts and
//! tools) checks them and makes three things: Rust with a method for each sentence and each place in it, one text file for
//! each language, and an index of keys for browser tests. The program holds no sentence. It fetches the file of
//! its language before it draws anything, and takes it only if its first line names the keys the program was built with.
//!
//! # The file of a language
//!
//! The first line is the fingerprint of the keys, then comes one line for each key in alphabetical order. What a line
//! may hold beside text is marked by control characters, which no sentence holds:
//!
//! - [`PLACE`] and a letter: the place of the first, second, … value.
//! - [`MARK`] around stressed text; around a link, whose label ends at [`ADDRESS`].
//! - [`FORM`] between the forms of a counted sentence, in the order of the language's plural categories.
//! - [`FALLBACK`] in front of the forms of a page that stands in English in this language: English chooses among them.

#[cfg(any(test, feature = "compile"))]
pub mod compile;
#[cfg(test)]
mod tests;

use std::cell::RefCell;

/// Before the letter of a place.
pub const PLACE: char = '\u{1}';
/// Around marked text.
pub const MARK: char = '\u{2}';
/// Between a link's label and its address.
pub const ADDRESS: char = '\u{3}';
/// Between the forms of a counted sentence.
pub const FORM: char = '\u{4}';
/// Before a counted sentence that stands in the fallback language.
pub const FALLBACK: char = '\u{5}';

/// A CLDR plural category: which form of a counted sentence belongs to a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// Arabic: 0.
    Zero,
    /// English: 1.
    One,
    /// Arabic: 2.
    Two,
    /// Arabic: 3 to 10.
    Few,
    /// Arabic: 11 to 99.
    Many,
    /// What is left; every language has it.
    Other,
}

impl Category {
    /// All of them, in the order of CLDR.
    pub const ALL: [Self; 6] = [Self::Zero, Self::One, Self::Two, Self::Few, Self::Many, Self::Other];

    /// The name in CLDR, in locale files and in `Intl.PluralRules`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }

    /// The category of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.name() == name)
    }
}

/// Which plural category a language puts a count in. The browser knows it for every language (`ui::words`).
pub trait Plurals: Sync {
    /// The category of a whole number in the language of a BCP 47 tag.
    fn category(&self, language: &'static str, count: u64) -> Category;
}

/// The rules of English, Spanish and Arabic, for native tests. Any other language counts like English.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlainPlurals;

impl Plurals for PlainPlurals {
    fn category(&self, language: &'static str, count: u64) -> Category {
        match (language, count, count % 100) {
            ("ar", 0, _) => Category::Zero,
            (_, 1, _) => Category::One,
            ("ar", 2, _) => Category::Two,
            ("ar", _, 3..=10) => Category::Few,
            ("ar", _, 11..=99) => Category::Many,
            ("es", 1.., _) if count.is_multiple_of(1_000_000) => Category::Many,
            _ => Category::Other,
        }
    }
}

/// A language a page can be read in, as its build found it.
#[derive(Debug, PartialEq, Eq)]
pub struct Language {
    /// The BCP 47 tag: `en`, `es`.
    pub tag: &'static str,
    /// Its name in itself.
    pub name: &'static str,
    /// Where a line begins, as in HTML: `ltr` or `rtl`.
    pub direction: &'static str,
    /// The plural categories its counted sentences have.
    pub plurals: &'static [Category],
    /// The BCP 47 locale of figures and dates.
    pub figures: &'static str,
    /// The BCP 47 locale of figures and dates for somebody whose amounts are in dollars of the United States.
    pub figures_usd: &'static str,
    /// The address of the file with its sentences, from the root of the site. It holds a hash of the file.
    pub file: &'static str,
    /// The pages whose sentences are not complete in it and stand in English.
    pub in_english: &'static [&'static str],
}

/// Finds the language of a tag such as `es-US` among those of a page.
#[must_use]
pub fn find(languages: &'static [Language], tag: &str) -> Option<&'static Language> {
    let wanted = tag.split('-').next().unwrap_or_default();
    languages.iter().find(|language| language.tag.eq_ignore_ascii_case(wanted))
}

/// The file is not the one this program was built with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherVersion;

/// Every sentence of a page in one language. There is one for each language that was read; it stays for as long as the
/// page does, so that a sentence without places is a `&'static str`.
pub struct Sentences {
    /// The language.
    pub language: &'static Language,
    fallback: &'static Language,
    lines: Vec<&'static str>,
    plurals: &'static dyn Plurals,
}

thread_local! {
    static READ: RefCell<Vec<&'static Sentences>> = const { RefCell::new(Vec::new()) };
}

impl Sentences {
    /// The sentences of a language that was read before.
    #[must_use]
    pub fn known(language: &Language) -> Option<&'static Self> {
        READ.with_borrow(|read| read.iter().copied().find(|known| known.language == language))
    }

    /// Reads the file of `language`, which is one of `languages`; the first of these is the fallback. `keys` is the
    /// fingerprint of the keys that the program was built with.
    ///
    /// # Errors
    /// [`OtherVersion`] if the file was made with other keys.
    pub fn read(
        languages: &'static [Language],
        language: &'static Language,
        keys: &str,
        file: String,
        plurals: &'static dyn Plurals,
    ) -> Result<&'static Self, OtherVersion> {
        if let Some(known) = Self::known(language) {
            return Ok(known);
        }
        let fallback = languages.first().ok_or(OtherVersion)?;
        let mut lines = String::leak(file).lines();
        if lines.next() != Some(keys) {
            return Err(OtherVersion);
        }
        let sentences: &'static Self =
            Box::leak(Box::new(Self { language, fallback, lines: lines.collect(), plurals }));
        READ.with_borrow_mut(|read| read.push(sentences));
        Ok(sentences)
    }

    /// The sentence at a place of the list of keys.
    #[must_use]
    pub fn line(&self, key: usize) -> &'static str {
        self.lines.get(key).copied().unwrap_or_default()
    }

    /// The form of the counted sentence that belongs to the count.
    #[must_use]
    pub fn counted(&self, key: usize, count: u64) -> &'static str {
        let line = self.line(key);
        let (language, forms) =
            line.strip_prefix(FALLBACK).map_or((self.language, line), |forms| (self.fallback, forms));
        let category = self.plurals.category(language.tag, count);
        let at = language.plurals.iter().position(|known| *known == category);
        // A category that the language does not list is told by the last one, `other`.
        let last = language.plurals.len().saturating_sub(1);
        forms.split(FORM).nth(at.unwrap_or(last)).unwrap_or_default()
    }

    /// The language that the sentences of a page stand in, where it is not the one chosen.
    #[must_use]
    pub fn language_of(&self, page: &str) -> Option<&'static Language> {
        self.language.in_english.contains(&page).then_some(self.fallback)
    }
}

/// Puts the values in their places.
#[must_use]
pub fn fill(template: &str, values: &[&str]) -> String {
    let mut parts = template.split(PLACE);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let letter = part.bytes().next().unwrap_or_default();
        out.push_str(values.get(usize::from(letter.wrapping_sub(b'a'))).copied().unwrap_or_default());
        out.push_str(part.get(1..).unwrap_or_default());
    }
    out
}

/// A part of a sentence with stress or links in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Plain words.
    Text(String),
    /// What the sentence is about: a figure, a date.
    Strong(String),
    /// A way to somewhere.
    Link {
        /// The words.
        label: String,
        /// The address.
        href: String,
    },
}

/// Puts the values in their places, and takes the sentence apart at its stress and links.
#[must_use]
pub fn pieces(template: &str, values: &[&str]) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut is_marked = false;
    for part in template.split(MARK) {
        match part.split_once(ADDRESS) {
            Some((label, href)) => out.push(Piece::Link { label: fill(label, values), href: href.to_owned() }),
            None if is_marked => out.push(Piece::Strong(fill(part, values))),
            None if part.is_empty() => {}
            None => out.push(Piece::Text(fill(part, values))),
        }
        is_marked = !is_marked;
    }
    out
}
