//! An invitation with its accounts, offers, receipts and history, as the server holds it while it answers one request.

use crate::cases::{local_day, validation_period};
use crate::events::kind;
use crate::server::clock::Now;
use domain::arrangement::{Claim, ClaimStep, Party, ProposalState, days_after};
use domain::money::Amount;
use jiff::civil::Date;
use serde_json::Value;
use wire::api::{
    self, AccountState, Country, DeskCase, DeskState, DeskSummary, DisputeAnswer, Invitation, Itemisation,
    Organisation, Proposal, Record, ValidationPeriod,
};
use wire::receipt::{PublicKey, Receipt};
use wire::terms::Policy;

/// Whether an entry of the history names this account.
fn is_about(record: &Record, account_id: &str) -> bool {
    record.content.get("account_id").and_then(Value::as_str) == Some(account_id)
}

/// One debt of an invitation, as the server keeps it.
#[derive(Clone)]
pub struct Account {
    /// Id within the invitation: `a1`, `a2` …
    pub id: String,
    /// To whom it is owed.
    pub creditor: String,
    /// The creditor's own reference.
    pub reference: String,
    /// Id of a `DebtKind`.
    pub kind: String,
    /// What was claimed at first, in minor units.
    pub balance_minor: i64,
    /// How the first balance came about.
    pub itemisation: Itemisation,
    /// When the client disputed it, RFC 3339; nothing once that was answered.
    pub disputed_at: Option<String>,
    /// The last answer to a dispute.
    pub answer: Option<DisputeAnswer>,
    /// What was withdrawn after disputes, in minor units.
    pub withdrawn_minor: i64,
}

impl Account {
    /// What is claimed now, in minor units.
    #[must_use]
    pub const fn claimed_minor(&self) -> i64 {
        self.balance_minor.saturating_sub(self.withdrawn_minor)
    }

    /// Whether all of it was withdrawn.
    #[must_use]
    pub const fn is_withdrawn(&self) -> bool {
        self.claimed_minor() <= 0
    }

    /// Whether a dispute was ever raised: the client must be able to read what came of it.
    #[must_use]
    pub const fn was_disputed(&self) -> bool {
        self.disputed_at.is_some() || self.answer.is_some()
    }
}

/// Everything about one invitation.
#[derive(Clone)]
pub struct Case {
    /// Id of the invitation: 16 hexadecimal digits.
    pub id: String,
    /// Sign-in name of the counsellor who made it.
    pub counsellor: String,
    /// The organisation that invites.
    pub organisation: Organisation,
    /// The desk's own label; the client does not see it.
    pub label: String,
    /// The counsellor's message to the client.
    pub message: String,
    /// Where the client lives.
    pub country: Country,
    /// ISO 4217 code.
    pub currency: String,
    /// Which offers are accepted without a person.
    pub policy: Policy,
    /// The day it was made.
    pub created_on: Date,
    /// The last day of the link, never within the validation period.
    pub expires_on: Date,
    /// The day the validation information was sent, if it was sent before the invitation.
    pub validation_sent_on: Option<Date>,
    /// When it was first opened, RFC 3339.
    pub opened_at: Option<String>,
    /// When it was taken back, RFC 3339.
    pub withdrawn_at: Option<String>,
    /// When something last happened, RFC 3339.
    pub changed_at: String,
    /// The accounts, in order.
    pub accounts: Vec<Account>,
    /// Offers, oldest first.
    pub proposals: Vec<Proposal>,
    /// Receipts, oldest first.
    pub receipts: Vec<Receipt>,
    /// The history, oldest first.
    pub records: Vec<Record>,
    /// The time zone that the client last stated.
    pub time_zone: Option<String>,
    /// Whether the chain of the history was found whole in this transaction.
    pub is_chain_checked: bool,
}

/// Where a case stands in the desk's list: what waits for a person comes first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Waits {
    /// 0 if a dispute waits for a person, 1 if an offer does, 2 if neither.
    pub rank: i64,
    /// Since when, RFC 3339; empty for 2.
    pub since: String,
}

/// Whether the last day of a link is over. The client's day may still be the one before the server's.
#[must_use]
pub fn is_over(expires_on: Date, today: Date) -> bool {
    today > days_after(expires_on, 1)
}

impl Case {
    /// The day for the client.
    #[must_use]
    pub fn client_day(&self, now: Now) -> Date {
        local_day::today(now, self.country, self.time_zone.as_deref())
    }

