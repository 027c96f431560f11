//! When will it probably end? Asked of the second thread (`src/app/worker`), so that the page goes on answering.
//!
//! # How a page uses it
//!
//! ```ignore
//! let found = RwSignal::new(None::<Answer>);
//! // When the page is drawn, and again when a run has ended: a thread that has its program when it is asked.
//! let ready = StoredValue::new_local(Some(payoff_simulation::begin()));
//! let run = StoredValue::new_local(None::<Running>);
//! // In the handler of a button, never in a memo:
//! let tell = move |result| match result {
//!     Ok(answer) => found.set(Some(answer)),
//!     Err(Failed) => failed.set(true),
//! };
//! let thread = ready.try_update_value(Option::take).flatten().unwrap_or_else(payoff_simulation::begin);
//! run.set_value(payoff_simulation::ask(thread, &scenario, &variation, seed, 10_000, tell));
//! // "Stop", leaving the page, or another question: dropping the run ends the thread at once.
//! run.set_value(None);
//! ```
//!
//! After every 100 paths comes an [`Answer`] with all paths so far: `answer.distribution.quantile(500)` is the month by which
//! half of them had ended, `answer.distribution.paths()` of `answer.paths` is how far it is, `answer.is_last()` says that it is
//! done. Keep the run until then. For one scenario, variation and seed the answers are byte for byte alike on every
//! machine; so a page that shows an old answer need only keep those three. The seed is the page's to choose; a constant
//! will do.
//!
//! The scenario should be one that [`domain::plan::simulate`] accepts, followed first
//! ([`domain::plan::Cheapest::follow`]) where its strategy is the cheapest found.

pub use browser::worker::{Ready, Running};
use domain::plan::{Scenario, Variation};
use wire::json;
pub use worker::Answer;
use worker::Question;

/// There will be no answer: the browser has no such threads, its file could not be had, or the question was none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failed;

/// Begins a thread.
pub fn begin() -> Ready {
    Ready::begin("data-payoff-simulation")
}

/// Gives a thread its question, which is so many paths of a plan. It tells after every slice of paths. `None`, and
/// nothing told, where the browser starts no thread.
pub fn ask(
    thread: Ready,
    scenario: &Scenario,
    variation: &Variation,
    seed: u64,
    paths: u32,
    mut tell: impl FnMut(Result<Answer, Failed>) + 'static,
) -> Option<Running> {
    let question = Question { scenario: scenario.clone(), variation: *variation, seed, paths };
    let read = move |text: Option<String>| {
        tell(text.and_then(|text| json::parse(text.as_bytes()).ok()).ok_or(Failed));
    };
    thread.ask(&json::print(&question), Box::new(read))
}
