//! Who invites, while it is typed.

use leptos::prelude::*;
use wire::api::Organisation;
use wire::json::{Json as _, Value};

/// Who invites, as typed.
#[derive(Clone, Copy)]
pub struct OrganisationDraft {
    /// Its name.
    pub name: RwSignal<String>,
    /// Its phone number.
    pub phone: RwSignal<String>,
    /// Its web site.
    pub website: RwSignal<String>,
    /// Id of a `wire::api::OperatorKind`; empty while nothing is chosen.
    pub kind: RwSignal<String>,
    /// Its name in law.
    pub legal_name: RwSignal<String>,
    /// Its postal address.
    pub address: RwSignal<String>,
    /// Its registration or licence.
    pub registration: RwSignal<String>,
    /// Where complaints go.
    pub complaints: RwSignal<String>,
    /// Its privacy notice.
    pub privacy: RwSignal<String>,
}

impl OrganisationDraft {
    /// Nothing typed.
    pub fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            name: empty(),
            phone: empty(),
            website: empty(),
            kind: empty(),
            legal_name: empty(),
            address: empty(),
            registration: empty(),
            complaints: empty(),
            privacy: empty(),
        }
    }

    /// Starts with what is known.
    pub fn fill(self, known: &Organisation) {
        let kind = known.kind.map(|kind| kind.write());
        self.kind.set(kind.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned());
        for (field, text) in [
            (self.name, &known.name),
            (self.phone, &known.phone),
            (self.website, &known.website),
            (self.legal_name, &known.legal_name),
            (self.address, &known.address),
            (self.registration, &known.registration),
            (self.complaints, &known.complaints),
            (self.privacy, &known.privacy),
        ] {
            field.set(text.clone());
        }
    }

    /// Forgets what was typed.
    pub fn clear(self) {
        self.fill(&Organisation::default());
    }
}
