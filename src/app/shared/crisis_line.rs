//! Lines that listen to somebody for whom it is all too much.

use content::{Country, CrisisLine};
use leptos::prelude::*;

use crate::words::Words;

/// The lines of a country, each with a button that calls it.
pub fn lines(words: Words, country: &Country) -> AnyView {
    let one = |line: &CrisisLine| {
        let link = ["tel:", &line.phone_link].concat();
        let call = words.advice_call().number(&line.phone);
        let bare = line.url.trim_start_matches("https://").trim_start_matches("www.");
        let host = bare.split('/').next().unwrap_or(bare).to_owned();
        view! {
            <p><strong>{line.name.clone()}</strong>": "{line.what.clone()}</p>
            <p class="place__ways">
                <a class="button button--outlined" href=link>{call}</a>
                <a href=line.url.clone() rel="external noreferrer">{host}</a>
            </p>
        }
        .into_any()
    };
    let lines: Vec<AnyView> = country.crisis.iter().map(one).collect();
    view! { <section class="card"><h3>{words.advice_crisis()}</h3>{lines}</section> }.into_any()
}
