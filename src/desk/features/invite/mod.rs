//! A new invitation.

mod context;
mod debts;
mod model;
mod page;
mod review;

pub use page::page;
