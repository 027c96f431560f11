//! A part of a page that comes from a content file: on its way, here, or not to be had.

use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::components::{Lead, Loading, PageHeader};
use ui::form::{Actions, LinkButton};
use ui::live::live;
use wire::json::Json;

use crate::shared::not_loaded::not_loaded;
use crate::store::net;
use crate::store::net::NetError;
use crate::words::use_words;

/// Draws the content of a file when it is there. `heading` is the page's name where the page has no heading before.
pub fn fetched<T>(path: String, heading: Option<&'static str>, draw: impl Fn(T) -> AnyView + Send + 'static) -> AnyView
where
    T: Json + Clone + Send + Sync + 'static,
{
    let words = use_words();
    let found = RwSignal::new(None::<Result<T, NetError>>);
    let path = StoredValue::new(path);
    let ask = move || {
        spawn_local(async move {
            let Some(path) = path.try_get_value() else { return };
            let answer = net::get_content::<T>(&path).await;
            // The page may be left before the answer is here.
            let _ = found.try_set(Some(answer));
        });
    };
    ask();
    let again = Callback::new(move |()| {
        found.set(None);
        ask();
    });
    // Where the whole page comes from a file, a file that is not there means that there is no such page.
    let lost = move || {
        let back = Signal::stored(words.home_lost_back().to_owned());
        view! {
            <PageHeader title=words.home_lost_title()>
                <Lead>{words.home_lost_text()}</Lead>
            </PageHeader>
            <Actions><LinkButton href="/" label=back/></Actions>
        }
        .into_any()
    };
    let header = move || heading.map(|heading| view! { <PageHeader title=heading/> }.into_any());
    live(move || match found.get() {
        None => view! { <Loading label=words.shell_loading()/> }.into_any(),
        Some(Ok(content)) => untrack(|| draw(content)),
        Some(Err(NetError::Problem(problem))) if problem.status == 404 && heading.is_some() => lost(),
        Some(Err(_)) => view! { {header()} {not_loaded(again)} }.into_any(),
    })
}
