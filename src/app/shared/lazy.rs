//! Parts of the program that are fetched when they are asked for.
//!
//! A first visit costs the main program and what the page it leads to needs. The build cuts the rest out of the finished
//! program at the functions marked with `cut!`: everything that only they reach goes with them. Each feature marks
//! its own, its page in `mod.rs` and what comes later in `lazy.rs`; the service worker keeps all of them for times
//! without a network.

use leptos::prelude::*;
use leptos::task::spawn_local;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use ui::components::{Loading, PageFrame};
use ui::live::live;

use crate::shared::not_loaded::not_loaded;
use crate::words::use_words;

pub use wasm_split_helpers::SplitLoaderError;

/// What a marked function draws. A box, because it goes through a call between two wasm modules.
pub type Drawn = Result<Box<AnyView>, SplitLoaderError>;

/// A part on its way.
pub type Fetching = Pin<Box<dyn Future<Output = Result<(), SplitLoaderError>>>>;

/// A page that is cut out.
#[derive(Clone, Copy)]
pub struct Cut {
    /// Draws it, if it is here.
    pub draw: fn() -> Option<AnyView>,
    /// Fetches it; at once where it is here already.
    pub load: fn() -> Fetching,
}

/// What a future yields without waiting. Views are drawn within their reactive owner, so they cannot be waited for.
pub fn at_once(drawn: impl Future<Output = Drawn>) -> Option<AnyView> {
    match pin!(drawn).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(drawn) => drawn.ok().map(|drawn| *drawn),
        Poll::Pending => None,
    }
}

/// A page: at once, or as soon as it has come.
pub fn lazy_page(cut: Cut) -> AnyView {
    let waiting = || view! { <PageFrame>{loading()}</PageFrame> }.into_any();
    let missing = |again| view! { <PageFrame>{not_loaded(again)}</PageFrame> }.into_any();
    when_here(Box::new(cut.draw), Arc::new(cut.load), waiting, missing)
}

/// A part of a page: at once, or as soon as it has come.
pub fn lazy_section(draw: impl Fn() -> Option<AnyView> + Send + 'static, load: fn() -> Fetching) -> AnyView {
    when_here(Box::new(draw), Arc::new(load), loading, not_loaded)
}

/// A part of a page that nobody looks for: nothing stands in its place until it has come, or where it cannot be had.
pub fn lazy_aside(draw: impl Fn() -> Option<AnyView> + Send + 'static, load: fn() -> Fetching) -> AnyView {
    when_here(Box::new(draw), Arc::new(load), || ().into_any(), |_| ().into_any())
}

fn loading() -> AnyView {
    view! { <Loading label=use_words().shell_loading()/> }.into_any()
}

fn when_here(
    draw: Box<dyn Fn() -> Option<AnyView> + Send>,
    load: Arc<dyn Fn() -> Fetching + Send + Sync>,
    waiting: fn() -> AnyView,
    missing: fn(Callback<()>) -> AnyView,
) -> AnyView {
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum State {
        Asked,
        Here,
        Missing,
    }
    if let Some(drawn) = untrack(&draw) {
        return drawn;
    }
    let state = RwSignal::new(State::Asked);
    let ask = move || {
        let fetching = load();
        spawn_local(async move {
            let found = fetching.await;
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
        State::Here => untrack(&draw).unwrap_or_else(|| ().into_any()),
        State::Missing => missing(again),
    })
}
