//! One case, and what can be done with it.

mod accounts;
mod answer;
mod dispute;
mod ending;
mod history;
mod link;
mod offers;
mod page;
mod relabel;

pub use page::page;
