//! The clipboard.

use gloo_utils::window;
use wasm_bindgen_futures::JsFuture;

/// Puts text on the clipboard. False where the browser refuses, and without a secure context, where there is none.
pub async fn write(text: &str) -> bool {
    let window = window();
    window.is_secure_context() && JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok()
}
