//! The budget: what comes in, what goes out, and what is left over each month.

mod budget_extras;
mod context;
mod convention;
mod guideline_note;
mod lazy;
mod lines;
mod page;
mod pays;
mod sum;
mod varying_pay;

use crate::shared::lazy::{Cut, Drawn, at_once};

/// The page.
pub const PAGE: Cut = Cut { draw: || at_once(budget()), load: || Box::pin(load_budget()) };

cut! { budget, load_budget,
    fn budget() -> Drawn {
        Ok(Box::new(page::page()))
    }
}
