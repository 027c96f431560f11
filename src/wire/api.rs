//! Bodies of the API. Requests refuse unknown fields; answers tolerate them.
//!
//! The client's side shows its invitation token as `Authorization: Bearer …`; the desk has a session cookie. Every
//! write of the client carries an `Idempotency-Key` (1 to 64 visible ASCII letters).

mod desk;
mod device;
mod proposal;
mod session;

pub use desk::{
    DecisionRequest, DeskCase, DeskList, DeskState, DeskSummary, InvitationReview, KnownInvitation, LabelRequest,
    LinkRequest,
};
pub use device::PinRequest;
pub use proposal::{
    AcceptedTerms, CounterAcceptance, Decision, Offer, Proposal, ProposalAnswer, ProposalLine, ProposalRequest,
};
pub use session::{OperatorKind, Organisation, PasswordRequest, Session, SetupRequest, SignInRequest};

use crate::receipt::{PublicKey, Receipt};
use crate::terms::Policy;
use domain::arrangement::{self as rule, PolicyError, days_after};
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
    /// Characters in a web address, a phone number, a registration or a postal address.
    pub const CONTACT_CHARS_MAX: usize = 200;
    /// Characters in a privacy notice that is given as text.
    pub const PRIVACY_CHARS_MAX: usize = 4_000;
    /// Days back to which validation information may have been sent: about the time limits of courts for most debts.
    pub const VALIDATION_SENT_DAYS_MAX: i64 = 3_650;
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
    /// Bytes of the history of an invitation, as its entries are written. When they are reached, the client offers nothing
    /// more; a dispute and a person's answer are always taken.
    pub const HISTORY_BYTES_MAX: usize = 256 * 1024;
    /// Offers for one invitation in 24 hours: twenty debts, each offered three times.
    pub const OFFERS_PER_DAY_MAX: usize = 60;
    /// Invitations in a page of the desk's list, and how many there are where nobody says.
    pub const PAGE_ROWS_MAX: i64 = 100;
    /// Rows of a page where the request does not say.
    pub const PAGE_ROWS: i64 = 50;
    /// Fewest and most digits of a client's PIN.
    pub const PIN_DIGITS_MIN: usize = 6;
    /// Most digits of a client's PIN.
    pub const PIN_DIGITS_MAX: usize = 12;
}

/// Names of headers that are ours.
pub mod header {
    /// On every answer: the server's instant, RFC 3339 in UTC with at most milliseconds (`2026-11-30T20:52:26.123Z`). What
    /// day it is for a client follows from it and the client's time zone, never from the device's clock.
    pub const SERVER_TIME: &str = "server-time";
    /// On a request of the client, optional: the IANA name of the client's time zone (`Europe/London`). What cannot be read
    /// counts as not stated; then the day is the one of the country: in the United Kingdom that of London, in the United
    /// States the latest day of any state and Puerto Rico, so that no first payment is in the past anywhere. The zone of the
    /// last write is kept with the invitation, and the desk counts by it.
    pub const TIME_ZONE: &str = "time-zone";
    /// On a request of the client, optional: a secret that the page has made itself and keeps on the device, 22 to 64
    /// letters of base64url. The first write that carries one binds the invitation to it: from then on the link alone is
    /// answered with `link-used`.
    pub const CLIENT_SECRET: &str = "client-secret";
}

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
    /// The last day the link works; from tomorrow to [`limit::EXPIRY_DAYS_MAX`] days, and in the United States not within
    /// the validation period.
    pub expires_on: Date,
    /// In the United States, the day the validation information (12 CFR 1006.34(c)) was sent, if it was sent before; up to
    /// [`limit::VALIDATION_SENT_DAYS_MAX`] days back. `None` where it comes with this invitation.
    pub validation_sent_on: Option<Date>,
}

document!(InvitationRequest {
    label, message, country, currency, accounts, policy, expires_on, validation_sent_on = filled,
});

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
    /// Ids of invitations that were there before and name one of these debts, by creditor and reference; at most 20. See
    /// [`InvitationReview`] to be told before.
    pub known: Vec<String>,
}

document!(InvitationCreated { id, token, known = filled });

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

/// The time in which a debt may be disputed in writing and must be answered (12 CFR 1006.34(b)(5)). Nothing may overshadow
/// that right while it lasts (§ 1006.38(b)): no first payment and no deadline lies within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValidationPeriod {
    /// The day the validation information was sent.
    pub sent_on: Date,
    /// The day it counts as received.
    pub received_on: Date,
    /// The last day of the period.
    pub ends_on: Date,
}

document!(ValidationPeriod { sent_on, received_on, ends_on });

/// `GET /api/v1/invitation`: all the client may know; also what the page keeps. Reading changes nothing.
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
    /// The last day new offers can be sent, never within the validation period; an accepted arrangement stays readable.
    pub expires_on: Date,
    /// The validation period, in the United States. Older documents lack it.
    pub validation: Option<ValidationPeriod>,
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
    validation = filled,
    receipt_key,
    proposals,
    receipts,
    records,
});

impl Invitation {
    /// The first day on which a first payment may be due, where the law has one: the day after the validation period.
    #[must_use]
    pub fn start_earliest(&self) -> Option<Date> {
        self.validation.map(|period| days_after(period.ends_on, 1))
    }

    /// The terms under which an offer is accepted, none of whose payments lies before [`Self::start_earliest`].
    ///
    /// # Errors
    /// [`PolicyError`] if nobody could meet them.
    pub fn policy_checked(&self) -> Result<rule::Policy, PolicyError> {
        Ok(self.policy.check()?.with_start_earliest(self.start_earliest()))
    }
}

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
