//! The pages in chunks: what somebody needs now is fetched now, the rest when it is asked for.
//!
//! A first visit costs the main program and the chunk of the page it leads to. `cargo xtask` cuts the chunks out of
//! the finished program (`src/xtask/split.rs`) at the functions marked here: everything that only they reach goes with
//! them. Few chunks, because what several of them share becomes chunks of its own: six came to 48 files, four to 15.
//! The service worker keeps all of them for later, so that the second page needs no network.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::components::{Loading, PageFrame};
use ui::live::live;
use wasm_split_helpers::SplitLoaderError;

use crate::router::Page;
use crate::words::use_words;
use crate::{pages, shell};

/// Draws one page of a chunk. A box, because it goes through a call between two wasm modules.
type Drawn = Result<Box<AnyView>, SplitLoaderError>;

mod cut {
    use super::{Drawn, Page, pages};
    use leptos::prelude::IntoAny;
    use wasm_split_helpers::wasm_split;

    #[wasm_split(begin, fallible, preload(load_begin))]
    pub fn begin(page: Page) -> Drawn {
        Ok(Box::new(match page {
            Page::Invitation => pages::invitation::page(),
            Page::Budget => pages::budget::page(),
            Page::Debts => pages::debts::page(),
            _ => ().into_any(),
        }))
    }

    #[wasm_split(statement, fallible, preload(load_statement))]
    pub fn statement() -> Drawn {
        Ok(Box::new(pages::statement::page()))
    }

    #[wasm_split(planning, fallible, preload(load_planning))]
    pub fn planning(page: Page) -> Drawn {
        Ok(Box::new(match page {
            Page::Plan => pages::plan::page(),
            Page::Offer => pages::offer::page(),
            Page::Shared => pages::shared::page(),
            _ => ().into_any(),
        }))
    }

    #[wasm_split(trying, fallible, preload(load_trying))]
    pub fn trying() -> Drawn {
        Ok(Box::new(pages::whatif::page()))
    }

    // Each place waits for the chunk by itself, so it has a way to fetch it of its own.
    #[wasm_split(trying, fallible, preload(load_why))]
    pub fn why() -> Drawn {
        Ok(Box::new(pages::whatif::why::for_plan()))
    }

    #[wasm_split(answer, fallible, preload(load_answer))]
    pub fn answer(page: Page) -> Drawn {
        Ok(Box::new(match page {
            Page::Check => pages::check::page(),
            Page::Arrangement => pages::arrangement::page(),
            _ => ().into_any(),
        }))
    }

    #[wasm_split(library, fallible, preload(load_library))]
    pub fn library(page: Page) -> Drawn {
        Ok(Box::new(match page {
            Page::Learn => pages::learn::page(),
            Page::Lesson => pages::lesson::page(),
            Page::Words => pages::glossary::page(),
            Page::Advice => pages::advice::page(),
            Page::Data => pages::data::page(),
            _ => ().into_any(),
        }))
    }
}

/// Fetches what a page needs. At once where it is here already.
///
/// # Errors
/// Without a network.
pub async fn load(page: Page) -> Result<(), SplitLoaderError> {
    match page {
        Page::Home | Page::NotFound => Ok(()),
        Page::Invitation | Page::Budget | Page::Debts => cut::load_begin().await,
        Page::Statement => cut::load_statement().await,
        Page::Plan | Page::Offer | Page::Shared => cut::load_planning().await,
        Page::WhatIf => cut::load_trying().await,
        Page::Check | Page::Arrangement => cut::load_answer().await,
        Page::Learn | Page::Lesson | Page::Words | Page::Advice | Page::Data => cut::load_library().await,
    }
}

/// The page, if its chunk is here.
fn now(page: Page) -> Option<AnyView> {
    match page {
        Page::Home => Some(pages::home::page()),
        Page::NotFound => Some(pages::not_found::page()),
        Page::Invitation | Page::Budget | Page::Debts => at_once(cut::begin(page)),
        Page::Statement => at_once(cut::statement()),
        Page::Plan | Page::Offer | Page::Shared => at_once(cut::planning(page)),
        Page::WhatIf => at_once(cut::trying()),
        Page::Check | Page::Arrangement => at_once(cut::answer(page)),
        Page::Learn | Page::Lesson | Page::Words | Page::Advice | Page::Data => at_once(cut::library(page)),
    }
}

/// What a future yields without waiting. Pages are drawn within their reactive owner, so they cannot be waited for.
fn at_once(page: impl Future<Output = Drawn>) -> Option<AnyView> {
    match pin!(page).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(drawn) => drawn.ok().map(|drawn| *drawn),
        Poll::Pending => None,
    }
}

/// Fetches what explains a figure of the plan; see [`why`].
///
/// # Errors
/// Without a network.
pub async fn load_why() -> Result<(), SplitLoaderError> {
    cut::load_why().await
}

/// Why a figure of the plan is what it is, if its chunk is here.
pub fn why() -> Option<AnyView> {
    at_once(cut::why())
}

/// Draws a page: at once, or as soon as its chunk has come.
pub fn view(page: Page) -> AnyView {
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum State {
        Asked,
        Here,
        Missing,
    }
    if let Some(drawn) = untrack(|| now(page)) {
        return drawn;
    }
    let words = use_words();
    let state = RwSignal::new(State::Asked);
    let ask = move || {
        spawn_local(async move {
            let found = load(page).await;
            // The page may be left before the answer is here.
            let _ = state.try_set(if found.is_ok() { State::Here } else { State::Missing });
        });
    };
    ask();
    let again = Callback::new(move |()| {
        state.set(State::Asked);
        ask();
    });
    live(move || match state.get() {
        State::Asked => view! { <PageFrame><Loading label=words.shell_loading()/></PageFrame> }.into_any(),
        State::Here => untrack(|| now(page)).unwrap_or_else(|| ().into_any()),
        State::Missing => view! { <PageFrame>{shell::not_loaded(again)}</PageFrame> }.into_any(),
    })
}
