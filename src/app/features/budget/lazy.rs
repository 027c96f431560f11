//! What most people never use of the budget.

use leptos::prelude::*;

use crate::features::budget::context::BudgetSection;
use crate::features::budget::{budget_extras, convention, guideline_note, pays};
use crate::shared::guidelines;
use crate::shared::lazy::{Drawn, at_once, lazy_aside, lazy_section};

/// Draws a section: at once, or as soon as it has come. Until then nothing stands in its place.
pub fn section(section: BudgetSection) -> AnyView {
    let is_missed = section.is_missed();
    let draw = move || at_once(further_section(Box::new(section.clone())));
    if is_missed {
        lazy_section(draw, || Box::pin(load_further_section()))
    } else {
        lazy_aside(draw, || Box::pin(load_further_section()))
    }
}

cut! { budget_extras, load_further_section,
    fn further_section(section: Box<BudgetSection>) -> Drawn {
        Ok(Box::new(draw(*section)))
    }
}

fn draw(section: BudgetSection) -> AnyView {
    match section {
        BudgetSection::Household(context, catalogue) => budget_extras::fold(context, &catalogue),
        BudgetSection::Rule(context, catalogue) => convention::choice(context, &catalogue),
        BudgetSection::Pays(context, line, label, sign) => pays::inside(context, &line, &label, &sign),
        BudgetSection::Note(context, catalogue, place, is_full) => match catalogue.groups.get(place) {
            Some(group) => guideline_note::note(context, &catalogue, group, is_full),
            None => ().into_any(),
        },
        BudgetSection::Published(context) => {
            guidelines::fetch(context.state, context.published);
            ().into_any()
        }
    }
}
