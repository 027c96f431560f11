//! Who sits at the desk, and for whom it is.

use json::{choice, document};

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

/// Who invites, as clients see it. What came later is empty in older documents; [`Self::missing`] says what must be there
/// before anybody is invited. `PUT /api/v1/desk/organisation` changes it and answers the [`Session`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organisation {
    /// Its name, as people know it.
    pub name: String,
    /// Phone number people can check against a letter; may be empty.
    pub phone: String,
    /// Address of its web site, https; may be empty.
    pub website: String,
    /// What it is towards the client; `None` until it is said.
    pub kind: Option<OperatorKind>,
    /// Its name in law.
    pub legal_name: String,
    /// Its postal address, in lines.
    pub address: String,
    /// Registration or licence: with whom, and the number. Empty where none is asked for by law.
    pub registration: String,
    /// Where complaints go: an address, by post or e-mail.
    pub complaints: String,
    /// Its privacy notice: a web address on https, or the text, up to `limit::PRIVACY_CHARS_MAX` characters.
    pub privacy: String,
}

document!(Organisation {
    name, phone, website, kind = filled, legal_name = filled, address = filled, registration = filled,
    complaints = filled, privacy = filled,
});

impl Organisation {
    /// The names of the fields that must be filled before anybody is invited and are not.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let fields = [
            ("name", self.name.is_empty()),
            ("kind", self.kind.is_none()),
            ("legal_name", self.legal_name.is_empty()),
            ("address", self.address.is_empty()),
            ("complaints", self.complaints.is_empty()),
            ("privacy", self.privacy.is_empty()),
        ];
        fields.into_iter().filter(|(_, is_missing)| *is_missing).map(|(name, _)| name).collect()
    }

    /// Whether it collects debts for others: the law of some countries asks more of those.
    #[must_use]
    pub fn is_collector(&self) -> bool {
        self.kind == Some(OperatorKind::DebtCollector)
    }
}

/// What an operator is towards a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperatorKind {
    /// The client owes it money itself.
    Creditor,
    /// It collects debts that are or were owed to others (15 U.S.C. 1692a(6); FCA Handbook, PERG 17.7).
    DebtCollector,
    /// It advises people in debt and owes nothing to creditors.
    AdviceAgency,
}

choice!(OperatorKind { Creditor: "creditor", DebtCollector: "debt_collector", AdviceAgency: "advice_agency" });

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
