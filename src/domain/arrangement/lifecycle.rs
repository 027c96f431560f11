//! The steps a proposal and an arrangement may take. An illegal step is an error, never a silent overwrite.

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
    /// What one side asks and the other can pay do not meet: named, so that advice can follow (FCA CONC 7.14).
    Deadlocked,
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
    /// Both sides have said all they can, and it does not meet.
    Deadlock,
}

impl ProposalStep {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Send, Self::Refer, Self::Accept, Self::Counter, Self::Reject, Self::Expire, Self::Deadlock];

    /// The name in documents; stable for ever.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Send => "send",
            Self::Refer => "refer",
            Self::Accept => "accept",
            Self::Counter => "counter",
            Self::Reject => "reject",
            Self::Expire => "expire",
            Self::Deadlock => "deadlock",
        }
    }
}

/// A step that the state does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IllegalStep {
    /// Where it stood.
    pub from: ProposalState,
    /// What was tried.
    pub step: ProposalStep,
}

impl ProposalState {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::Sent,
        Self::Considered,
        Self::Countered,
        Self::Accepted,
        Self::Rejected,
        Self::Expired,
        Self::Deadlocked,
    ];

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
            Self::Deadlocked => "deadlocked",
        }
    }

    /// The state of an [`Self::id`].
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.id() == id)
    }

    /// True where nothing more can happen.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Accepted | Self::Rejected | Self::Expired | Self::Deadlocked)
    }

    /// The state after a step.
    ///
    /// # Errors
    /// [`IllegalStep`] if the step is not possible from here.
    pub const fn after(self, step: ProposalStep) -> Result<Self, IllegalStep> {
        use ProposalStep as Step;
        match (self, step) {
            (Self::Draft, Step::Send) => Ok(Self::Sent),
            // The policy may answer in the same breath as the proposal arrives.
            (Self::Draft | Self::Sent, Step::Refer) => Ok(Self::Considered),
            (Self::Draft | Self::Sent | Self::Considered | Self::Countered, Step::Accept) => Ok(Self::Accepted),
            (Self::Draft | Self::Sent | Self::Considered, Step::Counter) => Ok(Self::Countered),
            (Self::Sent | Self::Considered, Step::Reject) => Ok(Self::Rejected),
            (Self::Sent | Self::Considered | Self::Countered, Step::Expire) => Ok(Self::Expired),
            (Self::Sent | Self::Considered | Self::Countered, Step::Deadlock) => Ok(Self::Deadlocked),
            (from, step) => Err(IllegalStep { from, step }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_a_final_state() {
        for state in ProposalState::ALL.into_iter().filter(|state| state.is_final()) {
            for step in ProposalStep::ALL {
                assert_eq!(state.after(step), Err(IllegalStep { from: state, step }));
            }
        }
    }

    #[test]
    fn the_table_of_steps() {
        let mut table = String::new();
        for state in ProposalState::ALL {
            for step in ProposalStep::ALL {
                if let Ok(next) = state.after(step) {
                    table += &format!("{} + {} = {}\n", state.id(), step.id(), next.id());
                }
            }
        }
        insta::assert_snapshot!(table, @r"
        draft + send = sent
        draft + refer = considered
        draft + accept = accepted
        draft + counter = countered
        sent + refer = considered
        sent + accept = accepted
        sent + counter = countered
        sent + reject = rejected
        sent + expire = expired
        sent + deadlock = deadlocked
        considered + accept = accepted
        considered + counter = countered
        considered + reject = rejected
        considered + expire = expired
        considered + deadlock = deadlocked
        countered + accept = accepted
        countered + expire = expired
        countered + deadlock = deadlocked
        ");
    }

    #[test]
    fn ids_come_back() {
        for state in ProposalState::ALL {
            assert_eq!(ProposalState::from_id(state.id()), Some(state));
        }
    }
}
