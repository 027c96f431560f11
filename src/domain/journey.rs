//! The way from a budget to an arrangement: which steps there are, and which of them may be visited now.

/// One step, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// What comes in and goes out.
    Budget,
    /// What is owed to whom.
    Debts,
    /// What the money could do.
    Plan,
    /// How much to offer, and its share for each creditor.
    Offer,
    /// The policy's answer, and sending.
    Check,
    /// What both sides accepted.
    Arrangement,
}

/// What is known so far. Derived from the state, never kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// At least one line of the budget can be read.
    pub has_budget: bool,
    /// At least one debt has a readable balance above nothing.
    pub has_debt: bool,
    /// There is an invitation with an account that is neither disputed nor arranged.
    pub has_open_account: bool,
    /// Something is left over to offer, or a token is offered all the same.
    pub has_capacity: bool,
    /// Something was sent, or waits to be.
    pub has_proposal: bool,
}

impl Step {
    /// All of them, in order.
    pub const ALL: [Self; 6] = [Self::Budget, Self::Debts, Self::Plan, Self::Offer, Self::Check, Self::Arrangement];

    /// May this step be visited?
    #[must_use]
    pub const fn is_open(self, facts: Facts) -> bool {
        match self {
            Self::Budget | Self::Debts => true,
            Self::Plan | Self::Offer => facts.has_budget && facts.has_debt,
            Self::Check => facts.has_budget && facts.has_debt && facts.has_open_account && facts.has_capacity,
            Self::Arrangement => facts.has_proposal,
        }
    }

    /// Is what this step asks for there?
    #[must_use]
    pub const fn is_done(self, facts: Facts) -> bool {
        match self {
            Self::Budget => facts.has_budget,
            Self::Debts => facts.has_debt,
            Self::Plan => facts.has_budget && facts.has_debt,
            Self::Offer => facts.has_proposal || Self::Check.is_open(facts),
            Self::Check => facts.has_proposal,
            Self::Arrangement => false,
        }
    }

    /// Where somebody goes who asked for a step that is not open: the first one before it that still lacks something,
    /// else the furthest open one before it.
    #[must_use]
    pub fn nearest_open(self, facts: Facts) -> Self {
        if self.is_open(facts) {
            return self;
        }
        let before = || Self::ALL.into_iter().filter(|step| *step < self && step.is_open(facts));
        before().find(|step| !step.is_done(facts)).or_else(|| before().next_back()).unwrap_or(Self::Budget)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_facts() -> impl Iterator<Item = Facts> {
        (0..32_u8).map(|bits| Facts {
            has_budget: bits & 1 != 0,
            has_debt: bits & 2 != 0,
            has_open_account: bits & 4 != 0,
            has_capacity: bits & 8 != 0,
            has_proposal: bits & 16 != 0,
        })
    }

    #[test]
    fn nobody_is_sent_to_a_closed_step() {
        for facts in all_facts() {
            for step in Step::ALL {
                let nearest = step.nearest_open(facts);
                assert!(nearest.is_open(facts), "{step:?} {facts:?}");
                assert!(nearest <= step, "{step:?} {facts:?}");
            }
        }
    }

    #[test]
    fn the_first_gap_comes_first() {
        let facts = Facts { has_debt: true, ..Facts::default() };
        assert_eq!(Step::Plan.nearest_open(facts), Step::Budget);
        let facts = Facts { has_budget: true, ..Facts::default() };
        assert_eq!(Step::Check.nearest_open(facts), Step::Debts);
        let facts = Facts { has_budget: true, has_debt: true, ..Facts::default() };
        assert_eq!(Step::Check.nearest_open(facts), Step::Offer);
        assert_eq!(Step::Arrangement.nearest_open(facts), Step::Offer);
    }
}
