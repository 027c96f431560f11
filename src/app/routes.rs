//! What is drawn at each address. The only file that knows every feature.

use browser::router::match_path;
use leptos::prelude::*;
use ui::words::PageLanguage;

use crate::features::{
    advice, arrangement, budget, check, debts, glossary, home, invitation, learn, offer, plan, rights, settings, share,
    statement, what_if,
};
use crate::shared::lazy::{Cut, lazy_page, load_page};
use crate::shared::route_table::{Page, ROUTES, Route};
use crate::shell::not_found;
use crate::words::{Words, use_words};

fn route_at(path: &str) -> Option<&'static Route> {
    ROUTES.iter().find(|route| match_path(route.path, path).is_some())
}

/// The pattern of a path, for the router; `None` if it is none of ours.
pub fn pattern(path: &str) -> Option<&'static str> {
    route_at(path).map(|route| route.path)
}

/// The page at a path.
pub fn page_at(path: &str) -> Page {
    route_at(path).map_or(Page::NotFound, |route| route.page)
}

/// The cut with a page in it; `None` for the two that the main part has.
const fn cut(page: Page) -> Option<Cut> {
    match page {
        Page::Home | Page::NotFound => None,
        Page::Invitation => Some(invitation::PAGE),
        Page::Budget => Some(budget::PAGE),
        Page::Statement => Some(statement::PAGE),
        Page::Debts => Some(debts::PAGE),
        Page::Plan => Some(plan::PAGE),
        Page::WhatIf => Some(what_if::PAGE),
        Page::Offer => Some(offer::PAGE),
        Page::Check => Some(check::PAGE),
        Page::Arrangement => Some(arrangement::PAGE),
        Page::Learn => Some(learn::PAGE),
        Page::Lesson => Some(learn::LESSON),
        Page::Glossary => Some(glossary::PAGE),
        Page::Advice => Some(advice::PAGE),
        Page::Rights => Some(rights::PAGE),
        Page::Settings => Some(settings::PAGE),
        Page::SharedPlan => Some(share::PAGE),
    }
}

/// The cut with a page in it, by its name, which is also that of its part of the sentences.
fn chunk(page: Page) -> Option<(Cut, &'static str)> {
    let name = ROUTES.iter().find(|route| route.page == page).map_or("", |route| route.chunk);
    debug_assert_eq!(!name.is_empty(), cut(page).is_some(), "what boot.js fetches early is what the page needs");
    cut(page).map(|cut| (cut, name))
}

/// Fetches what a page needs. What cannot be had is asked for again where it would stand.
pub async fn load(page: Page, words: Words) {
    if let Some((cut, part)) = chunk(page) {
        load_page(cut, part, words).await;
    }
}

/// The locale file with the sentences of a page.
const fn locale(page: Page) -> &'static str {
    match page {
        Page::Home => "home",
        Page::Invitation => "invitation",
        Page::Budget => "budget",
        Page::Statement => "statement",
        Page::Debts => "debts",
        Page::Plan => "plan",
        Page::WhatIf => "what_if",
        Page::Offer => "offer",
        Page::Check => "check",
        Page::Arrangement => "arrangement",
        Page::Learn | Page::Lesson => "learn",
        Page::Glossary => "glossary",
        Page::Advice => "advice",
        Page::Rights => "rights",
        Page::Settings => "settings",
        Page::SharedPlan => "shared",
        Page::NotFound => "shell",
    }
}

/// Draws a page: at once, or as soon as it has come.
pub fn view(page: Page) -> AnyView {
    provide_context(PageLanguage(use_words().0.language_of(locale(page))));
    match (page, chunk(page)) {
        (_, Some((cut, part))) => lazy_page(cut, part),
        (Page::Home, None) => home::page(),
        (_, None) => not_found::page(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::LOCALES;

    #[test]
    fn every_path_has_one_page() {
        assert_eq!(page_at("/"), Page::Home);
        assert_eq!(page_at("/learn"), Page::Learn);
        assert_eq!(page_at("/learn/interest"), Page::Lesson);
        assert_eq!(page_at("/budget/"), Page::Budget);
        for lost in ["/learn/a/b", "/desk", "/budget/x", "/assets/app.js"] {
            assert_eq!(page_at(lost), Page::NotFound, "{lost}");
        }
        for route in ROUTES {
            assert!(route.chunk.is_empty() || LOCALES.parts.contains(&route.chunk), "{}", route.chunk);
            assert_eq!(page_at(&route.path.replace(":id", "x")), route.page, "{}", route.path);
        }
    }
}
