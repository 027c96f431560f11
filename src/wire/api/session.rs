//! Who sits at the desk, and for whom it is.

use json::document;

/// `POST /api/v1/desk/setup`: the first counsellor sets up the desk with the one-time secret. Answers [`Session`].
#[derive(Clone, Debug)]
pub struct SetupRequest {
    /// The one-time secret from the printed link.
    pub setup_token: String,
    /// Sign-in name, unique whatever the case of its letters.
    pub name: String,
    /// Password.
    pub password: String,
    /// The organisation that invites.
    pub organisation: Organisation,
}

document!(SetupRequest { setup_token, name, password, organisation });

/// Who invites, as clients see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its name.
    pub name: String,
    /// Phone number people can check against a letter; may be empty.
    pub phone: String,
    /// Address of its web site, https; may be empty.
    pub website: String,
}

document!(Organisation { name, phone, website });

/// `POST /api/v1/desk/session`. Answers [`Session`] and sets the cookie.
#[derive(Clone, Debug)]
pub struct SignInRequest {
    /// Sign-in name of the counsellor.
    pub name: String,
    /// Password.
    pub password: String,
}

document!(SignInRequest { name, password });

/// `GET /api/v1/desk/session`: who is signed in. `DELETE` signs out (204).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Sign-in name of the counsellor.
    pub name: String,
    /// The organisation.
    pub organisation: Organisation,
    /// The server's public base address, for links: `https://plan.example`.
    pub public_url: String,
}

document!(Session { name, organisation, public_url });

/// `POST /api/v1/desk/password`: whoever is signed in chooses another password. Answers [`Session`] with a new cookie; all
/// other sessions of the same counsellor end. Takes no idempotency key, so that nothing of a password is kept.
#[derive(Clone)]
pub struct PasswordRequest {
    /// The password of now.
    pub current: String,
    /// The new one: from [`PASSWORD_CHARS_MIN`](crate::api::limit::PASSWORD_CHARS_MIN) to
    /// [`PASSWORD_CHARS_MAX`](crate::api::limit::PASSWORD_CHARS_MAX) characters, and none that others try first.
    pub new: String,
}

document!(PasswordRequest { current, new });

impl core::fmt::Debug for PasswordRequest {
    /// Never a password.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("PasswordRequest(…)")
    }
}
