//! The state that every handler shares.

use crate::auth::password::Passwords;
use crate::cases::signing::Signer;
use crate::http::health::Health;
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
    /// Hashes passwords.
    pub passwords: Passwords,
    /// Whether the server can do its work.
    pub health: Health,
    /// Whom to tell of a hole, as an address for `security.txt`.
    pub security_contact: Option<String>,
    /// Where people reach the server, without a slash at the end.
    pub public_url: String,
}

/// A handle on [`AppState`].
pub type App = Arc<AppState>;
