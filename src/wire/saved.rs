//! What the page keeps on the device, encrypted: one versioned document. Typed text is kept as typed, so that nothing
//! a person wrote is lost, not even what could not be read as an amount.
//!
//! New fields get a default, so that an older document still opens. A document of a newer version is not touched: an
//! older page would write it again without what it does not know. So whoever adds a field counts the version up. A
//! document in which such fields are empty keeps the version it had: any page may open it.

mod bounds;
mod more;
mod statement;
mod trial;

pub use bounds::COPY_BYTES_MAX;
pub use more::{DebtMore, DebtPart};
pub use statement::{Asset, Credit, Member, Statement};
pub use trial::{Trials, WhatIf};

use crate::api::{Account, Invitation};
use crate::problem::Problem;
use json::document;

/// The version of a document without anything newer.
pub const SAVED_VERSION: u32 = 2;

/// The version since which a debt may hold more than balance, rate and minimum.
const VERSION_WITH_MORE: u32 = 3;

/// The version since which a debt may be owed in another currency, and what a dispute was about may have been answered
/// or withdrawn.
const VERSION_WITH_CURRENCIES: u32 = 4;

/// The version since which a debt may say what its rates mean, against the custom of its country. An older page would
/// charge another interest.
const VERSION_WITH_RATE_BASIS: u32 = 5;

/// The version since which each debt has its own offer, note and answer, refused messages are kept, and there may be
/// several invitations.
const VERSION_WITH_OWN_ANSWERS: u32 = 6;

/// The version since which an invitation says what its operator is and until when debts may be disputed before anything
/// else is asked: the newest this code reads and writes.
const VERSION_WITH_OPERATOR: u32 = 7;

/// Everything that is saved of one client.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// Version of the document.
    pub version: u32,
    /// Country id: `us`, `gb`; empty until known.
    pub country: String,
    /// ISO 4217 code; empty until known.
    pub currency: String,
    /// The budget as typed.
    pub budget: Vec<BudgetLine>,
    /// What the full statement has beside the budget.
    pub statement: Statement,
    /// The debts as typed.
    pub debts: Vec<Debt>,
    /// Choices on the plan page.
    pub plan: PlanChoices,
    /// What-ifs and goals on the page that tries them out.
    pub trials: Trials,
    /// Choices on the offer page.
    pub offer: OfferChoices,
    /// The invitation that the pages show, if there is one.
    pub invitation: Option<SavedInvitation>,
    /// The secret of an invitation's link that was opened and that the server has not answered yet; empty for none.
    pub link: String,
    /// The other invitations of this client. Their debts have the id of the invitation behind their own.
    pub invitations_other: Vec<SavedInvitation>,
    /// Progress in the lessons.
    pub lessons: Vec<LessonProgress>,
    /// Everything that ever left the device, byte for byte, oldest first.
    pub sent: Vec<Sent>,
    /// Messages that were refused for good and that the client has not dealt with, oldest first.
    pub refused: Vec<Refused>,
    /// The paths of the pages on the way that were opened, the one opened last at the end.
    pub visited: Vec<String>,
}

document!(Saved {
    version, country = default, currency = default, budget = default, debts = default, plan = default, offer = default,
    invitation = default, lessons = default, sent = default, trials = default, statement = default,
    link = filled, invitations_other = filled, refused = filled, visited = filled,
});

/// One line of the budget.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BudgetLine {
    /// Id in the country's catalogue, or `own-…` for the client's own line.
    pub id: String,
    /// `income`, `outgoing` or `saving`.
    pub side: String,
    /// The client's name for an own line; empty otherwise.
    pub name: String,
    /// The amount as typed.
    pub amount: String,
    /// Frequency id; `varies` for pay that is not the same each time; `times_10` for so many times a year.
    pub frequency: String,
    /// Where it varies, the pays before the last one as typed, the newest first. The last one is the amount.
    pub pays: Vec<String>,
    /// Where it varies, the frequency id of the pays.
    pub pays_every: String,
    /// Where it varies, what counts: `average` or `lowest`; empty for the average.
    pub pays_rule: String,
    /// For an own line, the group of the catalogue it stands in; empty for none.
    pub group: String,
    /// Whose it is: a member's id, or `business`; empty for the household's together.
    pub owner: String,
    /// One of the days it comes or goes, `YYYY-MM-DD`; or as typed. Empty for not told.
    pub day: String,
}

document!(BudgetLine {
    id, side, name = default, amount, frequency, pays = default, pays_every = default, pays_rule = default,
    group = default, owner = default, day = default,
});

/// One debt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Debt {
    /// Unique on the device: `own-…`, or the account id of an invited debt.
    pub id: String,
    /// True if it came with the invitation; balance and name are then the invitation's.
    pub is_invited: bool,
    /// Creditor or the client's name for it.
    pub name: String,
    /// Id of the kind of debt.
    pub kind: String,
    /// Balance as typed.
    pub balance: String,
    /// Annual rate in percent as typed; empty for none.
    pub rate: String,
    /// What its rates mean: `effective` (an APR) or `nominal`; empty for the custom of the country of its currency.
    pub rate_is: String,
    /// Minimum a month as typed; empty for none.
    pub minimum: String,
    /// Priority debts are paid before offers to others.
    pub is_priority: bool,
    /// The client disputes it.
    pub is_disputed: bool,
    /// Details beyond balance, rate and minimum.
    pub more: DebtMore,
}

