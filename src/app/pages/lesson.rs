//! One lesson: its text, and a quiz that explains each answer. Progress stays on this device.

use domain::debt::MinimumRule;
use domain::money::Amount;
use domain::plan::{Strategy, simulate_with_schedule};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;
use ui::components::{Card, Lead, Loading, PageFrame, PageHeader};
use ui::form::{Actions, Button, ButtonKind, LinkButton, RadioChoice, RadioChoices};
use ui::format::Format;

use crate::planning;
use crate::state::AppState;
use crate::words::{Words, use_words};
use crate::{net, shell};

/// The page.
pub fn page() -> AnyView {
    let state = AppState::here();
    let words = use_words();
    let params = use_params_map();
    let found = RwSignal::new(None::<Option<content::Lesson>>);
    let id = params.with_untracked(|params| params.get("lesson").unwrap_or_default());
    let path = content::lesson_path(&id, state.language_now().tag());
    spawn_local(async move {
        let lesson = net::get_content::<content::Lesson>(&path).await.ok();
        // The page may be left before the answer is here.
        let _ = found.try_set(Some(lesson));
    });
    let inside = move || match found.get() {
        None => view! { <Loading label=words.shell_loading()/> }.into_any(),
        Some(None) => view! {
            <PageHeader title=words.learn_title()/>
            <p role="alert">{words.learn_missing()}</p>
        }
        .into_any(),
        Some(Some(lesson)) => shown(state, words, lesson),
    };
    view! { <PageFrame>{inside}</PageFrame> }.into_any()
}

fn shown(state: AppState, words: Words, lesson: content::Lesson) -> AnyView {
    shell::title(&lesson.title);
    let segment = move |segment: content::Segment| match segment {
        content::Segment::Html(html) => view! { <div class="prose" inner_html=html></div> }.into_any(),
        content::Segment::Piece(_) => interest(state, words),
    };
    let text: Vec<AnyView> = lesson.segments.into_iter().map(segment).collect();
    let id = StoredValue::new(lesson.id);
    let quiz: Vec<AnyView> = lesson.quiz.into_iter().map(|asked| question(state, words, id, asked)).collect();
    let read = Callback::new(move |()| id.with_value(|id| state.lessons.mark_read(id)));
    let label = Signal::derive(move || {
        let is_read = id.with_value(|id| state.lessons.of(id).is_read);
        (if is_read { words.learn_read() } else { words.learn_mark() }).to_owned()
    });
    view! {
        <PageHeader title=lesson.title>
            <Lead>{lesson.summary}</Lead>
        </PageHeader>
        {text}
        <h2>{words.learn_quiz()}</h2>
        {quiz}
        <Actions>
            <Button label on_press=read/>
            <LinkButton href="/learn" kind=ButtonKind::Text label=Signal::stored(words.learn_all().to_owned())/>
        </Actions>
    }
    .into_any()
}

fn question(state: AppState, words: Words, lesson: StoredValue<String>, asked: content::Question) -> AnyView {
    let known = lesson.with_value(|id| untrack(|| state.lessons.of(id)));
    let given = known.answers.iter().find(|(id, _)| *id == asked.id).map(|(_, place)| place.to_string());
    let value = RwSignal::new(given.unwrap_or_default());
    let options = asked.choices.iter().enumerate();
    let options: Vec<RadioChoice> =
        options.map(|(place, choice)| RadioChoice::new(place.to_string(), choice.text.as_str())).collect();
    let options = Signal::stored(options);
    let (id, question) = (["quiz-", &asked.id].concat(), asked.id);
    let choices = asked.choices;
    Effect::new(move |_| {
        if let Ok(place) = value.get().parse() {
            lesson.with_value(|lesson| untrack(|| state.lessons.answer(lesson, &question, place)));
        }
    });
    let answer = move || {
        let choice = choices.get(value.get().parse::<usize>().ok()?)?;
        let verdict = if choice.correct { words.learn_right() } else { words.learn_not_quite() };
        Some([verdict, " ", &choice.explanation].concat())
    };
    view! {
        <Card>
            <RadioChoices id legend=asked.prompt value options/>
            <p role="status">{answer}</p>
        </Card>
    }
    .into_any()
}

/// One month of interest on the client's own debts.
fn interest(state: AppState, words: Words) -> AnyView {
    let format = state.format();
    let money = |amount: Amount| format.money(amount, state.currency());
    let basis = untrack(|| planning::basis(state));
    let line = |place: usize| {
        let debt = &basis.debts[place];
        let rate = format.percent(&debt.rate.decimal_text());
        // Left alone for a month: the first month of a plan that pays nothing has one month of interest.
        let mut alone = domain::plan::Scenario::new(vec![debt.clone()], Amount::ZERO, Strategy::Avalanche);
        alone.debts[0].minimum = MinimumRule::NONE;
        let plan = simulate_with_schedule(&alone).ok()?;
        let month = plan.schedule.as_ref()?.month(1)?.interest;
        let text = words.learn_piece_line(&money(month), &basis.readings[place].name, &money(debt.balance), &rate);
        Some(view! { <li>{text}</li> }.into_any())
    };
    let lines: Vec<AnyView> = (0..basis.debts.len()).filter_map(line).collect();
    if lines.is_empty() {
        return view! { <Card title=words.learn_piece_title()><p>{words.learn_piece_none()}</p></Card> }.into_any();
    }
    view! { <Card title=words.learn_piece_title()><ul>{lines}</ul></Card> }.into_any()
}
