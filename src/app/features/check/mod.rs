//! The answer to an offer before anything is sent, and sending it.

mod model;
mod page;

use crate::shared::lazy::{Cut, Drawn, at_once};

/// The page.
pub const PAGE: Cut = Cut { draw: || at_once(check()), load: || Box::pin(load_check()) };

cut! { check, load_check,
    fn check() -> Drawn {
        Ok(Box::new(page::page()))
    }
}