document!(Debt {
    id, is_invited = default, name, kind, balance, rate = default, rate_is = filled, minimum = default,
    is_priority = default, is_disputed = default, more = filled,
});

/// Choices on the plan page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanChoices {
    /// Strategy id; empty for the default.
    pub strategy: String,
    /// What to pay a month as typed; empty for the default.
    pub budget_monthly: String,
    /// Ids of debts in the client's own order, first to be paid first; empty for none yet.
    pub order: Vec<String>,
    /// Ids of debts that get no more than their minimum in that order.
    pub untouched: Vec<String>,
}

document!(PlanChoices { strategy = default, budget_monthly = default, order = filled, untouched = filled });

/// Choices on the offer page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfferChoices {
    /// `quarter`, `third`, `half` or `custom`; empty for the default.
    pub choice: String,
    /// The custom amount a month as typed.
    pub custom: String,
    /// Frequency id; empty for the default.
    pub frequency: String,
    /// By what the shares go: `payment`, or empty for the balance.
    pub share: String,
    /// First date as typed, `YYYY-MM-DD`; empty for the default.
    pub first: String,
    /// A note to the person who decides about all debts, as it was written before each debt had its own.
    pub note: String,
    /// What the client chose where the policy named other terms: the account with the terms that were offered, and
    /// `take` or `ask`. An answer to an offer that has changed since counts for nothing.
    pub answers: Vec<(String, String)>,
    /// What the client would pay towards a debt each month: the debt's id, and the amount as typed; empty text for
    /// nothing. A debt that is not named gets its share.
    pub amounts: Vec<(String, String)>,
    /// A note to the person who decides about a debt: the debt's id, and the text.
    pub notes: Vec<(String, String)>,
}

document!(OfferChoices {
    choice = default, custom = default, frequency as "rhythm" = default, share = filled, first = default, note = default,
    answers = default, amounts = filled, notes = filled,
});

/// An invitation on this device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedInvitation {
    /// The token of its link.
    pub token: String,
    /// The key as it was when the link was first opened: receipts must be signed by it.
    pub receipt_key_point: String,
    /// The invitation as last seen.
    pub invitation: Invitation,
    /// When it was last seen, RFC 3339 in UTC.
    pub seen_at: String,
}

document!(SavedInvitation { token, receipt_key_point, invitation, seen_at });

/// Progress in one lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LessonProgress {
    /// Lesson id.
    pub id: String,
    /// Read to the end.
    pub is_read: bool,
    /// Question id and index of the choice.
    pub answers: Vec<(String, u8)>,
}

document!(LessonProgress { id, is_read = default, answers = default });

/// One message that left the device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// When it was sent, RFC 3339 in UTC.
    pub at: String,
    /// Method and path.
    pub to: String,
    /// The body, byte for byte; empty for none.
    pub body: String,
}

document!(Sent { at, to, body });

/// One message waiting to be sent, kept apart from the document so that it survives anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The Idempotency-Key; also its name in the outbox.
    pub key: String,
    /// Path of the request.
    pub path: String,
    /// The body.
    pub body: String,
    /// The invitation's token.
    pub token: String,
    /// When it was written, RFC 3339 in UTC.
    pub written_at: String,
    /// Tries so far.
    pub tries: u32,
}

document!(Waiting { key, path, body, token, written_at, tries });

/// A message that the server refused for good. It is kept until the client has read why, or has sent it anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The message as it was sent.
    pub message: Waiting,
    /// What the server said to it.
    pub problem: Problem,
}

document!(Refused { message, problem });

/// Why a document cannot be opened. It stays where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SavedError {
    /// The text is not a saved document.
    Corrupt,
    /// The document was written by a newer version of the page.
    Newer,
    /// A copy from a file holds more than the page lets anybody type.
    TooMuch,
}

impl Saved {
    /// The version that this document must have, by what it holds.
    #[must_use]
    pub fn version_needed(&self) -> u32 {
        let is_whole = |kept: &SavedInvitation| {
            kept.invitation.organisation.kind.is_some() || kept.invitation.validation.is_some()
        };
        if self.invitation.iter().chain(&self.invitations_other).any(is_whole) {
            return VERSION_WITH_OPERATOR;
        }
        let offer = &self.offer;
        let has_own_answers =
            !offer.amounts.is_empty() || !offer.notes.is_empty() || !self.invitations_other.is_empty();
        if has_own_answers || !self.link.is_empty() || !self.refused.is_empty() || !self.visited.is_empty() {
            return VERSION_WITH_OWN_ANSWERS;
        }
        let is_answered = |account: &Account| account.answer.is_some() || account.withdrawn_minor != 0;
        let has_answer = |kept: &SavedInvitation| kept.invitation.accounts.iter().any(is_answered);
        if self.debts.iter().any(|debt| !debt.rate_is.is_empty()) {
            return VERSION_WITH_RATE_BASIS;
        }
        if self.debts.iter().any(|debt| debt.more.is_about_currency())
            || self.invitation.as_ref().is_some_and(has_answer)
        {
            return VERSION_WITH_CURRENCIES;
        }
        let has_more = self.debts.iter().any(|debt| debt.more != DebtMore::default());
        let is_newer = has_more || !self.offer.share.is_empty() || !self.statement.convention.is_empty();
        let is_newer = is_newer || !self.plan.order.is_empty() || !self.plan.untouched.is_empty();
        if is_newer { VERSION_WITH_MORE } else { SAVED_VERSION }
    }

