//! A proposal and an arrangement with their histories: values that can only be changed by a legal step, each of which
//! leaves a record. Terms are never edited; other terms are another version, and it names its cause.

use super::deal::Deal;
use super::lifecycle::{Party, ProposalState, ProposalStep};
use jiff::civil::Date;

/// One entry of a history: what was done, by whom, on which day. Never edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record<S> {
    /// The day.
    pub on: Date,
    /// Who.
    pub by: Party,
    /// What.
    pub step: S,
}

/// Why a step was not taken. Nothing has changed then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepError {
    /// The state does not allow it, or not to this party.
    Illegal,
    /// It is dated before the last record.
    BeforeLast {
        /// The day of the last record.
        last: Date,
    },
    /// The new terms are the same as the old, or what holds it holds it already.
    NothingChanged,
}

/// A proposal for one account, and everything said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    offered: Deal,
    countered: Option<Deal>,
    state: ProposalState,
    records: Vec<Record<ProposalStep>>,
}

impl Proposal {
    /// A draft that nobody but the client has seen.
    #[must_use]
    pub const fn draft(offered: Deal) -> Self {
        Self { offered, countered: None, state: ProposalState::Draft, records: Vec::new() }
    }

    /// What the client offered.
    #[must_use]
    pub const fn offered(&self) -> &Deal {
        &self.offered
    }

    /// What stands on the table: the counter-offer, if there is one.
    #[must_use]
    pub fn on_the_table(&self) -> &Deal {
        self.countered.as_ref().unwrap_or(&self.offered)
    }

    /// Where it stands.
    #[must_use]
    pub const fn state(&self) -> ProposalState {
        self.state
    }

    /// Every step so far, the earliest first.
    #[must_use]
    pub fn records(&self) -> &[Record<ProposalStep>] {
        &self.records
    }

    /// Takes a step other than a counter-offer.
    ///
    /// # Errors
    /// See [`StepError`]; a counter-offer is illegal here, because it needs terms.
    pub fn take(&mut self, step: ProposalStep, by: Party, on: Date) -> Result<(), StepError> {
        if step == ProposalStep::Counter { Err(StepError::Illegal) } else { self.record(step, by, on) }
    }

    /// Puts other terms on the table.
    ///
    /// # Errors
    /// See [`StepError`].
    pub fn counter(&mut self, deal: Deal, by: Party, on: Date) -> Result<(), StepError> {
        if deal == self.offered {
            return Err(StepError::NothingChanged);
        }
        self.record(ProposalStep::Counter, by, on)?;
        self.countered = Some(deal);
        Ok(())
    }

    fn record(&mut self, step: ProposalStep, by: Party, on: Date) -> Result<(), StepError> {
        let state = self.state.after(step, by).map_err(|_| StepError::Illegal)?;
        in_order(&self.records, on)?;
        self.state = state;
        self.records.push(Record { on, by, step });
        Ok(())
    }

    /// The arrangement that an accepted proposal makes; `None` unless it is accepted.
    #[must_use]
    pub fn arrange(&self) -> Option<Arrangement> {
        let accepted = self.records.last().filter(|_| self.state == ProposalState::Accepted)?;
        Some(Arrangement::create(*self.on_the_table(), accepted.by, accepted.on))
    }
}

/// Where an arrangement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ArrangementState {
    /// Accepted; the first payment is not due yet.
    Created,
    /// Being paid.
    Active,
    /// Standing still: a pause, a dispute, a breathing space.
    OnHold,
    /// A payment is missing.
    Late,
    /// Everything is paid.
    Completed,
    /// The other side ended it because payments stayed away.
    Broken,
    /// Ended by agreement or by the client.
    Cancelled,
}

/// What happens to an arrangement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ArrangementStep {
    /// It is made.
    Create,
    /// The first date has come.
    Begin,
    /// It stands still, for this cause as well as for others that hold it already.
    Hold(Cause),
    /// This cause holds it no longer. It goes on when no other does.
    Resume(Cause),
    /// A payment did not come.
    Miss,
    /// What was missing came.
    CatchUp,
    /// Other terms from now on, for this cause.
    Vary(Cause),
    /// The last payment came.
    Complete,
    /// The other side ends it.
    Break,
    /// The client ends it, or both.
    Cancel,
}

/// Why terms changed or stand still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// A change the client may make alone.
    ClientChange,
    /// Income or costs of the household are other than they were.
    BudgetChanged,
    /// The yearly look at it.
    Review,
    /// The client disputes the debt or its amount.
    Dispute,
    /// A breathing space or another protection of the law.
    Protection,
    /// The other side gave way: interest, fee or amount.
    Concession,
    /// The debt has another owner.
    Transfer,
}

