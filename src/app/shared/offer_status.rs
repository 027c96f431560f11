//! Where things stand between the client and the organisation. No words here.

use domain::arrangement::{ProposalState, Terms};
use domain::money::Amount;
use wire::api::{AccountState, Invitation, Proposal, ProposalLine};
use wire::problem::Kind;
use wire::receipt::Receipt;
use wire::terms::OfferDecision;

/// Where things stand, as the client needs it: what is under way comes first.
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
    /// The offer ended without an answer.
    Ended,
    /// There is an arrangement, and nothing else is under way.
    Agreed,
}

impl OfferStatus {
    /// Where things stand with all debts together: what asks something of the client comes first, then what waits for the
    /// other side.
    pub fn of(invitation: &Invitation, is_waiting: bool, is_refused: bool) -> Self {
        let agreed = if invitation.receipts.is_empty() { Self::Ended } else { Self::Agreed };
        match (is_waiting, is_refused) {
            (true, _) => Self::Waiting,
            (_, true) => Self::Refused,
            _ => current(invitation).filter_map(Self::of_one).min().unwrap_or(agreed),
        }
    }

    /// Where things stand with one proposal; nothing where it is accepted or has ended.
    pub fn of_one(proposal: &Proposal) -> Option<Self> {
        match ProposalState::from_id(&proposal.state)? {
            ProposalState::Considered => Some(Self::Considered),
            ProposalState::Countered if is_by_person(proposal) => Some(Self::CounteredByPerson),
            ProposalState::Countered => Some(Self::CounteredByPolicy),
            ProposalState::Rejected => Some(Self::Declined),
            _ => None,
        }
    }
}

