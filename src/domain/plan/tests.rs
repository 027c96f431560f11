//! The engine against published figures, known mistakes of other tools, its slow decimal twin, and its own promises.

mod account_reference;
mod agreement;
mod any;
mod beyond;
mod changes;
mod decimal;
mod general_engine_reference;
mod known;
mod properties;
mod questions;
mod reference;

use super::*;
use crate::debt::{Debt, DebtId, MinimumRule, Promo};
use crate::money::Amount;
use crate::rate::{Rate, RateBasis};

/// Runs a scenario of any rounding.
fn simulate_with_schedule(scenario: &Scenario) -> Result<Plan, PlanError> {
    match scenario.rounding {
        PlanRounding::None => simulate_unrounded(scenario),
        PlanRounding::HalfUp | PlanRounding::HalfEven => super::simulate_with_schedule(scenario),
    }
}

/// Runs a scenario of any rounding, totals only.
fn simulate(scenario: &Scenario) -> Result<Plan, PlanError> {
    match scenario.rounding {
        PlanRounding::None => Ok(Plan { schedule: None, ..simulate_unrounded(scenario)? }),
        PlanRounding::HalfUp | PlanRounding::HalfEven => super::simulate(scenario),
    }
}

/// An amount in minor units from decimal text.
fn money(text: &str) -> Amount {
    crate::money::Currency::USD.parse_decimal(text).unwrap()
}

fn rate(text: &str) -> Rate {
    Rate::parse_decimal(text).unwrap()
}

/// A debt with a fixed minimum.
fn debt(id: &str, balance: &str, apr: &str, minimum: &str) -> Debt {
    Debt::new(DebtId::new(id).unwrap(), money(balance), rate(apr), MinimumRule::Fixed(money(minimum)))
}

fn with_promo(debt: Debt, apr: &str, months: u16) -> Debt {
    Debt { promo: Some(Promo { rate: rate(apr), months }), ..debt }
}

/// A debt that something is paid on, and that never clears all the same.
fn never(debt: usize, excess: &str) -> Outcome {
    Outcome::NeverClears { debt, excess: money(excess), because: StuckBecause::Interest }
}

/// What is paid on a debt in each of the first months.
fn payments(plan: &Plan, debt: usize, months: u16) -> Vec<Amount> {
    let schedule = plan.schedule.as_ref().unwrap();
    (1..=months).map(|month| schedule.month(month).unwrap().payments[debt]).collect()
}

/// All that some debts owe moves to another.
fn transfer(from: Vec<usize>, to: usize, fee_percent: &str, promo: Option<Promo>) -> ChangeKind {
    ChangeKind::Move {
        from,
        to,
        most: None,
        fee_percent: rate(fee_percent),
        fee: Amount::ZERO,
        term_months: None,
        promo,
        deferred: None,
    }
}
