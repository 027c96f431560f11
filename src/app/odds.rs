//! When will it probably end? Asked of the second thread (`src/app/worker`), so that the page goes on answering.
//!
//! # How a page uses it
//!
//! ```ignore
//! let odds = RwSignal::new(None::<Answer>);
//! let run = StoredValue::new_local(None::<odds::Handle>);
//! // In the handler of a button, never in a memo:
//! run.set_value(odds::start(&scenario, &variation, seed, 10_000, move |told| match told {
//!     Told::Answer(answer) => odds.set(Some(answer)),
//!     Told::Failed => failed.set(true),
//! }));
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

/// A question that is being answered. Dropping it ends the thread: nothing is told afterwards.
pub struct Handle {
    worker: Worker,
    /// Called by the browser for as long as the thread lives.
    _told: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut()>,
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// Starts a thread that runs so many paths of a plan, and tells after every slice of them. `None`, and nothing told,
/// where the browser starts no thread.
pub fn start(
    scenario: &Scenario,
    variation: &Variation,
    seed: u64,
    paths: u32,
    tell: impl FnMut(Told) + 'static,
) -> Option<Handle> {
    let question = Question { scenario: scenario.clone(), variation: *variation, seed, paths };
    begin(&json::print(&question), Box::new(tell))
}

/// Not generic, so that it is compiled once.
fn begin(question: &str, mut tell: Box<dyn FnMut(Told)>) -> Option<Handle> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(&address()?, &options).ok()?;
    let told = move |event: MessageEvent| {
        let text = event.data().as_string().unwrap_or_default();
        tell(json::parse(text.as_bytes()).map_or(Told::Failed, Told::Answer));
    };
    let told = Closure::<dyn FnMut(MessageEvent)>::new(told);
    worker.set_onmessage(Some(told.as_ref().unchecked_ref()));
    // A file that cannot be had is no message but an error; it becomes the message that says so.
    let answered = told.as_ref().clone();
    let failed = Closure::<dyn FnMut()>::new(move || {
        let function: &js_sys::Function = answered.unchecked_ref();
        if let Ok(nothing) = MessageEvent::new("message") {
            let _ = function.call1(&wasm_bindgen::JsValue::NULL, &nothing);
        }
    });
    worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
    let handle = Handle { worker, _told: told, _failed: failed };
    handle.worker.post_message(&question.into()).ok()?;
    Some(handle)
}

/// Where the thread's file is: named by its content, so the build wrote it into the page.
fn address() -> Option<String> {
    document().query_selector("script[data-odds]").ok()??.get_attribute("data-odds")
}
