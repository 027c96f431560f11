//! Where things stand between the client and the organisation. No words here.

use domain::arrangement::{ProposalState, Terms};
use leptos::prelude::*;
use wire::api::{Account, AccountState, Invitation, Proposal, ProposalLine};
use wire::problem::{Kind, Problem};
use wire::terms::OfferDecision;

use crate::store::AppState;
use crate::store::outbox::{is_offer_refused, is_offer_waiting};

/// Where things stand, as the client needs it: what asks something of the client comes first, then what waits for the
/// other side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OfferStatus {
    /// A message waits on the device.
    Waiting,
    /// The last message was not taken.
    Refused,
    /// A person named other terms.
    CounteredByPerson,
    /// The rules named other terms.
    CounteredByPolicy,
    /// A person is looking at the offer.
    Considered,
    /// A person said no.
    Declined,
    /// There is an arrangement, and nothing else is under way.
    Agreed,
    /// The offer ended without an answer.
    Ended,
}

impl OfferStatus {
    /// Where things stand with one account; `None` where nothing was offered for it, or its claim has stopped.
    pub fn of(invitation: &Invitation, account: &Account, is_waiting: bool, is_refused: bool) -> Option<Self> {
        if is_waiting {
            return Some(Self::Waiting);
        }
        if is_refused {
            return Some(Self::Refused);
        }
        match account.state {
            AccountState::Arranged => return Some(Self::Agreed),
            AccountState::Disputed | AccountState::Withdrawn => return None,
            AccountState::Open => {}
        }
        let latest = latest(invitation, &account.id)?;
        Some(match ProposalState::from_id(&latest.state) {
            Some(ProposalState::Considered) => Self::Considered,
            Some(ProposalState::Countered) if is_by_person(latest) => Self::CounteredByPerson,
            Some(ProposalState::Countered) => Self::CounteredByPolicy,
            Some(ProposalState::Rejected) => Self::Declined,
            _ => Self::Ended,
        })
    }
}

/// The last offer with a line for this account: what was said to those before it counts no longer.
pub fn latest<'a>(invitation: &'a Invitation, account_id: &str) -> Option<&'a Proposal> {
    invitation.proposals.iter().rev().find(|proposal| line_of(proposal, account_id).is_some())
}

/// The part of an offer that is about an account.
pub fn line_of<'a>(proposal: &'a Proposal, account_id: &str) -> Option<&'a ProposalLine> {
    proposal.lines.iter().find(|line| line.account_id == account_id)
}

/// Where things stand with each account of the invitation that is shown; follows it and what waits.
pub fn statuses(state: AppState) -> Vec<(String, OfferStatus)> {
    state.invitation.saved.with(|kept| {
        let Some(invitation) = kept.as_ref().map(|kept| &kept.invitation) else { return Vec::new() };
        let status = |account: &Account| {
            let (waits, refused) = (is_offer_waiting(state, &account.id), is_offer_refused(state, &account.id));
            Some((account.id.clone(), OfferStatus::of(invitation, account, waits, refused)?))
        };
        invitation.accounts.iter().filter_map(status).collect()
    })
}

/// True if a person named other terms, rather than the rules.
fn is_by_person(proposal: &Proposal) -> bool {
    proposal.decision.is_some() && proposal.lines.iter().all(|line| line.counter.is_some())
}

/// What was offered and what was named instead, if that can be read.
pub fn terms_of(line: &ProposalLine) -> (Option<Terms>, Option<Terms>) {
    let named = match (&line.counter, &line.verdict) {
        (Some(terms), _) | (None, OfferDecision::Countered { terms, .. }) => terms.check(),
        _ => None,
    };
    (line.terms.check(), named)
}

/// What a refusal means for the client; many kinds come to the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Arranged already.
    Arranged,
    /// Disputed.
    Disputed,
    /// Too late for this step.
    Step,
    /// The invitation is gone.
    Gone,
    /// The note cannot be taken as it is.
    Note,
    /// Something else in it does not fit.
    Value,
    /// Too many tries.
    Limited,
    /// Anything else.
    Other,
}

