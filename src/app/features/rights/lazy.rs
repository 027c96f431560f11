//! The answer about rights. It is long, and the questions before it can be read meanwhile.

use leptos::prelude::*;

use crate::features::rights::context::RightsQuestion;
use crate::features::rights::rights_answer;
use crate::shared::lazy::{Drawn, at_once, lazy_section};

/// The answer, or what stands in its place until there is one.
pub fn answer(asked: RightsQuestion) -> AnyView {
    lazy_section(move || at_once(answer_view(Box::new(asked.clone()))), || Box::pin(load_answer_view()))
}

cut! { rights_answer, load_answer_view,
    fn answer_view(asked: Box<RightsQuestion>) -> Drawn {
        let RightsQuestion { context, event, told } = *asked;
        Ok(Box::new(match (event, told) {
            (Some(event), Some(told)) => rights_answer::view(context, event, &told),
            _ => rights_answer::waits(context, event),
        }))
    }
}
