//! The form kit in a real browser: `cargo xtask test components`. Natively there is nothing to run.
#![cfg_attr(target_arch = "wasm32", expect(clippy::unwrap_used, reason = "a test that unwraps fails with the place"))]

#[cfg(target_arch = "wasm32")]
mod components;
#[cfg(target_arch = "wasm32")]
mod words;

fn main() {}
