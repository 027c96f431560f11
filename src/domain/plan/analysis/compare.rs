//! Plans side by side, what offers that creditors may or may not accept lead to, and how what really happened moved the
//! end.

use crate::debt::Liability;
use crate::money::Amount;
use crate::plan::engine::{Extent, check_settled, settled};
use crate::plan::{Change, ChangeKind, Cleared, Plan, PlanError, Scenario};

/// The most offers of which every combination is tried.
pub const OFFERS_MAX: usize = 10;

/// One of several plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The plan, without schedule.
    pub plan: Plan,
    /// How many months earlier it is cleared than the first of the plans; below zero for later. `None` if one of the
    /// two is not.
    pub months_saved: Option<i32>,
    /// How much less it costs than the first; below zero for more. `None` as above.
    pub saved: Option<Amount>,
    /// The first debt paid off in it.
    pub first_cleared: Option<Cleared>,
    /// What to know about it beside the figures.
    pub notes: Vec<Note>,
}

/// What to know about a plan beside its figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// So much of a debt is forgiven that it may count as income: in the United States 600 dollars or more (26 CFR
    /// 1.6050P-1, form 1099-C). The threshold is the caller's.
    ForgivenMayBeTaxed {
        /// Which debt.
        debt: usize,
        /// How much.
        amount: Amount,
    },
    /// A debt settled for less, or on which nothing is paid for a while, may be noted on the credit file.
    CreditFileMayShow {
        /// Which debt; `None` for all.
        debt: Option<usize>,
    },
    /// A new credit is asked for: the file is searched, and the application may be refused.
    CreditSearch {
        /// The new debt.
        debt: usize,
    },
    /// Who else owes a debt that is forgiven may still be asked for the rest.
    OthersStillOwe {
        /// Which debt.
        debt: usize,
    },
    /// A fee of the move is paid whether or not it pays off.
    FeeToMove {
        /// The new debt.
        debt: usize,
        /// How much.
        amount: Amount,
    },
}

impl Note {
    /// The stable name in documents.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::ForgivenMayBeTaxed { .. } => "forgiven_may_be_taxed",
            Self::CreditFileMayShow { .. } => "credit_file_may_show",
            Self::CreditSearch { .. } => "credit_search",
            Self::OthersStillOwe { .. } => "others_still_owe",
            Self::FeeToMove { .. } => "fee_to_move",
        }
    }

    /// The debt it is about.
    #[must_use]
    pub const fn debt(&self) -> Option<usize> {
        match *self {
            Self::CreditFileMayShow { debt } => debt,
            Self::ForgivenMayBeTaxed { debt, .. }
            | Self::CreditSearch { debt }
            | Self::OthersStillOwe { debt }
            | Self::FeeToMove { debt, .. } => Some(debt),
        }
    }
}

/// Plans side by side; the first is what the others are measured against. Forgiven amounts from `taxed_from` on get a
/// note; none do without it.
///
/// # Errors
/// The place of the scenario at fault, and see [`PlanError`].
pub fn compare(scenarios: &[Scenario], taxed_from: Option<Amount>) -> Result<Vec<Comparison>, (usize, PlanError)> {
    let mut compared: Vec<Comparison> = Vec::with_capacity(scenarios.len());
    for (place, scenario) in scenarios.iter().enumerate() {
        check_settled(scenario).map_err(|error| (place, error))?;
        let plan = settled(scenario, Extent::TOTALS);
        let first = compared.first().map_or(&plan, |first| &first.plan);
        let both = plan.is_cleared() && first.is_cleared();
        compared.push(Comparison {
            months_saved: both.then(|| i32::from(first.months) - i32::from(plan.months)),
            saved: both.then(|| first.cost().saturating_sub(plan.cost())),
            first_cleared: plan.cleared.iter().find(|cleared| cleared.month > 0).copied(),
            notes: notes(scenario, &plan, taxed_from),
            plan,
        });
    }
    Ok(compared)
}

