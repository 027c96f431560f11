//! Words explained.

mod page;

use crate::shared::lazy::{Cut, Drawn, at_once};

/// The page.
pub const PAGE: Cut = Cut { draw: || at_once(glossary()), load: || Box::pin(load_glossary()) };

cut! { glossary, load_glossary,
    fn glossary() -> Drawn {
        Ok(Box::new(page::page()))
    }
}
