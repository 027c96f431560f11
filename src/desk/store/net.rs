//! Asking the server, with every refusal told apart.

use browser::fetch;
pub use browser::fetch::{Method, Request};
use wire::reply::Reply;
pub use wire::reply::{Error as NetError, read};

/// Where the session is asked for, begun and ended.
pub const SESSION: &str = "/api/v1/desk/session";
/// Where another password is chosen.
pub const PASSWORD: &str = "/api/v1/desk/password";
/// Where the first counsellor sets up the desk.
pub const SETUP: &str = "/api/v1/desk/setup";
/// Where it is said who invites.
pub const ORGANISATION: &str = "/api/v1/desk/organisation";
/// Where an invitation is looked over before it is made.
pub const REVIEW: &str = "/api/v1/desk/invitations/review";
/// Where invitations are listed and made.
pub const INVITATIONS: &str = "/api/v1/desk/invitations";

/// Sends a request and answers the text of a success.
///
/// # Errors
/// See [`NetError`].
pub async fn send(request: Request) -> Result<String, NetError> {
    let fetch::Response { status, media_type, retry_after, text, .. } =
        fetch::send(&request).await.map_err(|error| match error {
            fetch::Error::Offline => NetError::Offline,
            fetch::Error::TimedOut => NetError::TimedOut,
            fetch::Error::Malformed => NetError::Unreadable,
        })?;
    Reply { status, media_type, retry_after, text }.answer()
}
