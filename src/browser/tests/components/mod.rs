//! What every module of tests uses.

mod clipboard;
mod crypto;
mod fetch;
mod locks;
mod page;
mod router;
mod vault;
mod worker;

use gloo_utils::{body, document, window};
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test_configure;
use web_sys::Element;

wasm_bindgen_test_configure!(run_in_browser);

/// Lets the browser do what it has to, for some milliseconds.
async fn wait(ms: i32) {
    let promise = Promise::new(&mut |resolve, _| {
        window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms).unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

/// Puts an element with some HTML inside into the page.
fn put(tag: &str, html: &str) -> Element {
    let element = document().create_element(tag).unwrap();
    element.set_inner_html(html);
    body().append_child(&element).unwrap();
    element
}

/// A global of the page that is replaced for a test, and put back afterwards.
struct Stub {
    target: JsValue,
    name: &'static str,
    before: JsValue,
}

impl Stub {
    /// Replaces a property by a function of JavaScript, given by its arguments and its body.
    fn new(target: &JsValue, name: &'static str, arguments: &str, code: &str) -> Self {
        let before = Reflect::get(target, &name.into()).unwrap();
        let function = Function::new_with_args(arguments, code);
        Reflect::set(target, &name.into(), &function).unwrap();
        Self { target: target.clone(), name, before }
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        Reflect::set(&self.target, &self.name.into(), &self.before).unwrap();
    }
}

/// A global of the page as text, whatever it is.
fn global_text(path: &str) -> String {
    let found = js_sys::eval(path).unwrap();
    found.as_string().unwrap_or_else(|| String::from(js_sys::JSON::stringify(&found).unwrap()))
}
