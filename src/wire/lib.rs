//! What leaves the process: bodies of the API, saved documents, share links, receipts. Serialised means contract, so
//! these types are separate from the domain's, every saved document carries a version, requests refuse unknown fields
//! and answers tolerate them (an old page may meet a newer server).

pub mod api;
pub mod problem;
pub mod receipt;
pub mod reply;
pub mod saved;
pub mod share;
pub mod terms;
pub mod text;
pub mod token;

/// The reader and writer of the documents declared here, for those who know this crate.
pub use json;

#[cfg(test)]
mod tests;
