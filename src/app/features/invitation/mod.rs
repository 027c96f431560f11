//! What an invitation says, and opening it.

mod opening;
mod operator;
mod page;

use crate::shared::lazy::{Cut, Drawn, at_once};

/// The page.
pub const PAGE: Cut = Cut { draw: || at_once(invitation()), load: || Box::pin(load_invitation()) };

cut! { invitation, load_invitation,
    fn invitation() -> Drawn {
        Ok(Box::new(page::page()))
    }
}
