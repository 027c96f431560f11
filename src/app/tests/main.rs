//! The store of the client's page in a real browser: `cargo xtask test components`. Natively there is nothing to run.
#![cfg_attr(
    target_arch = "wasm32",
    expect(
        dead_code,
        unused_imports,
        clippy::unwrap_used,
        reason = "the page is no library: its store is compiled here once more, and a test that unwraps fails with the place"
    )
)]

#[cfg(target_arch = "wasm32")]
mod components;
#[cfg(target_arch = "wasm32")]
#[path = "../store/mod.rs"]
mod store;
#[cfg(target_arch = "wasm32")]
#[path = "../words.rs"]
mod words;

fn main() {}
