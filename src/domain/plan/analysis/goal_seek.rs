//! Plans backwards: what to pay to be clear by a month, and how long a rest may last.
//!
//! # Method
//! A payment that clears and one that does not are found by stepping outwards from the level payment of all debts taken
//! together, then the gap is halved until it is one minor unit. So whatever the strategy and the changes, the answer
//! clears in time and one minor unit less does not: that is simulated, not assumed. (Where more paid could end later,
//! as a promo may bring about, there can be a smaller answer still; for plain debts there is none.) Of rests, every length
//! is tried.

use super::cheapest;
use crate::money::{AMOUNT_INPUT_MAX, Amount, Rounding};
use crate::plan::engine::{Extent, check_settled, settled};
use crate::plan::{
    Change, ChangeKind, DebtScope, HORIZON_MONTHS, Outcome, Plan, PlanError, Scenario, Strategy, annuity_payment,
};
use crate::rate::Rate;

/// An answer, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoalSeek<T> {
    /// The answer.
    Found(T),
    /// Nothing reaches the goal.
    Infeasible(Infeasible),
}

/// Why nothing reaches a goal, and what comes nearest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Infeasible {
    /// How the plan ends by the month of the goal with the most that could be paid, or without any rest.
    pub outcome: Outcome,
    /// The first month in which it is cleared then, if ever.
    pub nearest_month: Option<u16>,
}

/// The smallest payment that clears in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// What to pay each month; with a [`crate::plan::PaymentSchedule`], on each pay-day.
    pub amount: Amount,
    /// The plan with it, without schedule.
    pub plan: Plan,
}

/// The longest rest after which the plan still clears in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rest {
    /// How many months; may be none.
    pub months: u16,
    /// The plan with it, without schedule.
    pub plan: Plan,
}

/// The smallest budget that clears every debt by a month of the plan.
///
/// # Errors
/// See [`PlanError`]; the scenario's own budget does not matter.
pub fn payment_to_clear_by(scenario: &Scenario, month: u16) -> Result<GoalSeek<Payment>, PlanError> {
    let mut trial = scenario.clone();
    pay(&mut trial, AMOUNT_INPUT_MAX);
    check_settled(&trial)?;
    let month = month.min(HORIZON_MONTHS);
    let most = settled(&trial, until(month));
    if !most.is_cleared() {
        return Ok(GoalSeek::Infeasible(nearest(&trial, most.outcome)));
    }
    let mut clears = |amount: i64| {
        pay(&mut trial, Amount::from_minor(amount));
        settled(&trial, until(month)).is_cleared()
    };
    let (mut fails, mut works) = (-1, AMOUNT_INPUT_MAX.minor());
    let mut guess = first_guess(scenario, month).clamp(0, works);
    let mut step = (guess >> 10).max(1);
    // Outwards in growing steps, until the answer lies between two trials.
    loop {
        if clears(guess) {
            works = guess;
            guess = works - step;
        } else {
            fails = guess;
            guess = fails + step;
        }
        if guess <= fails || guess >= works {
            break;
        }
        step = step.saturating_mul(4);
    }
    while works - fails > 1 {
        let middle = fails + (works - fails) / 2;
        if clears(middle) {
            works = middle;
        } else {
            fails = middle;
        }
    }
    let amount = Amount::from_minor(works);
    pay(&mut trial, amount);
    Ok(GoalSeek::Found(Payment { amount, plan: settled(&trial, until(month)) }))
}

/// The longest payment holiday from a month on after which every debt is still cleared by another.
///
/// # Errors
/// See [`PlanError`].
pub fn longest_holiday(
    scenario: &Scenario,
    whom: DebtScope,
    with_interest: bool,
    from_month: u16,
    by_month: u16,
) -> Result<GoalSeek<Rest>, PlanError> {
    let rested = |months: u16| {
        let mut trial = scenario.clone();
        if let Some(last) = months.checked_sub(1) {
            let what = ChangeKind::Holiday { whom, with_interest };
            trial.changes.push(Change::during(from_month, from_month.saturating_add(last), what));
        }
        trial
    };
    check_settled(&rested(1))?;
    let scenario = match scenario.strategy {
        Strategy::CheapestFound => &cheapest::followed(scenario),
        _ => scenario,
    };
    let rested =
        |months: u16| Scenario { strategy: scenario.strategy, order: scenario.order.clone(), ..rested(months) };
    let by_month = by_month.min(HORIZON_MONTHS);
    let plan = |months: u16| settled(&rested(months), until(by_month));
    // From the longest down, and not by halving: a rest of one debt can free money for a dearer one, so a longer rest
    // may clear in time where a shorter one, or none, does not. One month more than there are is for a plan that is
    // cleared before the rest would begin.
    let longest = by_month.saturating_sub(from_month).saturating_add(2);
    for months in (0..=longest).rev() {
        let trial = plan(months);
        if trial.is_cleared() {
            return Ok(GoalSeek::Found(Rest { months, plan: trial }));
        }
    }
    let without = plan(0);
    Ok(GoalSeek::Infeasible(nearest(&rested(0), without.outcome)))
}

const fn until(horizon: u16) -> Extent {
    Extent { horizon, schedule: false }
}

fn pay(scenario: &mut Scenario, amount: Amount) {
    match &mut scenario.payment_schedule {
        Some(payments) => payments.amount = amount,
        None => scenario.budget_monthly = Some(amount),
    }
}

fn nearest(scenario: &Scenario, outcome: Outcome) -> Infeasible {
    let whole = settled(scenario, Extent::TOTALS);
    let nearest_month = whole.is_cleared().then_some(whole.months);
    // Not cleared by the month is no reason by itself if it never is.
    let outcome = if nearest_month.is_none() { whole.outcome } else { outcome };
    Infeasible { outcome, nearest_month }
}

/// The level payment of all debts as one at their average rate: close to the answer for plain debts.
fn first_guess(scenario: &Scenario, month: u16) -> i64 {
    let owed: i128 = scenario.debts.iter().map(|debt| i128::from(debt.balance.minor())).sum();
    let weigh = |rate: Rate, balance: Amount| i128::from(rate.millionths()) * i128::from(balance.minor());
    let weighed: i128 = scenario.debts.iter().map(|debt| weigh(debt.rate_settled(), debt.balance)).sum();
    let average = i64::try_from(weighed / owed.max(1)).ok().and_then(Rate::from_millionths).unwrap_or_default();
    let owed = Amount::from_minor(i64::try_from(owed).unwrap_or(i64::MAX));
    annuity_payment(owed, average, month.max(1), Rounding::Ceil).unwrap_or_default().minor()
}
