//! Named shocks: does the plan survive them, and if not, when and why does it break?

use crate::debt::Percent;
use crate::money::{Amount, Rounding};
use crate::plan::engine::{Extent, check_settled, settled};
use crate::plan::{Change, ChangeKind, DebtScope, Outcome, Plan, PlanError, Scenario};

/// A shock to a household: income, costs, rates or currencies change against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shock {
    /// The income falls for good, and the budget by as much.
    IncomeFalls {
        /// What comes in each month.
        income: Amount,
        /// By how much of it.
        percent: Percent,
    },
    /// A cost such as the rent rises for good.
    CostRises {
        /// By how much a month.
        amount: Amount,
    },
    /// A repair, a bill, a fine: once.
    Repair {
        /// How much.
        amount: Amount,
    },
    /// Every rate rises for good.
    RatesRise {
        /// By how many millionths of a percent.
        millionths: i64,
    },
    /// Nothing is paid in one month.
    MissedMonth,
    /// The currency of some debts becomes dearer.
    CurrencyRises {
        /// Their places.
        debts: Vec<usize>,
        /// By how much.
        percent: Percent,
    },
}

impl Shock {
    /// The stable name in documents.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::IncomeFalls { .. } => "income_falls",
            Self::CostRises { .. } => "cost_rises",
            Self::Repair { .. } => "repair",
            Self::RatesRise { .. } => "rates_rise",
            Self::MissedMonth => "missed_month",
            Self::CurrencyRises { .. } => "currency_rises",
        }
    }

    /// What it does to a plan, striking in a month.
    #[must_use]
    pub fn changes(&self, month: u16) -> Vec<Change> {
        let less = |amount: Amount| ChangeKind::Budget { delta: Amount::ZERO.saturating_sub(amount) };
        match self {
            Self::IncomeFalls { income, percent } => {
                let lost = income.scale(percent.millionths(), crate::plan::engine::unit::PERCENT, Rounding::Ceil);
                vec![Change::lasting(month, less(lost.unwrap_or(*income)))]
            }
            Self::CostRises { amount } => vec![Change::lasting(month, less(*amount))],
            Self::Repair { amount } => vec![Change::once(month, less(*amount))],
            Self::RatesRise { millionths } => {
                vec![Change::lasting(month, ChangeKind::RatePoints { whom: DebtScope::All, millionths: *millionths })]
            }
            Self::MissedMonth => vec![Change::once(month, ChangeKind::Missed { whom: DebtScope::All })],
            Self::CurrencyRises { debts, percent } => {
                let denominator = crate::plan::engine::unit::PERCENT;
                let numerator = denominator + percent.millionths();
                let revalue = |&debt: &usize| Change::once(month, ChangeKind::Revalue { debt, numerator, denominator });
                debts.iter().map(revalue).collect()
            }
        }
    }
}

/// What a shock does to a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StressResult {
    /// The debts are still cleared.
    Survives {
        /// By how many months later than without the shock; below zero for earlier. `None` if it is not cleared
        /// without.
        later: Option<i32>,
        /// What it costs more in interest and fees; below zero for less.
        dearer: Amount,
    },
    /// The debts are not cleared.
    Breaks {
        /// The month in which it begins: where a debt never clears, the first in which it did not shrink.
        month: u16,
        /// How the plan ends under the shock.
        because: Outcome,
    },
}

/// What a shock does to a plan if it strikes in a month.
///
/// # Errors
/// See [`PlanError`]; a shock with figures out of range is refused as a change.
pub fn stress(scenario: &Scenario, shock: &Shock, month: u16) -> Result<(Plan, StressResult), PlanError> {
    check_settled(scenario)?;
    let before = settled(scenario, Extent::TOTALS);
    let mut shocked = scenario.clone();
    shocked.changes.extend(shock.changes(month));
    check_settled(&shocked)?;
    let plan = settled(&shocked, Extent::TOTALS);
    let verdict = if plan.is_cleared() {
        let later = before.is_cleared().then(|| i32::from(plan.months) - i32::from(before.months));
        StressResult::Survives { later, dearer: plan.cost().saturating_sub(before.cost()) }
    } else {
        StressResult::Breaks { month: plan.stuck_since.unwrap_or(plan.months), because: plan.outcome.clone() }
    };
    Ok((plan, verdict))
}
