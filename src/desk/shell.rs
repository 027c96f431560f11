//! What stands around every page of the desk: header, language, who is signed in, and the way back after a crash.

pub use browser::document::set_title as title;
use browser::{crash, document, events, focus, launch_params, preferences};
use leptos::prelude::*;
use ui::components::{Loading, PageFrame, SiteHeader, SkipLink};
use ui::form::{Actions, Button, ButtonKind, LinkButton};
use ui::live::live;
use ui::words::Language;

use crate::forms::label;
use crate::net::{self, Request};
use crate::pages;
use crate::route::{self, LIST, Route};
use crate::state::{Desk, Phase, Said};
use crate::words::{Words, use_words};

/// The language chosen before on either page, or the first one the browser asks for that exists.
fn first_language() -> Language {
    preferences::languages().find_map(|tag| Language::from_tag(&tag)).unwrap_or_default()
}

/// The whole page.
pub fn view(setup: Option<String>) -> AnyView {
    let language = first_language();
    document::set_language(language.tag());
    let desk = Desk::new(language, setup);
    provide_context(desk);
    launch_params::on_later_link(route::is_secret, move || {
        if let Some(secret) = route::take_setup() {
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
        desk.language.track();
        let phase = desk.phase.get();
        untrack(|| frame(desk, phase))
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

fn frame(desk: Desk, phase: Phase) -> AnyView {
    let words = use_words();
    let is_in = matches!(phase, Phase::SignedIn(_));
    let page = match phase {
        Phase::Asking => view! { <PageFrame><Loading label=words.shell_loading()/></PageFrame> }.into_any(),
        Phase::Unreachable => pages::entry::unreachable(desk),
        Phase::SettingUp(secret) => pages::entry::setup(desk, secret),
        Phase::SignedOut { ended } => pages::entry::sign_in(desk, ended),
        Phase::SignedIn(_) => live(move || {
            let route = desk.route.get();
            untrack(|| match route {
                Route::List => pages::list::page(desk),
                Route::Invite => pages::invite::page(desk),
                Route::Case(id) => pages::case::page(desk, &id),
                Route::Nothing => pages::entry::nothing(),
            })
        }),
    };
    view! { {header(desk, words, is_in)}{page} }.into_any()
}

fn header(desk: Desk, words: Words, is_in: bool) -> AnyView {
    let other = if words.0 == Language::En { Language::Es } else { Language::En };
    let switch = Callback::new(move |()| {
        preferences::keep_language(other.tag());
        document::set_language(other.tag());
        desk.language.set(other);
        focus::focus_id_soon("language");
    });
    let leave = is_in.then(|| {
        let press = Callback::new(move |()| sign_out(desk));
        view! { <Button kind=ButtonKind::Outlined label=label(words.shell_sign_out()) on_press=press busy=desk.sending.busy/> }
    });
    view! {
        <SkipLink label=words.shell_skip()/>
        <SiteHeader brand="Evenkeel" home=LIST>
            <span lang=other.tag()>
                <Button id="language" kind=ButtonKind::Text label=label(other.own_name()) on_press=switch/>
            </span>
            {leave}
        </SiteHeader>
    }
    .into_any()
}

fn sign_out(desk: Desk) {
    let request = Request { method: net::Method::Delete, path: net::SESSION.to_owned(), ..Request::default() };
    let done = |desk: Desk, _: &str| {
        desk.forget();
        desk.go(LIST);
        desk.said.set(Some(Said::SignedOut));
        desk.phase.set(Phase::SignedOut { ended: false });
        Ok(())
    };
    desk.write(request, false, Box::new(done));
}

/// A button that asks the server how things stand now.
pub fn reload(desk: Desk, words: Words) -> AnyView {
    let press = Callback::new(move |()| {
        desk.said.set(None);
        desk.refresh();
    });
    let face = Signal::derive(move || {
        (if desk.fetching.get() { words.shell_reloading() } else { words.shell_reload() }).to_owned()
    });
    view! { <Button kind=ButtonKind::Text label=face busy=desk.fetching on_press=press/> }.into_any()
}

/// A way back to the list, as the only way on.
pub fn back_to_list(words: Words) -> AnyView {
    view! { <Actions><LinkButton href=LIST label=label(words.shell_to_list())/></Actions> }.into_any()
}

/// Puts a plain way back on the page when the program has stopped.
pub fn show_way_back_on_panic() {
    let words = || {
        let words = Words(first_language());
        crash::Words {
            title: words.shell_crash_title(),
            text: words.shell_crash_text(),
            back: words.shell_crash_back(),
        }
    };
    crash::show_way_back_on_panic(words, Some(LIST));
}
