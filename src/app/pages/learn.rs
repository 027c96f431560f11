//! The list of lessons.

use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::components::{Card, Lead, Loading, PageFrame, PageHeader};

use crate::state::AppState;
use crate::words::use_words;
use crate::{net, shell};

/// The page.
pub fn page() -> AnyView {
    let state = AppState::here();
    let words = use_words();
    shell::title(words.learn_title());
    let found = RwSignal::new(None::<Option<content::LessonIndex>>);
    let path = content::lesson_index_path(state.language_now().tag());
    spawn_local(async move {
        let index = net::get_content::<content::LessonIndex>(&path).await.ok();
        // The page may be left before the answer is here.
        let _ = found.try_set(Some(index));
    });
    let list = move || match found.get() {
        None => view! { <Loading label=words.shell_loading()/> }.into_any(),
        Some(None) => view! { <p role="alert">{words.learn_missing()}</p> }.into_any(),
        Some(Some(index)) => {
            let lesson = |lesson: content::LessonSummary| {
                let read = state.lessons.of(&lesson.id).is_read.then(|| words.learn_read());
                let address = ["/learn/", &lesson.id].concat();
                view! {
                    <Card>
                        <h2><a href=address>{lesson.title}</a></h2>
                        <p>{lesson.summary}</p>
                        <p class="soft">{words.learn_minutes(&lesson.minutes.to_string())} " " {read}</p>
                    </Card>
                }
                .into_any()
            };
            index.lessons.into_iter().map(lesson).collect::<Vec<AnyView>>().into_any()
        }
    };
    view! {
        <PageFrame>
            <PageHeader title=words.learn_title()>
                <Lead>{words.learn_lead()}</Lead>
            </PageHeader>
            {list}
        </PageFrame>
    }
    .into_any()
}
