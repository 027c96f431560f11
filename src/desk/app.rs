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
    if desk.phase.with_untracked(|phase| *phase == Phase::Asking) {
        desk.ask_who();
    }
    look_again(desk);
    hold_back(desk);
    live(move || {
        // Drawn anew for each language: sentences are plain text, and all that was typed lives in the state.
        words.track();
        let phase = desk.phase.get();
        let is_in = matches!(phase, Phase::SignedIn(_));
        untrack(|| [shell::header(desk, is_in), routes::view(desk, phase)].into_any())
    })
}

/// Asks before the tab is closed while a link was not passed on, or something typed was not sent.
fn hold_back(desk: Desk) {
    events::on_window("beforeunload", move |event| {
        if desk.holds_something() {
            event.prevent_default();
        }
    });
}

/// Whoever comes back to the tab sees how things stand now.
fn look_again(desk: Desk) {
    events::on_return(move || {
        if !desk.sending.busy.get_untracked() && desk.session().is_some() {
            desk.refresh();
        }
    });
}
