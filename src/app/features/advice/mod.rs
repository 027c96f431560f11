//! Free advice from people.

mod page;

use wasm_split_helpers::wasm_split;

use crate::shared::lazy::{Cut, Drawn, at_once};

/// The page.
pub const PAGE: Cut = Cut { draw: || at_once(advice()), load: || Box::pin(load_advice()) };

#[wasm_split(glossary, fallible, preload(load_advice))]
fn advice() -> Drawn {
    Ok(Box::new(page::page()))
}
