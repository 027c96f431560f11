//! Offers and the answers to them.

use crate::receipt::Receipt;
use crate::terms::{OfferDecision, Terms};
use domain::arrangement::Frequency;
use jiff::civil::Date;
use json::document;

/// `POST /api/v1/proposals`. Each offer becomes a proposal of its own with an answer of its own; all of them are taken or
/// none. Answers [`ProposalAnswer`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalRequest {
    /// Version of this body: always 1.
    pub version: u32,
    /// One offer for each account, none twice.
    pub offers: Vec<Offer>,
    /// Ask a person to look even where the policy would answer, for every offer that does not say otherwise.
    pub request_review: bool,
    /// A note to that person, for every offer without one of its own; empty for none.
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
    /// Whether a person is to look at this one; `None` for what [`ProposalRequest::request_review`] says of all. Only in
    /// a client's offer.
    pub request_review: Option<bool>,
    /// The note to that person about this one; `None` for [`ProposalRequest::note`]. Only in a client's offer.
    pub note: Option<String>,
}

document!(Offer {
    account_id, instalment_minor, frequency as "rhythm" in Frequency::INSTALMENTS, first,
    request_review as "ask_person" = filled, note = filled,
});

/// The server's answer to offers, or to taking up a counter-offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalAnswer {
    /// The first proposal as it now stands.
    pub proposal: Proposal,
    /// Every proposal of the request as it now stands, in the order of the offers, [`Self::proposal`] among them; empty
    /// in answers of versions that made one proposal of all offers.
    pub proposals: Vec<Proposal>,
    /// A receipt for each account of an accepted proposal.
    pub receipts: Vec<Receipt>,
}

document!(ProposalAnswer { proposal, proposals = filled, receipts });

impl ProposalAnswer {
    /// Every proposal it is about, at least one.
    #[must_use]
    pub fn all(&self) -> &[Proposal] {
        if self.proposals.is_empty() { core::slice::from_ref(&self.proposal) } else { &self.proposals }
    }
}

/// A proposal as both sides see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Name of the proposal.
    pub id: String,
    /// When the server received it, RFC 3339 in UTC.
    pub at: String,
    /// `considered`, `countered`, `accepted`, `rejected` or `expired`: ids of `domain::arrangement::ProposalState`.
    pub state: String,
    /// What is offered, with the policy's answer: one account. Older proposals have several, which are accepted together
    /// or not at all; one of them may have ended since, and is then told by the history alone.
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
