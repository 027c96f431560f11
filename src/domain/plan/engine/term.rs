//! How long each debt takes alone, for the strategy that begins with the shortest.

use crate::debt::Debt;
use crate::money::Amount;
use crate::plan::engine::unit::Unit;
use crate::plan::engine::{Extent, course};
use crate::plan::{Scenario, Strategy};

/// For each debt the months until its own minimum clears it; nothing for strategies that do not ask.
pub(crate) fn terms<U: Unit>(scenario: &Scenario) -> Vec<u16> {
    if scenario.strategy != Strategy::ShortestTerm {
        return Vec::new();
    }
    let alone = |debt: &Debt| {
        let plan = course::<U>(
            &Scenario {
                debts: vec![debt.clone()],
                budget_monthly: None,
                strategy: Strategy::MinimumsOnly,
                minimums: scenario.minimums,
                rounding: scenario.rounding,
                start: scenario.start,
                ..Scenario::new(Vec::new(), Amount::ZERO, Strategy::MinimumsOnly)
            },
            Extent::TOTALS,
        );
        // A debt that owes nothing yet has no term; a loan gets one when it is taken up.
        if plan.is_cleared() && plan.months > 0 { plan.months } else { u16::MAX }
    };
    scenario.debts.iter().map(alone).collect()
}
