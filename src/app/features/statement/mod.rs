//! All of the budget, worked out and to be printed.

mod cash;
mod context;
mod credit;
mod model;
mod month;
mod net_worth;
mod page;

use crate::shared::lazy::{Cut, Drawn, at_once};

/// The page.
pub const PAGE: Cut = Cut { draw: || at_once(statement()), load: || Box::pin(load_statement()) };

cut! { statement, load_statement,
    fn statement() -> Drawn {
        Ok(Box::new(page::page()))
    }
}
