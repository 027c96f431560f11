//! What was learned; kept on this device only.

use leptos::prelude::*;
use wire::saved::{LessonProgress, Saved};

/// Progress in every lesson begun.
#[derive(Clone, Copy)]
pub struct LessonStore {
    /// One entry for each lesson begun.
    pub progress: RwSignal<Vec<LessonProgress>>,
}

impl LessonStore {
    pub fn new(saved: &Saved) -> Self {
        Self { progress: RwSignal::new(saved.lessons.clone()) }
    }

    /// Progress in one lesson; follows it.
    pub fn of(self, id: &str) -> LessonProgress {
        self.progress.with(|all| all.iter().find(|one| one.id == id).cloned()).unwrap_or_default()
    }

    fn change(self, id: &str, change: impl FnOnce(&mut LessonProgress)) {
        self.progress.update(|all| {
            if !all.iter().any(|one| one.id == id) {
                all.push(LessonProgress { id: id.to_owned(), ..Default::default() });
            }
            if let Some(one) = all.iter_mut().find(|one| one.id == id) {
                change(one);
            }
        });
    }

    /// Notes that a lesson was read to the end.
    pub fn mark_read(self, id: &str) {
        self.change(id, |one| one.is_read = true);
    }

    /// Notes an answer; the last one counts.
    pub fn answer(self, id: &str, question: &str, choice: u8) {
        self.change(id, |one| {
            one.answers.retain(|(known, _)| known != question);
            one.answers.push((question.to_owned(), choice));
        });
    }
}
