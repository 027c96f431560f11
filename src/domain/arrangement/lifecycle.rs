//! The steps a proposal and an arrangement may take. An illegal step is an error, never a silent overwrite.

/// Where a proposal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProposalState {
    /// On the client's device only.
    Draft,
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
    /// The client sends it and a person must look.
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
    pub const ALL: [Self; 6] =
        [Self::Draft, Self::Considered, Self::Countered, Self::Accepted, Self::Rejected, Self::Expired];

    /// The name in documents; stable for ever.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Draft => "draft",
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

    /// True where nothing more can happen.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Accepted | Self::Rejected | Self::Expired)
    }

    /// The state after a step.
    ///
    /// # Errors
    /// [`IllegalStep`] if the step is not possible from here.
    pub const fn after(self, step: ProposalStep) -> Result<Self, IllegalStep> {
        use ProposalStep as Step;
        match (self, step) {
            (Self::Draft, Step::Refer) => Ok(Self::Considered),
            (Self::Draft | Self::Considered | Self::Countered, Step::Accept) => Ok(Self::Accepted),
            (Self::Draft | Self::Considered, Step::Counter) => Ok(Self::Countered),
            (Self::Considered, Step::Reject) => Ok(Self::Rejected),
            (Self::Considered | Self::Countered, Step::Expire) => Ok(Self::Expired),
            (from, step) => Err(IllegalStep { from, step }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [ProposalStep; 5] =
        [ProposalStep::Refer, ProposalStep::Accept, ProposalStep::Counter, ProposalStep::Reject, ProposalStep::Expire];

    #[test]
    fn nothing_leaves_a_final_state() {
        for state in ProposalState::ALL.into_iter().filter(|state| state.is_final()) {
            for step in STEPS {
                assert_eq!(state.after(step), Err(IllegalStep { from: state, step }));
            }
        }
    }

    #[test]
    fn the_table_of_steps() {
        let mut table = String::new();
        for state in ProposalState::ALL {
            for step in STEPS {
                if let Ok(next) = state.after(step) {
                    table += &format!("{} + {step:?} = {}\n", state.id(), next.id());
                }
            }
        }
        insta::assert_snapshot!(table, @r"
        draft + Refer = considered
        draft + Accept = accepted
        draft + Counter = countered
        considered + Accept = accepted
        considered + Counter = countered
        considered + Reject = rejected
        considered + Expire = expired
        countered + Accept = accepted
        countered + Expire = expired
        ");
    }

    #[test]
    fn ids_come_back() {
        for state in ProposalState::ALL {
            assert_eq!(ProposalState::from_id(state.id()), Some(state));
        }
    }
}
