//! What this device keeps, and what left it.

mod page;

use crate::shared::lazy::{Cut, Drawn, at_once};

/// The page.
pub const PAGE: Cut = Cut { draw: || at_once(settings()), load: || Box::pin(load_settings()) };

cut! { settings, load_settings,
    fn settings() -> Drawn {
        Ok(Box::new(page::page()))
    }
}
