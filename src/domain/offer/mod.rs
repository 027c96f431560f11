//! What the client offers each creditor.

mod affordable;
mod share;

pub use affordable::{Capacity, Part, READY_PARTS, Stretch, capacity, ready_choice, stretch};
pub(crate) use share::share_integers;
pub use share::{Claim, ShareError, share_out};
