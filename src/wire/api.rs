//! Bodies of the API. Requests refuse unknown fields; answers tolerate them.
//!
//! The client's side shows its invitation token as `Authorization: Bearer …`; the desk has a session cookie. Every
//! write of the client carries an `Idempotency-Key` (1 to 64 visible ASCII letters).

use crate::receipt::{PublicKey, Receipt};
use crate::terms::{OfferDecision, Policy, Terms};
use domain::arrangement::Frequency;
use jiff::civil::Date;
use json::{Fields, Value, choice, document};

/// Bounds of text and lists, the same for page and server.
pub mod limit {
    /// Characters in a name of a person, organisation or creditor.
    pub const NAME_CHARS_MAX: usize = 80;
    /// Characters in a creditor's reference.
    pub const REFERENCE_CHARS_MAX: usize = 40;
    /// Characters in a message, a reason or a note.
    pub const NOTE_CHARS_MAX: usize = 1_000;
    /// Characters in a web address or phone number.
    pub const CONTACT_CHARS_MAX: usize = 200;
    /// Accounts in one invitation.
    pub const ACCOUNTS_MAX: usize = 20;
    /// Fewest characters in a password (NIST SP 800-63B, § 3.1.1.2, asks for 15 where it is the only factor).
    pub const PASSWORD_CHARS_MIN: usize = 15;
    /// Most characters in a password.
    pub const PASSWORD_CHARS_MAX: usize = 200;
    /// Longest life of an invitation in days.
    pub const EXPIRY_DAYS_MAX: i64 = 180;
    /// Bytes in a request body.
    pub const BODY_BYTES_MAX: usize = 64 * 1024;
}

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

/// Where a client lives, for currency, law and advice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Country {
    /// United States.
    Us,
    /// United Kingdom.
    Gb,
}

choice!(Country { Us: "us", Gb: "gb" });

impl Country {
    /// The id in content files: `us`, `gb`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Us => "us",
            Self::Gb => "gb",
        }
    }
}

/// `POST /api/v1/desk/invitations` (with `Idempotency-Key`). Answers 201 [`InvitationCreated`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationRequest {
    /// For the desk's own list, such as a case number; clients never see it.
    pub label: String,
    /// Why the client is invited, in the counsellor's words; may be empty.
    pub message: String,
    /// Where the client lives.
    pub country: Country,
    /// ISO 4217 code of every amount in it.
    pub currency: String,
    /// One to [`limit::ACCOUNTS_MAX`] debts.
    pub accounts: Vec<AccountRequest>,
    /// The terms under which an offer is accepted.
    pub policy: Policy,
    /// The last day the link works; from tomorrow to [`limit::EXPIRY_DAYS_MAX`] days.
    pub expires_on: Date,
}

document!(InvitationRequest { label, message, country, currency, accounts, policy, expires_on });

/// One debt of an invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRequest {
    /// Name of the creditor.
    pub creditor: String,
    /// The creditor's own reference.
    pub reference: String,
    /// What kind of debt: an id of `domain::debt::DebtKind`.
    pub kind: String,
    /// Balance on the day of the invitation, in minor units.
    pub balance_minor: i64,
    /// How the balance came about.
    pub itemisation: Itemisation,
}

document!(AccountRequest { creditor, reference, kind, balance_minor, itemisation });

/// How a balance came about since a stated day (12 CFR 1006.34(c)(2)(vii)–(viii)). The parts must sum to the balance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Itemisation {
    /// The itemisation date.
    pub as_of: Date,
    /// Balance on that date, in minor units.
    pub then_minor: i64,
    /// Interest added since, in minor units.
    pub interest_minor: i64,
    /// Fees added since, in minor units.
    pub fees_minor: i64,
    /// Payments made since, in minor units.
    pub payments_minor: i64,
    /// Credits given since, in minor units.
    pub credits_minor: i64,
}

document!(Itemisation { as_of, then_minor, interest_minor, fees_minor, payments_minor, credits_minor });

/// A new invitation. The token is shown once; the server keeps only a hash.
#[derive(Clone, Debug)]
pub struct InvitationCreated {
    /// Name of the invitation.
    pub id: String,
    /// The token for the link: `{public_url}/i#{token}`. `None` when the answer is repeated for a known key: the server
    /// does not have it any more; ask for a new link instead.
    pub token: Option<String>,
}

