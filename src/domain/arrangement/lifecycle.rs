//! The steps of a proposal and of a claim, and who may take them. Both are replayed from the history the server keeps;
//! an illegal step is an error, never a silent overwrite.

use crate::money::Amount;

/// Who takes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Party {
    /// The person who owes.
    Client,
    /// A person on the other side.
    Officer,
    /// The operator's rules.
    Policy,
}

/// Why a step is refused. Nothing has changed then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepError {
    /// The state does not allow it, or not to this party.
    Illegal,
    /// What is disputed is disputed already.
    NothingChanged,
}

/// Where a proposal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProposalState {
    /// On the client's device only.
    Draft,
    /// On its way, or received and not yet answered.
    Sent,
    /// Received; the policy has not answered with a yes or a no, a person must look.
    Considered,
    /// The other side named terms it would accept.
    Countered,
    /// Both sides accepted.
    Accepted,
    /// Declined, with a reason.
    Rejected,
    /// Replaced by a later proposal or left without an answer too long.
    Expired,
}

/// What happens to a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProposalStep {
    /// The client sends it.
    Send,
    /// A person must look at it.
    Refer,
    /// The other side accepts it, or the client accepts the counter-offer.
    Accept,
    /// The other side names other terms.
    Counter,
    /// The other side declines it.
    Reject,
    /// Time or a later proposal ends it.
    Expire,
}

impl ProposalStep {
    /// The step with which the operator's rules answer an offer: whether they accept every account of it, whether they
    /// name other terms for any, and whether the client asks for a person.
    #[must_use]
    pub const fn of_policy(all_accepted: bool, any_countered: bool, asks_person: bool) -> Self {
        match (all_accepted, any_countered) {
            // Also where the rules would say yes: the client's page may know why they should not.
            _ if asks_person => Self::Refer,
            (true, _) => Self::Accept,
            (false, true) => Self::Counter,
            (false, false) => Self::Refer,
        }
    }
}

impl ProposalState {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Draft, Self::Sent, Self::Considered, Self::Countered, Self::Accepted, Self::Rejected, Self::Expired];

    /// The name in documents; stable for ever.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sent => "sent",
            Self::Considered => "considered",
            Self::Countered => "countered",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Expired => "expired",
        }
    }

    /// The state of an [`Self::id`].
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.id() == id)
    }

    /// The state after a step that this party takes.
    ///
    /// # Errors
    /// [`StepError::Illegal`] if the step is not possible from here, or is not this party's to take.
    pub const fn after(self, step: ProposalStep, by: Party) -> Result<Self, StepError> {
        use ProposalStep as Step;
        let next = match (self, step) {
            (Self::Draft, Step::Send) => Self::Sent,
            (Self::Sent, Step::Refer) => Self::Considered,
            (Self::Sent | Self::Considered | Self::Countered, Step::Accept) => Self::Accepted,
            (Self::Sent | Self::Considered, Step::Counter) => Self::Countered,
            (Self::Sent | Self::Considered, Step::Reject) => Self::Rejected,
            (Self::Sent | Self::Considered | Self::Countered, Step::Expire) => Self::Expired,
            _ => return Err(StepError::Illegal),
        };
        if self.may(step, by) { Ok(next) } else { Err(StepError::Illegal) }
    }

    /// Whose step it is: what the client offers the other side answers, and the other way round.
    const fn may(self, step: ProposalStep, by: Party) -> bool {
        match (self, step) {
            (_, ProposalStep::Send) | (Self::Countered, ProposalStep::Accept) => matches!(by, Party::Client),
            (_, ProposalStep::Refer) => matches!(by, Party::Policy),
            // A no is a person's word, never that of the rules alone; and what waits for a person is answered by one.
            (_, ProposalStep::Reject) | (Self::Considered, ProposalStep::Accept | ProposalStep::Counter) => {
                matches!(by, Party::Officer)
            }
            (_, ProposalStep::Accept | ProposalStep::Counter) => matches!(by, Party::Officer | Party::Policy),
            // By another offer or a dispute, by taking the invitation back, or by a date.
            (_, ProposalStep::Expire) => true,
        }
    }
}

