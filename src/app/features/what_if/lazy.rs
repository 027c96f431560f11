//! What stands below what is tried out: the further questions, and every way to pay side by side.

use leptos::prelude::*;

use crate::features::what_if::context::PageContext;
use crate::features::what_if::{plan_comparison, questions};
use crate::shared::lazy::{Drawn, at_once, lazy_section};

/// A goal, hard times, chances, and why.
pub fn further_questions() -> AnyView {
    lazy_section(|| at_once(what_if_questions()), || Box::pin(load_what_if_questions()))
}

/// Every way to pay.
pub fn comparison() -> AnyView {
    lazy_section(|| at_once(comparison_table()), || Box::pin(load_comparison_table()))
}

cut! { what_if_questions, load_what_if_questions,
    fn what_if_questions() -> Drawn {
        Ok(Box::new(questions::view(expect_context::<PageContext>())))
    }
}

cut! { plan_comparison, load_comparison_table,
    fn comparison_table() -> Drawn {
        Ok(Box::new(plan_comparison::inside(expect_context::<PageContext>())))
    }
}