document!(InvitationCreated { id, token });

/// State of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    /// Neither disputed nor arranged.
    Open,
    /// The client says it is wrong, in whole or part: everything about it stops.
    Disputed,
    /// An arrangement was accepted by both sides.
    Arranged,
    /// After a dispute all of it was withdrawn: nothing is owed or asked for any more.
    Withdrawn,
}

choice!(AccountState { Open: "open", Disputed: "disputed", Arranged: "arranged", Withdrawn: "withdrawn" });

/// One debt as both sides see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Name within the invitation: `a1`, `a2` …
    pub id: String,
    /// Name of the creditor.
    pub creditor: String,
    /// The creditor's own reference.
    pub reference: String,
    /// Kind of debt: an id of `domain::debt::DebtKind`.
    pub kind: String,
    /// What is claimed now, without what was withdrawn, in minor units.
    pub balance_minor: i64,
    /// How the first balance came about.
    pub itemisation: Itemisation,
    /// Whether it is open, disputed, arranged or withdrawn.
    pub state: AccountState,
    /// Part of the first balance that was withdrawn after disputes, in minor units; not written where it is 0.
    pub withdrawn_minor: i64,
    /// The last answer to a dispute, if there is one; a newer dispute may wait for its own.
    pub answer: Option<DisputeAnswer>,
}

document!(Account {
    id, creditor, reference, kind, balance_minor, itemisation, state, withdrawn_minor = filled, answer = filled,
});

impl Account {
    /// What was claimed at first, in minor units: the sum of the itemisation.
    #[must_use]
    pub const fn first_balance_minor(&self) -> i64 {
        self.balance_minor.saturating_add(self.withdrawn_minor)
    }
}

/// A person's answer to a dispute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisputeAnswer {
    /// What was found: `verified` or `withdrawn`.
    pub kind: String,
    /// For `withdrawn`: how much is claimed no longer, in minor units. 0 otherwise.
    pub withdrawn_minor: i64,
    /// What was sent to the client or found out, in the person's words.
    pub told: String,
    /// Sign-in name of the person who answered.
    pub by: String,
    /// When it was answered, RFC 3339 in UTC.
    pub at: String,
}

document!(DisputeAnswer { kind, withdrawn_minor, told, by, at });

/// `GET /api/v1/invitation`: all the client may know; also what the page keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Name of the invitation.
    pub id: String,
    /// Who invites.
    pub organisation: Organisation,
    /// The counsellor's sign-in name.
    pub counsellor: String,
    /// Why the client is invited, in the counsellor's words; may be empty.
    pub message: String,
    /// Where the client lives.
    pub country: Country,
    /// ISO 4217 code.
    pub currency: String,
    /// The debts.
    pub accounts: Vec<Account>,
    /// The terms under which an offer is accepted.
    pub policy: Policy,
    /// The day the link was made.
    pub created_on: Date,
    /// The last day new offers can be sent; an accepted arrangement stays readable.
    pub expires_on: Date,
    /// The key that signs receipts.
    pub receipt_key: PublicKey,
    /// Offers so far, oldest first.
    pub proposals: Vec<Proposal>,
    /// Receipts so far.
    pub receipts: Vec<Receipt>,
    /// The history so far, oldest first; each entry is chained to the one before.
    pub records: Vec<Record>,
}

document!(Invitation {
    id,
    organisation,
    counsellor,
    message,
    country,
    currency,
    accounts,
    policy,
    created_on,
    expires_on,
    receipt_key,
    proposals,
    receipts,
    records,
});

/// `POST /api/v1/proposals`. Answers [`ProposalAnswer`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalRequest {
    /// Version of this body: always 1.
    pub version: u32,
    /// One offer for each account, none twice.
    pub offers: Vec<Offer>,
    /// Ask a person to look even where the policy would answer with other terms.
    pub request_review: bool,
    /// A note to that person; empty for none.
    pub note: String,
}

document!(ProposalRequest { version, offers, request_review as "ask_person", note });

