//! What a scenario must hold to be simulated.

use jiff::civil::Date;

use crate::debt::{DEBTS_MAX, DayCount, Debt, DebtStatus, RateStep};
use crate::money::{AMOUNT_INPUT_MAX, Amount};
use crate::plan::engine::days::days_in;
use crate::plan::engine::unit::PERCENT;
use crate::plan::{CHANGES_MAX, Change, ChangeKind, HORIZON_MONTHS, PlanError, Price, Scenario, Strategy};
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
    let begin = |step: &RateStep| (step.from_month, step.days_before);
    let within = |step: &RateStep| step.days_before < days_of_month(scenario.start, step.from_month);
    if !details.rate_steps.is_sorted_by(|left, right| begin(left) < begin(right))
        || !details.rate_steps.iter().all(within)
    {
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

/// How many days a month has from which some may be left out: without a start only the whole of it.
fn days_of_month(start: Option<Date>, month: u16) -> u16 {
    start.map_or(1, |start| days_in(start, month))
}

/// That a change holds on one day at least, and within a month only where days can be counted.
fn holds_on_some_day(change: &Change, start: Option<Date>) -> bool {
    if !change.is_partial() {
        return true;
    }
    let count = |month| days_of_month(start, month);
    let (begin, _) = change.days_of(change.from_month, count(change.from_month));
    let (first_end, last_end) =
        (count(change.from_month), change.days_of(change.last_month, count(change.last_month)).1);
    let end = if change.from_month == change.last_month { last_end } else { first_end };
    change.what.is_counted_in_days() && begin < end && last_end > 0
}

fn check_changes(scenario: &Scenario) -> Result<(), PlanError> {
    if scenario.changes.len() > CHANGES_MAX {
        return Err(PlanError::TooManyChanges);
    }
    let exists = |place: usize| place < scenario.debts.len();
    for (index, change) in scenario.changes.iter().enumerate() {
        let months = (1..=HORIZON_MONTHS).contains(&change.from_month)
            && change.from_month <= change.last_month
            && holds_on_some_day(change, scenario.start);
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
