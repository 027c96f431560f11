//! Where both engines can run a plan they give the same figures.

use proptest::prelude::*;
use proptest::strategy::Strategy as Generator;

use super::reference::any_scenario;
use super::*;
use crate::plan::engine::Extent;
use crate::plan::engine::general_engine::GeneralEngine;
use crate::plan::engine::term::terms;
use crate::plan::engine::unit::{Rounded, Unrounded};

/// Runs a plain scenario as if something could happen on its way.
pub(super) fn as_general(scenario: &Scenario) -> Plan {
    match scenario.rounding {
        PlanRounding::None => {
            GeneralEngine::<Unrounded>::new(scenario, &terms::<Unrounded>(scenario), Extent::SCHEDULE).run()
        }
        _ => GeneralEngine::<Rounded>::new(scenario, &terms::<Rounded>(scenario), Extent::SCHEDULE).run(),
    }
}

proptest! {
    #[test]
    fn both_engines_agree(scenario in any_scenario()) {
        let plain = simulate_with_schedule(&scenario).unwrap();
        let general = as_general(&scenario);
        match plain.outcome {
            Outcome::Cleared | Outcome::Shortfall { .. } => {
                let schedule = plain.schedule.as_ref().unwrap();
                let other = general.schedule.as_ref().unwrap();
                prop_assert_eq!(schedule.len(), other.len());
                prop_assert!(schedule.months().eq(other.months()));
                let shortfall_months = general.shortfall_months;
                prop_assert_eq!(u16::from(!plain.is_cleared()), shortfall_months);
                prop_assert_eq!(
                    Plan { schedule: None, ..plain },
                    Plan { schedule: None, shortfall_months: 0, ..general }
                );
            }
            // The plain engine proves it early; the other sees it in the end, or sees the minimums outgrow the budget.
            Outcome::NeverClears { .. } | Outcome::NotWithinHorizon => {
                prop_assert!(!general.is_cleared());
                let shared = usize::from(plain.months.min(general.months));
                let months = |plan: &Plan| plan.schedule.clone().unwrap();
                prop_assert!(months(&plain).months().take(shared).eq(months(&general).months().take(shared)));
            }
        }
    }
}

/// From none to as much as breaks many a month.
fn any_variation() -> impl Generator<Value = Variation> {
    let amounts = [0..5_000_00_i64, 0..5_000_00, 0..2_000_00].map(|minor| minor.prop_map(Amount::from_minor));
    let spreads = [0..=100_i64, 0..=100].map(|share| share.prop_map(|share| rate(&share.to_string())));
    (amounts, spreads, 0..200_u16).prop_map(
        |([income, costs, repair], [income_spread, costs_spread], repair_per_mille)| Variation {
            income,
            income_spread,
            costs,
            costs_spread,
            repair_per_mille,
            repair,
        },
    )
}

proptest! {
    #[test]
    fn both_engines_walk_the_same_paths(
        scenario in any_scenario(),
        variation in any_variation(),
        seed in any::<u64>(),
    ) {
        let other = Scenario { changes: vec![Change::once(1, ChangeKind::Budget { delta: Amount::ZERO })], ..scenario.clone() };
        let run = |scenario: &Scenario| monte_carlo(scenario, &variation, seed, 0, 6);
        let (plain, general) = (run(&scenario), run(&other));
        prop_assert_eq!(plain, general);
    }
}
