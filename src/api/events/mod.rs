//! The history of a case: entries that are only ever appended, each chained to the one before by its hash.

pub mod repository;

use crate::auth::secrets;
use crate::server::clock::Now;
use domain::arrangement::Party;
use serde_json::Value;
use wire::api::Record;

/// What an entry tells. The names are part of what is hashed, so they stay for ever.
pub mod kind {
    /// The invitation was made, with its first link.
    pub const INVITED: &str = "invited";
    /// Another link was made; the one before is dead.
    pub const LINK_RENEWED: &str = "link_renewed";
    /// The client used the invitation for the first time. Until reading stopped to write, also: read it.
    pub const OPENED: &str = "opened";
    /// The invitation was taken back.
    pub const WITHDRAWN: &str = "withdrawn";
    /// The client made an offer.
    pub const OFFERED: &str = "offered";
    /// An offer waits for a person.
    pub const REFERRED: &str = "referred";
    /// Other terms were named.
    pub const COUNTERED: &str = "countered";
    /// An offer, or the other terms named for it, was accepted.
    pub const ACCEPTED: &str = "accepted";
    /// A person declined an offer.
    pub const DECLINED: &str = "declined";
    /// An open offer ended without an answer.
    pub const EXPIRED: &str = "expired";
    /// The client disputed an account.
    pub const DISPUTED: &str = "disputed";
    /// The answer to a dispute: what is claimed stands.
    pub const DISPUTE_VERIFIED: &str = "dispute_verified";
    /// The answer to a dispute: some or all of it is claimed no longer.
    pub const DISPUTE_WITHDRAWN: &str = "dispute_withdrawn";
}

/// Who did what an entry tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The client.
    Client,
    /// A counsellor.
    Person,
    /// The operator's rules.
    Policy,
}

impl Actor {
    /// The name in documents.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Person => "person",
            Self::Policy => "policy",
        }
    }

    /// The party in the rules of who may take which step.
    #[must_use]
    pub const fn party(self) -> Party {
        match self {
            Self::Client => Party::Client,
            Self::Person => Party::Officer,
            Self::Policy => Party::Policy,
        }
    }
}

/// The next entry of a history.
#[must_use]
pub fn next_record(records: &[Record], now: Now, actor: Actor, kind: &str, content: Value) -> Record {
    let last = records.last();
    let mut record = Record {
        number: last.map_or(0, |last| last.number) + 1,
        at: now.text(),
        actor: actor.id().to_owned(),
        kind: kind.to_owned(),
        content,
        previous: last.map_or_else(|| "0".repeat(64), |last| last.hash.clone()),
        hash: String::new(),
    };
    record.hash = secrets::hash(&record.hashed_bytes());
    record
}

/// The number of the first entry that is not what it was, if any: changed, removed, moved or put in later.
#[must_use]
pub fn first_tampered(records: &[Record]) -> Option<i64> {
    let mut previous = "0".repeat(64);
    for (number, record) in (1..).zip(records) {
        let hash = secrets::hash(&record.hashed_bytes());
        if record.number != number || record.previous != previous || record.hash != hash {
            return Some(number);
        }
        previous = hash;
    }
    None
}
