//! What stands around every page of the desk: header, language, who is signed in, and the way back after a crash.

use leptos::ev;
use leptos::prelude::*;
use ui::components::{Loading, PageFrame, SiteHeader, SkipLink};
use ui::crash;
use ui::form::{Actions, Button, ButtonKind, LinkButton};
use ui::live::live;
use ui::words::Language;

use crate::forms::label;
use crate::net::{self, Request};
use crate::pages;
use crate::route::{self, LIST, Route};
use crate::state::{Desk, Phase, Said};
use crate::words::{Words, use_words};

/// The client's page keeps its choice under the same name: one person, one language.
const LANGUAGE_KEY: &str = "evenkeel-language";

fn local_storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// The language chosen before, or the first one the browser asks for that exists.
fn first_language() -> Language {
    let chosen = local_storage().and_then(|kept| kept.get_item(LANGUAGE_KEY).ok().flatten());
    if let Some(language) = chosen.and_then(|tag| Language::from_tag(&tag)) {
        return language;
    }
    let wanted = window().navigator().languages();
    wanted.iter().filter_map(|tag| Language::from_tag(&tag.as_string()?)).next().unwrap_or_default()
}

/// Says the language to the browser and to screen readers.
fn set_document_language(language: Language) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", language.tag());
    }
}

/// The title of the window: the page's name first.
pub fn title(page: &str) {
    document().set_title(&[page, " – Evenkeel"].concat());
}

/// The whole page.
pub fn view(setup: Option<String>) -> AnyView {
    let language = first_language();
    set_document_language(language);
    let desk = Desk::new(language, setup);
    provide_context(desk);
    route::follow(desk);
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
    let leaving = window_event_listener(ev::beforeunload, move |event| {
        if desk.holds_something() {
            event.prevent_default();
        }
    });
    on_cleanup(move || leaving.remove());
}

/// Whoever comes back to the tab sees how things stand now.
fn look_again(desk: Desk) {
    let shown = window_event_listener(ev::visibilitychange, move |_| {
        let is_idle = !desk.sending.busy.get_untracked();
        if !document().hidden() && is_idle && desk.session().is_some() {
            desk.refresh();
        }
    });
    on_cleanup(move || shown.remove());
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
        if let Some(kept) = local_storage() {
            // A private window may refuse; the choice then lasts as long as the page.
            let _ = kept.set_item(LANGUAGE_KEY, other.tag());
        }
        set_document_language(other);
        desk.language.set(other);
        request_animation_frame(|| ui::focus::focus_id("language"));
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
    let request = Request { method: "DELETE", path: net::SESSION.to_owned(), ..Request::default() };
    let done = |desk: Desk, _: &str| {
        desk.forget();
        route::go(desk, LIST);
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
