//! The steps by which one finds out whether a collector is genuine.

use content::{Country, GenuineCheck};
use leptos::prelude::*;

/// The steps by which one finds out whether a collector is genuine.
pub fn genuine(country: &Country) -> AnyView {
    let step = |check: &GenuineCheck| {
        let link = check.url.clone().map(|url| {
            let label = check.link_label.clone().unwrap_or_else(|| url.clone());
            view! { " " <a href=url rel="external noreferrer">{label}</a> }.into_any()
        });
        view! { <li>{check.text.clone()}{link}</li> }.into_any()
    };
    let steps: Vec<AnyView> = country.genuine.iter().map(step).collect();
    view! { <ol class="steps">{steps}</ol> }.into_any()
}
