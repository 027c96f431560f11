//! HTTP: the route table, what every request passes, what handlers read from it, and how refusals are answered.

pub mod client_address;
pub mod error;
pub mod extract;
pub mod health;
pub mod idempotency;
pub mod middleware;
pub mod rate_limit;
pub mod routes;
pub mod state;
pub mod static_files;
pub mod validation;
