//! What the law says, and until when.

mod clock;
mod context;
mod labels;
mod lazy;
mod page;
mod rights_answer;

use crate::shared::lazy::{Cut, Drawn, at_once};

/// The page.
pub const PAGE: Cut = Cut { draw: || at_once(rights()), load: || Box::pin(load_rights()) };

cut! { rights, load_rights,
    fn rights() -> Drawn {
        Ok(Box::new(page::page()))
    }
}
