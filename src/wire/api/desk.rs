//! Cases as the desk sees them.

use crate::api::{Invitation, Offer, ValidationPeriod};
use jiff::civil::Date;
use json::{choice, document};

/// `GET /api/v1/desk/invitations?limit=50&cursor=…`: a page of the invitations. `limit` is from 1 to
/// [`PAGE_ROWS_MAX`](crate::api::limit::PAGE_ROWS_MAX), [`PAGE_ROWS`](crate::api::limit::PAGE_ROWS) where it is left out;
/// `cursor` is [`Self::next`] of the page before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskList {
    /// The invitations: those with a dispute first, then those whose offer waits for a person, each with the longest wait
    /// first; then all others, newest first.
    pub invitations: Vec<DeskSummary>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<String>,
    /// How many invitations wait for a person, on all pages.
    pub waiting: i64,
}

document!(DeskList { invitations, next = filled, waiting = filled });

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
    /// Waiting for the client: a counter-offer or the answer to a dispute is out.
    Answered,
    /// A person has declined what was offered; the client may offer again.
    Declined,
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
    Declined: "declined",
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

/// `POST /api/v1/desk/invitations/review` with an invitation: what would come of it. Nothing is made. Refused as the
/// invitation itself would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationReview {
    /// The validation period, in the United States.
    pub validation: Option<ValidationPeriod>,
    /// Invitations that name one of these debts already, by creditor and reference, newest first; at most 20.
    pub known: Vec<KnownInvitation>,
}

document!(InvitationReview { validation = filled, known });

/// An invitation that names a debt already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownInvitation {
    /// Name of the invitation.
    pub id: String,
    /// The label of the desk's own list.
    pub label: String,
    /// The day it was made.
    pub created_on: Date,
    /// Name of the creditor.
    pub creditor: String,
    /// The creditor's reference.
    pub reference: String,
}

document!(KnownInvitation { id, label, created_on, creditor, reference });

/// `PUT /api/v1/desk/invitations/{id}/label`: another label. It is the desk's own and stands in no history. Answers
/// [`DeskCase`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelRequest {
    /// The label; may be empty.
    pub label: String,
}

document!(LabelRequest { label });

/// `POST /api/v1/desk/invitations/{id}/link` (with `Idempotency-Key`): a new link, which ends the old one. Answers
/// [`InvitationCreated`](super::InvitationCreated).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkRequest {
    /// Number of the entry of the history with which the link that it replaces was made: no other is replaced, so that
    /// two who press at once do not end each other's links unseen.
    pub record: i64,
    /// Another last day, counted from today as for a new invitation; needed where the last one is over. `None` leaves it.
    pub expires_on: Option<Date>,
}

document!(LinkRequest { record, expires_on = filled });

/// `POST /api/v1/desk/proposals/{id}/decision` (with `Idempotency-Key`). Answers [`DeskCase`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionRequest {
    /// `accept`, `counter` or `decline`.
    pub kind: String,
    /// Why, in the person's words; required for counter and decline.
    pub reason: String,
    /// For `counter`: one for each account of the proposal, without note. Empty otherwise.
    pub counters: Vec<Offer>,
}

document!(DecisionRequest { kind, reason, counters });
