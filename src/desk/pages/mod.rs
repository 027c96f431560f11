//! The pages of the desk.

pub mod case;
pub mod entry;
pub mod invite;
mod link;
pub mod list;
