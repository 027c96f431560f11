//! Building the pages and the server, and running it.

pub mod cut;
pub mod dev;
pub mod finish;
pub mod page;
pub mod server;
pub mod trunk;

/// The addresses of the client's page, from its own source.
#[path = "../../app/shared/route_table.rs"]
#[expect(dead_code, reason = "the page that an address leads to is the app's matter")]
mod route_table;
