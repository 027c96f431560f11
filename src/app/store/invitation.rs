//! The invitations and what came of them.

use leptos::prelude::*;
use wire::api::Invitation;
use wire::saved::{Saved, SavedInvitation};

use crate::store::agreement::{Agreement, agreements};

/// What the id of a debt that came with an invitation begins with.
const INVITED: &str = "invited-";

/// The debt of an account: of the invitation that is shown, or of another one.
pub fn debt_of(account_id: &str, other: Option<&str>) -> String {
    match other {
        None => [INVITED, account_id].concat(),
        Some(invitation_id) => [INVITED, account_id, "@", invitation_id].concat(),
    }
}

/// The account of the invitation that is shown for which a debt of this id stands.
pub fn account_of(id: &str) -> Option<&str> {
    id.strip_prefix(INVITED).filter(|account| !account.contains('@'))
}

/// The invitations on this device.
#[derive(Clone, Copy)]
pub struct InvitationStore {
    /// The one that the pages show, as kept.
    pub saved: RwSignal<Option<SavedInvitation>>,
    /// The secret of a link that was opened and is not answered yet; empty for none.
    pub link: RwSignal<String>,
    /// All others, as kept.
    pub others: RwSignal<Vec<SavedInvitation>>,
}

impl InvitationStore {
    pub fn new(saved: &Saved) -> Self {
        Self {
            saved: RwSignal::new(saved.invitation.clone()),
            link: RwSignal::new(saved.link.clone()),
            others: RwSignal::new(saved.invitations_other.clone()),
        }
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

    /// The arrangements that go on, of all invitations; follows them.
    pub fn agreements(self) -> Vec<Agreement> {
        let shown = self.saved.with(|kept| {
            kept.as_ref().map(|kept| agreements(&kept.invitation, |account| debt_of(account, None))).unwrap_or_default()
        });
        self.others.with(|others| {
            let other = |kept: &SavedInvitation| {
                agreements(&kept.invitation, |account| debt_of(account, Some(&kept.invitation.id)))
            };
            shown.into_iter().chain(others.iter().flat_map(other)).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_invitation_that_is_shown_has_accounts() {
        assert_eq!(account_of(&debt_of("a1", None)), Some("a1"));
        assert_eq!(account_of(&debt_of("a1", Some("f00"))), None);
        assert_eq!(account_of("own-1"), None);
    }
}
