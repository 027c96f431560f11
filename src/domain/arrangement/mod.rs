//! From an offer to an accepted arrangement: possible terms, the operator's policy, and the legal steps.

mod acceptance;
mod deal;
mod itemisation;
mod lifecycle;
mod policy;
mod terms;

pub use crate::calendar::{Frequency, days_after};
pub use acceptance::{
    Answer, Band, BookError, BookErrorKind, Bounds, Change, ChangeAnswer, ChangeObjection, ChangeRules, Edition, Means,
    Objection, PolicyBook, SettlementRule, Used, WHOLE,
};
pub use deal::{Deal, DealError};
pub use itemisation::{Itemisation, ItemisationError};
pub use lifecycle::{Claim, ClaimStep, Party, ProposalState, ProposalStep, StepError};
pub use policy::{AutoAccept, Policy, PolicyError, START_DAYS_MAX, TERM_MONTHS_MAX};
pub use terms::{INSTALMENTS_MAX, Instalment, Terms, TermsError};