impl ArrangementState {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Created, Self::Active, Self::OnHold, Self::Late, Self::Completed, Self::Broken, Self::Cancelled];

    /// The name in documents; stable for ever.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Active => "active",
            Self::OnHold => "on_hold",
            Self::Late => "late",
            Self::Completed => "completed",
            Self::Broken => "broken",
            Self::Cancelled => "cancelled",
        }
    }

    /// True where nothing more can happen.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Completed | Self::Broken | Self::Cancelled)
    }

    /// The state after a step, where nothing else holds it; `None` if the step is not possible from here.
    ///
    /// What is held for more than one cause stays on hold until the last of them has ended: see [`Arrangement::take`].
    #[must_use]
    pub const fn after(self, step: ArrangementStep) -> Option<Self> {
        use ArrangementStep as Step;
        match (self, step) {
            (Self::Created, Step::Begin) | (Self::OnHold, Step::Resume(_)) | (Self::Late, Step::CatchUp) => {
                Some(Self::Active)
            }
            // A dispute may come during a pause, and then both have to end.
            (Self::Created | Self::Active | Self::OnHold | Self::Late, Step::Hold(_)) => Some(Self::OnHold),
            (Self::Active, Step::Miss) => Some(Self::Late),
            // New terms before the first date leave it waiting for that date.
            (Self::Created, Step::Vary(_)) => Some(Self::Created),
            (Self::Active | Self::Late, Step::Vary(_)) => Some(Self::Active),
            // Other terms do not end a dispute, nor whatever else holds it.
            (Self::OnHold, Step::Vary(_)) => Some(Self::OnHold),
            // Everything may be paid before the first date, too.
            (Self::Created | Self::Active | Self::Late, Step::Complete) => Some(Self::Completed),
            // Only what is late can be broken: nobody breaks an arrangement that is kept.
            (Self::Late, Step::Break) => Some(Self::Broken),
            (Self::Created | Self::Active | Self::OnHold | Self::Late, Step::Cancel) => Some(Self::Cancelled),
            _ => None,
        }
    }
}

/// One version of the terms. Never edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    /// The terms.
    pub deal: Deal,
    /// Since when.
    pub since: Date,
    /// Why they replaced the ones before; `None` for the first.
    pub cause: Option<Cause>,
}

/// An accepted arrangement with all its versions and everything that happened to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrangement {
    current: Version,
    earlier: Vec<Version>,
    state: ArrangementState,
    holds: Vec<Cause>,
    records: Vec<Record<ArrangementStep>>,
}

impl Arrangement {
    /// An arrangement that was just accepted.
    #[must_use]
    pub fn create(deal: Deal, by: Party, on: Date) -> Self {
        Self {
            current: Version { deal, since: on, cause: None },
            earlier: Vec::new(),
            state: ArrangementState::Created,
            holds: Vec::new(),
            records: vec![Record { on, by, step: ArrangementStep::Create }],
        }
    }

    /// The terms in force.
    #[must_use]
    pub const fn current(&self) -> &Version {
        &self.current
    }

    /// The terms that were replaced, the earliest first.
    #[must_use]
    pub fn earlier(&self) -> &[Version] {
        &self.earlier
    }

    /// Where it stands.
    #[must_use]
    pub const fn state(&self) -> ArrangementState {
        self.state
    }

    /// What holds it now, in the order it came; empty unless it is on hold.
    #[must_use]
    pub fn holds(&self) -> &[Cause] {
        &self.holds
    }

    /// Every step so far, the earliest first.
    #[must_use]
    pub fn records(&self) -> &[Record<ArrangementStep>] {
        &self.records
    }

    /// Takes a step other than a variation. An arrangement that several causes hold goes on when the last has ended.
    ///
    /// # Errors
    /// See [`StepError`]; a variation is illegal here, because it needs terms, and so is the end of a cause that does
    /// not hold it.
    pub fn take(&mut self, step: ArrangementStep, by: Party, on: Date) -> Result<(), StepError> {
        if matches!(step, ArrangementStep::Vary(_)) { Err(StepError::Illegal) } else { self.record(step, by, on) }
    }

    /// Replaces the terms by a new version.
    ///
    /// # Errors
    /// See [`StepError`].
    pub fn vary(&mut self, deal: Deal, cause: Cause, by: Party, on: Date) -> Result<(), StepError> {
        if deal == self.current.deal {
            return Err(StepError::NothingChanged);
        }
        self.record(ArrangementStep::Vary(cause), by, on)?;
        self.earlier.push(self.current);
        self.current = Version { deal, since: on, cause: Some(cause) };
        Ok(())
    }

