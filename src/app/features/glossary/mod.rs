//! Words explained.

mod page;

use wasm_split_helpers::wasm_split;

use crate::shared::lazy::{Cut, Drawn, at_once};

/// The page.
pub const PAGE: Cut = Cut { draw: || at_once(glossary()), load: || Box::pin(load_glossary()) };

#[wasm_split(glossary, fallible, preload(load_glossary))]
fn glossary() -> Drawn {
    Ok(Box::new(page::page()))
}
