//! Every address of the server.

pub mod client;
pub mod desk;
pub mod session;

use crate::app::App;
use crate::guard::{self, Guard};
use crate::limits::Limits;
use crate::once::json;
use crate::page::{self, Pages};
use crate::refusal::Refusal;
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::{get, post};
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use wire::api::limit;
use wire::problem::Kind;

/// The route table, with everything a request passes before it.
pub fn router(app: App, guard: Guard, limits: &Limits, pages: Pages) -> Router {
    let password = Router::new()
        .route("/api/desk/setup", post(session::set_up))
        .route("/api/desk/session", post(session::sign_in))
        .route_layer(limits.password());
    let desk = Router::new()
        .route("/api/desk/session", get(session::current).delete(session::sign_out))
        .route("/api/desk/invitations", post(desk::invite).get(desk::list))
        .route("/api/desk/invitations/{id}", get(desk::one))
        .route("/api/desk/invitations/{id}/withdrawal", post(desk::withdraw))
        .route("/api/desk/invitations/{id}/link", post(desk::renew))
        .route("/api/desk/invitations/{id}/accounts/{account_id}/answer", post(desk::answer_dispute))
        .route("/api/desk/proposals/{id}/decision", post(desk::decide));
    let client = Router::new()
        .route("/api/invitation", get(client::invitation))
        .route("/api/proposals", post(client::propose))
        .route("/api/proposals/{id}/acceptance", post(client::accept))
        .route("/api/disputes", post(client::dispute))
        .route_layer(limits.token());
    let guard = Arc::new(guard);
    Router::new()
        .route("/api/health", get(health))
        .merge(password)
        .merge(desk)
        .merge(client)
        .route("/api", get(nothing))
        .route("/api/", get(nothing))
        .route("/api/{*rest}", get(nothing).post(nothing).put(nothing).patch(nothing).delete(nothing))
        .method_not_allowed_fallback(wrong_method)
        .with_state(app)
        .fallback(page::serve)
        .with_state(pages)
        .layer(DefaultBodyLimit::max(limit::BODY_BYTES_MAX))
        .layer(from_fn_with_state(Arc::clone(&guard), guard::origin))
        .layer(from_fn_with_state(guard::TIME_MAX, guard::time_limit))
        .layer(CatchPanicLayer::custom(guard::panicked))
        .layer(from_fn_with_state(Arc::clone(&guard), guard::headers))
        .layer(from_fn_with_state(guard, guard::log))
}

/// `GET /api/health`: whether the server and its database answer.
async fn health(State(app): State<App>) -> Result<Response, Refusal> {
    let mut tx = app.store.read().await?;
    tx.rows("SELECT COUNT(*) FROM setup", Vec::new()).await?;
    Ok(json(StatusCode::OK, &serde_json::json!({ "status": "ok" })))
}

async fn nothing() -> Refusal {
    Kind::NotFound.into()
}

async fn wrong_method() -> Refusal {
    Kind::MethodNotAllowed.into()
}
