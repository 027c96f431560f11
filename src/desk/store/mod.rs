//! What the desk knows while its tab is open.

mod answer_draft;
mod dispute_draft;
pub mod invite_draft;
pub mod net;
mod organisation_draft;
mod sign_in_draft;
mod state;

pub use answer_draft::{AnswerDraft, AnswerDrafts, CounterDraft};
pub use dispute_draft::{DisputeDraft, DisputeDrafts};
pub use invite_draft::{AccountDraft, InviteDraft};
pub use organisation_draft::OrganisationDraft;
pub use sign_in_draft::SignInDraft;
pub use state::{Desk, FreshLink, Outcome, Phase};
