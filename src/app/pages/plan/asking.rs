//! Asking why a figure of the plan is what it is. The answer is a part of the page where things are tried out, and is
//! fetched when somebody asks.

use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::components::Loading;
use ui::form::{Button, ButtonKind};
use ui::live::live;

use crate::words::use_words;
use crate::{chunks, shell};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    NotAsked,
    Asked,
    Here,
    Missing,
}

/// The button and, once it was pressed, the answer.
pub fn view() -> AnyView {
    let words = use_words();
    let answer = RwSignal::new(Answer::NotAsked);
    let ask = move || {
        answer.set(Answer::Asked);
        spawn_local(async move {
            let found = chunks::load_why().await;
            // The page may be left before the answer is here.
            let _ = answer.try_set(if found.is_ok() { Answer::Here } else { Answer::Missing });
        });
    };
    let toggle = Callback::new(move |()| match answer.get_untracked() {
        Answer::NotAsked => ask(),
        _ => answer.set(Answer::NotAsked),
    });
    let again = Callback::new(move |()| ask());
    let shown = live(move || match answer.get() {
        Answer::NotAsked => ().into_any(),
        Answer::Asked => view! { <Loading label=words.shell_loading()/> }.into_any(),
        Answer::Here => untrack(chunks::why).into_any(),
        Answer::Missing => shell::not_loaded(again),
    });
    let is_open = Signal::derive(move || answer.get() != Answer::NotAsked);
    let label = Signal::stored(words.plan_ask_why().to_owned());
    view! {
        <div class="asking">
            <Button kind=ButtonKind::Text label on_press=toggle expanded=is_open/>
            {shown}
        </div>
    }
    .into_any()
}