    fn record(&mut self, step: ArrangementStep, by: Party, on: Date) -> Result<(), StepError> {
        let state = self.state.after(step).ok_or(StepError::Illegal)?;
        let mut holds = self.holds.clone();
        match step {
            ArrangementStep::Hold(cause) if holds.contains(&cause) => return Err(StepError::NothingChanged),
            ArrangementStep::Hold(cause) => holds.push(cause),
            ArrangementStep::Resume(cause) => {
                let place = holds.iter().position(|held| *held == cause).ok_or(StepError::Illegal)?;
                holds.remove(place);
            }
            _ if state.is_final() => holds.clear(),
            _ => {}
        }
        in_order(&self.records, on)?;
        self.state = if holds.is_empty() { state } else { ArrangementState::OnHold };
        self.holds = holds;
        self.records.push(Record { on, by, step });
        Ok(())
    }
}

fn in_order<S>(records: &[Record<S>], on: Date) -> Result<(), StepError> {
    match records.last() {
        Some(record) if on < record.on => Err(StepError::BeforeLast { last: record.on }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arrangement::Frequency;
    use crate::calendar::days_after;
    use crate::money::Amount;
    use jiff::civil::date;
    use proptest::prelude::*;

    const DAY: Date = date(2026, 11, 22);

    fn deal(instalment: i64) -> Deal {
        let of = Amount::from_minor;
        Deal::new(of(600_00), of(600_00), of(0), of(instalment), Frequency::Month, date(2026, 12, 1)).unwrap()
    }

    const STEPS: [ArrangementStep; 12] = [
        ArrangementStep::Create,
        ArrangementStep::Begin,
        ArrangementStep::Hold(Cause::Dispute),
        ArrangementStep::Hold(Cause::ClientChange),
        ArrangementStep::Resume(Cause::Dispute),
        ArrangementStep::Resume(Cause::ClientChange),
        ArrangementStep::Miss,
        ArrangementStep::CatchUp,
        ArrangementStep::Vary(Cause::BudgetChanged),
        ArrangementStep::Complete,
        ArrangementStep::Break,
        ArrangementStep::Cancel,
    ];

    #[test]
    fn the_table_of_steps() {
        let mut table = String::new();
        for state in ArrangementState::ALL {
            let is_told = |step: &ArrangementStep| {
                !matches!(
                    step,
                    ArrangementStep::Hold(Cause::ClientChange) | ArrangementStep::Resume(Cause::ClientChange)
                )
            };
            for step in STEPS.into_iter().filter(is_told) {
                if let Some(next) = state.after(step) {
                    table += &format!("{} + {step:?} = {}\n", state.id(), next.id());
                }
            }
        }
        insta::assert_snapshot!(table, @r"
        created + Begin = active
        created + Hold(Dispute) = on_hold
        created + Vary(BudgetChanged) = created
        created + Complete = completed
        created + Cancel = cancelled
        active + Hold(Dispute) = on_hold
        active + Miss = late
        active + Vary(BudgetChanged) = active
        active + Complete = completed
        active + Cancel = cancelled
        on_hold + Hold(Dispute) = on_hold
        on_hold + Resume(Dispute) = active
        on_hold + Vary(BudgetChanged) = on_hold
        on_hold + Cancel = cancelled
        late + Hold(Dispute) = on_hold
        late + CatchUp = active
        late + Vary(BudgetChanged) = active
        late + Complete = completed
        late + Break = broken
        late + Cancel = cancelled
        ");
    }

    #[test]
    fn from_a_draft_to_a_varied_arrangement() {
        let mut proposal = Proposal::draft(deal(20_00));
        assert_eq!(proposal.take(ProposalStep::Expire, Party::Time, DAY), Err(StepError::Illegal));
        assert_eq!(proposal.take(ProposalStep::Send, Party::Officer, DAY), Err(StepError::Illegal));
        proposal.take(ProposalStep::Send, Party::Client, DAY).unwrap();
        assert_eq!(proposal.take(ProposalStep::Accept, Party::Client, DAY), Err(StepError::Illegal));
        assert_eq!(proposal.take(ProposalStep::Counter, Party::Policy, DAY), Err(StepError::Illegal));
        assert_eq!(proposal.counter(deal(20_00), Party::Policy, DAY), Err(StepError::NothingChanged));
        proposal.counter(deal(25_00), Party::Policy, DAY).unwrap();
        assert_eq!((proposal.arrange(), proposal.offered()), (None, &deal(20_00)));
        let earlier = days_after(DAY, -1);
        let refused = proposal.take(ProposalStep::Accept, Party::Client, earlier);
        assert_eq!(refused, Err(StepError::BeforeLast { last: DAY }));
        proposal.take(ProposalStep::Accept, Party::Client, DAY).unwrap();
        assert_eq!(proposal.records().len(), 3);

        let mut arrangement = proposal.arrange().unwrap();
        assert_eq!(arrangement.current().deal, deal(25_00));
        arrangement.take(ArrangementStep::Begin, Party::Time, date(2026, 12, 1)).unwrap();
        arrangement.vary(deal(15_00), Cause::BudgetChanged, Party::Officer, date(2027, 1, 5)).unwrap();
        assert_eq!(arrangement.current().cause, Some(Cause::BudgetChanged));
        assert_eq!(arrangement.earlier().iter().map(|version| version.deal).collect::<Vec<_>>(), [deal(25_00)]);
        assert_eq!(
            arrangement.records().iter().map(|record| record.by.id()).collect::<Vec<_>>(),
            ["client", "time", "officer"]
        );
    }

    #[test]
    fn what_is_disputed_during_a_pause_waits_for_the_end_of_both() {
        let mut arrangement = Arrangement::create(deal(25_00), Party::Policy, DAY);
        let mut take = |step, by| {
            let taken = arrangement.take(step, by, DAY);
            (taken.err(), arrangement.state().id(), arrangement.holds().to_vec())
        };
        let (pause, dispute) = (Cause::ClientChange, Cause::Dispute);
        assert_eq!(take(ArrangementStep::Begin, Party::Time), (None, "active", vec![]));
        assert_eq!(take(ArrangementStep::Hold(pause), Party::Client), (None, "on_hold", vec![pause]));
        assert_eq!(take(ArrangementStep::Hold(dispute), Party::Client), (None, "on_hold", vec![pause, dispute]));
        let again = take(ArrangementStep::Hold(dispute), Party::Client);
        assert_eq!(again, (Some(StepError::NothingChanged), "on_hold", vec![pause, dispute]));
        assert_eq!(take(ArrangementStep::Resume(pause), Party::Time), (None, "on_hold", vec![dispute]));
        let twice = take(ArrangementStep::Resume(pause), Party::Time);
        assert_eq!(twice, (Some(StepError::Illegal), "on_hold", vec![dispute]));
        arrangement.vary(deal(15_00), Cause::Concession, Party::Officer, DAY).unwrap();
        assert_eq!((arrangement.state(), arrangement.holds()), (ArrangementState::OnHold, &[dispute][..]));
        arrangement.take(ArrangementStep::Resume(dispute), Party::Officer, DAY).unwrap();
        assert_eq!((arrangement.state(), arrangement.holds()), (ArrangementState::Active, &[][..]));
        arrangement.take(ArrangementStep::Hold(dispute), Party::Client, DAY).unwrap();
        arrangement.take(ArrangementStep::Cancel, Party::Client, DAY).unwrap();
        assert_eq!((arrangement.state(), arrangement.holds()), (ArrangementState::Cancelled, &[][..]));
    }

    #[test]
    fn everything_may_be_paid_before_the_first_date() {
        let mut arrangement = Arrangement::create(deal(25_00), Party::Policy, DAY);
        arrangement.take(ArrangementStep::Complete, Party::Client, DAY).unwrap();
        assert_eq!(arrangement.state(), ArrangementState::Completed);
    }

    proptest! {
        #[test]
        fn every_step_taken_leaves_one_record_and_no_other_does(
            steps in prop::collection::vec((0..STEPS.len(), -1..3_i64, 1_000..2_000_i64), 0..40),
        ) {
            let mut arrangement = Arrangement::create(deal(25_00), Party::Policy, DAY);
            let mut on = DAY;
            for (step, days, instalment) in steps {
                on = days_after(on, days);
                let before = arrangement.clone();
                let taken = match STEPS[step] {
                    ArrangementStep::Vary(cause) => arrangement.vary(deal(instalment), cause, Party::Officer, on),
                    step => arrangement.take(step, Party::Client, on),
                };
                if taken.is_err() {
                    prop_assert_eq!(&arrangement, &before);
                    continue;
                }
                prop_assert!(!before.state().is_final());
                prop_assert_eq!(arrangement.state() == ArrangementState::OnHold, !arrangement.holds().is_empty());
                // Only the end of what holds it, or of everything, ends a hold.
                let may_go_on = matches!(STEPS[step], ArrangementStep::Resume(_) | ArrangementStep::Cancel);
                prop_assert!(may_go_on || before.holds().iter().all(|cause| arrangement.holds().contains(cause)));
                let (records, kept) = (arrangement.records(), before.records());
                prop_assert_eq!(records.len(), kept.len() + 1);
                prop_assert_eq!(&records[..kept.len()], kept);
                prop_assert!(arrangement.earlier().starts_with(before.earlier()));
            }
        }
    }
}