    /// The document as bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        json::print(self).into_bytes()
    }

    /// Reads a document.
    ///
    /// # Errors
    /// See [`SavedError`].
    pub fn parse(bytes: &[u8]) -> Result<Self, SavedError> {
        let document = json::value(bytes).map_err(|_| SavedError::Corrupt)?;
        if json::version(&document, "version").ok_or(SavedError::Corrupt)? > VERSION_WITH_OPERATOR {
            return Err(SavedError::Newer);
        }
        json::read(document).map_err(|_| SavedError::Corrupt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_document_opens_and_a_newer_one_is_left_alone() {
        let old = Saved::parse(br#"{"version":1,"unknown":true}"#).expect("a bare document opens");
        assert_eq!(old, Saved { version: 1, ..Saved::default() });
        assert_eq!(Saved::parse(br#"{"version":2}"#), Ok(Saved { version: 2, ..Saved::default() }));
        assert_eq!(Saved::parse(br#"{"version":8}"#), Err(SavedError::Newer));
        assert_eq!(Saved::parse(b"{\"version\":"), Err(SavedError::Corrupt));
        assert_eq!(Saved::parse(&old.to_bytes()), Ok(old));
    }
    #[test]
    fn only_a_document_that_holds_more_of_a_debt_is_newer() {
        let version_2 = r#"{"budget":[],"country":"","currency":"","debts":[{"balance":"5","id":"own-1","is_disputed":false,"is_invited":false,"is_priority":false,"kind":"family","minimum":"","name":"Ana","rate":""}],"invitation":null,"lessons":[],"offer":"#;
        let mut saved = Saved { version: 2, ..Saved::default() };
        saved.debts.push(Debt {
            id: "own-1".to_owned(),
            name: "Ana".to_owned(),
            kind: "family".to_owned(),
            balance: "5".to_owned(),
            ..Debt::default()
        });
        let text = json::print(&saved);
        assert!(text.starts_with(version_2), "nothing new, so the same text as ever: {text}");
        assert_eq!((saved.version_needed(), Saved::parse(text.as_bytes())), (2, Ok(saved.clone())));

        saved.debts[0].more.promo_rate = "0".to_owned();
        saved.version = saved.version_needed();
        assert_eq!((saved.version, Saved::parse(&saved.to_bytes())), (3, Ok(saved.clone())));

        for edit in [
            |more: &mut DebtMore| more.currency = "EUR".to_owned(),
            |more: &mut DebtMore| more.exchange = "1.08".to_owned(),
            |more: &mut DebtMore| more.exchange_of = "EUR/USD".to_owned(),
            |more: &mut DebtMore| more.exchange_on = "2026-11-22".to_owned(),
        ] {
            let mut saved = saved.clone();
            edit(&mut saved.debts[0].more);
            saved.version = saved.version_needed();
            assert_eq!((saved.version, Saved::parse(&saved.to_bytes())), (4, Ok(saved)));
        }

        saved.debts[0].rate_is = "nominal".to_owned();
        saved.version = saved.version_needed();
        assert_eq!((saved.version, Saved::parse(&saved.to_bytes())), (5, Ok(saved)));
    }

    #[test]
    fn what_each_debt_has_of_its_own_counts_the_version_up() {
        let message = Waiting {
            key: "k".to_owned(),
            path: "/api/v1/proposals".to_owned(),
            body: "{}".to_owned(),
            token: "t".to_owned(),
            written_at: "2026-11-30T12:00:00Z".to_owned(),
            tries: 1,
        };
        let problem = crate::problem::Kind::ValueRefused.problem();
        let pair = || vec![("invited-a1".to_owned(), "25".to_owned())];
        let edits: [&dyn Fn(&mut Saved); 5] = [
            &|saved| saved.offer.amounts = pair(),
            &|saved| saved.offer.notes = pair(),
            &|saved| saved.refused.push(Refused { message: message.clone(), problem: problem.clone() }),
            &|saved| saved.visited.push("/debts".to_owned()),
            &|saved| saved.link = "AQ".to_owned(),
        ];
        for edit in edits {
            let mut saved = Saved { version: 2, ..Saved::default() };
            edit(&mut saved);
            saved.version = saved.version_needed();
            assert_eq!((saved.version, Saved::parse(&saved.to_bytes())), (6, Ok(saved)));
        }
    }
}
