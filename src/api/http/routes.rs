//! Every address of the server.

use crate::auth::{organisation, session, setup};
use crate::cases::{client_routes, desk_routes, device, invite_routes};
use crate::http::error::Error;
use crate::http::health;
use crate::http::middleware::{self, HttpConfig};
use crate::http::rate_limit::RateLimits;
use crate::http::state::App;
use crate::http::static_files::{self, StaticFiles};
use axum::Router;
use axum::error_handling::HandleErrorLayer;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderValue, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, any, get, post, put};
use std::sync::Arc;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::sensitive_headers::SetSensitiveHeadersLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use wire::api::limit;
use wire::problem::Kind;

/// Where the API is.
pub const BASE: &str = "/api/v1";

/// Where it was before it had a version. It answers the same there: messages wait in outboxes with these addresses.
pub const BASE_UNVERSIONED: &str = "/api";

/// The route table: a path below [`BASE`], and who answers it.
pub fn table(app: &App, limits: &RateLimits) -> [(&'static str, MethodRouter<App>); 21] {
    let (password, token) = (limits.password(), limits.token());
    let guard = from_fn_with_state((Arc::clone(app), limits.clone()), session::guard);
    let sign_in = post(session::sign_in).route_layer(guard);
    let change = post(session::change_password).route_layer(password.clone());
    [
        ("/health", get(health::ready)),
        ("/health/live", get(health::live)),
        ("/health/ready", get(health::ready)),
        ("/invitation", get(client_routes::invitation).route_layer(token.clone())),
        ("/invitation/pin", post(device::choose_pin).route_layer(token.clone())),
        ("/invitation/device", post(device::add).route_layer(token.clone())),
        ("/proposals", post(client_routes::propose).route_layer(token.clone())),
        ("/proposals/{id}/acceptance", post(client_routes::accept).route_layer(token.clone())),
        ("/disputes", post(client_routes::dispute).route_layer(token)),
        ("/desk/setup", post(setup::set_up).route_layer(password)),
        ("/desk/session", get(session::current).delete(session::sign_out).merge(sign_in)),
        ("/desk/password", change),
        ("/desk/organisation", put(organisation::change)),
        ("/desk/invitations", post(invite_routes::invite).get(desk_routes::list)),
        ("/desk/invitations/review", post(invite_routes::review)),
        ("/desk/invitations/{id}", get(desk_routes::one)),
        ("/desk/invitations/{id}/label", put(desk_routes::relabel)),
        ("/desk/invitations/{id}/withdrawal", post(desk_routes::withdraw)),
        ("/desk/invitations/{id}/link", post(desk_routes::renew)),
        ("/desk/invitations/{id}/accounts/{account_id}/answer", post(desk_routes::answer_dispute)),
        ("/desk/proposals/{id}/decision", post(desk_routes::decide)),
    ]
}

/// The API and the pages, with everything a request passes before it.
pub fn router(app: App, config: HttpConfig, limits: &RateLimits, pages: StaticFiles) -> Router {
    let routes =
        table(&app, limits).into_iter().fold(Router::new(), |router, (path, methods)| router.route(path, methods));
    let routes = routes.layer(from_fn(middleware::check_query));
    let config = Arc::new(config);
    // The first is the outermost.
    let layers = ServiceBuilder::new()
        .layer(SetSensitiveHeadersLayer::new([header::AUTHORIZATION, header::COOKIE, header::SET_COOKIE]))
        .layer(from_fn_with_state(Arc::clone(&config), middleware::identify))
        .layer(middleware::trace())
        .layer(middleware::security_headers(&config.origin))
        // The pages say how long they last; nothing else is stored.
        .layer(SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, HeaderValue::from_static("no-store")))
        .layer(CatchPanicLayer::custom(middleware::panicked))
        .layer(HandleErrorLayer::new(middleware::timed_out))
        .timeout(middleware::TIME_MAX)
        .layer(from_fn_with_state(Arc::clone(&config), middleware::check_host))
        .layer(from_fn_with_state(config, middleware::check_origin))
        .layer(DefaultBodyLimit::max(limit::BODY_BYTES_MAX));
    Router::new()
        .nest(BASE, routes.clone())
        .nest(BASE_UNVERSIONED, routes)
        .route("/api", any(not_found))
        .route("/api/", any(not_found))
        .route("/api/{*rest}", any(not_found))
        .route("/.well-known/security.txt", get(security_txt))
        .method_not_allowed_fallback(method_not_allowed)
        .with_state(app)
        .fallback(static_files::serve)
        .with_state(pages)
        .layer(layers)
}

/// How far ahead `security.txt` says that it holds; RFC 9116, § 2.5.5, asks for less than a year.
const SECURITY_TXT_HOURS: i64 = 30 * 24;

/// `GET /.well-known/security.txt`: whom to tell of a hole (RFC 9116), where the operator says so.
async fn security_txt(State(app): State<App>) -> Result<Response, Error> {
    let contact = app.security_contact.as_ref().ok_or(Kind::NotFound)?;
    let expires = app.clock.now().hours_later(SECURITY_TXT_HOURS).text();
    let text = format!(
        "Contact: {contact}\nExpires: {expires}\nPreferred-Languages: en, es\n\
         Canonical: {}/.well-known/security.txt\n",
        app.public_url
    );
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response())
}

async fn not_found() -> Error {
    Kind::NotFound.into()
}

async fn method_not_allowed() -> Error {
    Kind::MethodNotAllowed.into()
}
