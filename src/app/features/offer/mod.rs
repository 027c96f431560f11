//! What is offered to whom.

mod figures;
mod own_amounts;
mod page;

use crate::shared::lazy::{Cut, Drawn, at_once};

/// The page.
pub const PAGE: Cut = Cut { draw: || at_once(offer()), load: || Box::pin(load_offer()) };

cut! { offer, load_offer,
    fn offer() -> Drawn {
        Ok(Box::new(page::page()))
    }
}
