//! What the client offers each creditor.

mod share;

pub(crate) use share::share_integers;
pub use share::{Claim, ShareError, share_out};
