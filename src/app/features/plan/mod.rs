//! What happens to all debts, month by month.

mod lazy;
mod order;
mod page;
mod share_link;
mod strategy_choice;

use crate::shared::lazy::{Cut, Drawn, at_once};

/// The page.
pub const PAGE: Cut = Cut { draw: || at_once(plan()), load: || Box::pin(load_plan()) };

cut! { plan, load_plan,
    fn plan() -> Drawn {
        Ok(Box::new(page::page()))
    }
}
