//! The pages in chunks: what somebody needs now is fetched now, the rest when it is asked for.
//!
//! A first visit costs the main program and what the page it leads to needs. `cargo xtask` cuts the chunks out of the
//! finished program (`src/xtask/split.rs`) at the functions marked here: everything that only they reach goes with
//! them, and what several of them share becomes chunks of its own. Each place comes as one file (`src/xtask/pack.rs`).
//! The service worker keeps all chunks for later, so that the second page needs no network.

use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::components::PageFrame;
use ui::live::live;
use wasm_split_helpers::SplitLoaderError;
use wire::api::Account;

use crate::pages::budget::Part;
use crate::pages::debts::{self, Desk};
use crate::pages::plan::totals::Shown;
use crate::router::Page;
use crate::words::use_words;
use crate::{pages, shell};

/// Draws one page of a chunk. A box, because it goes through a call between two wasm modules.
type Drawn = Result<Box<AnyView>, SplitLoaderError>;

mod cut {
    use super::{Account, Desk, Drawn, Page, Part, Shown, debts, pages};
    use leptos::prelude::IntoAny;
    use wasm_split_helpers::wasm_split;

    #[wasm_split(arrival, fallible, preload(load_arrival))]
    pub fn arrival() -> Drawn {
        Ok(Box::new(pages::invitation::page()))
    }

    #[wasm_split(received, fallible, preload(load_received))]
    pub fn received() -> Drawn {
        Ok(Box::new(pages::shared::page()))
    }

    #[wasm_split(budget, fallible, preload(load_budget))]
    pub fn budget() -> Drawn {
        Ok(Box::new(pages::budget::page()))
    }

    #[wasm_split(household, fallible, preload(load_household))]
    pub fn household(part: Box<Part>) -> Drawn {
        Ok(Box::new(pages::budget::part(*part)))
    }

    #[wasm_split(statement, fallible, preload(load_statement))]
    pub fn statement() -> Drawn {
        Ok(Box::new(pages::statement::page()))
    }

    #[wasm_split(debts, fallible, preload(load_debts))]
    pub fn debts() -> Drawn {
        Ok(Box::new(debts::page()))
    }

    #[wasm_split(particulars, fallible, preload(load_particulars))]
    pub fn particulars(part: Box<debts::Part>) -> Drawn {
        Ok(Box::new(debts::part(*part)))
    }

    #[wasm_split(invited, fallible, preload(load_invited))]
    pub fn invited(desk: Desk) -> Drawn {
        Ok(Box::new(debts::invited(desk)))
    }

    #[wasm_split(plan, fallible, preload(load_plan))]
    pub fn plan() -> Drawn {
        Ok(Box::new(pages::plan::page()))
    }

    #[wasm_split(trying, fallible, preload(load_trying))]
    pub fn trying() -> Drawn {
        Ok(Box::new(pages::whatif::page()))
    }

    #[wasm_split(asking, fallible, preload(load_asking))]
    pub fn asking() -> Drawn {
        Ok(Box::new(pages::whatif::questions()))
    }

    // Each place waits for the chunk by itself, so it has a way to fetch it of its own.
    #[wasm_split(asking, fallible, preload(load_why))]
    pub fn why() -> Drawn {
        Ok(Box::new(pages::whatif::why::for_plan()))
    }

    #[wasm_split(ways, fallible, preload(load_compare))]
    pub fn compare() -> Drawn {
        Ok(Box::new(pages::whatif::ways()))
    }

    #[wasm_split(ways, fallible, preload(load_orders))]
    pub fn orders() -> Drawn {
        Ok(Box::new(pages::plan::ways::choices()))
    }

    #[wasm_split(ways, fallible, preload(load_totals))]
    pub fn totals(shown: Shown) -> Drawn {
        Ok(Box::new(pages::plan::totals::answers(shown)))
    }

    #[wasm_split(answer, fallible, preload(load_answer))]
    pub fn answer(account: Box<Account>, at_debts: bool) -> Drawn {
        Ok(Box::new(pages::answer::view(&account, at_debts)))
    }

    #[wasm_split(offer, fallible, preload(load_offer))]
    pub fn offer() -> Drawn {
        Ok(Box::new(pages::offer::page()))
    }

    #[wasm_split(check, fallible, preload(load_check))]
    pub fn check() -> Drawn {
        Ok(Box::new(pages::check::page()))
    }

    #[wasm_split(arrangement, fallible, preload(load_arrangement))]
    pub fn arrangement() -> Drawn {
        Ok(Box::new(pages::arrangement::page()))
    }

