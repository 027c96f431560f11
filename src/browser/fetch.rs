//! Requests to this server, with a time-out. What an answer means is the page's to say: see `wire::reply`.

use std::cell::Cell;
use std::rc::Rc;

use gloo_net::http::{Method as HttpMethod, RequestBuilder};
use gloo_timers::callback::Timeout;
use web_sys::{AbortController, AbortSignal, RequestCache, RequestCredentials, RequestRedirect};

/// How long an answer may take, its last byte included.
const TIME_OUT_MS: u32 = 20_000;

/// What is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// Read.
    #[default]
    Get,
    /// Write.
    Post,
    /// Put in the place of what was there.
    Put,
    /// Delete.
    Delete,
}

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// Path on this server.
    pub path: String,
    /// The secret that entitles to it.
    pub bearer: Option<String>,
    /// The JSON to send, byte for byte.
    pub body: Option<String>,
    /// The Idempotency-Key: a write that is sent again with it is done once.
    pub idempotency_key: Option<String>,
    /// Whether the browser may answer from its cache.
    pub is_cacheable: bool,
    /// Further headers to send: name and value.
    pub headers: Vec<(&'static str, String)>,
    /// Names of further headers whose values the answer should hold.
    pub headers_wanted: &'static [&'static str],
}

impl Request {
    /// Asks for something.
    pub fn get(path: impl Into<String>) -> Self {
        Self { path: path.into(), ..Self::default() }
    }

    /// Changes something.
    pub fn post(path: impl Into<String>, body: Option<String>) -> Self {
        Self { method: Method::Post, path: path.into(), body, ..Self::default() }
    }
}

/// What came back, whoever answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// The `Content-Type`, with its parameters; empty for none.
    pub media_type: String,
    /// Further headers that were asked for by [`Request::headers_wanted`], in that order; empty for those not sent.
    pub headers: Vec<String>,
    /// The `Retry-After`, if it was sent.
    pub retry_after: Option<String>,
    /// The body.
    pub text: String,
}

/// Why nothing came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// The server cannot be reached.
    Offline,
    /// It took longer than 20 seconds. Whether the server did it is unknown.
    TimedOut,
    /// The request cannot be sent as it is.
    Malformed,
}

impl From<gloo_net::Error> for Error {
    fn from(_: gloo_net::Error) -> Self {
        Self::Offline
    }
}

/// Sends a request. Cookies go to this server only, and no redirect is followed.
///
/// # Errors
/// See [`Error`].
pub async fn send(request: &Request) -> Result<Response, Error> {
    let controller = AbortController::new().map_err(|_| Error::Offline)?;
    let signal = controller.signal();
    let is_late = Rc::new(Cell::new(false));
    let late = Rc::clone(&is_late);
    let timer = Timeout::new(TIME_OUT_MS, move || {
        late.set(true);
        controller.abort();
    });
    let response = exchange(request, &signal).await;
    drop(timer);
    response.map_err(|error| if is_late.get() { Error::TimedOut } else { error })
}

async fn exchange(request: &Request, signal: &AbortSignal) -> Result<Response, Error> {
    let bearer = request.bearer.as_ref().map(|bearer| ["Bearer ", bearer].concat());
    let headers = [
        ("Accept", Some("application/json")),
        ("Authorization", bearer.as_deref()),
        ("Content-Type", request.body.as_ref().map(|_| "application/json")),
        ("Idempotency-Key", request.idempotency_key.as_deref()),
    ];
    let more = request.headers.iter().map(|(name, value)| (*name, Some(value.as_str())));
    let mut builder = RequestBuilder::new(&request.path)
        .method(match request.method {
            Method::Get => HttpMethod::GET,
            Method::Post => HttpMethod::POST,
            Method::Put => HttpMethod::PUT,
            Method::Delete => HttpMethod::DELETE,
        })
        .cache(if request.is_cacheable { RequestCache::Default } else { RequestCache::NoStore })
        .credentials(RequestCredentials::SameOrigin)
        .redirect(RequestRedirect::Error)
        .abort_signal(Some(signal));
    for (name, value) in headers.into_iter().chain(more) {
        let Some(value) = value else { continue };
        // A damaged copy of a token may hold anything, and gloo ends the program where the browser refuses a header.
        if !value.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return Err(Error::Malformed);
        }
        builder = builder.header(name, value);
    }
    let wanted = request.headers_wanted;
    let request = match &request.body {
        Some(body) => builder.body(body.as_str()),
        None => builder.build(),
    };
    let response = request.map_err(|_| Error::Malformed)?.send().await?;
    let headers = response.headers();
    Ok(Response {
        status: response.status(),
        media_type: headers.get("Content-Type").unwrap_or_default(),
        headers: wanted.iter().map(|name| headers.get(name).unwrap_or_default()).collect(),
        retry_after: headers.get("Retry-After"),
        text: response.text().await?,
    })
}
