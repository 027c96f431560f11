//! When will it probably end? Asked of the second thread (`src/app/worker`), so that the page goes on answering.
//!
//! # How a page uses it
//!
//! ```ignore
//! let odds = RwSignal::new(None::<Answer>);
//! // When the page is drawn, and again when a run has ended: a thread that has its program when it is asked.
//! let ready = StoredValue::new_local(Some(odds::Ready::begin()));
//! let run = StoredValue::new_local(None::<odds::Handle>);
//! // In the handler of a button, never in a memo:
//! let tell = move |told| match told {
//!     Told::Answer(answer) => odds.set(Some(answer)),
//!     Told::Failed => failed.set(true),
//! };
//! let thread = ready.try_update_value(Option::take).flatten().unwrap_or_else(odds::Ready::begin);
//! run.set_value(thread.ask(&scenario, &variation, seed, 10_000, tell));
//! // "Stop", leaving the page, or another question: dropping the handle ends the thread at once.
//! run.set_value(None);
//! ```
//!
//! After every 100 paths comes an [`Answer`] with all paths so far: `answer.chances.quantile(500)` is the month by which
//! half of them had ended, `answer.chances.paths()` of `answer.paths` is how far it is, `answer.is_last()` says that it is
//! done. Keep the handle until then. Same scenario, variation and seed: same answers, byte for byte, on every machine; so
//! a page that shows an old answer need only keep those three. The seed is the page's to choose; a constant will do.
//!
//! The scenario should be one that [`domain::plan::simulate`] accepts, followed first
//! ([`domain::plan::Cheapest::follow`]) where its strategy is the cheapest found.

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use domain::plan::{Scenario, Variation};
use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};
use wire::json;
pub use wire::odds::Answer;
use wire::odds::Question;

/// What the second thread says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// How the paths so far ended.
    Answer(Answer),
    /// There will be no answer: the browser has no such threads, its file could not be had, or the question was none.
    Failed,
}

/// What the thread says when it has its program (`src/app/worker/start.js`).
const READY: &str = "ready";

/// A question that is being answered. Dropping it ends the thread: nothing is told afterwards.
pub struct Handle {
    _thread: Thread,
}

/// A thread on its way to its program, or waiting for its question. Dropping it ends it.
struct Thread {
    worker: Worker,
    /// Called by the browser for as long as the thread lives.
    _told: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut()>,
}

/// A thread that waits, and what to do with what it says: decided when there is a question.
type Tell = Rc<RefCell<Option<Box<dyn FnMut(Told)>>>>;

/// A thread begun before there is a question, so that the answer does not wait for the program to come. Keep it while
/// the page may ask. Dropping it ends the thread.
pub struct Ready(Option<(Thread, Tell, Rc<Cell<bool>>)>);

impl Ready {
    /// Begins a thread.
    pub fn begin() -> Self {
        Self(begin())
    }

    /// Gives the thread its question, which is so many paths of a plan; another one, which is begun now, if it failed
    /// on its way. It tells after every slice of paths. `None`, and nothing told, where the browser starts no thread.
    pub fn ask(
        self,
        scenario: &Scenario,
        variation: &Variation,
        seed: u64,
        paths: u32,
        tell: impl FnMut(Told) + 'static,
    ) -> Option<Handle> {
        let question = Question { scenario: scenario.clone(), variation: *variation, seed, paths };
        self.hand_over(&json::print(&question), Box::new(tell))
    }

    /// Not generic, so that it is compiled once.
    fn hand_over(self, question: &str, tell: Box<dyn FnMut(Told)>) -> Option<Handle> {
        let waiting = self.0.filter(|(_, _, failed)| !failed.get());
        let (thread, teller, _) = waiting.or_else(begin)?;
        *teller.borrow_mut() = Some(tell);
        thread.worker.post_message(&question.into()).ok()?;
        Some(Handle { _thread: thread })
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

fn begin() -> Option<(Thread, Tell, Rc<Cell<bool>>)> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(&address()?, &options).ok()?;
    let tell = Tell::default();
    let has_failed = Rc::new(Cell::new(false));
    let say = {
        let (tell, has_failed) = (Rc::clone(&tell), Rc::clone(&has_failed));
        move |told: Told| {
            has_failed.set(told == Told::Failed);
            // Taken out while it runs: what it does may end this thread and begin another.
            let teller = tell.borrow_mut().take();
            if let Some(mut teller) = teller {
                teller(told);
                tell.borrow_mut().get_or_insert(teller);
            }
        }
    };
    let fail = say.clone();
    let told = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let text = event.data().as_string().unwrap_or_default();
        if text != READY {
            say(json::parse(text.as_bytes()).map_or(Told::Failed, Told::Answer));
        }
    });
    // A file that cannot be had is no message but an error.
    let failed = Closure::<dyn FnMut()>::new(move || fail(Told::Failed));
    worker.set_onmessage(Some(told.as_ref().unchecked_ref()));
    worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
    Some((Thread { worker, _told: told, _failed: failed }, tell, has_failed))
}

/// Where the thread's file is: named by its content, so the build wrote it into the page.
fn address() -> Option<String> {
    document().query_selector("script[data-odds]").ok()??.get_attribute("data-odds")
}
