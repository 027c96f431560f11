//! Files with the chunks of a program in them: one for each place where it is cut, and one with every chunk.
//!
//! Cut at ten places, a program falls into some 150 modules, because what several places share is a module of its own.
//! As files of their own they would cost a page 80 requests and, compressed one by one, a third more bytes. The place's
//! file holds what the place needs, so a first page costs one request; the file with every chunk is what the service
//! worker keeps. `link.js` reads both.

use std::collections::BTreeMap;

use crate::failure::{Failure, Outcome};

/// What is fetched: a file's name without ending, and its content.
pub type Pack = (String, Vec<u8>);

/// The file with every chunk.
pub const EVERY: &str = "every";

/// The ending of a pack's name.
pub const ENDING: &str = "bin";

/// How many places there can be: each is a bit of the number that stands before a module.
const PLACES_MAX: usize = 31;

/// The places where a program is cut, each with its bit, and the modules with the numbers they go by.
pub struct Chunks {
    places: BTreeMap<String, u32>,
    modules: BTreeMap<u32, Vec<u8>>,
}

impl Chunks {
    /// `needs` names the modules that each place needs; `read` gives a module by its name.
    ///
    /// # Errors
    /// More places than bits, two modules for the same places, or a module that cannot be read.
    pub fn new(needs: &BTreeMap<String, Vec<String>>, read: impl Fn(&str) -> Outcome<Vec<u8>>) -> Outcome<Self> {
        if needs.len() > PLACES_MAX {
            return Err(Failure::new(format!("the program is cut at {} places, at most {PLACES_MAX}", needs.len()))
                .remedy("let some pages share a cut in src/app/features"));
        }
        let places: BTreeMap<String, u32> =
            needs.keys().enumerate().map(|(bit, name)| (name.clone(), 1_u32 << bit)).collect();
        let mut numbers = BTreeMap::<&str, u32>::new();
        for (place, names) in needs {
            for name in names {
                *numbers.entry(name).or_default() |= places[place];
            }
        }
        let mut modules = BTreeMap::new();
        for (name, number) in numbers {
            if modules.insert(number, read(name)?).is_some() {
                return Err(Failure::new(format!("{name}: another chunk is for the same places")));
            }
        }
        Ok(Self { places, modules })
    }

    /// The pack of each place.
    pub fn packs(&self) -> Vec<Pack> {
        self.places.iter().map(|(name, bit)| (name.clone(), self.joined(|number| number & bit != 0))).collect()
    }

    /// The pack with every chunk.
    pub fn every(&self) -> Pack {
        (EVERY.to_owned(), self.joined(|_| true))
    }

    fn joined(&self, is_in: impl Fn(u32) -> bool) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (number, module) in self.modules.iter().filter(|(number, _)| is_in(**number)) {
            bytes.extend(number.to_le_bytes());
            // A module is far below four gigabytes: it was read into memory to get here.
            bytes.extend(u32::try_from(module.len()).unwrap_or(u32::MAX).to_le_bytes());
            bytes.extend(module);
        }
        bytes
    }

    /// The module that fetches packs: `link.js` between what it takes from the page's own `module` and what it gives.
    /// `mark` is what modules recognise each other by, as the fields of an object.
    pub fn link(&self, module: &str, mark: &str) -> String {
        let mut text = format!("import {{ initSync }} from \"./{module}\";\nconst MARK = {{{mark}}};\n");
        text.push_str(include_str!("link.js"));
        for (name, bit) in &self.places {
            text.push_str(&format!("export const __wasm_split_load_{name} = loader(\"{name}\", {bit});\n"));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunks() -> Chunks {
        let needs = [("budget", ["shared", "own_budget"]), ("debts", ["shared", "own_debts"])]
            .map(|(place, names)| (place.to_owned(), names.map(str::to_owned).to_vec()));
        Chunks::new(&BTreeMap::from(needs), |name| Ok(name.as_bytes().to_vec())).expect("chunks")
    }

    /// What `link.js` does with a pack.
    fn read(mut bytes: &[u8]) -> Vec<(u32, String)> {
        let mut all = Vec::new();
        while let Some((number, rest)) = bytes.split_first_chunk::<4>() {
            let (length, rest) = rest.split_first_chunk::<4>().expect("a length");
            let (module, rest) = rest.split_at(u32::from_le_bytes(*length) as usize);
            all.push((u32::from_le_bytes(*number), String::from_utf8(module.to_vec()).expect("text")));
            bytes = rest;
        }
        all
    }

    #[test]
    fn a_place_gets_what_it_needs_and_the_whole_holds_each_module_once() {
        let chunks = chunks();
        let packs = chunks.packs();
        let budget = [(1, "own_budget".to_owned()), (3, "shared".to_owned())];
        assert_eq!(packs[0].0, "budget");
        assert_eq!(read(&packs[0].1), budget);
        assert_eq!(read(&packs[1].1), [(2, "own_debts".to_owned()), (3, "shared".to_owned())]);
        let numbers: Vec<u32> = read(&chunks.every().1).into_iter().map(|(number, _)| number).collect();
        assert_eq!(numbers, [1, 2, 3]);
    }

    #[test]
    fn the_link_gives_a_loader_for_each_place() {
        let link = chunks().link("app.js", " canary: 1, ");
        assert!(link.starts_with("import { initSync } from \"./app.js\";\nconst MARK = { canary: 1, };\n"));
        assert!(link.contains("export const __wasm_split_load_budget = loader(\"budget\", 1);\n"));
        assert!(link.ends_with("export const __wasm_split_load_debts = loader(\"debts\", 2);\n"));
    }

    #[test]
    fn more_places_than_bits_are_refused() {
        let needs = (0..=PLACES_MAX).map(|place| (format!("p{place}"), Vec::new())).collect();
        assert!(Chunks::new(&needs, |_| Ok(Vec::new())).is_err());
    }
}
