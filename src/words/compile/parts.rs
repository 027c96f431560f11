//! Into which part of a page's sentences each one goes: decided by who names it.
//!
//! A feature is a folder in `features`. What it draws is fetched with its cut, whose name is the first word of the first
//! `cut!` in its `mod.rs`; two features with one name are one. A sentence that only such a feature names comes with that
//! cut. All else is shared: what shell, store and `shared` name, what two cuts name, and what a feature without a cut does.
//!
//! A source names a sentence where it has its method's name as a word, in whatever way. So none is overlooked.

use std::collections::BTreeMap;
use std::path::Path;

use super::Key;
use crate::SHARED;

/// A part: its name, and its keys in alphabetical order.
pub struct Part {
    pub name: String,
    pub keys: Vec<Key>,
}

/// The parts of a page, [`SHARED`] first, then by name. A cut without a sentence of its own has an empty one.
pub fn read<'a>(page: &Path, keys: impl Iterator<Item = &'a Key>) -> Vec<Part> {
    let mut cuts = vec![SHARED.to_owned()];
    let mut named = BTreeMap::new();
    for entry in entries(page) {
        if entry.file_name().is_some_and(|name| name == "features") {
            for feature in entries(&entry) {
                let cut = std::fs::read_to_string(feature.join("mod.rs")).ok().and_then(|text| cut(&text));
                look_below(&feature, cut.as_deref().unwrap_or(SHARED), &mut named);
                cuts.extend(cut);
            }
        } else {
            look_below(&entry, SHARED, &mut named);
        }
    }
    cuts[1..].sort();
    cuts.dedup();
    let mut parts: Vec<Part> = cuts.into_iter().map(|name| Part { name, keys: Vec::new() }).collect();
    for key in keys {
        let cut = named.get(&format!("{}_{}", key.0, key.1)).map_or(SHARED, String::as_str);
        parts.iter_mut().filter(|part| part.name == cut).for_each(|part| part.keys.push(key.clone()));
    }
    parts
}

/// The name of the first cut in a source.
fn cut(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("cut! {")?;
    Some(rest.split(',').next()?.trim().to_owned())
}

/// Notes for each word in the sources below a path which cut has it.
fn look_below(path: &Path, cut: &str, named: &mut BTreeMap<String, String>) {
    entries(path).iter().for_each(|entry| look_below(entry, cut, named));
    if path.extension().is_none_or(|end| end != "rs") {
        return;
    }
    let text = std::fs::read_to_string(path).unwrap_or_default();
    for word in
        text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').filter(|word| word.contains('_'))
    {
        let known = named.entry(word.to_owned()).or_insert_with(|| cut.to_owned());
        if known != cut {
            SHARED.clone_into(known);
        }
    }
}

/// What a folder holds; nothing for a file.
fn entries(folder: &Path) -> Vec<std::path::PathBuf> {
    std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}
