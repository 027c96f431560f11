//! What stands around every page of the desk: header, language, who is signed in, and the way back after a crash.

pub mod loading;
pub mod not_found;
pub mod unreachable;

use browser::{crash, focus};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::components::{Notice, NoticeKind, SiteHeader, SkipLink};
use ui::form::{Button, ButtonKind};
use ui::live::live;
use words::Language;

use crate::route_table::LIST;
use crate::shared::format::label;
use crate::store::net::{self, Request};
use crate::store::{Desk, Outcome, Phase};
use crate::words::{LOCALES, Words, use_words};

/// The strip at the top; whoever is in can leave.
pub fn header(desk: Desk, is_signed_in: bool) -> AnyView {
    let words = use_words();
    let switch = Callback::new(move |language| spawn_local(change_language(desk, language)));
    let missing = live(move || {
        let notice = || {
            let (title, text) = (words.sign_in_unreachable_title(), words.sign_in_unreachable());
            view! { <aside class="strip"><Notice kind=NoticeKind::Care title live=true>{text}</Notice></aside> }
        };
        desk.is_language_missing.get().then(notice).into_any()
    });
    let leave = is_signed_in.then(|| {
        let press = Callback::new(move |()| sign_out(desk));
        view! { <Button kind=ButtonKind::Outlined label=label(words.shell_sign_out()) on_press=press busy=desk.sending.busy/> }
    });
    view! {
        <SkipLink label=words.shell_skip()/>
        <SiteHeader brand="Evenkeel" home=LIST>
            {ui::words::switch(LOCALES.languages, words.language(), switch)}
            {leave}
        </SiteHeader>
        {missing}
    }
    .into_any()
}

/// Draws everything in another language, once its sentences are here.
async fn change_language(desk: Desk, language: &'static Language) {
    let found = desk.words.get_untracked().fetch(language).await;
    desk.is_language_missing.set(found.is_none());
    if let Some(words) = found {
        ui::words::choose(language);
        show_way_back_on_panic(words);
        desk.words.set(words);
        focus::focus_id_soon(ui::words::SWITCH);
    }
}

fn sign_out(desk: Desk) {
    let request = Request { method: net::Method::Delete, path: net::SESSION.to_owned(), ..Request::default() };
    let done = |desk: Desk, _: &str| {
        desk.forget();
        desk.go(LIST);
        desk.outcome.set(Some(Outcome::SignedOut));
        desk.phase.set(Phase::SignedOut { ended: false });
        Ok(())
    };
    desk.write(request, false, Box::new(done));
}

/// Puts a plain way back on the page when the program has stopped.
pub fn show_way_back_on_panic(words: Words) {
    let words = crash::Words {
        title: words.shell_crash_title(),
        text: words.shell_crash_text(),
        back: words.shell_crash_back(),
    };
    crash::show_way_back_on_panic(words, Some(LIST));
}
