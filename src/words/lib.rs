//! Sentences in the language of the reader: read from the one file of a language, chosen by a count, filled by name.
//!
//! # How it fits together
//!
//! People write `locales/<language>/<page>.toml` beside a page's code. `compile` (a feature, for build scripts and
//! tools) checks them and makes three things: Rust with a method for each sentence and each place in it, the files of each
//! language, and an index of keys for browser tests. The program holds no sentence. It fetches those of its language
//! before it draws anything, and takes a file only if its first line names the keys the program was built with.
//!
//! # Parts
//!
//! A first visit needs few of the sentences, so they are cut like the program: the part [`SHARED`] is needed by every page,
//! and each cut of a feature has a part of its own. Whatever only this feature names is in it (`compile/parts.rs` looks at
//! the sources), and whoever draws the cut waits for its part as well. So no sentence is asked for that is not here.
//!
//! # The file of a part
//!
//! The first line is the fingerprint of the keys and the name of the part, then comes one line for each of its keys in
//! alphabetical order. What a line may hold beside text is marked by control characters, which no sentence holds:
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
use std::sync::OnceLock;

/// The part of the sentences that every page needs.
pub const SHARED: &str = "shared";

/// A sentence is known by a number: that of its part times this, and its place in the part.
pub const PART_SENTENCES_MAX: usize = 4_096;

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
    /// The address of the folder with its parts, from the root of the site. It holds a hash of them.
    pub folder: &'static str,
    /// The pages whose sentences are not complete in it and stand in English.
    pub in_english: &'static [&'static str],
}

/// What a page's program knows of its sentences, as its build found it.
#[derive(Debug)]
pub struct Locales {
    /// The languages; the first one stands where another is not complete.
    pub languages: &'static [Language],
    /// The names of the parts, [`SHARED`] first.
    pub parts: &'static [&'static str],
    /// The fingerprint of every key, which the file of a part must begin with.
    pub keys: &'static str,
}

impl Locales {
    /// Finds the language of a tag such as `es-US`.
    #[must_use]
    pub fn find(&self, tag: &str) -> Option<&'static Language> {
        let wanted = tag.split('-').next().unwrap_or_default();
        self.languages.iter().find(|language| language.tag.eq_ignore_ascii_case(wanted))
    }
}

/// The file is not the one this program was built with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherVersion;

/// The sentences of a page in one language, as far as they are here. There is one for each language; it stays for as long
/// as the page does, so that a sentence without places is a `&'static str`.
pub struct Sentences {
    /// The language.
    pub language: &'static Language,
    locales: &'static Locales,
    /// The lines of each part that is here.
    parts: Vec<OnceLock<Vec<&'static str>>>,
    plurals: &'static dyn Plurals,
}

thread_local! {
    static KNOWN: RefCell<Vec<&'static Sentences>> = const { RefCell::new(Vec::new()) };
}

impl Sentences {
    /// Those of a language: the ones that are here already, or none yet.
    #[must_use]
    pub fn of(locales: &'static Locales, language: &'static Language, plurals: &'static dyn Plurals) -> &'static Self {
        KNOWN.with_borrow_mut(|known| match known.iter().copied().find(|known| known.is_of(locales, language)) {
            Some(known) => known,
            None => {
                let parts = locales.parts.iter().map(|_| OnceLock::new()).collect();
                let new: &'static Self = Box::leak(Box::new(Self { language, locales, parts, plurals }));
                known.push(new);
                new
            }
        })
    }

    fn is_of(&self, locales: &'static Locales, language: &'static Language) -> bool {
        core::ptr::eq(self.locales, locales) && self.language == language
    }

    /// Takes the file of a part.
    ///
    /// # Errors
    /// [`OtherVersion`] if it was made with other keys, or is that of another part.
    pub fn take(&self, part: &str, file: String) -> Result<(), OtherVersion> {
        let at = self.locales.parts.iter().position(|name| *name == part).ok_or(OtherVersion)?;
        if file.lines().next() != Some(&[self.locales.keys, " ", part].concat()) {
            return Err(OtherVersion);
        }
        self.parts[at].get_or_init(|| String::leak(file).lines().skip(1).collect());
        Ok(())
    }

    /// The names of the parts that are here.
    pub fn here(&self) -> impl Iterator<Item = &'static str> {
        let parts = self.locales.parts.iter().zip(&self.parts);
        parts.filter(|(_, lines)| lines.get().is_some()).map(|(name, _)| *name)
    }

    /// The sentence of a number.
    #[must_use]
    pub fn line(&self, key: usize) -> &'static str {
        let part = self.parts.get(key / PART_SENTENCES_MAX).and_then(OnceLock::get);
        debug_assert!(part.is_some(), "whoever draws a cut waits for its sentences");
        part.and_then(|lines| lines.get(key % PART_SENTENCES_MAX)).copied().unwrap_or_default()
    }

    /// The form of the counted sentence that belongs to the count.
    #[must_use]
    pub fn counted(&self, key: usize, count: u64) -> &'static str {
        let line = self.line(key);
        let (language, forms) =
            line.strip_prefix(FALLBACK).map_or((self.language, line), |forms| (self.fallback(), forms));
        let category = self.plurals.category(language.tag, count);
        let at = language.plurals.iter().position(|known| *known == category);
        // A category that the language does not list is told by the last one, `other`.
        let last = language.plurals.len().saturating_sub(1);
        forms.split(FORM).nth(at.unwrap_or(last)).unwrap_or_default()
    }

    /// The language that the sentences of a page stand in, where it is not the one chosen.
    #[must_use]
    pub fn language_of(&self, page: &str) -> Option<&'static Language> {
        self.language.in_english.contains(&page).then(|| self.fallback())
    }

    fn fallback(&self) -> &'static Language {
        self.locales.languages.first().unwrap_or(self.language)
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
