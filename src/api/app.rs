//! What every handler has at hand.

use crate::clock::Clock;
use crate::signing::Signer;
use crate::store::Store;
use std::sync::Arc;

/// The server's own things, shared by all requests.
pub struct Shared {
    /// The database.
    pub store: Box<dyn Store>,
    /// The key for receipts.
    pub signer: Signer,
    /// The time.
    pub clock: Clock,
    /// Where people reach the server, without a slash at the end.
    pub public_url: String,
}

/// A handle on [`Shared`].
pub type App = Arc<Shared>;