/// Where a claim stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum ClaimState {
    /// Nobody has disputed it.
    Claimed,
    /// The client disputes it: nothing is asked, offered or paid before a person has answered (12 CFR 1006.38(d)(2);
    /// FCA CONC 7.14).
    Disputed,
    /// Disputed once, and answered: what is claimed now stands. The client has admitted nothing and may dispute again.
    Verified,
    /// Claimed no longer.
    Withdrawn,
}

/// What happens to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClaimStep {
    /// The client says that it is wrong, or asks for proof.
    Dispute,
    /// The other side has sent what shows that it is owed as it stands.
    Verify,
    /// The other side claims so much of it no longer; all of it ends the claim, less of it leaves the rest standing.
    Withdraw(Amount),
}

/// What is claimed for one account. It stands still from the moment the client disputes it until a person has
/// answered, and what was withdrawn is never claimed again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    balance: Amount,
    withdrawn: Amount,
    state: ClaimState,
}

impl Claim {
    /// A claim that nobody has disputed.
    #[must_use]
    pub const fn new(balance: Amount) -> Self {
        Self { balance, withdrawn: Amount::ZERO, state: ClaimState::Claimed }
    }

    /// What is claimed now: nothing once it is withdrawn. While it is disputed the figure stays, and is not asked for.
    #[must_use]
    pub const fn balance(&self) -> Amount {
        self.balance
    }

    /// What of the first balance is claimed no longer.
    #[must_use]
    pub const fn withdrawn(&self) -> Amount {
        self.withdrawn
    }

