//! From the kept document to the first page.

use browser::document;
use browser::router::{Table, current_path, provide_router, use_location};
use leptos::prelude::*;
use ui::live::live;
use wire::saved::Saved;
use wire::token::Token;

use crate::launch_params::LaunchParams;
use crate::store::outbox::Outbox;
use crate::store::storage::{Durability, Opened, new_document};
use crate::store::{AppState, StoreAlert, persistence, storage};
use crate::words::Words;
use crate::{launch_params, routes, shell};

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
pub async fn start(params: LaunchParams, words: Words) {
    // Meanwhile the first page's own part comes, so that the first screen gives way to that page and not to a gap. A
    // part that cannot be had is asked for again where it would stand.
    let first = routes::page_at(&current_path());
    wasm_bindgen_futures::spawn_local(async move { routes::load(first, words).await });
    let mut opened = storage::open().await;
    keep_link(&mut opened, &params).await;
    launch_params::clear();
    routes::load(first, words).await;
    document::mount(move || view(opened, params, words));
}

/// Keeps the secret of an invitation's link before there is anything that could be tapped. Where nothing can be kept, it
/// lives as long as the page.
async fn keep_link(opened: &mut Opened, params: &LaunchParams) {
    let Some(Ok(link)) = params.invitation.as_deref().map(Token::find) else { return };
    if let Opened::Ready { document, .. } = opened {
        let document = document.get_or_insert_with(new_document);
        document.link = link;
        document.version = document.version_needed();
        // Should this fail, the page says by itself that nothing is kept.
        let _ = storage::save(document, Durability::Strict).await;
    }
}

fn view(opened: Opened, params: LaunchParams, words: Words) -> AnyView {
    let words = RwSignal::new(words);
    provide_context(words);
    let owner = Owner::current();
    let params = StoredValue::new(params);
    let open = move |saved: &Saved, alarm: Option<StoreAlert>, keeps: bool, sends: bool| {
        let make = || {
            let state = AppState::new(saved, words, Outbox::new());
            // Where the device keeps nothing, or was locked when the link was opened.
            if let Some(link) =
                params.with_value(|params| params.invitation.as_deref().and_then(|link| Token::find(link).ok()))
            {
                state.invitation.link.set(link);
            }
            state.alarm.set(alarm);
            provide_context(state);
            persistence::start(state, keeps, sends);
            shell::leave_on_escape(state);
        };
        match &owner {
            Some(owner) => owner.with(make),
            None => make(),
        }
    };
    provide_context(params);
    let phase = match opened {
        Opened::Ready { document, quarantined } => {
            open(&document.unwrap_or_else(new_document), quarantined.map(StoreAlert::from), true, true);
            RwSignal::new(Phase::Open)
        }
        Opened::Unavailable => {
            open(&new_document(), Some(StoreAlert::NotKept), false, true);
            RwSignal::new(Phase::Open)
        }
        Opened::Locked => {
            open(&Saved::default(), None, false, false);
            RwSignal::new(Phase::Locked)
        }
        Opened::Newer => {
            open(&Saved::default(), None, false, false);
            RwSignal::new(Phase::Newer)
        }
    };
    let unlocked = Callback::new(move |(saved, alarm): (Saved, Option<StoreAlert>)| {
        open(&saved, alarm, true, true);
        phase.set(Phase::Open);
    });
    let before = Callback::new(|()| ());
    provide_router(Table { pattern: routes::pattern, is_secret: launch_params::is_secret, before });
    live(move || match phase.get() {
        // With the way out and the languages on top, as everywhere.
        Phase::Locked => with_header(words, move || shell::locked::page(unlocked)),
        Phase::Newer => with_header(words, shell::locked::newer),
        Phase::Open => {
            // Drawn anew for each language: sentences are plain text, and all that was typed lives in the state.
            live(move || {
                words.track();
                untrack(around)
            })
        }
    })
}

fn with_header(words: RwSignal<Words>, page: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    live(move || {
        words.track();
        untrack(|| [shell::header(), page()].into_any())
    })
}

fn around() -> AnyView {
    let pathname = use_location().pathname;
    let page = live(move || {
        let page = pathname.with(|path| routes::page_at(path));
        untrack(|| routes::view(page))
    });
    [shell::header(), shell::notices(), page, shell::footer()].into_any()
}
