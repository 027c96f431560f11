//! The server: stores what both sides accepted, and serves the pages.
//!
//! Read `http/routes.rs` for every address, `cases/transitions.rs` for what can happen to a case, `store/mod.rs` for how
//! it is kept.

mod auth;
mod cases;
mod events;
mod http;
pub mod server;
mod store;
#[cfg(test)]
mod tests;
