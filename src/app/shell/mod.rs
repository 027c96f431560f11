//! What stands around every page: header, language, the quick exit, the foot, and the way back after a crash.

pub mod locked;
pub mod not_found;

use browser::{crash, document, events, focus};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::components::{LiveRegion, Notice, NoticeKind, SiteHeader, SkipLink};
use ui::form::{Button, ButtonKind};
use ui::live::live;
use wire::api::Country;
use words::Language;

use crate::store::{AppState, StoreAlert};
use crate::words::{LOCALES, Words, use_words};

/// Where the quick exit leads until the country's own address has arrived.
const EXIT_DEFAULT: &str = "https://www.weather.gov/";

/// Leaves at once and without a way back by the browser's button.
fn leave(state: AppState) {
    let country_exit =
        state.case.catalogue.with_untracked(|country| country.as_ref().map(|country| country.quick_exit_url.clone()));
    let address = country_exit.unwrap_or_else(|| EXIT_DEFAULT.to_owned());
    // Nothing of this page stays on screen while the other one loads, and whoever goes back finds no figures: until
    // somebody asks for the page again, each of its addresses shows an empty one in this tab.
    document::hide();
    document::close_until_asked();
    document::leave_to(&address);
}

/// The strip at the top.
pub fn header() -> AnyView {
    let state = AppState::here();
    let words = use_words();
    let switch = Callback::new(move |language| spawn_local(change_language(state, language)));
    let exit = Callback::new(move |()| leave(state));
    view! {
        <SkipLink label=words.shell_skip()/>
        <SiteHeader brand="Evenkeel" home="/">
            {ui::words::switch(LOCALES.languages, words.language(), switch)}
            <Button kind=ButtonKind::Outlined label=Signal::stored(words.shell_leave().to_owned()) on_press=exit/>
        </SiteHeader>
    }
    .into_any()
}

/// Draws everything in another language, once its sentences are here.
async fn change_language(state: AppState, language: &'static Language) {
    match state.words.get_untracked().fetch(language).await {
        Some(words) => {
            ui::words::choose(language);
            show_way_back_on_panic(words);
            state.words.set(words);
            focus::focus_id_soon(ui::words::SWITCH);
        }
        // Whatever is said already matters more.
        None => state.alarm.update(|alarm| *alarm = alarm.or(Some(StoreAlert::NoLanguage))),
    }
}

/// The strip at the foot.
pub fn footer() -> AnyView {
    let state = AppState::here();
    let words = use_words();
    let is_from_collector = Memo::new(move |_| {
        state.invitation.saved.with(|kept| {
            let invitation = kept.as_ref().map(|kept| &kept.invitation);
            invitation.is_some_and(|known| known.country == Country::Us && known.organisation.is_collector())
        })
    });
    // A debt collector says so in each of its messages (12 CFR 1006.18(e)(2)); these pages carry them.
    let collector = live(move || {
        let text = words.shell_collector();
        is_from_collector.get().then(|| view! { <p class="site-footer__note">{text}</p> }).into_any()
    });
    view! {
        <footer class="site-footer">
            <nav class="site-footer__links" aria-label=words.shell_foot()>
                <a href="/learn">{words.shell_learn()}</a>
                <a href="/words">{words.shell_words()}</a>
                <a href="/rights">{words.shell_rights()}</a>
                <a href="/advice">{words.shell_advice()}</a>
                <a href="/data">{words.shell_data()}</a>
            </nav>
            {collector}
            <p class="site-footer__note">{words.shell_note()}</p>
        </footer>
    }
    .into_any()
}

/// Pressing Shift or Escape three times within two seconds leaves, too: some people cannot reach for a button. Shift is
/// the key that other quick exits listen to.
pub fn leave_on_escape(state: AppState) {
    // How often which key was pressed, and since when.
    let presses = StoredValue::new_local((0_u8, "", 0.0_f64));
    events::on_key(move |key, now| {
        let key = match key {
            "Escape" => "Escape",
            "Shift" => "Shift",
            _ => "",
        };
        let (count, before, since) = presses.get_value();
        let is_next = key == before && now - since <= 2_000.0;
        let next = if is_next { (count + 1, key, since) } else { (1, key, now) };
        presses.set_value(next);
        if next.0 >= 3 && !key.is_empty() {
            leave(state);
        }
    });
}

