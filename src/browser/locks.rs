//! One thing at a time: within a tab, and between all tabs of this origin.

use js_sys::{Array, Function, Promise};
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::JsFuture;

use crate::js;

/// Somebody's turn or lock. It lasts until this is dropped.
#[must_use]
pub struct Guard(Function);

impl Drop for Guard {
    fn drop(&mut self) {
        let _ = self.0.call0(&JsValue::UNDEFINED);
    }
}

/// One thing after another within this tab, first come, first served.
pub struct Queue(RefCell<Option<Promise>>);

impl Queue {
    /// Nobody waits.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "a constant needs a function that is one")]
    pub const fn new() -> Self {
        Self(RefCell::new(None))
    }

    /// Waits for one's turn, which lasts until the answer is dropped. The place in the queue is taken at once.
    pub fn turn(&self) -> impl Future<Output = Guard> + use<> {
        let (mine, resolve) = js::promise();
        let before = self.0.replace(Some(mine));
        let turn = Guard(resolve);
        async move {
            if let Some(before) = before {
                let _ = JsFuture::from(before).await;
            }
            turn
        }
    }
}

/// Waits for a lock that all tabs of this origin share. A tab that is closed loses its locks. `None` at once in browsers
/// without such locks and where storage is shut off: the server's own guard against doubled messages is then the only one.
pub async fn lock(name: &str) -> Option<Guard> {
    let locks = js::global("navigator.locks")?;
    let (held, resolve) = js::promise();
    let (granted, grant) = js::promise();
    let guard = Guard(resolve);
    let callback = Closure::once_into_js(move |_lock: JsValue| -> JsValue {
        let _ = grant.call0(&JsValue::UNDEFINED);
        held.into()
    });
    let request = js::call(&locks, "request", &[JsValue::from_str(name), callback]).ok()?;
    // The request fails where storage is shut off; then nobody would ever grant it.
    let either = Promise::race(&Array::of2(&granted, &request));
    JsFuture::from(either).await.ok()?;
    Some(guard)
}
