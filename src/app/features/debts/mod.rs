//! What is owed, to whom, and what is said against it.

mod context;
mod converted_value;
mod debt_details;
mod dispute;
mod facts;
mod fields;
mod invited;
mod lazy;
mod own;
mod page;
mod problem;

use wasm_split_helpers::wasm_split;

use crate::shared::lazy::{Cut, Drawn, at_once};

/// The page.
pub const PAGE: Cut = Cut { draw: || at_once(debts()), load: || Box::pin(load_debts()) };

#[wasm_split(debts, fallible, preload(load_debts))]
fn debts() -> Drawn {
    Ok(Box::new(page::page()))
}