/// What to know about a plan beside its figures.
#[must_use]
pub fn notes(scenario: &Scenario, plan: &Plan, taxed_from: Option<Amount>) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut note = |note: Note| {
        if !notes.contains(&note) {
            notes.push(note);
        }
    };
    for forgiven in &plan.forgiven {
        if taxed_from.is_some_and(|least| forgiven.amount >= least) {
            note(Note::ForgivenMayBeTaxed { debt: forgiven.debt, amount: forgiven.amount });
        }
        note(Note::CreditFileMayShow { debt: Some(forgiven.debt) });
        if scenario.debts[forgiven.debt].details.liability != Liability::Sole {
            note(Note::OthersStillOwe { debt: forgiven.debt });
        }
    }
    for moved in &plan.moves {
        note(Note::CreditSearch { debt: moved.to });
        if moved.fee.is_positive() {
            note(Note::FeeToMove { debt: moved.to, amount: moved.fee });
        }
    }
    for change in &scenario.changes {
        if let ChangeKind::Holiday { whom, .. } | ChangeKind::Missed { whom } = &change.what {
            let debt = match whom {
                crate::plan::DebtScope::All => None,
                crate::plan::DebtScope::One(debt) => Some(*debt),
            };
            note(Note::CreditFileMayShow { debt });
        }
    }
    notes
}

/// What happens if so many of several offers are accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// How many.
    pub count: usize,
    /// The cheapest plan of all combinations of so many, cleared plans first.
    pub best: Plan,
    /// The dearest plan of all combinations of so many, plans that are not cleared last.
    pub worst: Plan,
}

/// Tries every combination of offers, each of which a creditor may accept or refuse: the best and the worst plan for
/// every number of acceptances, from none to all.
///
/// # Errors
/// See [`PlanError`]; more than [`OFFERS_MAX`] offers are [`PlanError::TooManyChanges`].
pub fn if_accepted(scenario: &Scenario, offers: &[Change]) -> Result<Vec<Accepted>, PlanError> {
    if offers.len() > OFFERS_MAX {
        return Err(PlanError::TooManyChanges);
    }
    let mut found: Vec<Option<Accepted>> = vec![None; offers.len() + 1];
    for combination in 0_u32..1 << offers.len() {
        let accepted = (0_u32..).zip(offers).filter(|(bit, _)| combination >> bit & 1 == 1);
        let mut trial = scenario.clone();
        trial.changes.extend(accepted.map(|(_, offer)| offer.clone()));
        check_settled(&trial)?;
        let plan = settled(&trial, Extent::TOTALS);
        let count = usize::try_from(combination.count_ones()).unwrap_or_default();
        let key = |plan: &Plan| (!plan.is_cleared(), plan.cost(), plan.months);
        match &mut found[count] {
            None => found[count] = Some(Accepted { count, best: plan.clone(), worst: plan }),
            Some(so_far) => {
                if key(&plan) < key(&so_far.best) {
                    so_far.best = plan.clone();
                }
                if key(&plan) > key(&so_far.worst) {
                    so_far.worst = plan;
                }
            }
        }
    }
    Ok(found.into_iter().flatten().collect())
}

/// How something that really happened moved a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// By how many months later it ends; below zero for earlier. `None` if it is not cleared with or without.
    pub later: Option<i32>,
    /// What it costs more; below zero for less.
    pub dearer: Amount,
}

/// A plan corrected by what really happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corrected {
    /// The plan as it was.
    pub before: Plan,
    /// The plan as it is now.
    pub after: Plan,
    /// What each event did, in the order given, each on top of those before it: the parts add up to the whole.
    pub moved: Vec<Moved>,
}

/// Corrects a plan by payments really made ([`ChangeKind::Paid`]), statements ([`ChangeKind::BalanceIs`]) and changes that really
/// happened, and says which of them moved the end by how much.
///
/// # Errors
/// See [`PlanError`]; places of changes count from the scenario's own.
pub fn correct(scenario: &Scenario, happened: &[Change]) -> Result<Corrected, PlanError> {
    let mut corrected = scenario.clone();
    corrected.changes.extend_from_slice(happened);
    check_settled(&corrected)?;
    corrected.changes.truncate(scenario.changes.len());
    let before = settled(&corrected, Extent::TOTALS);
    let mut so_far = before.clone();
    let mut moved = Vec::with_capacity(happened.len());
    for event in happened {
        corrected.changes.push(event.clone());
        let plan = settled(&corrected, Extent::TOTALS);
        let both = plan.is_cleared() && so_far.is_cleared();
        moved.push(Moved {
            later: both.then(|| i32::from(plan.months) - i32::from(so_far.months)),
            dearer: plan.cost().saturating_sub(so_far.cost()),
        });
        so_far = plan;
    }
    Ok(Corrected { before, after: so_far, moved })
}
