//! The lessons.

mod lazy;
mod lesson;
mod lesson_exercise;
mod page;

use crate::shared::lazy::{Cut, Drawn, at_once};

/// The list of lessons.
pub const PAGE: Cut = Cut { draw: || at_once(learn()), load: || Box::pin(load_learn()) };

/// One lesson.
pub const LESSON: Cut = Cut { draw: || at_once(lesson()), load: || Box::pin(load_lesson()) };

cut! { learn, load_learn,
    fn learn() -> Drawn {
        Ok(Box::new(page::page()))
    }
}

cut! { learn, load_lesson,
    fn lesson() -> Drawn {
        Ok(Box::new(lesson::page()))
    }
}
