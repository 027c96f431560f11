//! Free advice from people.

mod page;

use crate::shared::lazy::{Cut, Drawn, at_once};

/// The page.
pub const PAGE: Cut = Cut { draw: || at_once(advice()), load: || Box::pin(load_advice()) };

cut! { glossary, load_advice,
    fn advice() -> Drawn {
        Ok(Box::new(page::page()))
    }
}
