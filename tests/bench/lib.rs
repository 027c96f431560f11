//! What `cargo xtask bench` measures: five workloads, and the peers that are measured beside the engine.
//!
//! Nothing is measured before all have given the same figures: [`Figures`] holds what is compared, to the penny and for
//! every debt in every month. The peers in JavaScript are `plain.mjs` and `exact.mjs`; they read the workloads from the
//! page's own program, so that there is one list of debts.

pub mod chains;
pub mod decimal;
pub mod figures;
pub mod floats;
mod plan;
pub mod workloads;

// The decimal twin of the engine's tests names its neighbours as it does at home.
use domain::{debt, money, rate};

pub use figures::Figures;
