//! What one account claims, and the steps of a dispute about it: it stands still from the moment the client disputes it
//! until a person has answered, and what was withdrawn is never claimed again.

use super::agreement::{Record, StepError};
use super::lifecycle::Party;
use crate::money::Amount;
use jiff::civil::Date;

/// Where a claim stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClaimState {
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

impl ClaimState {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Claimed, Self::Disputed, Self::Verified, Self::Withdrawn];

    /// The name in documents; stable for ever.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::Disputed => "disputed",
            Self::Verified => "verified",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// What is claimed for one account, and everything said about that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    balance: Amount,
    withdrawn: Amount,
    state: ClaimState,
    records: Vec<Record<ClaimStep>>,
}

impl Claim {
    /// A claim that nobody has disputed.
    #[must_use]
    pub const fn new(balance: Amount) -> Self {
        Self { balance, withdrawn: Amount::ZERO, state: ClaimState::Claimed, records: Vec::new() }
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

    /// Where it stands.
    #[must_use]
    pub const fn state(&self) -> ClaimState {
        self.state
    }

    /// Every step so far, the earliest first.
    #[must_use]
    pub fn records(&self) -> &[Record<ClaimStep>] {
        &self.records
    }

    /// Takes a step. Only the client disputes, and only a person answers: never the rules, never the calendar.
    ///
    /// # Errors
    /// See [`StepError`]; nothing has changed then. To withdraw nothing, or more than is claimed, is illegal.
    pub fn take(&mut self, step: ClaimStep, by: Party, on: Date) -> Result<(), StepError> {
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
        if let Some(last) = self.records.last().map(|record| record.on).filter(|last| on < *last) {
            return Err(StepError::BeforeLast { last });
        }
        self.state = state;
        self.balance = self.balance.saturating_sub(part);
        self.withdrawn = self.withdrawn.saturating_add(part);
        self.records.push(Record { on, by, step });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::days_after;
    use core::fmt::Write;
    use jiff::civil::date;
    use proptest::prelude::*;

    const DAY: Date = date(2026, 11, 22);
    const OWED: Amount = Amount::from_minor(600_00);

    fn in_state(state: ClaimState) -> Claim {
        let mut claim = Claim::new(OWED);
        let mut take = |step, by| claim.take(step, by, DAY).unwrap();
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
    fn the_table_of_steps() {
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
        for from in ClaimState::ALL {
            for (name, step) in steps {
                for by in Party::ALL {
                    let mut claim = in_state(from);
                    if claim.take(step, by, DAY).is_ok() {
                        let (next, owed) = (claim.state().id(), claim.balance().minor());
                        writeln!(table, "{} + {name} by {} = {next}, {owed}", from.id(), by.id()).unwrap();
                    }
                }
            }
        }
        insta::assert_snapshot!(table, @r"
        claimed + dispute by client = disputed, 60000
        disputed + verify by officer = verified, 60000
        disputed + withdraw a part by officer = verified, 45000
        disputed + withdraw all by officer = withdrawn, 0
        verified + dispute by client = disputed, 60000
        ");
        assert_eq!(
            in_state(ClaimState::Disputed).take(ClaimStep::Dispute, Party::Client, DAY),
            Err(StepError::NothingChanged)
        );
        let early = in_state(ClaimState::Disputed).take(ClaimStep::Verify, Party::Officer, days_after(DAY, -1));
        assert_eq!(early, Err(StepError::BeforeLast { last: DAY }));
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
        fn nothing_is_lost_nothing_comes_back_and_every_step_leaves_one_record(
            first in 1..1_000_i64,
            steps in prop::collection::vec((any_step(), 0..Party::ALL.len(), -1..3_i64), 0..40),
        ) {
            let first = Amount::from_minor(first);
            let mut claim = Claim::new(first);
            let mut on = DAY;
            for (step, by, days) in steps {
                let (by, before) = (Party::ALL[by], claim.clone());
                on = days_after(on, days);
                let taken = claim.take(step, by, on);
                prop_assert_eq!(claim.balance().saturating_add(claim.withdrawn()), first);
                if taken.is_err() {
                    prop_assert_eq!(&claim, &before);
                    continue;
                }
                // What stands still moves only by a person's answer, and what is answered only by the client.
                prop_assert_eq!(by == Party::Officer, before.state() == ClaimState::Disputed);
                prop_assert!(by == Party::Officer || by == Party::Client);
                prop_assert!(before.state() != ClaimState::Withdrawn);
                prop_assert!(claim.balance() <= before.balance());
                prop_assert_eq!(claim.balance().is_zero(), claim.state() == ClaimState::Withdrawn);
                let (records, kept) = (claim.records(), before.records());
                prop_assert_eq!(records.len(), kept.len() + 1);
                prop_assert_eq!(&records[..kept.len()], kept);
            }
        }
    }
}
