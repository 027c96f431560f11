//! Why a figure is what it is: the rule, its inputs and its source, worked out only when somebody asks.
//!
//! Nothing is kept while a plan runs. To explain a month the plan is run once more up to it and the figures of that
//! month are taken down.

use super::cheapest;
use crate::debt::{Accrual, Allocation, DayCount, MinimumRule};
use crate::money::Amount;
use crate::plan::engine::account::Account;
use crate::plan::engine::days::MonthDays;
use crate::plan::engine::general_engine::GeneralEngine;
use crate::plan::engine::pot::{Charging, Pot, Span, Stretch};
use crate::plan::engine::term::terms;
use crate::plan::engine::unit::{Rounded, Unit};
use crate::plan::engine::{Extent, Running, check_settled};
use crate::plan::{Minimums, PlanError, PlanRounding, Scenario, Strategy};
use crate::rate::{Rate, RateBasis};

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
    /// Each balance of the account and its interest; for a month in which the rate changes, a step for each rate.
    pub interest: Vec<InterestStep>,
    /// How interest is charged.
    pub accrual: Accrual,
    /// What the stated rates of the debt mean.
    pub rate_basis: RateBasis,
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

/// The interest of one balance, on days of one rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InterestStep {
    /// What bears interest.
    pub balance: Amount,
    /// The nominal annual rate in force.
    pub rate: Rate,
    /// The effective rate it was made from, where the debt states such; see [`Accrual::nominal`].
    pub effective: Option<Rate>,
    /// Days counted.
    pub days: u16,
    /// Days in the year; of [`crate::debt::DayCount::ActualActual`] 366 where all of the days are in a leap year.
    pub year_days: u16,
    /// Where the rate changes within a month of thirty days: how many days the month has by the calendar, of which
    /// [`Self::days`] are some. The interest is that of the month × the days ÷ these.
    pub month_days: Option<u16>,
    /// The interest. The balance's interest of the month is rounded once to the minor unit; of several parts each is
    /// what it adds to the rounded sum of those before.
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
        let days = scenario.start.map_or(MonthDays::THIRTY, |start| MonthDays::new(start, month));
        let interest = account.pots.iter().flat_map(|pot| interest_steps(pot, account, month, days, scenario.rounding));
        let Charging { accrual, basis } = account.charging();
        Self {
            month,
            debt: running.place,
            opening: running.balance.shown(),
            interest: interest.collect(),
            accrual,
            rate_basis: basis,
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

/// The interest of one balance of an account in a month, one step for each rate it has, or each kind of year.
fn interest_steps<U: Unit>(
    pot: &Pot<'_, U>,
    account: &Account<'_, U>,
    month: u16,
    days: MonthDays,
    rounding: PlanRounding,
) -> Vec<InterestStep> {
    let charging = account.charging();
    let day_count = charging.accrual.day_count;
    let is_thirty = day_count == DayCount::Thirty360;
    let rate = |millionths| Rate::from_millionths(millionths).unwrap_or_default();
    let effective = |stated| (charging.basis == RateBasis::Effective).then(|| rate(stated));
    let new_year = days.new_year();
    if account.spans.is_empty() && (day_count != DayCount::ActualActual || new_year.is_none()) {
        let year_days =
            if day_count == DayCount::ActualActual && days.leap_days(0, 1) == 1 { 366 } else { day_count.year_days() };
        return vec![InterestStep {
            balance: pot.principal.shown(),
            rate: rate(pot.rate),
            effective: effective(pot.stated),
            days: if is_thirty { 30 } else { days.count },
            year_days,
            month_days: None,
            interest: pot.interest.shown(),
        }];
    }
    let mut spans = account.spans.clone();
    if spans.is_empty() {
        spans.push(account.whole_month(days));
    }
    if let (DayCount::ActualActual, Some(day)) = (day_count, new_year)
        && let Some(at) = spans.iter().position(|span| span.from < day && day < span.to)
    {
        spans.insert(at + 1, Span { from: day, ..spans[at] });
        spans[at].to = day;
    }
    let stretches = pot.stretches(month, &spans, charging, days);
    let mut before = Amount::ZERO;
    let step = |(index, stretch): (usize, &Stretch)| {
        let is_last = index + 1 == stretches.len();
        // With what was deferred and falls due, which belongs to no day.
        let sum = match is_last {
            true => pot.interest,
            false => pot.interest_over(&stretches[..=index], charging.accrual, days.count, rounding),
        };
        let interest = sum.shown().saturating_sub(core::mem::replace(&mut before, sum.shown()));
        InterestStep {
            balance: pot.principal.shown(),
            rate: rate(stretch.rate),
            effective: effective(stretch.stated),
            days: stretch.days,
            year_days: if stretch.leap_days > 0 && day_count == DayCount::ActualActual {
                366
            } else {
                day_count.year_days()
            },
            month_days: is_thirty.then_some(days.count),
            interest,
        }
    };
    stretches.iter().enumerate().map(step).collect()
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