/// What is said about all pages: the network is gone, something waits to be sent, or keeping things does not work.
pub fn notices() -> AnyView {
    let state = AppState::here();
    let words = use_words();
    let online = RwSignal::new(document::is_online());
    events::on_window("offline", move |_| online.set(false));
    events::on_window("online", move |_| online.set(true));
    let said = Memo::new(move |_| {
        let waiting = state.outbox.waiting.with(Vec::len);
        // A browser that does not say when the network is back says so when it is asked: after something was sent.
        let is_online = online.get() || document::is_online();
        // A page that is behind another window does not know what waits.
        if state.alarm.get() == Some(StoreAlert::ChangedElsewhere) {
            return "";
        }
        match (is_online, waiting) {
            (true, 0) => "",
            (false, 0) => words.shell_offline(),
            (_, _) => words.shell_waiting(),
        }
    });
    let strip = live(move || {
        let (text, alarm) = (said.get(), state.alarm.get());
        let clock = state.is_clock_wrong.get().then(|| {
            let text = words.shell_clock();
            view! { <Notice kind=NoticeKind::Know title=words.shell_clock_title()>{text}</Notice> }.into_any()
        });
        if text.is_empty() && alarm.is_none() && clock.is_none() {
            return ().into_any();
        }
        // Read out by the region below, which is in the page before there is anything to say.
        let connection = (!text.is_empty()).then(|| view! { <Notice kind=NoticeKind::Know>{text}</Notice> }.into_any());
        let alarm = alarm.map(|alarm| alarm_notice(words, alarm));
        view! { <aside class="strip" aria-label=words.shell_notices()>{alarm}{connection}{clock}</aside> }.into_any()
    });
    view! {
        <LiveRegion message=Signal::derive(move || said.get().to_owned())/>
        {strip}
    }
    .into_any()
}

/// What is wrong with keeping things on this device.
fn alarm_notice(words: Words, alarm: StoreAlert) -> AnyView {
    let (title, text) = match alarm {
        StoreAlert::SetAside => (words.shell_set_aside_title(), words.shell_set_aside()),
        StoreAlert::MessageSetAside => (words.shell_message_aside_title(), words.shell_message_aside()),
        StoreAlert::NotKept => (words.shell_not_kept_title(), words.shell_not_kept()),
        StoreAlert::ChangedElsewhere => (words.shell_elsewhere_title(), words.shell_elsewhere()),
        StoreAlert::NoLanguage => (words.shell_not_loaded_title(), words.shell_not_loaded()),
    };
    let way_on = match alarm {
        StoreAlert::ChangedElsewhere => {
            let label = Signal::stored(words.shell_elsewhere_reload().to_owned());
            let reload = Callback::new(|()| document::reload());
            view! { <Button kind=ButtonKind::Outlined label on_press=reload/> }.into_any()
        }
        StoreAlert::NotKept | StoreAlert::NoLanguage => ().into_any(),
        StoreAlert::SetAside | StoreAlert::MessageSetAside => {
            view! { <p><a href="/data">{words.shell_data()}</a></p> }.into_any()
        }
    };
    view! { <Notice kind=NoticeKind::Care title=title live=true><p>{text}</p>{way_on}</Notice> }.into_any()
}

/// Puts a plain way back on the page when the program has stopped. What was typed is already kept.
pub fn show_way_back_on_panic(words: Words) {
    let words = crash::Words {
        title: words.shell_crash_title(),
        text: words.shell_crash_text(),
        back: words.shell_crash_back(),
    };
    crash::show_way_back_on_panic(words, None);
}
