//! The PIN with which a link opens on a further device of the client.

use json::document;

/// `POST /api/v1/invitation/pin`: the client chooses a PIN, or another one, with which the link opens on a further device.
/// Answers 204. `POST /api/v1/invitation/device`: a further device, whose own secret is in
/// [`CLIENT_SECRET`](crate::api::header::CLIENT_SECRET), shows the PIN. Answers the invitation. Neither takes an
/// idempotency key: what would be kept for a repetition could be guessed back to the PIN, and a repetition changes nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct PinRequest {
    /// Version of this body: always 1.
    pub version: u32,
    /// From [`PIN_DIGITS_MIN`](crate::api::limit::PIN_DIGITS_MIN) to
    /// [`PIN_DIGITS_MAX`](crate::api::limit::PIN_DIGITS_MAX) digits, not all alike and not counting up or down.
    pub pin: String,
}

document!(PinRequest { version, pin });

impl core::fmt::Debug for PinRequest {
    /// Never the PIN.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("PinRequest(…)")
    }
}
