//! Why the totals of a plan are what they are, behind a press.

mod answer;

use domain::plan::Scenario;
use leptos::prelude::*;

use crate::shared::disclosure;
use crate::shared::lazy::{Drawn, at_once, lazy_section};
use crate::words::use_words;

/// What the answer is about.
#[derive(Clone, Copy)]
pub struct Shown {
    /// The plan.
    pub scenario: Signal<Option<Scenario>>,
    /// What its debts are called.
    pub names: Signal<Vec<String>>,
}

/// The button and, once it was pressed, the answer, which is fetched then.
pub fn view(shown: Shown) -> AnyView {
    let draw = move || lazy_section(move || at_once(totals_answer(shown)), || Box::pin(load_totals_answer()));
    disclosure::opens(use_words().plan_totals_why(), false, draw)
}

cut! { plan_comparison, load_totals_answer,
    fn totals_answer(shown: Shown) -> Drawn {
        Ok(Box::new(answer::answers(shown)))
    }
}