impl Refusal {
    /// What a problem means here.
    pub fn of(problem: &Problem) -> Self {
        match problem.kind() {
            Some(Kind::AccountArranged) => Self::Arranged,
            Some(Kind::AccountDisputed) => Self::Disputed,
            Some(Kind::StepIllegal | Kind::NotFound) => Self::Step,
            Some(Kind::InvitationUnavailable) => Self::Gone,
            Some(Kind::ValueRefused) if problem.errors.iter().any(|error| error.field == "note") => Self::Note,
            Some(Kind::ValueRefused | Kind::TypeWrong | Kind::FieldUnknown) => Self::Value,
            Some(Kind::RateLimited) => Self::Limited,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::agreement_tests::{account, invitation, receipt, terms};
    use wire::api::Decision;

    fn proposal(state: ProposalState, by_person: bool, accounts: &[&str]) -> Proposal {
        let decision = Decision { kind: "counter".into(), reason: "r".into(), by: "b".into(), at: String::new() };
        let line = |account_id: &&str| ProposalLine {
            account_id: (*account_id).into(),
            terms: terms(),
            verdict: OfferDecision::Countered { terms: terms(), reasons: Vec::new() },
            counter: by_person.then(terms),
        };
        Proposal {
            id: "p".into(),
            at: String::new(),
            state: state.id().into(),
            lines: accounts.iter().map(line).collect(),
            note: String::new(),
            decision: by_person.then_some(decision),
        }
    }

    /// Where two accounts stand.
    fn standing(proposals: Vec<Proposal>, states: [AccountState; 2]) -> [Option<OfferStatus>; 2] {
        let [first, second] = states;
        let known =
            Invitation { proposals, ..invitation(vec![account("a1", first), account("a2", second)], vec![receipt()]) };
        [0, 1].map(|place: usize| OfferStatus::of(&known, &known.accounts[place], false, false))
    }

    #[test]
    fn each_account_has_the_answer_to_its_own_last_offer() {
        use AccountState::{Arranged, Disputed, Open};
        use OfferStatus as Is;
        use ProposalState as State;
        let one = |state, by_person| standing(vec![proposal(state, by_person, &["a1"])], [Open, Open])[0];
        assert_eq!(one(State::Considered, false), Some(Is::Considered));
        assert_eq!(one(State::Countered, true), Some(Is::CounteredByPerson));
        assert_eq!(one(State::Countered, false), Some(Is::CounteredByPolicy));
        assert_eq!(one(State::Rejected, false), Some(Is::Declined));
        assert_eq!(one(State::Expired, false), Some(Is::Ended));
        // An agreement for one debt and a person who looks at the other, in whatever order they were sent.
        let apart = [proposal(State::Considered, false, &["a2"]), proposal(State::Accepted, false, &["a1"])];
        assert_eq!(standing(apart.to_vec(), [Arranged, Open]), [Some(Is::Agreed), Some(Is::Considered)]);
        let [first, second] = apart;
        assert_eq!(standing(vec![second, first], [Arranged, Open]), [Some(Is::Agreed), Some(Is::Considered)]);
        // An offer of several lines, as messages had them before, and a newer one for one of the two.
        let both = proposal(State::Rejected, false, &["a1", "a2"]);
        let newer = proposal(State::Considered, false, &["a2"]);
        assert_eq!(standing(vec![both, newer], [Open, Open]), [Some(Is::Declined), Some(Is::Considered)]);
        let expired = proposal(State::Expired, false, &["a1"]);
        assert_eq!(standing(vec![expired], [Disputed, Open]), [None, None]);
    }

    #[test]
    fn what_is_under_way_comes_first() {
        let known = invitation(vec![account("a1", AccountState::Arranged)], vec![receipt()]);
        let of = |waits, refused| OfferStatus::of(&known, &known.accounts[0], waits, refused);
        assert_eq!(of(true, true), Some(OfferStatus::Waiting));
        assert_eq!(of(false, true), Some(OfferStatus::Refused));
        assert_eq!(of(false, false), Some(OfferStatus::Agreed));
        let all = [OfferStatus::Agreed, OfferStatus::Declined, OfferStatus::Considered, OfferStatus::Ended];
        assert_eq!(all.into_iter().min(), Some(OfferStatus::Considered));
    }

    #[test]
    fn terms_that_do_not_follow_are_not_shown_for_taking() {
        let mut line = proposal(ProposalState::Countered, true, &["a1"]).lines.remove(0);
        assert!(matches!(terms_of(&line), (Some(_), Some(_))));
        line.counter = Some(wire::terms::Terms { number: 3, ..terms() });
        assert!(matches!(terms_of(&line), (Some(_), None)));
    }

    #[test]
    fn every_refusal_of_an_offer_has_its_meaning() {
        let of = |kind: Kind| Refusal::of(&kind.problem());
        assert_eq!(of(Kind::AccountArranged), Refusal::Arranged);
        assert_eq!(of(Kind::StepIllegal), Refusal::Step);
        assert_eq!(of(Kind::InvitationUnavailable), Refusal::Gone);
        assert_eq!(of(Kind::BodyTooLarge), Refusal::Other);
        assert_eq!(of(Kind::ValueRefused), Refusal::Value);
        let mut about_note = Kind::ValueRefused.problem();
        about_note.errors.push(wire::problem::FieldProblem {
            field: "note".into(),
            code: "letters".into(),
            allowed: Vec::new(),
        });
        assert_eq!(Refusal::of(&about_note), Refusal::Note);
    }
}
