//! What stands around every page of the desk: header, language, who is signed in, and the way back after a crash.

pub mod loading;
pub mod not_found;
pub mod unreachable;

use browser::{crash, document, focus, preferences};
use leptos::prelude::*;
use ui::components::{SiteHeader, SkipLink};
use ui::form::{Button, ButtonKind};
use ui::words::Language;

use crate::route_table::LIST;
use crate::shared::format::label;
use crate::store::net::{self, Request};
use crate::store::{Desk, Phase, Said};
use crate::words::{Words, use_words};

/// The language chosen before on either page, or the first one the browser asks for that exists.
pub fn first_language() -> Language {
    preferences::languages().find_map(|tag| Language::from_tag(&tag)).unwrap_or_default()
}

/// The strip at the top; whoever is in can leave.
pub fn header(desk: Desk, is_in: bool) -> AnyView {
    let words = use_words();
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
