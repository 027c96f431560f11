//! One lesson: its text, and a quiz that explains each answer. Progress stays on this device.

use browser::document::set_title;
use browser::router::{NavigateOptions, use_navigate, use_params_map};
use content::{Choice, Lesson, Question, Segment, Source};
use leptos::prelude::*;
use ui::components::{Card, Disclosure, Lead, Notice, NoticeKind, PageFrame, PageHeader, StatusTag, Tone};
use ui::form::{Actions, Button, ButtonKind, LinkButton, RadioChoice, RadioChoices};
use ui::live::live;

use crate::features::learn::lazy;
use crate::shared::fetched::fetched;
use crate::store::AppState;
use crate::words::{Words, use_words};

/// The page.
pub fn page() -> AnyView {
    let state = AppState::here();
    let words = use_words();
    let params = untrack(use_params_map);
    let path = content::lesson_path(params.get("id").unwrap_or_default(), state.language_now().tag);
    set_title(words.learn_title());
    let inside = fetched(path, Some(words.learn_title()), move |lesson| shown(state, words, lesson));
    view! { <PageFrame>{inside}</PageFrame> }.into_any()
}

fn shown(state: AppState, words: Words, lesson: Lesson) -> AnyView {
    set_title(&lesson.title);
    let segment = |segment: Segment| match segment {
        Segment::Html(html) => view! { <div class="prose" inner_html=html></div> }.into_any(),
        Segment::Piece(_) => lazy::exercise(),
    };
    let text: Vec<AnyView> = lesson.segments.into_iter().map(segment).collect();
    let id = StoredValue::new(lesson.id);
    let quiz: Vec<AnyView> = lesson.quiz.into_iter().map(|asked| question(state, words, id, asked)).collect();
    let sources: Vec<AnyView> = lesson.sources.into_iter().map(source).collect();
    let known = id.with_value(|id| state.lessons.of(id));
    let read = known.is_read.then(|| view! { <StatusTag tone=Tone::Good label=words.learn_read()/> }.into_any());
    let minutes = words.learn_minutes().minutes(&lesson.minutes.to_string());
    view! {
        <PageHeader title=lesson.title>
            <Lead>{lesson.summary}</Lead>
            <p class="facts"><span>{minutes}</span>{read}</p>
        </PageHeader>
        <div class="lesson">{text}</div>
        <h2>{words.learn_quiz()}</h2>
        <p>{words.learn_quiz_text()}</p>
        {quiz}
        {way_on(state, words, id, known.is_read)}
        <Disclosure summary=words.learn_sources()><ul>{sources}</ul></Disclosure>
    }
    .into_any()
}

/// Marks the lesson as read and goes back to the list; where it is read already, only the way back.
fn way_on(state: AppState, words: Words, id: StoredValue<String>, is_read: bool) -> AnyView {
    let all = Signal::stored(words.learn_all().to_owned());
    if is_read {
        return view! { <Actions><LinkButton href="/learn" label=all/></Actions> }.into_any();
    }
    let navigate = use_navigate();
    let read = Callback::new(move |()| {
        id.with_value(|id| state.lessons.mark_read(id));
        navigate("/learn", NavigateOptions::default());
    });
    view! {
        <Actions>
            <Button label=Signal::stored(words.learn_mark().to_owned()) on_press=read/>
            <LinkButton href="/learn" kind=ButtonKind::Text label=all/>
        </Actions>
    }
    .into_any()
}

fn source(source: Source) -> AnyView {
    view! { <li><a href=source.url rel="external noreferrer">{source.title}</a>" ("{source.publisher}", "{source.date}")"</li> }
        .into_any()
}

fn question(state: AppState, words: Words, lesson: StoredValue<String>, asked: Question) -> AnyView {
    let known = lesson.with_value(|id| state.lessons.of(id));
    let given = known.answers.iter().find(|(id, _)| *id == asked.id).map(|(_, place)| place.to_string());
    let value = RwSignal::new(given.unwrap_or_default());
    let option = |(place, choice): (usize, &Choice)| RadioChoice::new(place.to_string(), choice.text.as_str());
    let options: Vec<RadioChoice> = asked.choices.iter().enumerate().map(option).collect();
    let options = Signal::stored(options);
    let (id, question) = (["quiz-", &asked.id].concat(), asked.id);
    let choices = asked.choices;
    // The answer of an earlier visit is kept already.
    Effect::new(move |before: Option<()>| {
        if let (Ok(place), Some(())) = (value.get().parse(), before) {
            lesson.with_value(|lesson| untrack(|| state.lessons.answer(lesson, &question, place)));
        }
    });
    let answer = live(move || {
        let chosen = value.get().parse::<usize>().ok().and_then(|place| choices.get(place));
        let Some(choice) = chosen else { return ().into_any() };
        let (kind, verdict) = if choice.correct {
            (NoticeKind::Success, words.learn_right())
        } else {
            (NoticeKind::Know, words.learn_not_quite())
        };
        let why = choice.explanation.clone();
        view! { <Notice kind title=verdict>{why}</Notice> }.into_any()
    });
    view! {
        <Card>
            <RadioChoices id legend=asked.prompt value options/>
            <div role="status">{answer}</div>
        </Card>
    }
    .into_any()
}