    /// Takes a step. Only the client disputes, and only a person answers: never the rules, never the calendar.
    ///
    /// # Errors
    /// See [`StepError`]; nothing has changed then. To withdraw nothing, or more than is claimed, is illegal.
    pub fn take(&mut self, step: ClaimStep, by: Party) -> Result<(), StepError> {
        let (state, part) = match (self.state, step, by) {
            (ClaimState::Claimed | ClaimState::Verified, ClaimStep::Dispute, Party::Client) => {
                (ClaimState::Disputed, Amount::ZERO)
            }
            (ClaimState::Disputed, ClaimStep::Dispute, Party::Client) => return Err(StepError::NothingChanged),
            (ClaimState::Disputed, ClaimStep::Verify, Party::Officer) => (ClaimState::Verified, Amount::ZERO),
            (ClaimState::Disputed, ClaimStep::Withdraw(part), Party::Officer)
                if part.is_positive() && part <= self.balance =>
            {
                (if part == self.balance { ClaimState::Withdrawn } else { ClaimState::Verified }, part)
            }
            _ => return Err(StepError::Illegal),
        };
        self.state = state;
        self.balance = self.balance.saturating_sub(part);
        self.withdrawn = self.withdrawn.saturating_add(part);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::fmt::Write;
    use proptest::prelude::*;

    const PARTIES: [Party; 3] = [Party::Client, Party::Officer, Party::Policy];
    const STEPS: [ProposalStep; 6] = [
        ProposalStep::Send,
        ProposalStep::Refer,
        ProposalStep::Accept,
        ProposalStep::Counter,
        ProposalStep::Reject,
        ProposalStep::Expire,
    ];
    const OWED: Amount = Amount::from_minor(600_00);

    #[test]
    fn nothing_leaves_a_final_state() {
        for state in [ProposalState::Accepted, ProposalState::Rejected, ProposalState::Expired] {
            for step in STEPS {
                for by in PARTIES {
                    assert_eq!(state.after(step, by), Err(StepError::Illegal));
                }
            }
        }
    }

    #[test]
    fn the_table_of_steps() {
        let mut table = String::new();
        for state in ProposalState::ALL {
            for step in STEPS {
                let by: Vec<Party> = PARTIES.into_iter().filter(|by| state.after(step, *by).is_ok()).collect();
                if let Some(next) = by.first().and_then(|by| state.after(step, *by).ok()) {
                    writeln!(table, "{} + {step:?} = {} by {by:?}", state.id(), next.id()).unwrap();
                }
            }
        }
        insta::assert_snapshot!(table, @r"
        draft + Send = sent by [Client]
        sent + Refer = considered by [Policy]
        sent + Accept = accepted by [Officer, Policy]
        sent + Counter = countered by [Officer, Policy]
        sent + Reject = rejected by [Officer]
        sent + Expire = expired by [Client, Officer, Policy]
        considered + Accept = accepted by [Officer]
        considered + Counter = countered by [Officer]
        considered + Reject = rejected by [Officer]
        considered + Expire = expired by [Client, Officer, Policy]
        countered + Accept = accepted by [Client]
        countered + Expire = expired by [Client, Officer, Policy]
        ");
    }

    #[test]
    fn whoever_asks_for_a_person_gets_one() {
        for all in [true, false] {
            for any in [true, false] {
                assert_eq!(ProposalStep::of_policy(all, any, true), ProposalStep::Refer);
            }
        }
        assert_eq!(ProposalStep::of_policy(true, false, false), ProposalStep::Accept);
        assert_eq!(ProposalStep::of_policy(false, true, false), ProposalStep::Counter);
        assert_eq!(ProposalStep::of_policy(false, false, false), ProposalStep::Refer);
    }

    #[test]
    fn ids_come_back() {
        for state in ProposalState::ALL {
            assert_eq!(ProposalState::from_id(state.id()), Some(state));
        }
    }

    fn in_state(state: ClaimState) -> Claim {
        let mut claim = Claim::new(OWED);
        let mut take = |step, by| claim.take(step, by).unwrap();
        if state != ClaimState::Claimed {
            take(ClaimStep::Dispute, Party::Client);
        }
        match state {
            ClaimState::Claimed | ClaimState::Disputed => {}
            ClaimState::Verified => take(ClaimStep::Verify, Party::Officer),
            ClaimState::Withdrawn => take(ClaimStep::Withdraw(OWED), Party::Officer),
        }
        claim
    }

    #[test]
    fn the_table_of_steps_of_a_claim() {
        let part = |minor| ClaimStep::Withdraw(Amount::from_minor(minor));
        let steps = [
            ("dispute", ClaimStep::Dispute),
            ("verify", ClaimStep::Verify),
            ("withdraw nothing", part(0)),
            ("withdraw less than nothing", part(-1)),
            ("withdraw a part", part(150_00)),
            ("withdraw all", part(600_00)),
            ("withdraw more than all", part(600_01)),
        ];
        let mut table = String::new();
        for from in [ClaimState::Claimed, ClaimState::Disputed, ClaimState::Verified, ClaimState::Withdrawn] {
            for (name, step) in steps {
                for by in PARTIES {
                    let mut claim = in_state(from);
                    if claim.take(step, by).is_ok() {
                        let (next, owed) = (claim.state, claim.balance().minor());
                        writeln!(table, "{from:?} + {name} by {by:?} = {next:?}, {owed}").unwrap();
                    }
                }
            }
        }
        insta::assert_snapshot!(table, @r"
        Claimed + dispute by Client = Disputed, 60000
        Disputed + verify by Officer = Verified, 60000
        Disputed + withdraw a part by Officer = Verified, 45000
        Disputed + withdraw all by Officer = Withdrawn, 0
        Verified + dispute by Client = Disputed, 60000
        ");
        let again = in_state(ClaimState::Disputed).take(ClaimStep::Dispute, Party::Client);
        assert_eq!(again, Err(StepError::NothingChanged));
    }

    fn any_step() -> impl Strategy<Value = ClaimStep> {
        prop_oneof![
            3 => Just(ClaimStep::Dispute),
            1 => Just(ClaimStep::Verify),
            3 => (-10..400_i64).prop_map(|minor| ClaimStep::Withdraw(Amount::from_minor(minor))),
        ]
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_comes_back(
            first in 1..1_000_i64,
            steps in prop::collection::vec((any_step(), 0..PARTIES.len()), 0..40),
        ) {
            let first = Amount::from_minor(first);
            let mut claim = Claim::new(first);
            for (step, by) in steps {
                let (by, before) = (PARTIES[by], claim);
                let taken = claim.take(step, by);
                prop_assert_eq!(claim.balance().saturating_add(claim.withdrawn()), first);
                if taken.is_err() {
                    prop_assert_eq!(claim, before);
                    continue;
                }
                // What stands still moves only by a person's answer, and what is answered only by the client.
                prop_assert_eq!(by == Party::Officer, before.state == ClaimState::Disputed);
                prop_assert!(by == Party::Officer || by == Party::Client);
                prop_assert!(before.state != ClaimState::Withdrawn);
                prop_assert!(claim.balance() <= before.balance());
                prop_assert_eq!(claim.balance().is_zero(), claim.state == ClaimState::Withdrawn);
            }
        }
    }
}
