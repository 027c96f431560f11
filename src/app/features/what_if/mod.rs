//! What is tried out before anything is promised.

mod cash;
mod context;
mod goal;
mod kinds;
mod law;
mod lazy;
mod list;
mod model;
mod monte_carlo;
mod page;
mod plan_comparison;
mod questions;
mod reading;
mod result;
mod saved_scenarios;
mod store;
mod stress_test;

use crate::shared::lazy::{Cut, Drawn, at_once};

/// The page.
pub const PAGE: Cut = Cut { draw: || at_once(what_if()), load: || Box::pin(load_what_if()) };

cut! { what_if, load_what_if,
    fn what_if() -> Drawn {
        Ok(Box::new(page::page()))
    }
}
