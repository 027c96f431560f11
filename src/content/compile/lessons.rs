//! Lessons. What all languages share (id, minutes, sources, the pages explained, the right answers' places) stands once
//! in `lessons/<id>.toml`; each language adds `lessons/<id>.<lang>.md`, with its title and summary in TOML front matter
//! between `+++` lines, and `quizzes/<id>.<lang>.toml`. So languages cannot drift apart in sources, and their structure
//! is compared.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::markdown::{self, Links};
use super::{Compiler, PAGES};
use crate::{LANGUAGES, Lesson, LessonIndex, LessonSummary, Question, Segment, Source, lesson_index_path, lesson_path};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SharedToml {
    /// Place in the list, from 1.
    order: u8,
    minutes: u8,
    explains: Vec<String>,
    sources: Vec<Source>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontToml {
    title: String,
    summary: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuizToml {
    question: Vec<Question>,
}

/// The ids of all lessons below `root`: the names of `lessons/<id>.toml`, in alphabetical order.
#[must_use]
pub fn lesson_ids(root: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(root.join("lessons")) else { return Vec::new() };
    let mut ids: Vec<String> = entries
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.strip_suffix(".toml").map(str::to_owned))
        .collect();
    ids.sort();
    ids
}

/// The front matter and the Markdown of a lesson file, or `None` if it does not begin and end its front matter.
fn split_front_matter(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix("+++\n")?.split_once("\n+++\n")
}

/// The Markdown of a lesson file without its front matter, or `None` if that does not begin and end.
#[must_use]
pub fn lesson_body(text: &str) -> Option<&str> {
    split_front_matter(text).map(|(_, body)| body)
}

pub(super) fn compile(compiler: &mut Compiler<'_>, links: &Links<'_>) {
    let mut shared = Vec::new();
    for id in links.lessons {
        let file = format!("lessons/{id}.toml");
        let Some(toml) = compiler.read_toml::<SharedToml>(&file) else { continue };
        check_shared(compiler, &file, &toml);
        shared.push((id, toml));
    }
    shared.sort_by_key(|(_, toml)| toml.order);
    if shared.is_empty() {
        compiler.error("lessons", "there is no lesson");
    }
    for (at, (id, toml)) in shared.iter().enumerate() {
        if usize::from(toml.order) != at + 1 {
            compiler.error(&format!("lessons/{id}.toml"), "order must count 1, 2, 3 … over all lessons");
        }
    }

    let mut shapes: Vec<Option<Shape>> = Vec::new();
    for (lang_at, lang) in LANGUAGES.into_iter().enumerate() {
        let mut lessons = Vec::new();
        for (at, (id, toml)) in shared.iter().enumerate() {
            let lesson = compile_one(compiler, links, id, lang, toml);
            let shape = lesson.as_ref().map(Shape::of);
            if lang_at == 0 {
                shapes.push(shape);
            } else if shape != shapes[at] {
                compiler.error(
                    &format!("lessons/{id}.{lang}.md"),
                    "differs from the other language in headings, paragraphs, lists, pieces, questions, choices or \
                     right answers",
                );
            }
            let Some(lesson) = lesson else { continue };
            lessons.push(LessonSummary {
                id: lesson.id.clone(),
                title: lesson.title.clone(),
                minutes: lesson.minutes,
                summary: lesson.summary.clone(),
                explains: toml.explains.clone(),
                questions: u8::try_from(lesson.quiz.len()).unwrap_or(u8::MAX),
            });
            compiler.write(lesson_path(id, lang), &lesson);
        }
        compiler.write(lesson_index_path(lang), &LessonIndex { lessons });
    }
}

fn check_shared(compiler: &mut Compiler<'_>, file: &str, toml: &SharedToml) {
    for page in &toml.explains {
        if !PAGES.contains(&page.as_str()) {
            compiler.error(file, format!("page {page:?} is not known"));
        }
    }
    if toml.sources.is_empty() {
        compiler.error(file, "a lesson names its sources");
    }
    for source in &toml.sources {
        compiler.check_source(file, source);
    }
}

fn compile_one(
    compiler: &mut Compiler<'_>,
    links: &Links<'_>,
    id: &str,
    lang: &str,
    shared: &SharedToml,
) -> Option<Lesson> {
    let file = format!("lessons/{id}.{lang}.md");
    let text = compiler.read(&file)?;
    let Some((front, body)) = split_front_matter(&text) else {
        compiler.error(&file, "begins with TOML front matter between +++ lines");
        return None;
    };
    let front: FrontToml = compiler.parse_toml(&file, front)?;
    compiler.check_text(&file, &front.title);
    compiler.check_text(&file, &front.summary);
    let segments = match markdown::segments(body, links) {
        Ok(segments) => segments,
        Err(problems) => {
            for what in problems {
                compiler.error(&file, what);
            }
            return None;
        }
    };
    let quiz = compile_quiz(compiler, id, lang)?;
    Some(Lesson {
        id: id.to_owned(),
        title: front.title,
        minutes: shared.minutes,
        summary: front.summary,
        segments,
        quiz,
        sources: shared.sources.clone(),
    })
}

fn compile_quiz(compiler: &mut Compiler<'_>, id: &str, lang: &str) -> Option<Vec<Question>> {
    let file = format!("quizzes/{id}.{lang}.toml");
    let toml: QuizToml = compiler.read_toml(&file)?;
    compiler.check_ids(&file, "question", toml.question.iter().map(|question| question.id.as_str()));
    for question in &toml.question {
        compiler.check_text(&file, &question.prompt);
        for choice in &question.choices {
            compiler.check_text(&file, &choice.text);
            compiler.check_text(&file, &choice.explanation);
        }
        let right = question.choices.iter().filter(|choice| choice.correct).count();
        if right != 1 || question.choices.len() < 2 {
            let what = format!("question {:?} needs two choices or more, exactly one of them right", question.id);
            compiler.error(&file, what);
        }
    }
    Some(toml.question)
}

/// What must be equal in every language: the order of block tags and pieces, and the quiz's
/// questions, choices and right answers.
#[derive(PartialEq, Eq)]
struct Shape {
    segments: Vec<String>,
    quiz: Vec<(String, Vec<bool>)>,
}

impl Shape {
    fn of(lesson: &Lesson) -> Self {
        Self {
            segments: lesson
                .segments
                .iter()
                .map(|segment| match segment {
                    Segment::Html(html) => block_tags(html),
                    Segment::Piece(id) => format!("piece {id}"),
                })
                .collect(),
            quiz: lesson
                .quiz
                .iter()
                .map(|question| (question.id.clone(), question.choices.iter().map(|choice| choice.correct).collect()))
                .collect(),
        }
    }
}

/// The block-level tags of compiled HTML, in order. Emphasis and links may fall on other words in another language.
fn block_tags(html: &str) -> String {
    let mut tags = String::new();
    for tag in html.split('<').skip(1).filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag)) {
        if !tag.starts_with('/') && !matches!(tag.split(' ').next(), Some("em" | "strong" | "a")) {
            tags.push_str(tag);
            tags.push(' ');
        }
    }
    tags
}
