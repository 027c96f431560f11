//! Signing in and out, and the session a request shows.

use crate::auth::repository::{self, Counsellor};
use crate::auth::secrets;
use crate::http::client_address::ClientAddress;
use crate::http::error::Error;
use crate::http::extract::Body;
use crate::http::idempotency::json;
use crate::http::state::App;
use crate::server::clock::Now;
use crate::store::{StoreError, Transaction};
use axum::Extension;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use wire::api::{Session, SignInRequest, limit};
use wire::problem::Kind;

/// The session cookie. The prefix binds it to this host, to a secure origin and to the whole site; browsers count
/// http on the machine itself as secure.
const COOKIE: &str = "__Host-evenkeel";

/// How long a session lasts, from signing in.
const HOURS: i64 = 12;

/// `POST /api/v1/desk/session`.
pub async fn sign_in(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    body: Body<SignInRequest>,
) -> Result<Response, Error> {
    let SignInRequest { name, password } = body.value;
    if password.chars().count() > limit::PASSWORD_CHARS_MAX {
        return Err(Kind::SignInRefused.into());
    }
    let found = repository::by_name(&mut *app.store.read().await?, name.trim()).await?;
    let hash = found.as_ref().map(|counsellor| counsellor.password_hash.clone());
    let fits = app.passwords.verify(password, hash, client).await?;
    let counsellor = found.filter(|_| fits).ok_or(Kind::SignInRefused)?;
    let now = app.clock.now();
    let tx = app.store.write().await?;
    start(&app, tx, &counsellor, now).await
}

/// `GET /api/v1/desk/session`.
pub async fn current(State(app): State<App>, SignedIn(counsellor): SignedIn) -> Result<Response, Error> {
    let answer = session(&app, &mut *app.store.read().await?, &counsellor).await?;
    Ok(json(StatusCode::OK, &answer))
}

/// `DELETE /api/v1/desk/session`. Also without a session the browser forgets its cookie.
pub async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response, Error> {
    if let Some(token) = session_token(&headers) {
        let hash = secrets::hash(token.as_bytes());
        // Strangers with a made-up cookie do not take the turn of those who write.
        if repository::by_session(&mut *app.store.read().await?, &hash, &app.clock.now().text()).await?.is_some() {
            let mut tx = app.store.write().await?;
            repository::end_session(&mut *tx, &hash).await?;
            tx.commit().await?;
        }
    }
    with_cookie(StatusCode::NO_CONTENT.into_response(), "", 0)
}

/// Begins a session of a counsellor, commits, and answers with its cookie. Only the hash of its token is kept.
///
/// # Errors
/// As the database.
pub async fn start(
    app: &App,
    mut tx: Box<dyn Transaction>,
    counsellor: &Counsellor,
    now: Now,
) -> Result<Response, Error> {
    let token = secrets::random_token()?;
    let expires_at = now.hours_later(HOURS).text();
    let hash = secrets::hash(token.as_bytes());
    repository::add_session(&mut *tx, &hash, &counsellor.id, &now.text(), &expires_at).await?;
    let answer = session(app, &mut *tx, counsellor).await?;
    tx.commit().await?;
    with_cookie(json(StatusCode::OK, &answer), &token, HOURS * 3_600)
}

async fn session(app: &App, tx: &mut dyn Transaction, counsellor: &Counsellor) -> Result<Session, StoreError> {
    let organisation = repository::organisation(tx).await?;
    Ok(Session { name: counsellor.name.clone(), organisation, public_url: app.public_url.clone() })
}

/// Sets the session cookie for so many seconds; 0 removes it.
fn with_cookie(mut response: Response, token: &str, age_s: i64) -> Result<Response, Error> {
    let cookie = format!("{COOKIE}={token}; Path=/; Max-Age={age_s}; Secure; HttpOnly; SameSite=Strict");
    let cookie = HeaderValue::try_from(cookie).map_err(|_| Error::internal("a cookie cannot be written"))?;
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}

/// A counsellor with a session.
pub struct SignedIn(pub Counsellor);

impl FromRequestParts<App> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let token = session_token(&parts.headers).ok_or(Kind::SignInRequired)?;
        let mut tx = app.store.read().await?;
        let found = repository::by_session(&mut *tx, &secrets::hash(token.as_bytes()), &app.clock.now().text()).await?;
        found.map(Self).ok_or_else(|| Kind::SignInRequired.into())
    }
}

fn session_token(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, value)| value)
}
