//! Requests, with the browser's `fetch` replaced by one that keeps what it was asked.

use browser::fetch::{Error, Request, Response, send};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{Stub, global_text};

fn answers(code: &str) -> Stub {
    Stub::new(&js_sys::global(), "fetch", "request", &["globalThis.asked = request; ", code].concat())
}

#[wasm_bindgen_test]
async fn a_write_carries_its_body_its_secret_and_its_key() {
    let _stub = answers("return Promise.resolve(new Response(null, { status: 204 }));");
    let request = Request {
        bearer: Some("token".to_owned()),
        idempotency_key: Some("0a".to_owned()),
        ..Request::post("/api/v1/proposals", Some("{\"a\":1}".to_owned()))
    };
    assert_eq!(send(&request).await, Ok(Response { status: 204, ..Response::default() }));
    let said = "[asked.method, new URL(asked.url).pathname, asked.headers.get('authorization'), \
                asked.headers.get('idempotency-key'), asked.headers.get('content-type'), asked.cache, \
                asked.credentials, asked.redirect].join(' ')";
    let expected = "POST /api/v1/proposals Bearer token 0a application/json no-store same-origin error";
    assert_eq!(global_text(said), expected);
}

#[wasm_bindgen_test]
async fn an_answer_comes_with_what_tells_it_from_a_strangers() {
    let _stub = answers(
        "return Promise.resolve(new Response('{}', { status: 429, \
         headers: { 'content-type': 'application/problem+json', 'retry-after': '7' } }));",
    );
    let expected = Response {
        status: 429,
        media_type: "application/problem+json".to_owned(),
        retry_after: Some("7".to_owned()),
        text: "{}".to_owned(),
        ..Response::default()
    };
    assert_eq!(send(&Request::get("/api/v1/invitation")).await, Ok(expected));
    assert_eq!(global_text("asked.method + (asked.headers.get('content-type') || '')"), "GET");
}

#[wasm_bindgen_test]
async fn only_files_may_come_from_the_cache() {
    let _stub = answers("return Promise.resolve(new Response('{}'));");
    send(&Request { is_cacheable: true, ..Request::get("/content/gb.en.json") }).await.unwrap();
    assert_eq!(global_text("asked.cache"), "default");
}

#[wasm_bindgen_test]
async fn no_network_is_told_from_no_answer_in_time() {
    {
        let _stub = answers("return Promise.reject(new TypeError('Failed to fetch'));");
        assert_eq!(send(&Request::get("/")).await, Err(Error::Offline));
    }
    let _stub = answers(
        "return new Promise((_, fail) => request.signal.addEventListener('abort', () => fail(request.signal.reason)));",
    );
    js_sys::eval("globalThis.timer = globalThis.setTimeout").unwrap();
    // Twenty seconds are over at once.
    let _hurry = Stub::new(&js_sys::global(), "setTimeout", "run, ms", "return timer(run, ms === 20000 ? 0 : ms);");
    assert_eq!(send(&Request::get("/")).await, Err(Error::TimedOut));
}

#[wasm_bindgen_test]
async fn a_damaged_secret_is_not_sent_and_does_not_end_the_program() {
    for bearer in ["né", "a\nb"] {
        let request = Request { bearer: Some(bearer.to_owned()), ..Request::get("/") };
        assert_eq!(send(&request).await, Err(Error::Malformed));
    }
}
