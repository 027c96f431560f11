//! Why a figure is what it is: the rule, its inputs and its source, worked out only when somebody asks.
//!
//! Nothing is kept while a plan runs. To explain a month the plan is run once more up to it and the figures of that
//! month are taken down.

use super::cheapest;
use crate::debt::{Accrual, Allocation, MinimumRule};
use crate::money::Amount;
use crate::plan::engine::account::Account;
use crate::plan::engine::general_engine::GeneralEngine;
use crate::plan::engine::term::terms;
use crate::plan::engine::unit::{Rounded, Unit};
use crate::plan::engine::{Extent, Running, check_settled};
use crate::plan::{Minimums, PlanError, Scenario, Strategy};
use crate::rate::Rate;

/// What a run records of the month that is to be explained.
#[derive(Clone)]
pub(crate) enum Capture {
    Nothing,
    Wanted { month: u16, place: usize },
    Found(Box<Explanation>),
}

/// All that decided one debt's figures in one month. Each holds the inputs of a rule; the rules are [`Rule`]s.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The month.
    pub month: u16,
    /// The debt's place in the scenario.
    pub debt: usize,
    /// What was owed before interest.
    pub opening: Amount,
    /// Each balance of the account and its interest.
    pub interest: Vec<InterestStep>,
    /// How interest is charged.
    pub accrual: Accrual,
    /// Monthly, over-limit and moving fees.
    pub fee: Amount,
    /// The rule of the minimum.
    pub minimum_rule: MinimumRule,
    /// Whether the minimum is that of the first month.
    pub minimums: Minimums,
    /// What was due, at most what is owed.
    pub due: Amount,
    /// Why just that was due.
    pub due_because: DueBecause,
    /// Nothing was paid although it was due, or something else was really paid.
    pub instead: Option<Instead>,
    /// What the month cost beyond its budget, which comes before the debts.
    pub deficit: Amount,
    /// What the reserve gave for all debts and costs of the month together.
    pub from_reserve: Amount,
    /// What of the payment was put by before, for a settlement.
    pub lump: Amount,
    /// The budget of the month, if there is one.
    pub budget: Option<Amount>,
    /// What was due on all debts together.
    pub due_total: Amount,
    /// Its place in the order of the strategy, 1 for the first.
    pub rank: usize,
    /// The strategy.
    pub strategy: Strategy,
    /// What was paid.
    pub payment: Amount,
    /// Where the payment goes, if the account has several balances.
    pub allocation: Allocation,
    /// What the creditor forgave.
    pub forgiven: Amount,
    /// What is owed after the payment; a late fee comes on top.
    pub closing: Amount,
}

/// Why a debt asks for what it does in a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DueBecause {
    /// The contract's minimum.
    #[default]
    Contract,
    /// The last instalment of the contract takes all that is left.
    LastInstalment,
    /// The debt rests.
    Holiday,
    /// An instalment of a settlement.
    Instalment,
    /// Nothing, while a settlement in one sum is saved up.
    SavingUp,
}

impl DueBecause {
    /// The stable name in documents.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Contract => "contract",
            Self::LastInstalment => "last_instalment",
            Self::Holiday => "holiday",
            Self::Instalment => "instalment",
            Self::SavingUp => "saving_up",
        }
    }
}

/// What took the place of the payment that was due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instead {
    /// Nothing was paid.
    Missed,
    /// What was really paid is known.
    ReallyPaid,
}

impl Instead {
    /// The stable name in documents.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Missed => "missed",
            Self::ReallyPaid => "really_paid",
        }
    }
}

/// What the month as a whole puts into the explanation of one debt.
pub(crate) struct MonthContext<U> {
    pub month: u16,
    pub budget: Option<U>,
    pub deficit: U,
    pub due_total: U,
    pub from_reserve: U,
}

/// The interest of one balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InterestStep {
    /// What bears interest.
    pub balance: Amount,
    /// The annual rate in force.
    pub rate: Rate,
    /// Days counted.
    pub days: u16,
    /// Days in the year.
    pub year_days: u16,
    /// The interest, rounded to the minor unit.
    pub interest: Amount,
}

