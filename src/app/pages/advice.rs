//! Where people help with debt for nothing, and how to find out whether a collector is genuine.

use leptos::prelude::*;
use ui::components::{Card, Lead, Loading, PageFrame, PageHeader};

use crate::shell;
use crate::state::AppState;
use crate::words::use_words;

/// The page, from the country's catalogue.
pub fn page() -> AnyView {
    let state = AppState::here();
    let words = use_words();
    shell::title(words.advice_title());
    view! {
        <PageFrame>
            <PageHeader title=words.advice_title()>
                <Lead>{words.advice_lead()}</Lead>
            </PageHeader>
            {move || match state.case.catalogue.get() {
                None => view! { <Loading label=words.shell_loading()/> }.into_any(),
                Some(country) => routes(&country),
            }}
        </PageFrame>
    }
    .into_any()
}

fn routes(country: &content::Country) -> AnyView {
    let words = use_words();
    let route = |route: content::AdviceRoute| {
        let phone = route.phone.clone().map(|shown| {
            let link = ["tel:", route.phone_link.as_deref().unwrap_or(&shown)].concat();
            view! { <p><a href=link>{shown}</a></p> }.into_any()
        });
        view! {
            <Card title=route.name.clone()>
                <p>{route.what.clone()}</p>
                {phone}
                <p><a href=route.url.clone() rel="external noreferrer">{route.url.clone()}</a></p>
            </Card>
        }
        .into_any()
    };
    let all: Vec<AnyView> = country.advice.iter().cloned().map(route).collect();
    view! {
        <h2>{words.advice_in(&country.name)}</h2>
        {all}
    }
    .into_any()
}