/// The offer for one account. The balance is the account's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Id of the account within the invitation.
    pub account_id: String,
    /// Each payment but the last, in minor units.
    pub instalment_minor: i64,
    /// How often a payment is due.
    pub frequency: Frequency,
    /// The first due date.
    pub first: Date,
}

document!(Offer { account_id, instalment_minor, frequency as "rhythm" in Frequency::INSTALMENTS, first });

/// The server's answer. All accounts of an offer are accepted together or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalAnswer {
    /// The proposal as it now stands.
    pub proposal: Proposal,
    /// A receipt for each account if the proposal is accepted; empty otherwise.
    pub receipts: Vec<Receipt>,
}

document!(ProposalAnswer { proposal, receipts });

/// A proposal as both sides see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Name of the proposal.
    pub id: String,
    /// When the server received it, RFC 3339 in UTC.
    pub at: String,
    /// `considered`, `countered`, `accepted`, `rejected` or `expired`: ids of `domain::arrangement::ProposalState`.
    pub state: String,
    /// What was offered, with the policy's answer for each account.
    pub lines: Vec<ProposalLine>,
    /// The client's note.
    pub note: String,
    /// A person's answer, if there is one.
    pub decision: Option<Decision>,
}

document!(Proposal { id, at, state, lines, note, decision });

/// The part of a proposal that is about one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalLine {
    /// Id of the account within the invitation.
    pub account_id: String,
    /// The terms offered by the client.
    pub terms: Terms,
    /// The answer of the creditor's policy.
    pub verdict: OfferDecision,
    /// The terms of a person's counter-offer, if there is one.
    pub counter: Option<Terms>,
}

document!(ProposalLine { account_id, terms, verdict, counter });

/// A person's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What was decided: `accept`, `counter` or `decline`.
    pub kind: String,
    /// Why, in the person's words; never empty for counter and decline.
    pub reason: String,
    /// Sign-in name of the person who decided.
    pub by: String,
    /// When it was decided, RFC 3339 in UTC.
    pub at: String,
}

document!(Decision { kind, reason, by, at });

/// `POST /api/v1/proposals/{id}/acceptance`: the client accepts a person's counter-offer as it stands. Answers
/// [`ProposalAnswer`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CounterAcceptance {
    /// Version of this body: always 1.
    pub version: u32,
    /// The terms the client saw; they must be those on offer.
    pub terms: Vec<AcceptedTerms>,
}

document!(CounterAcceptance { version, terms });

/// Terms of one account that are being accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedTerms {
    /// Id of the account within the invitation.
    pub account_id: String,
    /// Terms of the counter-offer, complete.
    pub terms: Terms,
}

document!(AcceptedTerms { account_id, terms });

/// `POST /api/v1/disputes`: the client says that a debt is wrong or asks for proof. Everything about the account stops at
/// once (12 CFR 1006.38(d); CONC 7.14). Answers the [`Invitation`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisputeRequest {
    /// Version of this body: always 1.
    pub version: u32,
    /// Id of the account within the invitation.
    pub account_id: String,
    /// `not_mine`, `amount_wrong`, `paid`, `too_old`, `proof_wanted` or `other`.
    pub ground: String,
    /// What the client says about it, in their own words; may be empty.
    pub note: String,
}

document!(DisputeRequest { version, account_id, ground, note });

/// `POST /api/v1/desk/invitations/{id}/accounts/{account_id}/answer` (with `Idempotency-Key`): a person answers a dispute,
/// and what is still claimed goes on. Answers [`DeskCase`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisputeAnswerRequest {
    /// Number of the entry of the history with the dispute that was read: no other is answered.
    pub record: i64,
    /// `verified` or `withdrawn`.
    pub kind: String,
    /// For `withdrawn`: how much is claimed no longer, in minor units: from 1 to all that is claimed. 0 otherwise.
    pub withdrawn_minor: i64,
    /// What was sent to the client or found out; never empty.
    pub told: String,
}

document!(DisputeAnswerRequest { record, kind, withdrawn_minor, told });

