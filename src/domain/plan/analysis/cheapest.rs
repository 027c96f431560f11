//! The cheapest order that can be found by trying.

use crate::money::Amount;
use crate::plan::engine::unit::{Rounded, Unrounded};
use crate::plan::engine::{Course, Extent, check_settled, course};
use crate::plan::model::check;
use crate::plan::{Plan, PlanError, Scenario, Strategy};

/// Up to so many debts every fixed order is tried: 5,040 plans.
pub const FIXED_ORDERS_DEBTS_MAX: usize = 7;

/// The cheapest plan found and how it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cheapest {
    /// The plan.
    pub plan: Plan,
    /// The strategy it follows; [`Strategy::Custom`] if a fixed order beats every rule.
    pub strategy: Strategy,
    /// The order it follows, if that strategy is custom.
    pub order: Vec<usize>,
    /// Interest and fees saved against paying only minimums; nothing to say if those never clear the debts.
    pub saved_against_minimums: Option<Amount>,
    /// Interest and fees saved against [`Strategy::Avalanche`], which is usually the cheapest itself.
    pub saved_against_avalanche: Option<Amount>,
}

/// Tries every strategy, and for up to [`FIXED_ORDERS_DEBTS_MAX`] debts every fixed order, and keeps the plan that
/// clears with the least interest and fees, then in the fewest months. Ties stay with the one tried first, so a rule
/// that people know wins over an order that is no better. If none clears the debts, it is the plan of the avalanche.
///
/// # Errors
/// See [`PlanError`].
pub fn cheapest(scenario: &Scenario) -> Result<Cheapest, PlanError> {
    check_settled(scenario)?;
    Ok(find(scenario, course::<Rounded>))
}

/// Like [`cheapest`], without rounding: see [`crate::plan::PlanRounding::None`].
///
/// # Errors
/// See [`PlanError`].
pub fn cheapest_unrounded(scenario: &Scenario) -> Result<Cheapest, PlanError> {
    check(scenario)?;
    Ok(find(scenario, course::<Unrounded>))
}

fn find(scenario: &Scenario, course: Course) -> Cheapest {
    let trial = |strategy: Strategy, order: Vec<usize>| Scenario { strategy, order, ..scenario.clone() };
    let avalanche = course(&trial(Strategy::Avalanche, Vec::new()), Extent::TOTALS);
    let minimums = course(&trial(Strategy::MinimumsOnly, Vec::new()), Extent::TOTALS);

    let mut best = (avalanche.clone(), Strategy::Avalanche, Vec::new());
    let mut consider = |candidate: &Scenario| {
        let plan = course(candidate, Extent::TOTALS);
        if is_better(&plan, &best.0) {
            best = (plan, candidate.strategy, candidate.order.clone());
        }
    };
    for strategy in Strategy::ALL {
        match strategy {
            Strategy::Avalanche | Strategy::CheapestFound => {}
            Strategy::Custom if scenario.order.is_empty() => {}
            Strategy::Custom => consider(&trial(strategy, scenario.order.clone())),
            _ => consider(&trial(strategy, Vec::new())),
        }
    }
    if (2..=FIXED_ORDERS_DEBTS_MAX).contains(&scenario.debts.len()) {
        let mut candidate = trial(Strategy::Custom, (0..scenario.debts.len()).collect());
        loop {
            consider(&candidate);
            if !next_permutation(&mut candidate.order) {
                break;
            }
        }
    }

    let (plan, strategy, order) = best;
    let saved = |other: &Plan| {
        let both = plan.is_cleared() && other.is_cleared();
        both.then(|| other.cost().saturating_sub(plan.cost()))
    };
    let (saved_against_minimums, saved_against_avalanche) = (saved(&minimums), saved(&avalanche));
    Cheapest { plan, strategy, order, saved_against_minimums, saved_against_avalanche }
}

/// The plan of [`cheapest`], as far as asked for.
pub(crate) fn plan(scenario: &Scenario, extent: Extent, course: Course) -> Plan {
    let found = find(scenario, course);
    course(&found.follow(scenario), extent)
}

/// A checked scenario with the strategy that was found for it.
pub(crate) fn followed(scenario: &Scenario) -> Scenario {
    find(scenario, course::<Rounded>).follow(scenario)
}

impl Cheapest {
    /// The scenario it was found for, with the strategy and order found.
    #[must_use]
    pub fn follow(&self, scenario: &Scenario) -> Scenario {
        Scenario { strategy: self.strategy, order: self.order.clone(), ..scenario.clone() }
    }
}

fn is_better(plan: &Plan, than: &Plan) -> bool {
    match (plan.is_cleared(), than.is_cleared()) {
        (true, true) => (plan.cost(), plan.months) < (than.cost(), than.months),
        (cleared, other) => cleared && !other,
    }
}

/// The next arrangement in dictionary order; `false` after the last.
pub(crate) fn next_permutation(items: &mut [usize]) -> bool {
    let Some(pivot) = items.windows(2).rposition(|pair| pair[0] < pair[1]) else { return false };
    let Some(swap) = items.iter().rposition(|&item| item > items[pivot]) else { return false };
    items.swap(pivot, swap);
    items[pivot + 1..].reverse();
    true
}

#[cfg(test)]
mod tests {
    use super::next_permutation;

    #[test]
    fn every_order_comes_once() {
        let mut order: Vec<usize> = (0..5).collect();
        let mut seen = std::collections::HashSet::from([order.clone()]);
        while next_permutation(&mut order) {
            assert!(seen.insert(order.clone()));
        }
        assert_eq!(seen.len(), 120);
    }
}
