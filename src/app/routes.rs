//! What is drawn at each address. The only file that knows every feature.

use leptos::prelude::*;

use crate::features::{
    advice, arrangement, budget, check, debts, glossary, home, invitation, learn, offer, plan, rights, settings, share,
    statement, what_if,
};
use crate::shared::lazy::{Cut, lazy_page};
use crate::shared::route_table::Page;
use crate::shell::not_found;

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

/// Fetches what a page needs. What cannot be had is asked for again where it would stand.
pub async fn load(page: Page) {
    if let Some(cut) = cut(page) {
        let _ = (cut.load)().await;
    }
}

/// Draws a page: at once, or as soon as it has come.
pub fn view(page: Page) -> AnyView {
    match (page, cut(page)) {
        (_, Some(cut)) => lazy_page(cut),
        (Page::Home, None) => home::page(),
        (_, None) => not_found::page(),
    }
}
