//! What both sides accepted, and what is under way.

mod agreed;
mod history;
mod open_offer;
mod page;

use crate::shared::lazy::{Cut, Drawn, at_once};

/// The page.
pub const PAGE: Cut = Cut { draw: || at_once(arrangement()), load: || Box::pin(load_arrangement()) };

cut! { arrangement, load_arrangement,
    fn arrangement() -> Drawn {
        Ok(Box::new(page::page()))
    }
}
