//! Where people help with debt for nothing, and how to find out whether a collector is genuine.

use browser::document::set_title;
use content::{AdviceRoute, Country};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use ui::components::{Card, Lead, Loading, PageFrame, PageHeader, Rich};
use ui::form::{Button, ButtonKind};
use ui::icon::{Icon, icon};
use ui::live::live;

use crate::shared::crisis_line;
use crate::shared::genuine_check::genuine;
use crate::shared::not_loaded::not_loaded;
use crate::store::{AppState, net};
use crate::words::{Words, use_words};

/// The page, from the country's catalogue. Another country can be looked at without moving there.
pub fn page() -> AnyView {
    let state = AppState::here();
    let words = use_words();
    set_title(words.advice_title());
    let abroad = RwSignal::new(None::<Arc<Country>>);
    let again = Callback::new(move |()| state.case.retry());
    let places = live(move || {
        let here = state.case.catalogue.get();
        match abroad.get().or(here) {
            Some(country) => shown(words, &country, switch(state, words, &country.id, abroad)),
            None if state.case.is_missing.get() => not_loaded(again),
            None => view! { <Loading label=words.shell_loading()/> }.into_any(),
        }
    });
    view! {
        <PageFrame>
            <PageHeader title=words.advice_title()>
                <Lead>{words.advice_lead()}</Lead>
            </PageHeader>
            {places}
        </PageFrame>
    }
    .into_any()
}

/// Shows the other country, or goes back.
fn switch(state: AppState, words: Words, shown: &str, abroad: RwSignal<Option<Arc<Country>>>) -> AnyView {
    let (other, place) =
        if shown == "gb" { ("us", words.budget_country_us()) } else { ("gb", words.budget_country_gb()) };
    let press = Callback::new(move |()| {
        spawn_local(async move {
            let path = content::country_path(other, state.language_now().tag);
            if let Ok(country) = net::get_content::<Country>(&path).await {
                let _ = abroad.try_set(Some(Arc::new(country)));
                browser::focus::focus_id("place");
            }
        });
    });
    let label = Signal::stored(words.advice_show().place(place));
    view! { <Button kind=ButtonKind::Text label on_press=press/> }.into_any()
}

fn shown(words: Words, country: &Country, switch: AnyView) -> AnyView {
    let places: Vec<AnyView> = country.advice.iter().map(|place| route(words, place)).collect();
    let steps = genuine(country);
    view! {
        <div class="actions">
            <h2 id="place" tabindex="-1">{words.advice_in().country(&country.name)}</h2>
            {switch}
        </div>
        {crisis_line::lines(words, country)}
        <div class="places">{places}</div>
        <Card title=words.advice_genuine_title() id="genuine">
            <p>{words.advice_genuine_text()}</p>
            {steps}
        </Card>
        <Card title=words.advice_rights_title()>
            <p><Rich pieces=Signal::stored(words.advice_rights_text())/></p>
        </Card>
    }
    .into_any()
}

fn route(words: Words, place: &AdviceRoute) -> AnyView {
    let phone = place.phone.clone().map(|number| {
        let link = ["tel:", place.phone_link.as_deref().unwrap_or(&number)].concat();
        view! { <a class="button button--outlined" href=link>{words.advice_call().number(&number)}</a> }.into_any()
    });
    let hours = place.hours.clone().map(|hours| view! { <p class="soft">{hours}</p> }.into_any());
    let only = place.only_for.as_deref().filter(|only| *only == "business");
    let only = only.map(|_| view! { <p class="soft">{words.advice_only_business()}</p> }.into_any());
    // The address without its scheme says more than "web site", and less than the whole path.
    let bare = place.url.trim_start_matches("https://").trim_start_matches("www.");
    let host = bare.split('/').next().unwrap_or(bare).to_owned();
    view! {
        <section class="card place">
            <h3>{place.name.clone()}</h3>
            <p>{place.what.clone()}</p>
            {only}
            {hours}
            <p class="place__ways">
                {phone}
                <a class="place__site" href=place.url.clone() rel="external noreferrer">{icon(Icon::Next)}{host}</a>
            </p>
        </section>
    }
    .into_any()
}
