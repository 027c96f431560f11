//! What a change must pass: tests, lints, the byte budget, and proofs that take long.

pub mod attack;
mod count;
pub mod lint;
mod postgres;
pub mod proof;
pub mod size;
pub mod test;