    /// Where it stands in the desk's list.
    #[must_use]
    pub fn waits(&self) -> Waits {
        let disputed = self.accounts.iter().filter_map(|account| account.disputed_at.as_deref()).min();
        let is_considered = |proposal: &&Proposal| proposal.state == ProposalState::Considered.id();
        let considered = self.proposals.iter().filter(is_considered).map(|proposal| proposal.at.as_str()).min();
        let (rank, since) = match (self.withdrawn_at.is_some(), disputed, considered) {
            (false, Some(since), _) => (0, since),
            (false, None, Some(since)) => (1, since),
            _ => (2, ""),
        };
        Waits { rank, since: since.to_owned() }
    }

    /// The account whose balance, or what was withdrawn of it, is not what the history says, if any: somebody changed it
    /// past the server.
    #[must_use]
    pub fn account_that_differs(&self) -> Option<&Account> {
        let invited = self.records.first().filter(|record| record.kind == kind::INVITED)?;
        let told = invited.content.get("accounts").and_then(Value::as_array)?;
        let is_told = |account: &Account| {
            told.iter().any(|told| {
                told.get("account_id").and_then(Value::as_str) == Some(&account.id)
                    && told.get("balance_minor").and_then(Value::as_i64) == Some(account.balance_minor)
            })
        };
        let is_claimed = |account: &Account| {
            self.claim(account).is_none_or(|claim| claim.balance().minor() == account.claimed_minor())
        };
        self.accounts.iter().find(|account| !(is_told(account) && is_claimed(account)))
    }

    /// Bytes of the history, as its entries are kept.
    #[must_use]
    pub fn history_bytes(&self) -> usize {
        // Two hashes, a time, a kind, an actor and a number beside the content.
        self.records.iter().map(|record| 240 + wire::json::print(&record.content).len()).sum()
    }

