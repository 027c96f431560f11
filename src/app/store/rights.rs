//! What was typed about one's rights and their dates.
//!
//! It lives as long as the page and is not in the saved document. Nothing else is worked out from it, so nobody would miss
//! it tomorrow; and an old debt or a crisis is nothing that a device should remember about its owner, who came to ask one
//! question. What is needed is one or two days, and they stand in the letter.

use leptos::prelude::*;

use crate::store::rooted;

/// What was typed and chosen, by the name of the field. A field of two questions keeps its day when the question changes.
#[derive(Clone, Copy)]
pub struct RightsStore {
    typed: RwSignal<Vec<(String, RwSignal<String>)>>,
}

impl RightsStore {
    pub fn new() -> Self {
        Self { typed: RwSignal::new(Vec::new()) }
    }

    /// What was typed into a field; nothing at first.
    pub fn field(self, name: &str) -> RwSignal<String> {
        let find =
            |all: &Vec<(String, RwSignal<String>)>| all.iter().find(|(known, _)| known == name).map(|(_, one)| *one);
        self.typed.with_untracked(find).unwrap_or_else(|| {
            let typed = rooted(|| RwSignal::new(String::new()));
            self.typed.update_untracked(|all| all.push((name.to_owned(), typed)));
            typed
        })
    }
}