/// The last proposal for each account, oldest first: an earlier one says nothing any more.
pub fn current(invitation: &Invitation) -> impl Iterator<Item = &Proposal> {
    let all = &invitation.proposals;
    all.iter().enumerate().filter_map(move |(place, proposal)| {
        let is_newest =
            |id: &str| all[place + 1..].iter().all(|later| later.lines.iter().all(|line| line.account_id != id));
        proposal.lines.iter().any(|line| is_newest(&line.account_id)).then_some(proposal)
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

/// What of an agreement is to be kept now. The receipt says for ever what was agreed on its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreed {
    /// What was agreed.
    Goes(Terms),
    /// What was agreed without its last payments: a part of the debt was withdrawn.
    Less(Terms),
    /// Nothing for now: the client disputes the debt, and nobody has answered yet.
    Still,
    /// Nothing any more: all of the debt was withdrawn.
    Over,
    /// Terms that do not add up.
    Unreadable,
}

/// What of this agreement is to be kept now.
pub fn agreed_now(invitation: &Invitation, receipt: &Receipt) -> Agreed {
    let agreed = &receipt.arrangement;
    let Some(terms) = agreed.terms.check() else { return Agreed::Unreadable };
    let account = invitation.accounts.iter().find(|account| account.id == agreed.account_id);
    let Some(account) = account else { return Agreed::Goes(terms) };
    let claimed = Amount::from_minor(account.balance_minor);
    match account.state {
        AccountState::Disputed => Agreed::Still,
        AccountState::Withdrawn => Agreed::Over,
        _ if claimed < terms.balance() => terms.for_less(claimed).map_or(Agreed::Over, Agreed::Less),
        _ => Agreed::Goes(terms),
    }
}

/// Accounts that an offer could still be made for.
pub fn open_accounts(invitation: &Invitation) -> u64 {
    let open = invitation.accounts.iter().filter(|account| account.state == AccountState::Open);
    u64::try_from(open.count()).unwrap_or(u64::MAX)
}

/// What a refusal means for the client; many kinds come to the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Arranged already.
    Arranged,
    /// Disputed.
    Disputed,
    /// Too late for this step.
    Step,
    /// The invitation is gone.
    Gone,
    /// Something in it does not fit.
    Value,
    /// Too many tries.
    Limited,
    /// Anything else.
    Other,
}

impl Refused {
    /// What a kind of problem means here.
    pub const fn of(kind: Option<Kind>) -> Self {
        match kind {
            Some(Kind::AccountArranged) => Self::Arranged,
            Some(Kind::AccountDisputed) => Self::Disputed,
            Some(Kind::StepIllegal | Kind::NotFound) => Self::Step,
            Some(Kind::InvitationUnavailable) => Self::Gone,
            Some(Kind::ValueRefused | Kind::TypeWrong | Kind::FieldUnknown) => Self::Value,
            Some(Kind::RateLimited) => Self::Limited,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::arrangement::Frequency;
    use jiff::civil::date;
    use wire::api::{Country, Decision, Organisation};
    use wire::receipt::{Arrangement, PublicKey, Receipt};
    use wire::terms::{AutoAccept, Policy};

    fn terms() -> wire::terms::Terms {
        wire::terms::Terms {
            balance_minor: 100,
            instalment_minor: 50,
            frequency: Frequency::Month,
            first: date(2026, 12, 1),
            number: 2,
            last_instalment_minor: 50,
            last: date(2027, 1, 1),
        }
    }

    fn proposal(state: ProposalState, by_person: bool) -> Proposal {
        let decision = Decision { kind: "counter".into(), reason: "r".into(), by: "b".into(), at: String::new() };
        Proposal {
            id: "p".into(),
            at: String::new(),
            state: state.id().into(),
            lines: vec![ProposalLine {
                account_id: "a1".into(),
                terms: terms(),
                verdict: OfferDecision::Countered { terms: terms(), reasons: Vec::new() },
                counter: by_person.then(terms),
            }],
            note: String::new(),
            decision: by_person.then_some(decision),
        }
    }

    fn receipt() -> Receipt {
        Receipt {
            arrangement: Arrangement {
                version: 1,
                id: "r".into(),
                invitation_id: "i".into(),
                account_id: "a1".into(),
                organisation: String::new(),
                creditor: String::new(),
                reference: String::new(),
                currency: "USD".into(),
                terms: terms(),
                concession: String::new(),
                admits_debt: false,
                accepted_at: String::new(),
                decided_by: String::new(),
                record_hash: String::new(),
            },
            algorithm: "ES256".into(),
            key_id: String::new(),
            signature: String::new(),
        }
    }

    fn invitation(proposals: Vec<Proposal>, receipts: Vec<Receipt>) -> Invitation {
        Invitation {
            id: "i".into(),
            organisation: Organisation { name: "o".into(), phone: String::new(), website: String::new() },
            counsellor: "c".into(),
            message: String::new(),
            country: Country::Us,
            currency: "USD".into(),
            accounts: Vec::new(),
            policy: Policy {
                instalment_monthly_min_minor: 1,
                term_months_max: 1,
                start_days_max: 1,
                auto_accept: AutoAccept::All,
                instalment_share_min_percent: None,
                left_over_share_max_percent: None,
            },
            created_on: date(2026, 11, 1),
            expires_on: date(2026, 12, 1),
            receipt_key: PublicKey { id: String::new(), algorithm: String::new(), point: String::new() },
            proposals,
            receipts,
            records: Vec::new(),
        }
    }

    #[test]
    fn what_is_under_way_comes_first() {
        use ProposalState as State;
        let standing = |proposals, receipts| OfferStatus::of(&invitation(proposals, receipts), false, false);
        assert_eq!(standing(vec![proposal(State::Considered, false)], vec![receipt()]), OfferStatus::Considered);
        assert_eq!(standing(vec![proposal(State::Countered, true)], vec![]), OfferStatus::CounteredByPerson);
        assert_eq!(standing(vec![proposal(State::Countered, false)], vec![]), OfferStatus::CounteredByPolicy);
        assert_eq!(standing(vec![proposal(State::Rejected, false)], vec![]), OfferStatus::Declined);
        assert_eq!(standing(vec![proposal(State::Expired, false)], vec![]), OfferStatus::Ended);
        assert_eq!(standing(vec![proposal(State::Expired, false)], vec![receipt()]), OfferStatus::Agreed);
        assert_eq!(standing(vec![proposal(State::Accepted, false)], vec![receipt()]), OfferStatus::Agreed);
        // A newer offer for the same debt says where things stand with it, and says nothing of another debt.
        let newer = vec![proposal(State::Rejected, true), proposal(State::Accepted, false)];
        assert_eq!(standing(newer, vec![receipt()]), OfferStatus::Agreed);
        let mut other = proposal(State::Considered, false);
        other.lines[0].account_id = "a2".into();
        let both = vec![other.clone(), proposal(State::Accepted, false)];
        assert_eq!(standing(both, vec![receipt()]), OfferStatus::Considered);
        let both = vec![other, proposal(State::Countered, true)];
        assert_eq!(standing(both, vec![]), OfferStatus::CounteredByPerson);
        let agreed = invitation(vec![proposal(State::Accepted, false)], vec![receipt()]);
        assert_eq!(OfferStatus::of(&agreed, true, true), OfferStatus::Waiting);
        assert_eq!(OfferStatus::of(&agreed, false, true), OfferStatus::Refused);
    }

    #[test]
    fn what_was_agreed_follows_what_is_claimed() {
        let now = |state, balance_minor, withdrawn_minor| {
            let account = wire::api::Account {
                id: "a1".into(),
                creditor: String::new(),
                reference: String::new(),
                kind: String::new(),
                balance_minor,
                itemisation: wire::api::Itemisation {
                    as_of: date(2026, 11, 1),
                    then_minor: 100,
                    interest_minor: 0,
                    fees_minor: 0,
                    payments_minor: 0,
                    credits_minor: 0,
                },
                state,
                withdrawn_minor,
                answer: None,
            };
            let known = Invitation { accounts: vec![account], ..invitation(Vec::new(), Vec::new()) };
            agreed_now(&known, &receipt())
        };
        let agreed = terms().check().expect("terms");
        assert_eq!(now(AccountState::Arranged, 100, 0), Agreed::Goes(agreed));
        let Agreed::Less(less) = now(AccountState::Arranged, 60, 40) else { panic!("less") };
        assert_eq!((less.number(), less.last_instalment().minor(), less.first()), (2, 10, agreed.first()));
        assert_eq!(now(AccountState::Disputed, 100, 0), Agreed::Still);
        assert_eq!(now(AccountState::Withdrawn, 0, 100), Agreed::Over);
        let unknown = invitation(Vec::new(), Vec::new());
        assert_eq!(agreed_now(&unknown, &receipt()), Agreed::Goes(agreed));
        let mut wrong = receipt();
        wrong.arrangement.terms.number += 1;
        assert_eq!(agreed_now(&unknown, &wrong), Agreed::Unreadable);
    }

    #[test]
    fn terms_that_do_not_follow_are_not_shown_for_taking() {
        let mut line = proposal(ProposalState::Countered, true).lines.remove(0);
        assert!(matches!(terms_of(&line), (Some(_), Some(_))));
        line.counter = Some(wire::terms::Terms { number: 3, ..terms() });
        assert!(matches!(terms_of(&line), (Some(_), None)));
    }

    #[test]
    fn every_refusal_of_an_offer_has_its_meaning() {
        assert_eq!(Refused::of(Some(Kind::AccountArranged)), Refused::Arranged);
        assert_eq!(Refused::of(Some(Kind::StepIllegal)), Refused::Step);
        assert_eq!(Refused::of(Some(Kind::InvitationUnavailable)), Refused::Gone);
        assert_eq!(Refused::of(Some(Kind::BodyTooLarge)), Refused::Other);
        assert_eq!(Refused::of(None), Refused::Other);
    }
}