    #[wasm_split(learn, fallible, preload(load_learn))]
    pub fn learn(page: Page) -> Drawn {
        Ok(Box::new(match page {
            Page::Learn => pages::learn::page(),
            Page::Lesson => pages::lesson::page(),
            _ => ().into_any(),
        }))
    }

    #[wasm_split(piece, fallible, preload(load_piece))]
    pub fn piece() -> Drawn {
        Ok(Box::new(pages::lesson::piece::interest()))
    }

    #[wasm_split(reference, fallible, preload(load_reference))]
    pub fn reference(page: Page) -> Drawn {
        Ok(Box::new(match page {
            Page::Words => pages::glossary::page(),
            Page::Advice => pages::advice::page(),
            _ => ().into_any(),
        }))
    }

    #[wasm_split(rights, fallible, preload(load_rights))]
    pub fn rights() -> Drawn {
        Ok(Box::new(pages::rights::page()))
    }

    #[wasm_split(verdict, fallible, preload(load_verdict))]
    pub fn verdict(asked: Box<pages::rights::Asked>) -> Drawn {
        Ok(Box::new(pages::rights::verdict(*asked)))
    }

    #[wasm_split(data, fallible, preload(load_data))]
    pub fn data() -> Drawn {
        Ok(Box::new(pages::data::page()))
    }
}

/// Fetches what a page needs. At once where it is here already.
///
/// # Errors
/// Without a network.
pub async fn load(page: Page) -> Result<(), SplitLoaderError> {
    match page {
        Page::Home | Page::NotFound => Ok(()),
        Page::Invitation => cut::load_arrival().await,
        Page::Shared => cut::load_received().await,
        Page::Budget => cut::load_budget().await,
        Page::Statement => cut::load_statement().await,
        Page::Debts => cut::load_debts().await,
        Page::Plan => cut::load_plan().await,
        Page::WhatIf => cut::load_trying().await,
        Page::Offer => cut::load_offer().await,
        Page::Check => cut::load_check().await,
        Page::Arrangement => cut::load_arrangement().await,
        Page::Learn | Page::Lesson => cut::load_learn().await,
        Page::Words | Page::Advice => cut::load_reference().await,
        Page::Rights => cut::load_rights().await,
        Page::Data => cut::load_data().await,
    }
}

/// The page, if its chunk is here.
fn now(page: Page) -> Option<AnyView> {
    match page {
        Page::Home => Some(pages::home::page()),
        Page::NotFound => Some(pages::not_found::page()),
        Page::Invitation => at_once(cut::arrival()),
        Page::Shared => at_once(cut::received()),
        Page::Budget => at_once(cut::budget()),
        Page::Statement => at_once(cut::statement()),
        Page::Debts => at_once(cut::debts()),
        Page::Plan => at_once(cut::plan()),
        Page::WhatIf => at_once(cut::trying()),
        Page::Offer => at_once(cut::offer()),
        Page::Check => at_once(cut::check()),
        Page::Arrangement => at_once(cut::arrangement()),
        Page::Learn | Page::Lesson => at_once(cut::learn(page)),
        Page::Words | Page::Advice => at_once(cut::reference(page)),
        Page::Rights => at_once(cut::rights()),
        Page::Data => at_once(cut::data()),
    }
}

/// What a future yields without waiting. Pages are drawn within their reactive owner, so they cannot be waited for.
fn at_once(page: impl Future<Output = Drawn>) -> Option<AnyView> {
    match pin!(page).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(drawn) => drawn.ok().map(|drawn| *drawn),
        Poll::Pending => None,
    }
}

/// Draws the further questions to what is tried out, as soon as their chunk has come: they are long to read and stand
/// below what is tried.
pub fn questions() -> AnyView {
    let load = || Box::pin(cut::load_asking()) as Loading;
    when_here(Box::new(|| at_once(cut::asking())), Arc::new(load), loading, Box::new(shell::not_loaded))
}

/// Draws why a figure of the plan is what it is: at once, or as soon as its chunk has come.
pub fn why() -> AnyView {
    let load = || Box::pin(cut::load_why()) as Loading;
    when_here(Box::new(|| at_once(cut::why())), Arc::new(load), loading, Box::new(shell::not_loaded))
}

/// Draws every way to pay side by side, as soon as its chunk has come: it stands below what is tried.
pub fn compare() -> AnyView {
    let load = || Box::pin(cut::load_compare()) as Loading;
    when_here(Box::new(|| at_once(cut::compare())), Arc::new(load), loading, Box::new(shell::not_loaded))
}

