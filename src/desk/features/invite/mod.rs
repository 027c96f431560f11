//! A new invitation.

mod context;
mod debts;
mod model;
mod page;

pub use page::page;
