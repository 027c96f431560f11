//! Name, password and organisation while they are typed.

use leptos::prelude::*;

/// Name, password and organisation as typed.
#[derive(Clone, Copy)]
pub struct SignInDraft {
    /// Sign-in name.
    pub name: RwSignal<String>,
    /// Password.
    pub password: RwSignal<String>,
    /// The password that is to take its place.
    pub new_password: RwSignal<String>,
    /// The organisation's name.
    pub organisation: RwSignal<String>,
    /// Its phone number.
    pub phone: RwSignal<String>,
    /// Its web site.
    pub website: RwSignal<String>,
}

impl SignInDraft {
    /// Nothing typed.
    pub fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            name: empty(),
            password: empty(),
            new_password: empty(),
            organisation: empty(),
            phone: empty(),
            website: empty(),
        }
    }

    /// Forgets what was typed.
    pub fn clear(self) {
        for field in [self.name, self.password, self.new_password, self.organisation, self.phone, self.website] {
            field.set(String::new());
        }
    }
}
