//! What every request passes on its way in and out: a log line, the security headers, a time limit, the defence against
//! writes from other sites.

use crate::auth::secrets;
use crate::http::client_address::ClientAddress;
use crate::http::error::Error;
use crate::http::extract::query;
use crate::http::routes::{BASE, BASE_UNVERSIONED};
use crate::server::clock::Clock;
use crate::server::is_this_machine;
use axum::BoxError;
use axum::extract::{MatchedPath, Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use core::any::Any;
use core::time::Duration;
use ipnet::IpNet;
use std::sync::Arc;
use tower_http::classify::{ServerErrorsAsFailures, SharedClassifier};
use tower_http::set_header::response::SetMultipleResponseHeadersLayer;
use tower_http::trace::TraceLayer;
use tracing::Span;
use wire::api::header::SERVER_TIME;
use wire::problem::Kind;

/// How long an answer may take; a transaction that was open then is undone.
pub const TIME_MAX: Duration = Duration::from_secs(15);

/// Addresses whose reading takes a query.
const TAKES_QUERY: [&str; 1] = ["/desk/invitations"];

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

/// What the middleware knows about this server.
pub struct HttpConfig {
    /// Where people reach the server: scheme, host, port.
    pub origin: String,
    /// Proxies whose word about the client's address counts.
    pub trusted_proxies: Vec<IpNet>,
    /// The server's clock, which every answer tells.
    pub clock: Clock,
}

/// The server's own name for a request: in the log, and on the answer as `X-Request-Id`.
#[derive(Clone)]
struct RequestId(String);

/// Finds out who asks, and gives the request an id. One that the client brings is not taken: it would end up in the log.
pub async fn identify(State(config): State<Arc<HttpConfig>>, mut request: Request, next: Next) -> Response {
    let client = ClientAddress::of(request.extensions(), request.headers(), &config.trusted_proxies);
    let id = secrets::random_id().unwrap_or_default();
    request.extensions_mut().insert(client);
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::try_from(id) {
        response.headers_mut().insert("x-request-id", value);
    }
    if let Ok(value) = HeaderValue::try_from(config.clock.precise_text()) {
        response.headers_mut().insert(SERVER_TIME, value);
    }
    response
}

type MakeSpan = fn(&Request) -> Span;
type OnResponse<B> = fn(&axum::http::Response<B>, Duration, &Span);

/// Writes one line when a request is answered: no address, no query, no body, no name.
pub fn trace<B>() -> TraceLayer<SharedClassifier<ServerErrorsAsFailures>, MakeSpan, (), OnResponse<B>, (), (), ()> {
    TraceLayer::new_for_http()
        .make_span_with(request_span as MakeSpan)
        .on_request(())
        .on_response(log_response as OnResponse<B>)
        .on_body_chunk(())
        .on_eos(())
        .on_failure(())
}

fn request_span(request: &Request) -> Span {
    let extensions = request.extensions();
    let id = extensions.get().map_or("", |RequestId(id)| id);
    let route = extensions.get().map_or("page", MatchedPath::as_str);
    tracing::info_span!("request", id, method = %request.method(), route)
}

fn log_response<B>(response: &axum::http::Response<B>, latency: Duration, _: &Span) {
    tracing::info!(status = response.status().as_u16(), ms = latency.as_millis(), "answered");
}

/// Puts [`HEADERS`] on every answer; behind TLS also `Strict-Transport-Security`.
pub fn security_headers<B: 'static>(origin: &str) -> SetMultipleResponseHeadersLayer<axum::http::Response<B>> {
    let hsts = origin.starts_with("https:").then_some((header::STRICT_TRANSPORT_SECURITY, "max-age=63072000"));
    let headers = HEADERS.into_iter().chain(hsts);
    let headers = headers.map(|(name, value)| (name, HeaderValue::from_static(value)).into());
    SetMultipleResponseHeadersLayer::overriding(headers.collect())
}

/// The answer to a request that took longer than [`TIME_MAX`].
pub async fn timed_out(_: BoxError) -> Error {
    Error::retry_after(Kind::TimedOut, 5)
}

/// Answers only to the name that people reach the server by, so that no other site's name leads here (DNS rebinding), and no
/// two readers of one request take it for two. On the machine itself any of its own names will do. Whether the server is
/// well, everybody may ask.
pub async fn check_host(State(config): State<Arc<HttpConfig>>, request: Request, next: Next) -> Response {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok()).and_then(|host| host.parse::<Authority>().ok());
    let (Some(host), None) = (host, hosts.next()) else { return Error::from(Kind::HostMissing).into_response() };
    let is_same = request.uri().authority().is_none_or(|named| *named == host);
    let is_health = ["/health", "/health/live", "/health/ready"]
        .iter()
        .any(|end| [BASE, BASE_UNVERSIONED].iter().any(|base| request.uri().path().strip_prefix(base) == Some(end)));
    if is_same && (is_health || is_ours(&config.origin, &host)) {
        next.run(request).await
    } else {
        Error::from(Kind::HostUnknown).into_response()
    }
}

/// Whether a host is that of an origin, with or without the port that its scheme has anyway.
fn is_ours(origin: &str, host: &Authority) -> bool {
    let Some((scheme, own)) = origin.split_once("://") else { return false };
    let Ok(own) = own.parse::<Authority>() else { return false };
    let port = |authority: &Authority| authority.port_u16().unwrap_or(if scheme == "https" { 443 } else { 80 });
    let host_name = host.host().to_ascii_lowercase();
    let has_user = host.as_str().contains('@');
    let is_named = own.host().eq_ignore_ascii_case(host.host()) && port(&own) == port(host);
    !has_user && (is_named || (is_this_machine(own.host()) && is_this_machine(&host_name)))
}

/// Refuses parameters in the query of an address of the API that takes none. Those that take some look themselves.
pub async fn check_query(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let takes_some = TAKES_QUERY.iter().any(|end| path.ends_with(end)) && request.method() == Method::GET;
    match query(request.uri().query(), &[]) {
        Err(error) if !takes_some => error.into_response(),
        _ => next.run(request).await,
    }
}

/// Refuses writes that another site's page makes a browser send. Browsers say where a request comes from; a request
/// that says nothing is from no browser and has no cookie that somebody else could abuse, or is refused.
pub async fn check_origin(State(config): State<Arc<HttpConfig>>, request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return next.run(request).await;
    }
    let headers = request.headers();
    let said = |name: &HeaderName| headers.get(name).map(HeaderValue::as_bytes);
    let is_ours = match (said(&HeaderName::from_static("sec-fetch-site")), said(&header::ORIGIN)) {
        (Some(site), _) => site == b"same-origin",
        (None, Some(origin)) => origin == config.origin.as_bytes(),
        (None, None) => !headers.contains_key(header::COOKIE),
    };
    if is_ours { next.run(request).await } else { Error::from(Kind::OriginRefused).into_response() }
}

/// The answer where a handler panicked. The message of the panic is in the log already, by the panic hook.
pub fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    Error::internal("a handler panicked").into_response()
}
