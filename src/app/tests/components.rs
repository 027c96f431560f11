//! The outbox on the browser's own IndexedDB and locks. Only the network is replaced: by answers in turn, and by none
//! when they have run out.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::future::sleep;
use js_sys::{Function, Reflect};
use leptos::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use wire::json;
use wire::problem::Kind;
use wire::saved::Waiting;

use crate::store::outbox::{self, Outbox};
use crate::store::storage::{self, StoreError};

wasm_bindgen_test_configure!(run_in_browser);

const FETCH: &str = "
    asked.push(request.headers.get('idempotency-key') + ' ' + new URL(request.url).pathname);
    const answer = answers.shift();
    if (answer === undefined) return Promise.reject(new TypeError('Failed to fetch'));
    const [status, type, text] = answer;
    return Promise.resolve(new Response(text, { status, headers: { 'content-type': type } }));";

/// What the page has done with the messages it sent.
type Answers = Rc<RefCell<Vec<(String, String)>>>;

/// A device on which nothing is kept, with these answers of the network in turn: status and text.
async fn new_device(answers: &[(u16, String)]) {
    Owner::new().set();
    let network = Function::new_with_args("request", FETCH);
    Reflect::set(&js_sys::global(), &"fetch".into(), &network).unwrap();
    js_sys::eval("globalThis.asked = []").unwrap();
    network_answers(answers);
    storage::wipe().await.unwrap();
    storage::open().await;
}

fn network_answers(answers: &[(u16, String)]) {
    js_sys::eval("globalThis.answers = []").unwrap();
    let push = Function::new_with_args("status, type, text", "answers.push([status, type, text])");
    for (status, text) in answers {
        let kind = if *status < 300 { "application/json" } else { "application/problem+json" };
        push.call3(&js_sys::global(), &(*status).into(), &kind.into(), &text.into()).unwrap();
    }
}

/// The keys and paths of the requests so far.
fn asked() -> Vec<String> {
    let text = js_sys::eval("asked.join('\\n')").unwrap().as_string().unwrap();
    text.lines().map(str::to_owned).collect()
}

/// The page is opened: what is kept is read and sent.
async fn open() -> (Outbox, Answers) {
    storage::open().await;
    let (outbox, answers) = (Outbox::new(), Answers::default());
    let taken = Rc::clone(&answers);
    let answered = move |waiting: Waiting, text: String| {
        taken.borrow_mut().push((waiting.key, text));
        async { Ok(()) }
    };
    outbox::start(outbox, answered, || async { Ok(()) }, |_| ());
    idle(outbox).await;
    (outbox, answers)
}

/// Until nothing is being sent.
async fn idle(outbox: Outbox) {
    for _ in 0..500 {
        sleep(core::time::Duration::from_millis(10)).await;
        if !outbox.busy.get_untracked() {
            return;
        }
    }
    panic!("still busy after five seconds");
}

/// Writes a message a moment after the one before, and waits until it was tried.
async fn queue(outbox: Outbox, body: &str) -> String {
    let key = outbox.queue("/api/v1/disputes", body.to_owned(), "token").await.unwrap();
    idle(outbox).await;
    key
}

fn bodies(outbox: Outbox) -> Vec<String> {
    outbox.waiting.get_untracked().into_iter().map(|waiting| waiting.body).collect()
}

fn fine() -> (u16, String) {
    (200, "{}".to_owned())
}

fn refused(kind: Kind) -> (u16, String) {
    let problem = kind.problem();
    (problem.status, json::print(&problem))
}

#[wasm_bindgen_test]
async fn a_message_outlives_the_page_and_keeps_its_key() {
    new_device(&[]).await;
    let (outbox, _) = open().await;
    let key = queue(outbox, "a").await;
    let (again, _) = open().await;
    let waiting = again.waiting.get_untracked();
    assert_eq!(
        waiting.iter().map(|one| (&*one.key, &*one.body, &*one.token)).collect::<Vec<_>>(),
        [(&*key, "a", "token")]
    );
    network_answers(&[fine()]);
    let (last, answers) = open().await;
    assert!(bodies(last).is_empty() && storage::outbox_all().await.unwrap().is_empty());
    assert_eq!(*answers.borrow(), [(key.clone(), "{}".to_owned())]);
    let request = [&key, " /api/v1/disputes"].concat();
    assert!(asked().len() >= 3 && asked().iter().all(|asked| *asked == request), "{:?}", asked());
}

