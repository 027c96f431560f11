//! Parts of the program that are fetched when they are asked for.
//!
//! A first visit costs the main program and what the page it leads to needs. The build cuts the rest out of the finished
//! program at the functions marked with `cut!`: everything that only they reach goes with them. Each feature marks
//! its own, its page in `mod.rs` and what comes later in `lazy.rs`; the service worker keeps all of them for times
//! without a network. The sentences that only one feature has come with its page, and a page is drawn when it and they
//! are here.

use browser::side_by_side::{Task, all_of};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use ui::components::{Loading, PageFrame};
use ui::live::live;

use crate::shared::not_loaded::not_loaded;
use crate::words::{Words, use_words};

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

/// Fetches a page and its part of the sentences, side by side. False if one of them cannot be had.
pub fn load_page(cut: Cut, part: &'static str, words: Words) -> Task {
    let page: Task = Box::pin(async move { (cut.load)().await.is_ok() });
    Box::pin(all_of(vec![page, Box::pin(words.load(part))]))
}

/// A page with its part of the sentences: at once, or as soon as both have come.
pub fn lazy_page(cut: Cut, part: &'static str) -> AnyView {
    let words = use_words();
    let waiting = || view! { <PageFrame>{loading()}</PageFrame> }.into_any();
    let missing = |again| view! { <PageFrame>{not_loaded(again)}</PageFrame> }.into_any();
    let draw = move || words.has(part).then(cut.draw).flatten();
    when_here(Box::new(draw), Arc::new(move || load_page(cut, part, words)), waiting, missing)
}

/// A part of a page: at once, or as soon as it has come.
pub fn lazy_section(draw: impl Fn() -> Option<AnyView> + Send + 'static, load: fn() -> Fetching) -> AnyView {
    when_here(Box::new(draw), task(load), loading, not_loaded)
}

/// A part of a page that nobody looks for: nothing stands in its place until it has come, or where it cannot be had.
pub fn lazy_aside(draw: impl Fn() -> Option<AnyView> + Send + 'static, load: fn() -> Fetching) -> AnyView {
    when_here(Box::new(draw), task(load), || ().into_any(), |_| ().into_any())
}

fn task(load: fn() -> Fetching) -> Arc<dyn Fn() -> Task + Send + Sync> {
    Arc::new(move || Box::pin(async move { load().await.is_ok() }))
}

fn loading() -> AnyView {
    view! { <Loading label=use_words().shell_loading()/> }.into_any()
}

fn when_here(
    draw: Box<dyn Fn() -> Option<AnyView> + Send>,
    load: Arc<dyn Fn() -> Task + Send + Sync>,
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
            let _ = state.try_set(if found { State::Here } else { State::Missing });
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
