//! The clipboard, with the browser's own object replaced: a headless browser may have none that can be read.

use browser::clipboard;
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{Stub, global_text};

fn of_browser() -> JsValue {
    Reflect::get(&gloo_utils::window().navigator(), &"clipboard".into()).unwrap()
}

#[wasm_bindgen_test]
async fn a_text_is_copied() {
    let _stub = Stub::new(&of_browser(), "writeText", "text", "globalThis.copied = text; return Promise.resolve();");
    assert!(clipboard::write("https://example.org/i#abc").await);
    assert_eq!(global_text("copied"), "https://example.org/i#abc");
}

#[wasm_bindgen_test]
async fn a_browser_that_refuses_is_no_error_of_ours() {
    let _stub = Stub::new(&of_browser(), "writeText", "", "return Promise.reject(new DOMException('no'));");
    assert!(!clipboard::write("text").await);
}