#[wasm_bindgen_test]
async fn pressing_twice_is_one_message_and_another_text_is_another() {
    new_device(&[]).await;
    let (outbox, _) = open().await;
    let first = queue(outbox, "a").await;
    assert_eq!(queue(outbox, "a").await, first);
    assert_ne!(queue(outbox, "b").await, first);
    assert_eq!(bodies(outbox), ["a", "b"]);
}

#[wasm_bindgen_test]
async fn messages_are_sent_in_the_order_in_which_they_were_written() {
    new_device(&[]).await;
    let (outbox, _) = open().await;
    let mut keys = Vec::new();
    for body in ["a", "b", "c", "d"] {
        keys.push(queue(outbox, body).await);
    }
    js_sys::eval("asked.length = 0").unwrap();
    network_answers(&[fine(), fine(), fine(), fine()]);
    let (_, answers) = open().await;
    let sent: Vec<String> = asked().iter().filter_map(|asked| Some(asked.split_once(' ')?.0.to_owned())).collect();
    assert_eq!(sent, keys);
    assert_eq!(answers.borrow().iter().map(|(key, _)| key).collect::<Vec<_>>(), keys.iter().collect::<Vec<_>>());
}

#[wasm_bindgen_test]
async fn a_message_leaves_when_its_answer_is_kept_and_not_before() {
    new_device(&[fine(), fine()]).await;
    let outbox = Outbox::new();
    let is_full = Rc::new(RefCell::new(true));
    let full = Rc::clone(&is_full);
    let answered = move |_, _| {
        let kept = if *full.borrow() { Err(StoreError::Failed) } else { Ok(()) };
        async move { kept }
    };
    outbox::start(outbox, answered, || async { Ok(()) }, |_| ());
    let key = queue(outbox, "a").await;
    assert_eq!((bodies(outbox), storage::outbox_all().await.unwrap().len()), (vec!["a".to_owned()], 1));
    *is_full.borrow_mut() = false;
    assert_eq!(queue(outbox, "a").await, key, "tried again under its key");
    assert_eq!((bodies(outbox).len(), storage::outbox_all().await.unwrap().len()), (0, 0));
}

#[wasm_bindgen_test]
async fn a_refusal_is_told_with_its_reason_and_holds_nothing_up() {
    new_device(&[]).await;
    let (outbox, _) = open().await;
    let (first, second) = (queue(outbox, "a").await, queue(outbox, "b").await);
    network_answers(&[refused(Kind::InvitationUnavailable), fine()]);
    let (outbox, answers) = open().await;
    let mut all = outbox.refused.get_untracked();
    let one = all.pop().unwrap();
    assert_eq!(
        (one.message.key, &*one.message.body, one.problem.kind()),
        (first, "a", Some(Kind::InvitationUnavailable))
    );
    assert!(all.is_empty());
    assert_eq!(*answers.borrow(), [(second, "{}".to_owned())]);
    assert!(bodies(outbox).is_empty() && storage::outbox_all().await.unwrap().is_empty());
}

#[wasm_bindgen_test]
async fn a_server_in_trouble_loses_nothing_and_one_that_is_asked_too_often_is_left_alone() {
    new_device(&[]).await;
    let (outbox, _) = open().await;
    let (first, second) = (queue(outbox, "a").await, queue(outbox, "b").await);
    js_sys::eval("asked.length = 0").unwrap();
    network_answers(&[refused(Kind::Internal), refused(Kind::Internal), refused(Kind::RateLimited)]);
    let path = " /api/v1/disputes";
    let (outbox, _) = open().await;
    assert_eq!(asked(), [[&*first, path].concat(), [&*second, path].concat()], "the next one is tried all the same");
    let (outbox_last, _) = open().await;
    assert_eq!(asked().len(), 3, "and none behind the one that came too often");
    for outbox in [outbox, outbox_last] {
        assert_eq!(
            (bodies(outbox), outbox.refused.get_untracked()),
            (vec!["a".to_owned(), "b".to_owned()], Vec::new())
        );
    }
}
