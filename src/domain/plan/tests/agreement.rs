//! Where both engines can run a plan they give the same figures.

use proptest::prelude::*;

use super::super::eventful::Eventful;
use super::super::simulate::Extent;
use super::super::term::terms;
use super::super::unit::{Fine, Minor};
use super::reference::any_scenario;
use super::*;

/// Runs a plain scenario as if something could happen on its way.
pub(super) fn as_eventful(scenario: &Scenario) -> Plan {
    match scenario.rounding {
        PlanRounding::None => Eventful::<Fine>::new(scenario, &terms::<Fine>(scenario), Extent::SCHEDULE).run(),
        _ => Eventful::<Minor>::new(scenario, &terms::<Minor>(scenario), Extent::SCHEDULE).run(),
    }
}

proptest! {
    #[test]
    fn both_engines_agree(scenario in any_scenario()) {
        let plain = simulate_with_schedule(&scenario).unwrap();
        let eventful = as_eventful(&scenario);
        match plain.outcome {
            Outcome::Cleared | Outcome::Shortfall { .. } => {
                let schedule = plain.schedule.as_ref().unwrap();
                let other = eventful.schedule.as_ref().unwrap();
                prop_assert_eq!(schedule.len(), other.len());
                prop_assert!(schedule.months().eq(other.months()));
                let shortfall_months = eventful.shortfall_months;
                prop_assert_eq!(u16::from(!plain.is_cleared()), shortfall_months);
                prop_assert_eq!(
                    Plan { schedule: None, ..plain },
                    Plan { schedule: None, shortfall_months: 0, ..eventful }
                );
            }
            // The plain engine proves it early; the other sees it in the end, or sees the minimums outgrow the budget.
            Outcome::NeverClears { .. } | Outcome::NotWithinHorizon => {
                prop_assert!(!eventful.is_cleared());
                let shared = usize::from(plain.months.min(eventful.months));
                let months = |plan: &Plan| plan.schedule.clone().unwrap();
                prop_assert!(months(&plain).months().take(shared).eq(months(&eventful).months().take(shared)));
            }
        }
    }
}