/// A rule of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Balance × rate × days ÷ days in the year.
    Interest,
    /// Fees of the contract.
    Fees,
    /// What the contract asks for.
    Minimum,
    /// What is left of the budget goes where the strategy says.
    Extra,
    /// Which balance of the account the payment goes to.
    Allocation,
    /// Before, plus interest and fees, less payment and what was forgiven.
    Closing,
}

impl Rule {
    /// All of them, in the order of a month.
    pub const ALL: [Self; 6] =
        [Self::Interest, Self::Fees, Self::Minimum, Self::Extra, Self::Allocation, Self::Closing];

    /// The stable name in documents.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Interest => "interest",
            Self::Fees => "fees",
            Self::Minimum => "minimum",
            Self::Extra => "extra",
            Self::Allocation => "allocation",
            Self::Closing => "closing",
        }
    }
}

impl Explanation {
    pub(crate) fn new<U: Unit>(
        scenario: &Scenario,
        asked: MonthContext<U>,
        rank: usize,
        running: &Running<'_, U>,
        account: &Account<'_, U>,
    ) -> Self {
        let MonthContext { month, budget, deficit, due_total, from_reserve } = asked;
        let instead = match account.today.paid {
            Some(_) => Some(Instead::ReallyPaid),
            None => account.today.missed.then_some(Instead::Missed),
        };
        let accrual = account.accrual();
        let calendar = scenario.start.map_or(30, |start| crate::plan::engine::days::days_in(start, month));
        let days = account.days(calendar);
        let interest = account.pots.iter().map(|pot| InterestStep {
            balance: pot.principal.shown(),
            rate: Rate::from_millionths(pot.rate).unwrap_or_default(),
            days,
            year_days: accrual.day_count.year_days(),
            interest: pot.interest.shown(),
        });
        Self {
            month,
            debt: running.place,
            opening: running.balance.shown(),
            interest: interest.collect(),
            accrual,
            fee: account.fee.shown(),
            minimum_rule: account.rule,
            minimums: scenario.minimums,
            due: running.due.shown(),
            due_because: account.due_because,
            instead,
            deficit: deficit.shown(),
            from_reserve: from_reserve.shown(),
            lump: account.lump.shown(),
            budget: budget.map(U::shown),
            due_total: due_total.shown(),
            rank: rank + 1,
            strategy: scenario.strategy,
            payment: running.payment.shown(),
            allocation: account.allocation(),
            forgiven: account.forgiven.shown(),
            closing: (running.owed - running.payment - account.forgiven).shown(),
        }
    }

    /// The source of a rule in force here: a law, or the plan's own convention.
    #[must_use]
    pub const fn source(&self, rule: Rule) -> &'static str {
        match rule {
            Rule::Interest | Rule::Fees => "contract",
            Rule::Minimum => match self.due_because {
                DueBecause::Contract | DueBecause::LastInstalment => "contract",
                DueBecause::Holiday | DueBecause::Instalment | DueBecause::SavingUp => "agreement",
            },
            Rule::Extra => "strategy",
            Rule::Allocation => match self.allocation {
                Allocation::CardAct => "12 CFR 1026.53",
                Allocation::HighestFirst => "FCA CONC 6.7.4",
                Allocation::LowestFirst => "contract",
            },
            Rule::Closing => "convention",
        }
    }

    /// All interest of the month.
    #[must_use]
    pub fn interest_total(&self) -> Amount {
        self.interest.iter().map(|step| step.interest).sum()
    }

    /// What was paid beyond what was due, out of the month's budget.
    #[must_use]
    pub fn extra(&self) -> Amount {
        self.payment.saturating_sub(self.lump).saturating_sub(self.due).max(Amount::ZERO)
    }
}

/// Explains one debt's month of a plan; `None` if the plan does not reach that month or has no such debt.
///
/// # Errors
/// See [`PlanError`].
pub fn explain(scenario: &Scenario, month: u16, debt: usize) -> Result<Option<Explanation>, PlanError> {
    check_settled(scenario)?;
    if month == 0 || debt >= scenario.debts.len() {
        return Ok(None);
    }
    let followed = match scenario.strategy {
        Strategy::CheapestFound => cheapest::followed(scenario),
        _ => scenario.clone(),
    };
    let terms = terms::<Rounded>(&followed);
    Ok(GeneralEngine::<Rounded>::new(&followed, &terms, Extent::TOTALS).explain(month, debt))
}
