//! What the plan page shows only when somebody asks for it.

use leptos::prelude::*;

use crate::features::plan::strategy_choice;
use crate::shared::explanation as plan_explanations;
use crate::shared::lazy::{Drawn, at_once, lazy_section};

/// Why a figure of the plan is what it is.
pub fn explanation() -> AnyView {
    lazy_section(|| at_once(plan_explanation()), || Box::pin(load_plan_explanation()))
}

/// The other orders of the debts.
pub fn strategies() -> AnyView {
    lazy_section(|| at_once(further_strategies()), || Box::pin(load_further_strategies()))
}

cut! { what_if_questions, load_plan_explanation,
    fn plan_explanation() -> Drawn {
        Ok(Box::new(plan_explanations::for_plan()))
    }
}

cut! { plan_comparison, load_further_strategies,
    fn further_strategies() -> Drawn {
        Ok(Box::new(strategy_choice::choices()))
    }
}
