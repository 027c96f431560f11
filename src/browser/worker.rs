//! A second thread that takes one text and answers with texts, and ends at once when nobody wants more answers.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_utils::document;
use wasm_bindgen::JsCast as _;
use web_sys::{MessageEvent, WorkerOptions, WorkerType};

/// What a thread says when it has its program.
const READY: &str = "ready";

/// What is done with each text; `None` stands for a thread that failed.
pub type OnText = Box<dyn FnMut(Option<String>)>;

/// A thread that is being asked. Dropping it ends the thread: nothing is told afterwards.
pub struct Running {
    _thread: Thread,
}

/// A thread begun before there is a question, so that the answer does not wait for the program to come. Keep it while
/// the page may ask. Dropping it ends the thread.
pub struct Ready {
    thread: Option<Thread>,
    script: &'static str,
}

struct Thread {
    worker: web_sys::Worker,
    on_text: Rc<RefCell<Option<OnText>>>,
    has_failed: Rc<Cell<bool>>,
    /// Called by the browser for as long as the thread lives.
    _listeners: [EventListener; 2],
}

impl Drop for Thread {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl Ready {
    /// Begins a thread. Its script's address is the attribute with this name of a `<script>` in the page, because files
    /// are named by their content and only the build knows the names.
    #[must_use]
    pub fn begin(script: &'static str) -> Self {
        Self { thread: begin(script), script }
    }

    /// Gives the thread its text; another one, which is begun now, if it failed on its way. `None`, and nothing told,
    /// where the browser starts no thread.
    #[must_use]
    pub fn ask(self, text: &str, on_text: OnText) -> Option<Running> {
        let waiting = self.thread.filter(|thread| !thread.has_failed.get());
        let thread = waiting.or_else(|| begin(self.script))?;
        *thread.on_text.borrow_mut() = Some(on_text);
        thread.worker.post_message(&text.into()).ok()?;
        Some(Running { _thread: thread })
    }
}

fn begin(script: &str) -> Option<Thread> {
    let element = document().query_selector(&["script[", script, "]"].concat()).ok()??;
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = web_sys::Worker::new_with_options(&element.get_attribute(script)?, &options).ok()?;
    let on_text = Rc::new(RefCell::new(None::<OnText>));
    let has_failed = Rc::new(Cell::new(false));
    let say = {
        let (on_text, has_failed) = (Rc::clone(&on_text), Rc::clone(&has_failed));
        move |text: Option<String>| {
            has_failed.set(text.is_none());
            // Taken out while it runs: what it does may end this thread and begin another.
            let told = on_text.borrow_mut().take();
            if let Some(mut told) = told {
                told(text);
                on_text.borrow_mut().get_or_insert(told);
            }
        }
    };
    let fail = say.clone();
    let listeners = [
        EventListener::new(&worker, "message", move |event| {
            let text = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
            // An empty text is what a thread says that caught its own error.
            let text = text.filter(|text| !text.is_empty());
            if text.as_deref() != Some(READY) {
                say(text);
            }
        }),
        // A file that cannot be had is no message but an error.
        EventListener::new(&worker, "error", move |_| fail(None)),
    ];
    Some(Thread { worker, on_text, has_failed, _listeners: listeners })
}
