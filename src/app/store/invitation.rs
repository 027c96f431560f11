//! The invitation and what came of it.

use leptos::prelude::*;
use wire::api::Invitation;
use wire::saved::{Saved, SavedInvitation};

/// The invitation on this device, if there is one.
#[derive(Clone, Copy)]
pub struct InvitationStore {
    /// As kept.
    pub saved: RwSignal<Option<SavedInvitation>>,
}

impl InvitationStore {
    pub fn new(saved: &Saved) -> Self {
        Self { saved: RwSignal::new(saved.invitation.clone()) }
    }

    /// The invitation as last seen; follows it.
    pub fn invitation(self) -> Option<Invitation> {
        self.saved.with(|saved| saved.as_ref().map(|kept| kept.invitation.clone()))
    }

    /// The secret of its link.
    pub fn token(self) -> Option<String> {
        self.saved.with(|saved| saved.as_ref().map(|kept| kept.token.clone()))
    }

    /// True once there is an arrangement.
    pub fn has_arrangement(self) -> bool {
        self.saved.with(|saved| saved.as_ref().is_some_and(|kept| !kept.invitation.receipts.is_empty()))
    }
}
