//! The operator's acceptance rules as dated data, and what they say to a proposal or to a change.
//!
//! [`PolicyBook`] holds the rules: editions that follow each other in time, each with bands of balances.
//! [`PolicyBook::answer`] answers a proposal and [`Edition::answer_change`] a change the client wants to make alone.
//! The rules of one invitation, [`super::Policy`], are a book of one edition.

mod answer;
mod book;
mod change;
#[cfg(test)]
mod recorded;
#[cfg(test)]
mod tests;

pub use answer::{Answer, Means, Objection};
pub use book::{Band, BookError, BookErrorKind, Bounds, Edition, PolicyBook, SettlementRule, WHOLE};
pub use change::{Change, ChangeAnswer, ChangeObjection, ChangeRules, Used};
