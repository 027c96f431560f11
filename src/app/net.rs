//! Asking the server: small, with a time-out, and with every refusal told apart.

use crate::storage::js;
use crate::walk;
use content::Content;
use leptos::prelude::set_timeout_with_handle;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestCache, RequestCredentials, RequestInit, RequestRedirect, Response};
use wire::json::{self, Json};
use wire::problem::Problem;
use wire::reply::{NoAnswer, Reply};

/// How long an answer may take, its last byte included.
const TIME_OUT: Duration = Duration::from_secs(20);

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NetError {
    /// The server cannot be reached.
    Offline,
    /// The server refused, and said why.
    Problem(Problem),
    /// Something answered, but not as this page's server does: a newer server, or a network that asks for a sign-in.
    Unreadable,
    /// It took longer than 20 seconds. Whether the server did it is unknown.
    TimedOut,
}

impl From<NoAnswer> for NetError {
    fn from(why: NoAnswer) -> Self {
        match why {
            NoAnswer::Problem(problem) => Self::Problem(problem),
            NoAnswer::Unreadable => Self::Unreadable,
        }
    }
}

/// What is asked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Request<'a> {
    /// Path on this server.
    pub path: &'a str,
    /// The invitation's token.
    pub bearer: Option<&'a str>,
    /// The JSON to post, byte for byte; `None` for a `GET`.
    pub body: Option<&'a str>,
    /// The Idempotency-Key, for a post.
    pub key: Option<&'a str>,
}

/// Sends a request and answers the text of a success. What must arrive goes through the outbox, which calls this.
///
/// # Errors
/// See [`NetError`].
pub async fn send(request: &Request<'_>) -> Result<String, NetError> {
    let reply = exchange(request, RequestCache::NoStore).await?;
    Ok(reply.answer()?)
}

/// `GET`, for JSON.
///
/// # Errors
/// See [`NetError`].
pub async fn get_json<T: Json>(path: &str, bearer: Option<&str>) -> Result<T, NetError> {
    parse(&send(&Request { path, bearer, ..Request::default() }).await?)
}

/// A file of content by its path relative to the site root: see `content::country_path`.
///
/// # Errors
/// See [`NetError`].
pub async fn get_content<T: Content>(path: &str) -> Result<T, NetError> {
    // The router changes the page's address, so a relative path would not do.
    let path = ["/", path.trim_start_matches('/')].concat();
    let reply = exchange(&Request { path: &path, ..Request::default() }, RequestCache::Default).await?;
    walk::read(reply.answer()?.as_bytes()).ok_or(NetError::Unreadable)
}

fn parse<T: Json>(text: &str) -> Result<T, NetError> {
    json::parse(text.as_bytes()).map_err(|_| NetError::Unreadable)
}

async fn exchange(request: &Request<'_>, cache: RequestCache) -> Result<Reply, NetError> {
    let window = web_sys::window().ok_or(NetError::Offline)?;
    let controller = AbortController::new().map_err(|_| NetError::Offline)?;
    let init = init(request, cache, &controller).map_err(|_| NetError::Unreadable)?;
    let is_late = Rc::new(Cell::new(false));
    let (late, aborting) = (is_late.clone(), controller.clone());
    let timer = set_timeout_with_handle(
        move || {
            late.set(true);
            aborting.abort();
        },
        TIME_OUT,
    );
    let reply = fetch(&window, request.path, &init).await;
    if let Ok(timer) = timer {
        timer.clear();
    }
    reply.map_err(|_| if is_late.get() { NetError::TimedOut } else { NetError::Offline })
}

fn init(request: &Request<'_>, cache: RequestCache, controller: &AbortController) -> Result<RequestInit, JsValue> {
    let headers = Headers::new()?;
    headers.set("Accept", "application/json")?;
    if let Some(bearer) = request.bearer {
        headers.set("Authorization", &["Bearer ", bearer].concat())?;
    }
    if let Some(key) = request.key {
        headers.set("Idempotency-Key", key)?;
    }
    let init = RequestInit::new();
    if let Some(body) = request.body {
        headers.set("Content-Type", "application/json")?;
        init.set_method("POST");
        init.set_body(&body.into());
    }
    init.set_headers(&headers);
    init.set_cache(cache);
    init.set_credentials(RequestCredentials::SameOrigin);
    init.set_redirect(RequestRedirect::Error);
    init.set_signal(Some(&controller.signal()));
    Ok(init)
}

async fn fetch(window: &web_sys::Window, path: &str, init: &RequestInit) -> Result<Reply, JsValue> {
    let response: Response = JsFuture::from(window.fetch_with_str_and_init(path, init)).await?.dyn_into()?;
    let headers = response.headers();
    let text = js::settled(&response.text()?.into()).await?;
    Ok(Reply {
        status: response.status(),
        media_type: headers.get("Content-Type")?.unwrap_or_default(),
        retry_after: headers.get("Retry-After")?,
        text: text.as_string().unwrap_or_default(),
    })
}
