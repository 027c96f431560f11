//! An invitation with its debts, offers, receipts and history, as the server holds it while it answers one request.

use domain::arrangement::{ProposalState, days_after};
use jiff::civil::Date;
use wire::api::{
    Account, AccountState, Country, DeskCase, DeskState, DeskSummary, Invitation, Itemisation, Organisation, Proposal,
    Record,
};
use wire::receipt::{PublicKey, Receipt};
use wire::terms::Policy;

/// One debt.
#[derive(Clone)]
pub struct Debt {
    /// Name within the invitation: `a1`, `a2` …
    pub id: String,
    /// To whom it is owed.
    pub creditor: String,
    /// The creditor's own reference.
    pub reference: String,
    /// Id of a `DebtKind`.
    pub kind: String,
    /// What is owed.
    pub balance_minor: i64,
    /// How it came about.
    pub itemisation: Itemisation,
    /// When the client disputed it, RFC 3339.
    pub disputed_at: Option<String>,
}

/// Everything about one invitation.
#[derive(Clone)]
pub struct Case {
    /// Name of the invitation, 16 hexadecimal digits.
    pub id: String,
    /// Sign-in name of who made it.
    pub counsellor: String,
    /// Who invites.
    pub organisation: Organisation,
    /// The desk's own label.
    pub label: String,
    /// Why, in the counsellor's words.
    pub message: String,
    /// Where the client lives.
    pub country: Country,
    /// ISO 4217 code.
    pub currency: String,
    /// What is accepted.
    pub policy: Policy,
    /// The day it was made.
    pub created_on: Date,
    /// The last day of the link.
    pub expires_on: Date,
    /// When it was first opened, RFC 3339.
    pub opened_at: Option<String>,
    /// When it was taken back, RFC 3339.
    pub withdrawn_at: Option<String>,
    /// When something last happened, RFC 3339.
    pub changed_at: String,
    /// The debts, in order.
    pub debts: Vec<Debt>,
    /// Offers, oldest first.
    pub proposals: Vec<Proposal>,
    /// Receipts, oldest first.
    pub receipts: Vec<Receipt>,
    /// The history, oldest first.
    pub records: Vec<Record>,
}

/// Whether the last day of a link is over. The client's day may still be the one before the server's.
#[must_use]
pub fn is_over(expires_on: Date, today: Date) -> bool {
    today > days_after(expires_on, 1)
}

impl Case {
    /// The debt of this name.
    #[must_use]
    pub fn debt(&self, id: &str) -> Option<&Debt> {
        self.debts.iter().find(|debt| debt.id == id)
    }

    /// Whether a debt has an arrangement.
    #[must_use]
    pub fn is_arranged(&self, account_id: &str) -> bool {
        self.receipts.iter().any(|receipt| receipt.arrangement.account_id == account_id)
    }

    fn account_state(&self, debt: &Debt) -> AccountState {
        if debt.disputed_at.is_some() {
            AccountState::Disputed
        } else if self.is_arranged(&debt.id) {
            AccountState::Arranged
        } else {
            AccountState::Open
        }
    }

    /// Where it stands for the desk: what waits for a person comes first.
    #[must_use]
    pub fn desk_state(&self, today: Date) -> DeskState {
        let has = |state: ProposalState| self.proposals.iter().any(|proposal| proposal.state == state.id());
        let last_is = |state: ProposalState| self.proposals.last().is_some_and(|last| last.state == state.id());
        if self.withdrawn_at.is_some() {
            DeskState::Withdrawn
        } else if has(ProposalState::Considered) {
            DeskState::NeedsPerson
        } else if self.debts.iter().any(|debt| debt.disputed_at.is_some()) {
            DeskState::Disputed
        } else if self.debts.iter().all(|debt| self.is_arranged(&debt.id)) {
            DeskState::Arranged
        } else if is_over(self.expires_on, today) {
            DeskState::Expired
        } else if last_is(ProposalState::Countered) || last_is(ProposalState::Rejected) {
            DeskState::Answered
        } else if self.opened_at.is_some() || !self.proposals.is_empty() {
            DeskState::Opened
        } else {
            DeskState::Sent
        }
    }

    /// What the client may know.
    #[must_use]
    pub fn invitation(&self, key: &PublicKey) -> Invitation {
        let account = |debt: &Debt| Account {
            id: debt.id.clone(),
            creditor: debt.creditor.clone(),
            reference: debt.reference.clone(),
            kind: debt.kind.clone(),
            balance_minor: debt.balance_minor,
            itemisation: debt.itemisation.clone(),
            state: self.account_state(debt),
        };
        Invitation {
            id: self.id.clone(),
            organisation: self.organisation.clone(),
            counsellor: self.counsellor.clone(),
            message: self.message.clone(),
            country: self.country,
            currency: self.currency.clone(),
            accounts: self.debts.iter().map(account).collect(),
            policy: self.policy.clone(),
            created_on: self.created_on,
            expires_on: self.expires_on,
            receipt_key: key.clone(),
            proposals: self.proposals.clone(),
            receipts: self.receipts.clone(),
            records: self.records.clone(),
        }
    }

    /// What the desk knows.
    #[must_use]
    pub fn desk_case(&self, key: &PublicKey, today: Date) -> DeskCase {
        DeskCase { label: self.label.clone(), state: self.desk_state(today), invitation: self.invitation(key) }
    }

    /// Its row in the desk's list.
    #[must_use]
    pub fn summary(&self, today: Date) -> DeskSummary {
        DeskSummary {
            id: self.id.clone(),
            label: self.label.clone(),
            creditors: self.debts.iter().map(|debt| debt.creditor.clone()).collect(),
            currency: self.currency.clone(),
            // At most 20 balances below ten thousand million each.
            balance_minor: self.debts.iter().map(|debt| debt.balance_minor).sum(),
            state: self.desk_state(today),
            created_on: self.created_on,
            expires_on: self.expires_on,
            changed_at: self.changed_at.clone(),
        }
    }
}
