//! From the kept document to the first page.

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use ui::live::live;
use wire::saved::Saved;

use crate::arrival::Arrival;
use crate::keep::Alarm;
use crate::outbox::Outbox;
use crate::router::Router;
use crate::state::AppState;
use crate::storage::{self, Opened, Trouble};
use crate::{chunks, keep, pages, router, shell};

/// What stands between the client and the pages.
#[derive(Clone)]
enum Phase {
    /// A passphrase is needed.
    Locked,
    /// The kept document is of a newer version of this page.
    Newer,
    /// All pages.
    Open,
}

/// Opens what was kept and draws the page. Until then the first screen of index.html stays.
pub async fn start(arrival: Arrival) {
    let language = shell::first_language();
    shell::set_document_language(language);
    // Meanwhile the first page's own part comes, so that the first screen gives way to that page and not to a gap. A
    // part that cannot be had is asked for again where it would stand.
    let first = router::first_page();
    wasm_bindgen_futures::spawn_local(async move { drop(chunks::load(first).await) });
    let opened = storage::open().await;
    let _ = chunks::load(first).await;
    let Some(place) = document().get_element_by_id("app").and_then(|found| found.dyn_into().ok()) else { return };
    clear(&place);
    mount_to(place, move || view(opened, arrival)).forget();
}

fn clear(place: &web_sys::HtmlElement) {
    while let Some(child) = place.first_child() {
        // A child that is gone already is as good as removed.
        let _ = place.remove_child(&child);
    }
}

fn view(opened: Opened, arrival: Arrival) -> AnyView {
    let owner = Owner::current();
    let open = move |saved: &Saved, alarm: Option<Alarm>, keeps: bool| {
        let make = || {
            let state = AppState::new(saved, shell::first_language(), Outbox::new());
            state.alarm.set(alarm);
            provide_context(state);
            keep::start(state, keeps);
            shell::leave_on_escape(state);
        };
        match &owner {
            Some(owner) => owner.with(make),
            None => make(),
        }
    };
    provide_context(StoredValue::new(arrival));
    let phase = match opened {
        Opened::Ready { saved, trouble } => {
            open(&saved, trouble.map(Alarm::from), true);
            RwSignal::new(Phase::Open)
        }
        Opened::Unavailable => {
            open(&Saved::default(), Some(Alarm::NotKept), false);
            RwSignal::new(Phase::Open)
        }
        Opened::Locked => {
            open(&Saved::default(), None, false);
            RwSignal::new(Phase::Locked)
        }
        Opened::Newer => {
            open(&Saved::default(), None, false);
            RwSignal::new(Phase::Newer)
        }
    };
    let unlocked = Callback::new(move |(saved, trouble): (Saved, Option<Trouble>)| {
        open(&saved, trouble.map(Alarm::from), true);
        phase.set(Phase::Open);
    });
    Router::start();
    live(move || match phase.get() {
        // With the way out and the languages on top, as everywhere.
        Phase::Locked => with_header(move || pages::locked::page(unlocked)),
        Phase::Newer => with_header(pages::locked::newer),
        Phase::Open => {
            // Drawn anew for each language: sentences are plain text, and all that was typed lives in the state.
            let language = AppState::here().language;
            live(move || {
                language.track();
                untrack(around)
            })
        }
    })
}

fn with_header(page: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let language = AppState::here().language;
    live(move || {
        language.track();
        untrack(|| [shell::header(), page()].into_any())
    })
}

fn around() -> AnyView {
    let router = Router::here();
    let page = live(move || {
        router.track();
        untrack(|| chunks::view(router.page()))
    });
    [shell::header(), shell::notices(), page, shell::footer()].into_any()
}
