//! What the plan page shows only when somebody asks for it.

use domain::plan::Plan;
use leptos::prelude::*;

use crate::features::plan::{share_link as link, strategy_choice};
use crate::shared::explanation as plan_explanations;
use crate::shared::lazy::{Drawn, at_once, lazy_section};
use crate::shared::plan_inputs::Basis;

/// Why a figure of the plan is what it is.
pub fn explanation() -> AnyView {
    lazy_section(|| at_once(plan_explanation()), || Box::pin(load_plan_explanation()))
}

/// The other orders of the debts.
pub fn strategies() -> AnyView {
    lazy_section(|| at_once(further_strategies()), || Box::pin(load_further_strategies()))
}

/// A link that holds the plan.
pub fn share_link(basis: Memo<Basis>, shown: Memo<Option<Plan>>) -> AnyView {
    lazy_section(move || at_once(plan_link(basis, shown)), || Box::pin(load_plan_link()))
}

cut! { plan_link, load_plan_link,
    fn plan_link(basis: Memo<Basis>, shown: Memo<Option<Plan>>) -> Drawn {
        Ok(Box::new(link::view(basis, shown)))
    }
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
