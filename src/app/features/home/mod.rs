//! The first screen.

mod page;

pub use page::page;
