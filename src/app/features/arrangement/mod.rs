//! What both sides accepted, and what is under way.

mod agreed;
mod history;
mod open_offer;
mod page;

use wasm_split_helpers::wasm_split;

use crate::shared::lazy::{Cut, Drawn, at_once};

/// The page.
pub const PAGE: Cut = Cut { draw: || at_once(arrangement()), load: || Box::pin(load_arrangement()) };

#[wasm_split(arrangement, fallible, preload(load_arrangement))]
fn arrangement() -> Drawn {
    Ok(Box::new(page::page()))
}
