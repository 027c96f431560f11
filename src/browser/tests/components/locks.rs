//! Turns within a tab and locks between tabs.

use browser::locks::{Queue, lock};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::wasm_bindgen_test;

use super::wait;

#[wasm_bindgen_test]
async fn turns_come_in_the_order_in_which_they_were_asked_for() {
    let queue = Queue::new();
    let said = Rc::new(RefCell::new(Vec::new()));
    let first = queue.turn().await;
    for name in ["second", "third"] {
        let (turn, said) = (queue.turn(), Rc::clone(&said));
        spawn_local(async move {
            let _turn = turn.await;
            said.borrow_mut().push(name);
        });
    }
    wait(10).await;
    assert!(said.borrow().is_empty(), "it is still the first one's turn");
    drop(first);
    wait(10).await;
    assert_eq!(*said.borrow(), ["second", "third"]);
}

#[wasm_bindgen_test]
async fn a_lock_is_held_until_it_is_dropped_and_by_name() {
    let held = lock("test").await;
    assert!(held.is_some());
    assert!(lock("another").await.is_some());
    let got = Rc::new(RefCell::new(false));
    let waiting = Rc::clone(&got);
    spawn_local(async move {
        let _lock = lock("test").await;
        waiting.replace(true);
    });
    wait(20).await;
    assert!(!*got.borrow());
    drop(held);
    wait(20).await;
    assert!(*got.borrow());
}
