//! What is being typed, and reading it. Reading is plain functions from text to a document or to codes; the sentences
//! for the codes are in [`fault`].

mod answer;
mod dispute;
mod entry;
pub mod fault;
mod invite;

pub use answer::{ACCEPT, AnswerDraft, COUNTER, CounterDraft, DECLINE};
pub use dispute::{ALL, DisputeDraft, DisputeDrafts, PART, VERIFIED};
pub use entry::EntryDraft;
pub use fault::{Code, Fault};
pub use invite::{
    AT_ONCE_ALL, AT_ONCE_NOTHING, AT_ONCE_UP_TO, AccountDraft, InviteDraft, LEFT_OVER_MAX, SHARE_MIN, account_id,
};
