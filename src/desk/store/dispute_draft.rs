//! Answers to disputes while they are written.

use leptos::prelude::*;

use crate::store::net;

/// The answer to one dispute, as typed.
#[derive(Clone)]
pub struct DisputeDraft {
    /// Of which case.
    pub case: String,
    /// About which account.
    pub account: String,
    /// The entry of the history with the dispute.
    pub record: i64,
    /// [`VERIFIED`], [`PART`], [`ALL`] or nothing yet.
    pub kind: RwSignal<String>,
    /// How much is claimed no longer.
    pub part: RwSignal<String>,
    /// What was sent or found out.
    pub told: RwSignal<String>,
}

impl DisputeDraft {
    /// The id of one of its fields.
    pub fn id(&self, field: &str) -> String {
        ["dispute-", &self.account, "-", field].concat()
    }

    /// Where it is sent.
    pub fn path(&self) -> String {
        [net::INVITATIONS, "/", &self.case, "/accounts/", &self.account, "/answer"].concat()
    }
}

/// All answers to disputes that are being written.
#[derive(Clone, Copy)]
pub struct DisputeDrafts(StoredValue<Vec<DisputeDraft>>);

impl DisputeDrafts {
    /// Nothing typed.
    pub fn new() -> Self {
        Self(StoredValue::new(Vec::new()))
    }

    /// The answer to the dispute in this entry, begun already or new. What it makes must outlive the page.
    pub fn of(self, case: &str, account: &str, record: i64) -> DisputeDraft {
        let is_same = |draft: &&DisputeDraft| draft.case == case && draft.account == account && draft.record == record;
        if let Some(known) = self.0.with_value(|drafts| drafts.iter().find(is_same).cloned()) {
            return known;
        }
        let draft = DisputeDraft {
            case: case.to_owned(),
            account: account.to_owned(),
            record,
            kind: RwSignal::new(String::new()),
            part: RwSignal::new(String::new()),
            told: RwSignal::new(String::new()),
        };
        self.0.update_value(|drafts| drafts.push(draft.clone()));
        draft
    }

    /// Forgets one that was sent.
    pub fn forget(self, case: &str, account: &str) {
        self.0.update_value(|drafts| drafts.retain(|draft| draft.case != case || draft.account != account));
    }

    /// Forgets everything.
    pub fn clear(self) {
        self.0.update_value(Vec::clear);
    }

    /// True if words were typed.
    pub fn is_begun(self) -> bool {
        self.0.with_value(|drafts| drafts.iter().any(|draft| draft.told.with_untracked(|told| !told.is_empty())))
    }
}
