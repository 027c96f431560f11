//! The steps a proposal may take, and who may take them. An illegal step is an error, never a silent overwrite.

/// Who took a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Party {
    /// The person who owes.
    Client,
    /// A person on the other side.
    Officer,
    /// The operator's rules.
    Policy,
    /// The calendar: a date passed.
    Time,
}

impl Party {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Client, Self::Officer, Self::Policy, Self::Time];

    /// The name in documents; stable for ever.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Officer => "officer",
            Self::Policy => "policy",
            Self::Time => "time",
        }
    }
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

/// A step that the state does not allow, or not to this party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IllegalStep {
    /// Where it stood.
    pub from: ProposalState,
    /// What was tried.
    pub step: ProposalStep,
    /// By whom.
    pub by: Party,
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

    /// The state after a step that this party takes.
    ///
    /// # Errors
    /// [`IllegalStep`] if the step is not possible from here, or is not this party's to take.
    pub const fn after(self, step: ProposalStep, by: Party) -> Result<Self, IllegalStep> {
        use ProposalStep as Step;
        let next = match (self, step) {
            (Self::Draft, Step::Send) => Self::Sent,
            (Self::Sent, Step::Refer) => Self::Considered,
            (Self::Sent | Self::Considered | Self::Countered, Step::Accept) => Self::Accepted,
            (Self::Sent | Self::Considered, Step::Counter) => Self::Countered,
            (Self::Sent | Self::Considered, Step::Reject) => Self::Rejected,
            (Self::Sent | Self::Considered | Self::Countered, Step::Expire) => Self::Expired,
            (Self::Sent | Self::Considered | Self::Countered, Step::Deadlock) => Self::Deadlocked,
            (from, step) => return Err(IllegalStep { from, step, by }),
        };
        if self.may(step, by) { Ok(next) } else { Err(IllegalStep { from: self, step, by }) }
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
            (_, ProposalStep::Accept | ProposalStep::Counter | ProposalStep::Deadlock) => {
                matches!(by, Party::Officer | Party::Policy)
            }
            // By another offer or a dispute, by taking the invitation back, or by a date.
            (_, ProposalStep::Expire) => true,
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
                for by in Party::ALL {
                    assert_eq!(state.after(step, by), Err(IllegalStep { from: state, step, by }));
                }
            }
        }
    }

    #[test]
    fn the_table_of_steps() {
        let mut table = String::new();
        for state in ProposalState::ALL {
            for step in ProposalStep::ALL {
                let by: Vec<Party> = Party::ALL.into_iter().filter(|by| state.after(step, *by).is_ok()).collect();
                if let Some(next) = by.first().and_then(|by| state.after(step, *by).ok()) {
                    let by: Vec<&str> = by.iter().map(|by| by.id()).collect();
                    table += &format!("{} + {} = {} by {}\n", state.id(), step.id(), next.id(), by.join(", "));
                }
            }
        }
        insta::assert_snapshot!(table, @r"
        draft + send = sent by client
        sent + refer = considered by policy
        sent + accept = accepted by officer, policy
        sent + counter = countered by officer, policy
        sent + reject = rejected by officer
        sent + expire = expired by client, officer, policy, time
        sent + deadlock = deadlocked by officer, policy
        considered + accept = accepted by officer
        considered + counter = countered by officer
        considered + reject = rejected by officer
        considered + expire = expired by client, officer, policy, time
        considered + deadlock = deadlocked by officer, policy
        countered + accept = accepted by client
        countered + expire = expired by client, officer, policy, time
        countered + deadlock = deadlocked by officer, policy
        ");
    }

    #[test]
    fn ids_come_back() {
        for state in ProposalState::ALL {
            assert_eq!(ProposalState::from_id(state.id()), Some(state));
        }
    }
}
