//! What every request passes on its way in and out: a log line, the security headers, a time limit, the defence against
//! writes from other sites.

use crate::address::{ClientAddress, Network};
use crate::refusal::Refusal;
use crate::secret;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use core::any::Any;
use core::time::Duration;
use std::sync::Arc;
use std::time::Instant;
use wire::problem::Kind;

/// How long an answer may take.
pub const TIME_MAX: Duration = Duration::from_secs(15);

/// No script but our own files and wasm, no style but our own files, nobody else's anything, in nobody's frame.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     font-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The headers of every answer.
pub const HEADERS: [(HeaderName, &str); 8] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), \
         magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()",
    ),
];

/// What the guard knows about this server.
pub struct Guard {
    /// Where people reach the server: scheme, host, port.
    pub origin: String,
    /// Proxies whose word about the client's address counts.
    pub trusted_proxies: Vec<Network>,
}

/// Finds out who asks, and writes one line when it is answered: no address, no query, no body, no name.
pub async fn log(State(guard): State<Arc<Guard>>, mut request: Request, next: Next) -> Response {
    let client = ClientAddress::of(request.extensions(), request.headers(), &guard.trusted_proxies);
    request.extensions_mut().insert(client);
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("page".to_owned(), |route| route.as_str().to_owned());
    let request_id = secret::random_id().unwrap_or_default();
    let start = Instant::now();
    let mut response = next.run(request).await;
    let ms = start.elapsed().as_millis();
    let status = response.status().as_u16();
    tracing::info!(request_id, %method, route, status, ms, "answered");
    if let Ok(value) = HeaderValue::try_from(request_id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

/// Puts [`HEADERS`] on an answer; behind TLS also the order to come back by TLS only.
pub async fn headers(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let is_api = is_api(request.uri().path());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if guard.origin.starts_with("https:") {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000"));
    }
    if is_api {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// Whether a path belongs to the API.
#[must_use]
pub fn is_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

/// Gives up on what takes too long; a transaction that was open is undone.
pub async fn time_limit(State(time_max): State<Duration>, request: Request, next: Next) -> Response {
    match tokio::time::timeout(time_max, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Refusal::later(Kind::TimedOut, 5).into_response(),
    }
}

/// Refuses writes that another site's page makes a browser send. Browsers say where a request comes from; a request
/// that says nothing is from no browser and has no cookie that somebody else could abuse, or is refused.
pub async fn origin(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return next.run(request).await;
    }
    let headers = request.headers();
    let said = |name: &HeaderName| headers.get(name).map(HeaderValue::as_bytes);
    let is_ours = match (said(&HeaderName::from_static("sec-fetch-site")), said(&header::ORIGIN)) {
        (Some(site), _) => site == b"same-origin",
        (None, Some(origin)) => origin == guard.origin.as_bytes(),
        (None, None) => !headers.contains_key(header::COOKIE),
    };
    if is_ours { next.run(request).await } else { Refusal::from(Kind::OriginRefused).into_response() }
}

/// What a broken handler becomes. The message of the panic is in the log already, by the panic hook.
pub fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    Refusal::internal("a handler panicked").into_response()
}
