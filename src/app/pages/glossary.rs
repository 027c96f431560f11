//! Words explained: every term has its own address, `/words#term`.

use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::components::{Lead, Loading, PageFrame, PageHeader};

use crate::state::AppState;
use crate::words::use_words;
use crate::{net, shell};

/// The page, from the glossary of the language of now.
pub fn page() -> AnyView {
    let words = use_words();
    shell::title(words.glossary_title());
    let found = RwSignal::new(None::<Option<content::Glossary>>);
    let path = content::glossary_path(AppState::here().language_now().tag());
    spawn_local(async move {
        let glossary = net::get_content::<content::Glossary>(&path).await.ok();
        // The page may be left before the answer is here.
        let _ = found.try_set(Some(glossary));
    });
    let list = move || match found.get() {
        None => view! { <Loading label=words.shell_loading()/> }.into_any(),
        Some(None) => view! { <p role="alert">{words.learn_missing()}</p> }.into_any(),
        Some(Some(glossary)) => {
            let term = |term: content::Term| {
                view! {
                    <dt id=term.id>{term.term}</dt>
                    <dd inner_html=term.meaning_html></dd>
                }
                .into_any()
            };
            let all: Vec<AnyView> = glossary.terms.into_iter().map(term).collect();
            view! { <dl class="prose">{all}</dl> }.into_any()
        }
    };
    view! {
        <PageFrame>
            <PageHeader title=words.glossary_title()>
                <Lead>{words.glossary_lead()}</Lead>
            </PageHeader>
            {list}
        </PageFrame>
    }
    .into_any()
}