    /// The account of this id.
    #[must_use]
    pub fn account(&self, id: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id == id)
    }

    /// Whether an account has an arrangement.
    #[must_use]
    pub fn is_arranged(&self, account_id: &str) -> bool {
        self.receipts.iter().any(|receipt| receipt.arrangement.account_id == account_id)
    }

    /// The validation period, where the law has one.
    #[must_use]
    pub fn validation(&self) -> Option<ValidationPeriod> {
        validation_period::of(self.country, self.created_on, self.validation_sent_on)
    }

    /// Whether a day lies in the validation period or before it.
    #[must_use]
    pub fn is_in_validation(&self, date: Date) -> bool {
        self.validation().is_some_and(|period| date <= period.ends_on)
    }

    /// The first day on which a first payment may be due, where the law has one.
    #[must_use]
    pub fn start_earliest(&self) -> Option<Date> {
        self.validation().map(|period| days_after(period.ends_on, 1))
    }

    /// The last offer for an account.
    fn last_offer(&self, account_id: &str) -> Option<&Proposal> {
        let is_for = |proposal: &&Proposal| proposal.lines.iter().any(|line| line.account_id == account_id);
        self.proposals.iter().rfind(is_for)
    }

    /// What is claimed for an account, as its history tells it; `None` if the history holds an illegal step.
    #[must_use]
    pub fn claim(&self, account: &Account) -> Option<Claim> {
        let mut claim = Claim::new(Amount::from_minor(account.balance_minor));
        for record in self.records.iter().filter(|record| is_about(record, &account.id)) {
            let (step, by) = match record.kind.as_str() {
                kind::DISPUTED => (ClaimStep::Dispute, Party::Client),
                kind::DISPUTE_VERIFIED => (ClaimStep::Verify, Party::Officer),
                kind::DISPUTE_WITHDRAWN => {
                    let part = record.content.get("withdrawn_minor").and_then(Value::as_i64)?;
                    (ClaimStep::Withdraw(Amount::from_minor(part)), Party::Officer)
                }
                _ => continue,
            };
            claim.take(step, by).ok()?;
        }
        Some(claim)
    }

    /// The number of the entry with the dispute of an account that waits for an answer.
    #[must_use]
    pub fn open_dispute(&self, account: &Account) -> Option<i64> {
        account.disputed_at.as_ref()?;
        let last = self.records.iter().rfind(|record| record.kind == kind::DISPUTED && is_about(record, &account.id));
        last.map(|record| record.number)
    }

    /// The number of the entry with which the current link was made.
    #[must_use]
    pub fn link_made(&self) -> Option<i64> {
        let last =
            self.records.iter().rfind(|record| matches!(record.kind.as_str(), kind::INVITED | kind::LINK_RENEWED));
        last.map(|record| record.number)
    }

    /// Whether the client may read it after its last day: where something is agreed or was disputed.
    #[must_use]
    pub fn stays_readable(&self) -> bool {
        !self.receipts.is_empty() || self.accounts.iter().any(Account::was_disputed)
    }

    fn account_state(&self, account: &Account) -> AccountState {
        if account.disputed_at.is_some() {
            AccountState::Disputed
        } else if account.is_withdrawn() {
            AccountState::Withdrawn
        } else if self.is_arranged(&account.id) {
            AccountState::Arranged
        } else {
            AccountState::Open
        }
    }

    /// The state that the desk shows: what waits for a person comes first.
    #[must_use]
    pub fn desk_state(&self, today: Date) -> DeskState {
        let has = |state: ProposalState| self.proposals.iter().any(|proposal| proposal.state == state.id());
        let any = |state: AccountState| self.accounts.iter().any(|account| self.account_state(account) == state);
        let any_open = |holds: &dyn Fn(&Account) -> bool| {
            self.accounts.iter().any(|account| self.account_state(account) == AccountState::Open && holds(account))
        };
        // Each account has an answer of its own; the last offer for it tells where it stands.
        let last_is = |account: &Account, state: ProposalState| {
            self.last_offer(&account.id).is_some_and(|last| last.state == state.id())
        };
        // The answer to a dispute is the last thing that was said about an account that nothing is agreed for.
        let is_news = |account: &Account| {
            let last_offer_at = self.last_offer(&account.id).map_or("", |last| last.at.as_str());
            account.answer.as_ref().is_some_and(|answer| answer.at.as_str() >= last_offer_at)
        };
        let waits_for_client = |account: &Account| last_is(account, ProposalState::Countered) || is_news(account);
        if self.withdrawn_at.is_some() {
            DeskState::Withdrawn
        } else if has(ProposalState::Considered) {
            DeskState::NeedsPerson
        } else if any(AccountState::Disputed) {
            DeskState::Disputed
        } else if !any(AccountState::Open) {
            if any(AccountState::Arranged) { DeskState::Arranged } else { DeskState::Closed }
        } else if is_over(self.expires_on, today) {
            // Nothing more can be offered; what is agreed goes on.
            if any(AccountState::Arranged) { DeskState::PartlyArranged } else { DeskState::Expired }
        } else if any_open(&waits_for_client) {
            DeskState::Answered
        } else if any_open(&|account| last_is(account, ProposalState::Rejected)) {
            DeskState::Declined
        } else if any(AccountState::Arranged) {
            DeskState::PartlyArranged
        } else if self.opened_at.is_some() || !self.proposals.is_empty() {
            DeskState::Opened
        } else {
            DeskState::Sent
        }
    }

    /// The document for the client.
    #[must_use]
    pub fn invitation(&self, key: &PublicKey) -> Invitation {
        let account = |account: &Account| api::Account {
            id: account.id.clone(),
            creditor: account.creditor.clone(),
            reference: account.reference.clone(),
            kind: account.kind.clone(),
            balance_minor: account.claimed_minor(),
            itemisation: account.itemisation.clone(),
            state: self.account_state(account),
            withdrawn_minor: account.withdrawn_minor,
            answer: account.answer.clone(),
        };
        Invitation {
            id: self.id.clone(),
            organisation: self.organisation.clone(),
            counsellor: self.counsellor.clone(),
            message: self.message.clone(),
            country: self.country,
            currency: self.currency.clone(),
            accounts: self.accounts.iter().map(account).collect(),
            policy: self.policy.clone(),
            created_on: self.created_on,
            expires_on: self.expires_on,
            validation: self.validation(),
            receipt_key: key.clone(),
            proposals: self.proposals.clone(),
            receipts: self.receipts.clone(),
            records: self.records.clone(),
        }
    }

    /// The document for the desk.
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
            creditors: self.accounts.iter().map(|account| account.creditor.clone()).collect(),
            currency: self.currency.clone(),
            // At most 20 balances below ten thousand million each.
            balance_minor: self.accounts.iter().map(Account::claimed_minor).sum(),
            state: self.desk_state(today),
            created_on: self.created_on,
            expires_on: self.expires_on,
            changed_at: self.changed_at.clone(),
        }
    }
}
