//! Who invites, to be looked at and changed.

mod page;

pub use page::page;