/// One entry of the history: never edited, chained by hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Counted from 1 within the invitation.
    pub number: i64,
    /// When it happened, RFC 3339 in UTC.
    pub at: String,
    /// Who acted: `client`, `person` or `policy`.
    pub actor: String,
    /// What happened: `invited`, `opened`, `offered`, `accepted`, `countered`, `referred`, `declined`, `expired`,
    /// `disputed`, `dispute_verified`, `dispute_withdrawn`, `withdrawn`, `link_renewed`.
    pub kind: String,
    /// What it was about, as a small JSON document in canonical form.
    pub content: Value,
    /// Hash of the entry before; 64 zeros for the first.
    pub previous: String,
    /// SHA-256 over the canonical form of this entry without `hash`, 64 hexadecimal digits.
    pub hash: String,
}

document!(Record { number, at, actor, kind, content, previous, hash });

impl Record {
    /// The bytes that [`Self::hash`] is the SHA-256 of.
    #[must_use]
    pub fn hashed_bytes(&self) -> Vec<u8> {
        let fields = Fields::default().with("number", &self.number).with("at", &self.at).with("actor", &self.actor);
        let fields = fields.with("kind", &self.kind).with("content", &self.content).with("previous", &self.previous);
        json::canonical(&fields.object()).into_bytes()
    }
}

/// `GET /api/v1/desk/invitations`: all invitations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskList {
    /// The invitations, newest first.
    pub invitations: Vec<DeskSummary>,
}

document!(DeskList { invitations });

/// Summary of one invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskSummary {
    /// Name of the invitation.
    pub id: String,
    /// The label of the desk's own list.
    pub label: String,
    /// Names of the creditors, in the order of the accounts.
    pub creditors: Vec<String>,
    /// ISO 4217 code.
    pub currency: String,
    /// Sum of the balances that are claimed now, in minor units.
    pub balance_minor: i64,
    /// State of the invitation.
    pub state: DeskState,
    /// The day it was made.
    pub created_on: Date,
    /// The last day of the link.
    pub expires_on: Date,
    /// When something last happened, RFC 3339 in UTC.
    pub changed_at: String,
}

document!(DeskSummary { id, label, creditors, currency, balance_minor, state, created_on, expires_on, changed_at });

/// State of an invitation, as the desk sorts them: what waits for a person comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskState {
    /// An offer waits for a person.
    NeedsPerson,
    /// A dispute waits for a person.
    Disputed,
    /// Waiting for the client: a counter-offer, a decline or the answer to a dispute is out.
    Answered,
    /// Opened, no offer yet.
    Opened,
    /// Not opened yet.
    Sent,
    /// Some accounts have an arrangement, others are open.
    PartlyArranged,
    /// Every account that is still claimed has an arrangement.
    Arranged,
    /// Nothing is claimed any more.
    Closed,
    /// The link has run out without an arrangement.
    Expired,
    /// Withdrawn by the counsellor.
    Withdrawn,
}

choice!(DeskState {
    NeedsPerson: "needs_person",
    Disputed: "disputed",
    Answered: "answered",
    Opened: "opened",
    Sent: "sent",
    PartlyArranged: "partly_arranged",
    Arranged: "arranged",
    Closed: "closed",
    Expired: "expired",
    Withdrawn: "withdrawn",
});

/// `GET /api/v1/desk/invitations/{id}`: everything about one. `POST …/withdrawal` takes it back (204).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskCase {
    /// The label of the desk's own list.
    pub label: String,
    /// State of the invitation.
    pub state: DeskState,
    /// What the client sees.
    pub invitation: Invitation,
}

document!(DeskCase { label, state, invitation });

/// `POST /api/v1/desk/invitations/{id}/link` (with `Idempotency-Key`): a new link, which ends the old one. Answers
/// [`InvitationCreated`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkRequest {
    /// Number of the entry of the history with which the link that it replaces was made: no other is replaced, so that
    /// two who press at once do not end each other's links unseen.
    pub record: i64,
}

document!(LinkRequest { record });

/// `POST /api/v1/desk/proposals/{id}/decision` (with `Idempotency-Key`). Answers [`DeskCase`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionRequest {
    /// `accept`, `counter` or `decline`.
    pub kind: String,
    /// Why, in the person's words; required for counter and decline.
    pub reason: String,
    /// For `counter`: one for each account of the proposal. Empty otherwise.
    pub counters: Vec<Offer>,
}

document!(DecisionRequest { kind, reason, counters });
