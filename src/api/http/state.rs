//! The state that every handler shares.

use crate::cases::signing::Signer;
use crate::server::clock::Clock;
use crate::store::Store;
use std::sync::Arc;

/// What all requests share.
pub struct AppState {
    /// The database.
    pub store: Box<dyn Store>,
    /// The key for receipts.
    pub signer: Signer,
    /// The clock.
    pub clock: Clock,
    /// Where people reach the server, without a slash at the end.
    pub public_url: String,
}

/// A handle on [`AppState`].
pub type App = Arc<AppState>;
