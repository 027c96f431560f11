//! Reaching into the browser where web-sys has no stable binding, and small shorthands for objects and promises.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A property; `None` if it is missing.
pub fn get(target: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(target, &JsValue::from_str(name)).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// A property that is text.
pub fn get_text(target: &JsValue, name: &str) -> Option<String> {
    get(target, name)?.as_string()
}

/// An object with these properties.
pub fn object(properties: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in properties {
        // Setting a property of an object that was just made cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object
}

/// A list of texts.
pub fn texts(items: &[&str]) -> Array {
    items.iter().map(|item| JsValue::from_str(item)).collect()
}

/// Calls a method.
///
/// # Errors
/// What it threw; `undefined` if there is no such method.
pub fn call(target: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let function = get(target, method).ok_or(JsValue::UNDEFINED)?;
    let function: Function = function.dyn_into()?;
    function.apply(target, &arguments.iter().collect())
}

/// Waits for what may be a promise.
///
/// # Errors
/// What it was rejected with.
pub async fn settled(value: &JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(value)).await
}

/// Calls a method and waits for its promise.
///
/// # Errors
/// See [`call`] and [`settled`].
pub async fn call_async(target: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    settled(&call(target, method, arguments)?).await
}

/// Something global by its path: `navigator.locks`.
pub fn global(path: &str) -> Option<JsValue> {
    path.split('.').try_fold(js_sys::global().into(), |target: JsValue, name| get(&target, name))
}

/// The name of a `DOMException` or error; empty if it has none.
pub fn error_name(error: &JsValue) -> String {
    get_text(error, "name").unwrap_or_default()
}

/// A promise and the function that keeps it.
pub fn promise() -> (Promise, Function) {
    let mut resolve = None;
    let promise = Promise::new(&mut |keep, _| resolve = Some(keep));
    (promise, resolve.unwrap_or_default())
}
