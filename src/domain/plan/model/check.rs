//! What a scenario must hold to be simulated.

use crate::debt::{DEBTS_MAX, DayCount, Debt, DebtStatus};
use crate::money::{AMOUNT_INPUT_MAX, Amount};
use crate::plan::engine::unit::PERCENT;
use crate::plan::{CHANGES_MAX, ChangeKind, HORIZON_MONTHS, PlanError, Price, Scenario, Strategy};
use crate::rate::Rate;

/// No revaluation is steeper than this, either way: a currency has never lost more overnight and been paid on.
const REVALUE_MAX: i64 = 1_000;

const fn in_range(amount: Amount) -> bool {
    amount.minor() >= 0 && amount.minor() <= AMOUNT_INPUT_MAX.minor()
}

pub(crate) fn check(scenario: &Scenario) -> Result<(), PlanError> {
    let debts = &scenario.debts;
    if debts.len() > DEBTS_MAX {
        return Err(PlanError::TooManyDebts);
    }
    for (place, debt) in debts.iter().enumerate() {
        if debts[..place].iter().any(|earlier| earlier.id == debt.id) {
            return Err(PlanError::DuplicateId(place));
        }
        check_debt(debt, place, scenario)?;
    }
    match scenario.budget_monthly {
        None if scenario.strategy != Strategy::MinimumsOnly && scenario.payment_schedule.is_none() => {
            return Err(PlanError::BudgetRequired);
        }
        Some(budget) if !in_range(budget) => return Err(PlanError::Budget),
        _ => {}
    }
    if scenario.payment_schedule.is_some_and(|payments| scenario.start.is_none() || !in_range(payments.amount)) {
        return Err(PlanError::PaymentSchedule);
    }
    if scenario.strategy == Strategy::Custom && scenario.order.is_empty() && !debts.is_empty() {
        return Err(PlanError::OrderRequired);
    }
    for (place, debt) in scenario.order.iter().enumerate() {
        if *debt >= debts.len() || scenario.order[..place].contains(debt) {
            return Err(PlanError::Order(place));
        }
    }
    if let Some(place) = scenario.untouched.iter().position(|&debt| debt >= debts.len()) {
        return Err(PlanError::Untouched(place));
    }
    check_changes(scenario)
}

fn check_debt(debt: &Debt, place: usize, scenario: &Scenario) -> Result<(), PlanError> {
    if !in_range(debt.balance) {
        return Err(PlanError::Balance(place));
    }
    if !in_range(debt.minimum.amount()) {
        return Err(PlanError::Minimum(place));
    }
    if !debt.credit_limit.is_none_or(in_range) {
        return Err(PlanError::CreditLimit(place));
    }
    let details = &debt.details;
    if !details.fees.all().into_iter().all(in_range) {
        return Err(PlanError::Fees(place));
    }
    let parts = &details.parts;
    let parts_total: Amount = parts.iter().map(|part| part.balance).sum();
    if !parts.is_empty() && (parts_total != debt.balance || !parts.iter().all(|part| in_range(part.balance))) {
        return Err(PlanError::Parts(place));
    }
    if !details.rate_steps.is_sorted_by(|left, right| left.from_month < right.from_month) {
        return Err(PlanError::RateSteps(place));
    }
    if let DebtStatus::Disputed { part: Some(part) } = details.status
        && !in_range(part)
    {
        return Err(PlanError::Disputed(place));
    }
    if details.accrual.day_count != DayCount::Thirty360 && scenario.start.is_none() {
        return Err(PlanError::StartRequired(place));
    }
    Ok(())
}

fn check_changes(scenario: &Scenario) -> Result<(), PlanError> {
    if scenario.changes.len() > CHANGES_MAX {
        return Err(PlanError::TooManyChanges);
    }
    let exists = |place: usize| place < scenario.debts.len();
    for (index, change) in scenario.changes.iter().enumerate() {
        let months = (1..=HORIZON_MONTHS).contains(&change.from_month) && change.from_month <= change.last_month;
        let figures = match &change.what {
            ChangeKind::Revalue { numerator, denominator, .. } => {
                *numerator > 0
                    && *denominator > 0
                    && numerator / REVALUE_MAX <= *denominator
                    && denominator / REVALUE_MAX <= *numerator
            }
            ChangeKind::RatePoints { millionths, .. } => millionths.saturating_abs() <= Rate::MAX.millionths(),
            ChangeKind::Settle { price: Price::Share(share), instalments, .. } => {
                *instalments >= 1 && share.millionths() <= PERCENT
            }
            ChangeKind::Settle { instalments, .. } => *instalments >= 1,
            ChangeKind::Move { from, to, term_months, promo, deferred, .. } => {
                let counted = |months: u16| (1..=HORIZON_MONTHS).contains(&months);
                !from.contains(to)
                    && term_months.is_none_or(counted)
                    && promo.is_none_or(|promo| counted(promo.months))
                    && deferred.is_none_or(|deferred| counted(deferred.last_month))
            }
            _ => true,
        };
        let named = change.what.places().all(exists) && change.what.amounts().into_iter().all(in_range);
        if !months || !figures || !named {
            return Err(PlanError::Change(index));
        }
        // Without a budget there is nothing to add to, and nothing to save up from.
        if scenario.budget_monthly.is_none() && scenario.payment_schedule.is_none() && change.what.needs_budget() {
            return Err(PlanError::BudgetRequired);
        }
    }
    Ok(())
}
