//! Name, password and organisation while they are typed.

use leptos::prelude::*;

use crate::store::OrganisationDraft;

/// Name, password and organisation as typed.
#[derive(Clone, Copy)]
pub struct SignInDraft {
    /// Sign-in name.
    pub name: RwSignal<String>,
    /// Password.
    pub password: RwSignal<String>,
    /// The password that is to take its place.
    pub new_password: RwSignal<String>,
    /// Who invites.
    pub organisation: OrganisationDraft,
}

impl SignInDraft {
    /// Nothing typed.
    pub fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self { name: empty(), password: empty(), new_password: empty(), organisation: OrganisationDraft::new() }
    }

    /// Forgets what was typed.
    pub fn clear(self) {
        self.name.set(String::new());
        self.password.set(String::new());
        self.new_password.set(String::new());
        self.organisation.clear();
    }
}
