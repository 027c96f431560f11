//! A second thread, with a program in the address itself.

use browser::worker::Ready;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{put, wait};

/// Asks a thread whose program is this, and answers what it said within a while.
async fn said(program: &str) -> Option<Vec<Option<String>>> {
    let script = put("script", "");
    script.set_attribute("type", "text/plain").unwrap();
    let program = String::from(js_sys::encode_uri_component(program));
    script.set_attribute("data-test", &["data:text/javascript,", &program].concat()).unwrap();
    let said = Rc::new(RefCell::new(Vec::new()));
    let heard = Rc::clone(&said);
    let running = Ready::begin("data-test").ask("question", Box::new(move |text| heard.borrow_mut().push(text)));
    wait(300).await;
    script.remove();
    running.map(|_| said.take())
}

#[wasm_bindgen_test]
async fn a_thread_gets_its_question_and_every_answer_is_told() {
    let program = "postMessage('ready'); onmessage = ({ data }) => { postMessage(data + 1); postMessage(data + 2); }";
    let answers = ["question1", "question2"].map(|text| Some(text.to_owned()));
    assert_eq!(said(program).await, Some(answers.to_vec()));
}

#[wasm_bindgen_test]
async fn a_thread_that_fails_says_so_once() {
    assert_eq!(said("onmessage = () => postMessage('');").await, Some(vec![None]));
    assert_eq!(said("onmessage = () => { throw new Error('no'); }").await, Some(vec![None]));
}

#[wasm_bindgen_test]
fn without_a_program_there_is_no_thread() {
    assert!(Ready::begin("data-nothing").ask("question", Box::new(|_| ())).is_none());
}
