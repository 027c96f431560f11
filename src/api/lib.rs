//! The server: stores what both sides accepted, and serves the pages.
//!
//! Read `routes.rs` for every address, `steps.rs` for what can happen to a case, `store/mod.rs` for what is kept.

mod address;
mod app;
mod case;
mod checks;
mod clock;
mod guard;
mod guidelines;
pub mod law;
mod limits;
mod listen;
mod once;
mod page;
mod refusal;
mod request;
mod routes;
mod secret;
pub mod serve;
mod signing;
mod steps;
mod store;
#[cfg(test)]
mod tests;
