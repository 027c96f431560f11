//! The rooms that the engine's decimal twin looks into: it says `super::super` and means the engine.

pub use domain::plan::*;

pub mod tests;
