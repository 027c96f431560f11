//! Lessons and their quizzes.

use json::{document, variants};
use serde::Deserialize;

/// The list of lessons in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonIndex {
    /// In the order to offer them.
    pub lessons: Vec<LessonSummary>,
}

/// What the list of lessons says about one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonSummary {
    /// Stable id, part of addresses and file names.
    pub id: String,
    /// Title.
    pub title: String,
    /// How long it takes to read and answer, in minutes.
    pub minutes: u8,
    /// One or two sentences on what it is good for.
    pub summary: String,
    /// The pages it explains, by their names in addresses: `budget`, `plan` …
    pub explains: Vec<String>,
    /// How many questions its quiz has.
    pub questions: u8,
}

/// One lesson in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Stable id, part of addresses and file names.
    pub id: String,
    /// Title; the page's only first-level heading.
    pub title: String,
    /// How long it takes to read and answer, in minutes.
    pub minutes: u8,
    /// One or two sentences on what it is good for.
    pub summary: String,
    /// The text, cut where the page puts an interactive piece.
    pub segments: Vec<Segment>,
    /// The quiz.
    pub quiz: Vec<Question>,
    /// Where the facts come from.
    pub sources: Vec<Source>,
}

/// A stretch of a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// HTML made by the compiler from Markdown in which raw HTML is refused: safe to put into the page as it is.
    Html(String),
    /// The id of an interactive piece that the page knows.
    Piece(String),
}

/// One question of a quiz.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Stable id, unique in its lesson: progress is kept under it.
    pub id: String,
    /// What is asked.
    pub prompt: String,
    /// What can be answered.
    pub choices: Vec<Choice>,
}

/// One answer to choose.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The answer.
    pub text: String,
    /// Whether it is right. Exactly one answer of a question is.
    #[serde(default)]
    pub correct: bool,
    /// Why, said kindly whichever was chosen.
    pub explanation: String,
}

/// Where a fact comes from.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Source {
    /// Title of the page or rule, as published.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// The month in which it was looked up: `2026-11`.
    pub date: String,
    /// Its address, over https.
    pub url: String,
}

document!(LessonIndex { lessons });
document!(LessonSummary { id, title, minutes, summary, explains, questions });
document!(Lesson { id, title, minutes, summary, segments, quiz, sources });
document!(Question { id, prompt, choices });
document!(Choice { text, correct, explanation });
document!(Source { title, publisher, date, url });

variants!(Segment { Html: "html"(html), Piece: "piece"(id) });
