//! The list of lessons, and how far one is.

use browser::document::set_title;
use leptos::prelude::*;
use ui::components::{Card, Lead, PageFrame, PageHeader, Rich, StatusTag, Tone};
use ui::live::live;

use crate::shared::fetched::fetched;
use crate::store::AppState;
use crate::words::{Words, use_words};

/// The page.
pub fn page() -> AnyView {
    let state = AppState::here();
    let words = use_words();
    set_title(words.learn_title());
    let path = content::lesson_index_path(state.language_now().tag);
    let list = fetched(path, None, move |index: content::LessonIndex| {
        index.lessons.into_iter().map(|lesson| summary(state, words, lesson)).collect::<Vec<AnyView>>().into_any()
    });
    view! {
        <PageFrame>
            <PageHeader title=words.learn_title()>
                <Lead>{words.learn_lead()}</Lead>
                <p><Rich pieces=Signal::stored(words.learn_rights())/></p>
            </PageHeader>
            {list}
        </PageFrame>
    }
    .into_any()
}

fn summary(state: AppState, words: Words, lesson: content::LessonSummary) -> AnyView {
    let address = ["/learn/", &lesson.id].concat();
    let minutes = words.learn_minutes().minutes(&lesson.minutes.to_string());
    let (id, questions) = (lesson.id, lesson.questions);
    let progress = live(move || {
        let known = state.lessons.of(&id);
        let read = known.is_read.then(|| view! { <StatusTag tone=Tone::Good label=words.learn_read()/> }.into_any());
        let answered = (!known.answers.is_empty()).then(|| {
            words
                .learn_answered()
                .done(&known.answers.len().min(questions.into()).to_string())
                .of(&questions.to_string())
        });
        view! { {read} <span>{answered}</span> }.into_any()
    });
    view! {
        <Card>
            <h2><a href=address>{lesson.title}</a></h2>
            <p>{lesson.summary}</p>
            <p class="facts">
                <span>{minutes}</span>
                {progress}
            </p>
        </Card>
    }
    .into_any()
}
