//! From the address to the first page.

use browser::{events, launch_params};
use leptos::prelude::*;
use ui::live::live;

use crate::store::{Desk, Phase};
use crate::words::Words;
use crate::{route_table, routes, shell};

/// The whole page.
pub fn view(setup: Option<String>, words: Words) -> AnyView {
    let words = RwSignal::new(words);
    provide_context(words);
    let desk = Desk::new(words, setup);
    launch_params::on_later_link(route_table::is_secret, move || {
        if let Some(secret) = route_table::take_setup() {
            desk.begin_setup(secret);
        }
    });
    if desk.phase.with_untracked(|phase| *phase == Phase::Loading) {
        desk.fetch_session();
    }
    refresh_on_return(desk);
    warn_before_unload(desk);
    live(move || {
        // Drawn anew for each language: sentences are plain text, and all that was typed lives in the state.
        words.track();
        let phase = desk.phase.get();
        let is_signed_in = matches!(phase, Phase::SignedIn(_));
        untrack(|| [shell::header(desk, is_signed_in), routes::view(desk, phase)].into_any())
    })
}

/// Asks before the tab is closed while a link was not passed on, or something typed was not sent.
fn warn_before_unload(desk: Desk) {
    events::on_window("beforeunload", move |event| {
        if desk.has_unsaved() {
            event.prevent_default();
        }
    });
}

/// Whoever comes back to the tab sees how things stand now.
fn refresh_on_return(desk: Desk) {
    events::on_return(move || {
        if !desk.sending.busy.get_untracked() && desk.session().is_some() {
            desk.refresh();
        }
    });
}
