//! Words explained: every term has its own address, `/words#term`.

use browser::document::set_title;
use browser::router::use_location;
use leptos::prelude::*;
use ui::components::{Lead, PageFrame, PageHeader};

use crate::shared::fetched::fetched;
use crate::store::AppState;
use crate::words::use_words;

/// The page, from the glossary of the language of now.
pub fn page() -> AnyView {
    let words = use_words();
    set_title(words.glossary_title());
    let path = content::glossary_path(AppState::here().language_now().tag);
    let hash = use_location().hash;
    let is_drawn = RwSignal::new(false);
    // The list comes after the page, so the browser cannot find the term of the address by itself.
    Effect::new(move |_| {
        let asked = hash.get();
        if is_drawn.get() && !asked.is_empty() {
            browser::focus::focus_id_soon(asked);
        }
    });
    let list = fetched(path, None, move |glossary: content::Glossary| {
        let term = |term: content::Term| {
            view! {
                <div class="term">
                    <dt id=term.id tabindex="-1">{term.term}</dt>
                    <dd inner_html=term.meaning_html></dd>
                </div>
            }
            .into_any()
        };
        is_drawn.set(true);
        let all: Vec<AnyView> = glossary.terms.into_iter().map(term).collect();
        view! { <dl class="terms">{all}</dl> }.into_any()
    });
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
