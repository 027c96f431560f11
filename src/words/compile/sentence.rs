//! One sentence as it is written in a locale file.

use std::collections::BTreeSet;

use crate::{ADDRESS, Category, MARK, PLACE};

/// What a sentence is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Plain words.
    Text(String),
    /// The name of a place.
    Place(String),
    /// Stressed words and places.
    Strong(Vec<Part>),
    /// A link: its label and its address.
    Link(Vec<Part>, String),
}

/// A sentence in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its forms: one, or one for each plural category of the language.
    pub forms: Vec<Vec<Part>>,
    /// Whether a count chooses among the forms.
    pub is_counted: bool,
}

/// The place in a counted sentence that is the text of the count itself.
pub const COUNT: &str = "count";

impl Sentence {
    /// Reads a value of a locale file.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(value: &toml::Value, plurals: &[Category]) -> Result<Self, String> {
        match value {
            toml::Value::String(text) => Ok(Self { forms: vec![parse(text)?], is_counted: false }),
            toml::Value::Table(table) => {
                let form = |category: &Category| {
                    let text = table.get(category.name()).and_then(toml::Value::as_str);
                    parse(text.ok_or_else(|| format!("`{}` is missing", category.name()))?)
                };
                let forms: Vec<Vec<Part>> = plurals.iter().map(form).collect::<Result<_, _>>()?;
                let is_known = |name: &String| plurals.iter().any(|category| category.name() == name);
                match table.keys().find(|name| !is_known(name)) {
                    Some(name) => Err(format!("`{name}` is no plural category of this language")),
                    None => Ok(Self { forms, is_counted: true }),
                }
            }
            _ => Err("neither a text nor forms".to_owned()),
        }
    }

    /// The names of its places, in alphabetical order; the text of the count first.
    pub fn places(&self) -> Vec<&str> {
        let mut found: BTreeSet<&str> = self.forms.iter().flat_map(|form| names(form)).collect();
        let count = self.is_counted && found.remove(COUNT);
        count.then_some(COUNT).into_iter().chain(found).collect()
    }

    /// Whether it has stress or links.
    pub fn is_rich(&self) -> bool {
        self.forms.iter().flatten().any(|part| matches!(part, Part::Strong(_) | Part::Link(..)))
    }

    /// What this sentence has and the other has not, or the other way round. The text of the count may be left out: in
    /// many languages a form for exactly one or two needs no figure.
    pub fn difference(&self, other: &Self) -> Option<String> {
        if self.is_counted != other.is_counted {
            return Some("counted in one language only".to_owned());
        }
        let (wanted, mut got) = (self.places(), other.places());
        if self.is_counted && wanted.contains(&COUNT) && !got.contains(&COUNT) {
            got.insert(0, COUNT);
        }
        if got != wanted {
            return Some(format!("places differ: {wanted:?} in English, {got:?} here"));
        }
        (self.addresses() != other.addresses()).then(|| "links differ".to_owned())
    }

    fn addresses(&self) -> BTreeSet<&str> {
        let parts = self.forms.iter().flatten();
        parts.filter_map(|part| if let Part::Link(_, address) = part { Some(address.as_str()) } else { None }).collect()
    }
}

/// A form in words, for a doc comment.
pub fn shown(parts: &[Part]) -> String {
    let one = |part: &Part| match part {
        Part::Text(text) => text.replace('[', "\\["),
        Part::Place(name) => format!("`{name}`"),
        Part::Strong(inner) | Part::Link(inner, _) => shown(inner),
    };
    parts.iter().map(one).collect()
}

/// A form as it stands in the file of a language; a place is known by its number among `places`.
pub fn encode(parts: &[Part], places: &[&str]) -> String {
    let one = |part: &Part| match part {
        Part::Text(text) => text.clone(),
        Part::Place(name) => {
            let at = places.iter().position(|place| place == name).unwrap_or_default();
            [PLACE, char::from(b'a' + u8::try_from(at).unwrap_or_default())].iter().collect()
        }
        Part::Strong(inner) => format!("{MARK}{}{MARK}", encode(inner, places)),
        Part::Link(inner, address) => format!("{MARK}{}{ADDRESS}{address}{MARK}", encode(inner, places)),
    };
    parts.iter().map(one).collect()
}

fn names(parts: &[Part]) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for part in parts {
        match part {
            Part::Text(_) => {}
            Part::Place(name) => drop(found.insert(name.as_str())),
            Part::Strong(inner) | Part::Link(inner, _) => found.extend(names(inner)),
        }
    }
    found
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
                parts.push(Part::Place(place(&after[..end])?));
                rest = &after[end + 1..];
            }
            '*' => {
                let end = close("*")?;
                flush(&mut plain, &mut parts);
                parts.push(Part::Strong(inner(&after[..end])?));
                rest = &after[end + 1..];
            }
            '[' => {
                let middle = close("](")?;
                let end = after[middle..].find(')').ok_or("`[` without `)`")? + middle;
                flush(&mut plain, &mut parts);
                let address = after[middle + 2..end].replace("word:", "/words#");
                parts.push(Part::Link(inner(&after[..middle])?, address));
                rest = &after[end + 1..];
            }
            _ if letter.is_control() => return Err("a line break or another control character".to_owned()),
            _ => {
                plain.push(letter);
                rest = after;
            }
        }
    }
    flush(&mut plain, &mut parts);
    Ok(parts)
}

/// What is inside stress or a link.
fn inner(text: &str) -> Result<Vec<Part>, String> {
    let parts = parse(text)?;
    let is_flat = parts.iter().all(|part| matches!(part, Part::Text(_) | Part::Place(_)));
    if is_flat { Ok(parts) } else { Err("mark-up within mark-up".to_owned()) }
}

/// The name of a place becomes the name of a field.
fn place(name: &str) -> Result<String, String> {
    let is_name = name.starts_with(|letter: char| letter.is_ascii_lowercase())
        && name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_');
    if is_name { Ok(name.to_owned()) } else { Err(format!("`{{{name}}}` is no name of a place")) }
}
