//! A plan that somebody shared.

mod page;

use crate::shared::lazy::{Cut, Drawn, at_once};

/// The page.
pub const PAGE: Cut = Cut { draw: || at_once(shared_plan()), load: || Box::pin(load_shared_plan()) };

cut! { shared_plan, load_shared_plan,
    fn shared_plan() -> Drawn {
        Ok(Box::new(page::page()))
    }
}
