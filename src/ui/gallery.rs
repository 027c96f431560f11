//! Every component in every state, with sample words and invented figures.
//!
//! [`EXAMPLES`] is the one list: the page at /gallery shows it, and tests and audits walk over it. A component or a state
//! that is not in the list does not exist. [`PAGES`] are whole pages, to judge the look as people meet it; the page
//! shows one of them for `?page=NAME`.

mod blocks;
mod fields;
mod pages;

use leptos::prelude::*;

/// One state of one component, or one whole page.
pub struct Example {
    /// The component and its state; the name of a page is one word.
    pub name: &'static str,
    /// Draws it.
    pub view: fn() -> AnyView,
}

/// Every component in every state.
pub const EXAMPLES: &[&[Example]] = &[fields::EXAMPLES, blocks::EXAMPLES];

/// Whole pages.
pub const PAGES: &[Example] = pages::PAGES;

/// What the page at /gallery shows for an address: one page for `?page=NAME`, otherwise the whole list.
#[must_use]
pub fn shown(query: &str) -> AnyView {
    let page = query.strip_prefix("?page=").and_then(|name| PAGES.iter().find(|page| page.name == name));
    if let Some(page) = page {
        return (page.view)();
    }
    let links: Vec<AnyView> = PAGES
        .iter()
        .map(|page| {
            let href = ["?page=", page.name].concat();
            view! { <li><a href=href>{page.name}</a></li> }.into_any()
        })
        .collect();
    let examples: Vec<AnyView> = EXAMPLES
        .iter()
        .flat_map(|group| group.iter())
        .map(|example| {
            view! {
                <section class="stack">
                    <h2>{example.name}</h2>
                    {(example.view)()}
                </section>
            }
            .into_any()
        })
        .collect();
    view! {
        <crate::components::PageFrame>
            <crate::components::PageHeader title="Gallery">
                <ul>{links}</ul>
            </crate::components::PageHeader>
            {examples}
        </crate::components::PageFrame>
    }
    .into_any()
}
