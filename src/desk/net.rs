//! Asking the server: small, with a time-out, and with every refusal told apart.

use leptos::prelude::set_timeout_with_handle;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestCache, RequestCredentials, RequestInit, RequestRedirect, Response};
use wire::json::{self, Json};
use wire::problem::{Kind, Problem};
use wire::reply::{NoAnswer, Reply};

/// Where the session is asked for, begun and ended.
pub const SESSION: &str = "/api/v1/desk/session";
/// Where the first counsellor sets up the desk.
pub const SETUP: &str = "/api/v1/desk/setup";
/// Where invitations are listed and made.
pub const INVITATIONS: &str = "/api/v1/desk/invitations";

/// How long an answer may take, its last byte included.
const TIME_OUT: Duration = Duration::from_secs(20);

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NetError {
    /// The server cannot be reached, or did not answer in time. Whether it did what was asked is unknown.
    Silent,
    /// The server refused, and said why.
    Problem(Problem),
    /// Something answered, but not as this page's server does.
    Unreadable,
}

impl From<NoAnswer> for NetError {
    fn from(why: NoAnswer) -> Self {
        match why {
            NoAnswer::Problem(problem) => Self::Problem(problem),
            NoAnswer::Unreadable => Self::Unreadable,
        }
    }
}

impl NetError {
    /// The kind of the refusal, if it is one that this page knows.
    pub fn kind(&self) -> Option<Kind> {
        match self {
            Self::Problem(problem) => problem.kind(),
            _ => None,
        }
    }
}

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The method.
    pub method: &'static str,
    /// Path on this server.
    pub path: String,
    /// JSON to send.
    pub body: Option<String>,
    /// The Idempotency-Key.
    pub key: Option<String>,
}

impl Request {
    /// Asks for something.
    pub fn get(path: impl Into<String>) -> Self {
        Self { method: "GET", path: path.into(), ..Self::default() }
    }

    /// Changes something.
    pub fn post(path: impl Into<String>, body: Option<String>) -> Self {
        Self { method: "POST", path: path.into(), body, key: None }
    }
}

/// Sends a request and answers the text of a success.
///
/// # Errors
/// See [`NetError`].
pub async fn send(request: Request) -> Result<String, NetError> {
    Ok(exchange(&request).await?.answer()?)
}

/// Reads an answer.
///
/// # Errors
/// [`NetError::Unreadable`].
pub fn read<T: Json>(text: &str) -> Result<T, NetError> {
    json::parse(text.as_bytes()).map_err(|_| NetError::Unreadable)
}

/// A key that nobody else has: 32 hexadecimal digits.
pub fn new_key() -> String {
    let mut bytes = [0_u8; 16];
    // Without the browser's random numbers there is no safe key; the server then refuses the empty one.
    let made = web_sys::window().and_then(|window| window.crypto().ok());
    if made.and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok()).is_none() {
        return String::new();
    }
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    bytes.into_iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

async fn exchange(request: &Request) -> Result<Reply, NetError> {
    let window = web_sys::window().ok_or(NetError::Silent)?;
    let controller = AbortController::new().map_err(|_| NetError::Silent)?;
    let init = init(request, &controller).map_err(|_| NetError::Unreadable)?;
    let aborting = controller.clone();
    let is_done = Rc::new(Cell::new(false));
    let done = Rc::clone(&is_done);
    let timer = set_timeout_with_handle(
        move || {
            if !done.get() {
                aborting.abort();
            }
        },
        TIME_OUT,
    );
    let reply = fetch(&window, &request.path, &init).await;
    is_done.set(true);
    if let Ok(timer) = timer {
        timer.clear();
    }
    reply.map_err(|_| NetError::Silent)
}

fn init(request: &Request, controller: &AbortController) -> Result<RequestInit, JsValue> {
    let headers = Headers::new()?;
    headers.set("Accept", "application/json")?;
    if let Some(key) = &request.key {
        headers.set("Idempotency-Key", key)?;
    }
    let init = RequestInit::new();
    init.set_method(request.method);
    if let Some(body) = &request.body {
        headers.set("Content-Type", "application/json")?;
        init.set_body(&JsValue::from_str(body));
    }
    init.set_headers(&headers);
    init.set_cache(RequestCache::NoStore);
    init.set_credentials(RequestCredentials::SameOrigin);
    init.set_redirect(RequestRedirect::Error);
    init.set_signal(Some(&controller.signal()));
    Ok(init)
}

async fn fetch(window: &web_sys::Window, path: &str, init: &RequestInit) -> Result<Reply, JsValue> {
    let response: Response = JsFuture::from(window.fetch_with_str_and_init(path, init)).await?.dyn_into()?;
    let headers = response.headers();
    let text = JsFuture::from(response.text()?).await?;
    Ok(Reply {
        status: response.status(),
        media_type: headers.get("Content-Type")?.unwrap_or_default(),
        retry_after: headers.get("Retry-After")?,
        text: text.as_string().unwrap_or_default(),
    })
}
