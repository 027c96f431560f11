//! What the client offers each creditor.

mod affordable;
mod choice;
mod distribute;
mod settlement;
mod share;

pub use affordable::{Capacity, Part, READY_PARTS, Stretch, capacity, ready_choice, stretch};
pub use choice::{Choice, Course, carried_through, instalment};
pub use distribute::{
    Creditor, CreditorStatus, DistributeError, Distribution, Offer, OfferReason, ShareRule, distribute,
};
pub use settlement::{FullAndFinal, FullAndFinalError, full_and_final};
pub(crate) use share::share_integers;
pub use share::{ShareClaim, ShareError, share_out};