/// Draws the other orders of the debts, which come after a press.
pub fn orders() -> AnyView {
    let load = || Box::pin(cut::load_orders()) as Loading;
    when_here(Box::new(|| at_once(cut::orders())), Arc::new(load), loading, Box::new(shell::not_loaded))
}

/// Draws why the totals of a plan are what they are, which comes after a press.
pub fn totals(shown: Shown) -> AnyView {
    let now = move || at_once(cut::totals(shown));
    let load = || Box::pin(cut::load_totals()) as Loading;
    when_here(Box::new(now), Arc::new(load), loading, Box::new(shell::not_loaded))
}

/// Draws a part of the budget that most people never use: at once, or as soon as its chunk has come. Until then
/// nothing stands in its place.
pub fn part_of_budget(part: Part) -> AnyView {
    let is_missed = part.is_missed();
    let now = move || at_once(cut::household(Box::new(part.clone())));
    let load = || Box::pin(cut::load_household()) as Loading;
    let missing = move |again| if is_missed { shell::not_loaded(again) } else { ().into_any() };
    when_here(Box::new(now), Arc::new(load), || ().into_any(), Box::new(missing))
}

/// Draws a part of the debts that comes after a press: at once, or as soon as its chunk has come.
pub fn part_of_debts(part: debts::Part) -> AnyView {
    let now = move || at_once(cut::particulars(Box::new(part.clone())));
    let load = || Box::pin(cut::load_particulars()) as Loading;
    when_here(Box::new(now), Arc::new(load), loading, Box::new(shell::not_loaded))
}

/// Draws the debts that came with an invitation: at once, or as soon as their chunk has come. Who has none of them never
/// fetches it.
pub fn invited_debts(desk: Desk) -> AnyView {
    let load = || Box::pin(cut::load_invited()) as Loading;
    when_here(Box::new(move || at_once(cut::invited(desk))), Arc::new(load), loading, Box::new(shell::not_loaded))
}

/// Draws the answer to a dispute, which few debts have: at once, or as soon as its chunk has come. `at_debts` where the
/// way to dispute again stands just below.
pub fn answer(account: Account, at_debts: bool) -> AnyView {
    let now = move || at_once(cut::answer(Box::new(account.clone()), at_debts));
    let load = || Box::pin(cut::load_answer()) as Loading;
    when_here(Box::new(now), Arc::new(load), loading, Box::new(shell::not_loaded))
}

/// Draws the answer to a question about rights, as soon as its chunk has come: it is long, and the questions before it
/// can be read meanwhile.
pub fn verdict(asked: pages::rights::Asked) -> AnyView {
    let now = move || at_once(cut::verdict(Box::new(asked.clone())));
    let load = || Box::pin(cut::load_verdict()) as Loading;
    when_here(Box::new(now), Arc::new(load), loading, Box::new(shell::not_loaded))
}

/// Draws what can be tried in a lesson, as soon as its chunk has come: it runs on the engine, and the text before it
/// does not.
pub fn piece() -> AnyView {
    let load = || Box::pin(cut::load_piece()) as Loading;
    when_here(Box::new(|| at_once(cut::piece())), Arc::new(load), loading, Box::new(shell::not_loaded))
}

/// Draws a page: at once, or as soon as its chunk has come.
pub fn view(page: Page) -> AnyView {
    let waiting = || view! { <PageFrame>{loading()}</PageFrame> }.into_any();
    let missing = |again| view! { <PageFrame>{shell::not_loaded(again)}</PageFrame> }.into_any();
    let load = move || Box::pin(load(page)) as Loading;
    when_here(Box::new(move || now(page)), Arc::new(load), waiting, Box::new(missing))
}

fn loading() -> AnyView {
    view! { <ui::components::Loading label=use_words().shell_loading()/> }.into_any()
}

/// A chunk on its way.
type Loading = Pin<Box<dyn Future<Output = Result<(), SplitLoaderError>>>>;

fn when_here(
    now: Box<dyn Fn() -> Option<AnyView> + Send>,
    load: Arc<dyn Fn() -> Loading + Send + Sync>,
    waiting: fn() -> AnyView,
    missing: Box<dyn Fn(Callback<()>) -> AnyView + Send>,
) -> AnyView {
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum State {
        Asked,
        Here,
        Missing,
    }
    if let Some(drawn) = untrack(&now) {
        return drawn;
    }
    let state = RwSignal::new(State::Asked);
    let ask = move || {
        let on_its_way = load();
        spawn_local(async move {
            let found = on_its_way.await;
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
        State::Asked => waiting(),
        State::Here => untrack(&now).unwrap_or_else(|| ().into_any()),
        State::Missing => missing(again),
    })
}
