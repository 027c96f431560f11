//! All cases.

mod page;

pub use page::page;
