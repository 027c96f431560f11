//! The client's page has a second thread for what takes longer than a frame: a plan under thousands of turns of chance.
//!
//! It is a program of its own, without views and words, so that it is small and is there within milliseconds; and it is
//! compiled for speed (`[profile.worker]`), the page for size. `start.js` begins it and hands it the first and only
//! message, a [`Question`]. Every slice of paths is answered at once by a [`worker::Answer`]; after the last there is
//! nothing left to do. It never looks whether it should stop: whoever wants no more answers ends the thread
//! (`src/app/shared/payoff_simulation.rs`), which takes effect at once.

use wasm_bindgen::prelude::wasm_bindgen;
use worker::Question;

#[wasm_bindgen]
extern "C" {
    /// Sends text to the page.
    #[wasm_bindgen(js_name = postMessage)]
    fn post(text: &str);
}

/// Answers a question. Nothing is posted for one that cannot be read or simulated; the answer is then false.
#[wasm_bindgen]
pub fn answer(question: &str) -> bool {
    let Ok(question) = json::parse::<Question>(question.as_bytes()) else { return false };
    question.answer(|answer| post(&json::print(answer))).is_ok()
}

fn main() {}
