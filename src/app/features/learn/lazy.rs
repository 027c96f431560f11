//! What can be tried in a lesson: it runs on the engine, and the text before it does not.

use leptos::prelude::*;

use crate::features::learn::lesson_exercise;
use crate::shared::lazy::{Drawn, at_once, lazy_section};

/// The exercise about interest.
pub fn exercise() -> AnyView {
    lazy_section(|| at_once(interest_exercise()), || Box::pin(load_interest_exercise()))
}

cut! { lesson_exercise, load_interest_exercise,
    fn interest_exercise() -> Drawn {
        Ok(Box::new(lesson_exercise::interest()))
    }
}
