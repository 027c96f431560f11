//! Signing in and out, and the session a request shows.

use crate::auth::repository::{self, Counsellor};
use crate::auth::throttle::Throttle;
use crate::auth::{password_rules, secrets};
use crate::http::client_address::ClientAddress;
use crate::http::error::Error;
use crate::http::extract::Body;
use crate::http::idempotency::json;
use crate::http::rate_limit::RateLimits;
use crate::http::state::App;
use crate::http::validation::Validator;
use crate::server::clock::Now;
use crate::store::{StoreError, Transaction};
use axum::Extension;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use wire::api::{PasswordRequest, Session, SignInRequest, limit};
use wire::problem::Kind;

/// The session cookie. The prefix binds it to this host, to a secure origin and to the whole site; browsers count
/// http on the machine itself as secure.
const COOKIE: &str = "__Host-evenkeel";

/// How long a session lasts, from signing in.
const HOURS: i64 = 12;

/// The cookie of a device from which somebody has signed in. It opens nothing; it only tells whose tries are whose.
const DEVICE_COOKIE: &str = "__Host-evenkeel-device";

/// How long a device is known: half a year.
const DEVICE_S: i64 = 180 * 24 * 3_600;

/// A session's last use is noted when it is older than this, so that reading seldom writes.
const TOUCH_S: i64 = 300;

/// The hash of the device's secret, if the request shows one.
fn device_hash(headers: &HeaderMap) -> Option<String> {
    cookie(headers, DEVICE_COOKIE).map(|token| secrets::hash(token.as_bytes()))
}

/// `POST /api/v1/desk/session`. A session that the browser still has ends.
pub async fn sign_in(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    headers: HeaderMap,
    body: Body<SignInRequest>,
) -> Result<Response, Error> {
    let SignInRequest { name, password } = body.value;
    if password.chars().count() > limit::PASSWORD_CHARS_MAX {
        return Err(Kind::SignInRefused.into());
    }
    let now = app.clock.now();
    let mut tx = app.store.read().await?;
    let found = repository::by_name(&mut *tx, name.trim()).await?;
    let mut device = device_hash(&headers);
    if let Some(hash) = &device {
        let owner = repository::device_owner(&mut *tx, hash).await?;
        // One that is known for somebody else counts like any other.
        device = device.filter(|_| owner.is_some() && owner.as_ref() == found.as_ref().map(|one| &one.id));
    }
    let throttle = Throttle::of_sign_in(name.trim(), client, device.as_deref());
    throttle.check(&mut *tx, now).await?;
    drop(tx);
    let hash = found.as_ref().map(|counsellor| counsellor.password_hash.clone());
    let fits = app.passwords.verify(password, hash, client).await?;
    let mut tx = app.store.write().await?;
    let Some(counsellor) = found.filter(|_| fits) else {
        throttle.failed(&mut *tx, now).await?;
        tx.commit().await?;
        return Err(Kind::SignInRefused.into());
    };
    throttle.succeeded(&mut *tx).await?;
    if let Some(old) = cookie(&headers, COOKIE) {
        repository::end_session(&mut *tx, &secrets::hash(old.as_bytes())).await?;
    }
    start(&app, tx, &counsellor, now, device.is_none()).await
}

/// `POST /api/v1/desk/password`. All other sessions of the counsellor end, and their devices are forgotten.
pub async fn change_password(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    SignedIn(counsellor): SignedIn,
    body: Body<PasswordRequest>,
) -> Result<Response, Error> {
    let PasswordRequest { current, new } = body.value;
    let now = app.clock.now();
    let mut tx = app.store.read().await?;
    let organisation = repository::organisation(&mut *tx).await?;
    let throttle = Throttle::of_sign_in(&counsellor.name, client, Some(&counsellor.id));
    throttle.check(&mut *tx, now).await?;
    drop(tx);
    let mut validator = Validator::default();
    check_password(&mut validator, "new", &new, &[&counsellor.name, &organisation.name]);
    validator.require(new != current, "new", "same");
    validator.finish()?;
    let fits = current.chars().count() <= limit::PASSWORD_CHARS_MAX
        && app.passwords.verify(current, Some(counsellor.password_hash.clone()), client).await?;
    if !fits {
        let mut tx = app.store.write().await?;
        throttle.failed(&mut *tx, now).await?;
        tx.commit().await?;
        return Err(Error::field(Kind::ValueRefused, "current", "differs"));
    }
    let hash = app.passwords.hash(new, client).await?;
    let mut tx = app.store.write().await?;
    throttle.succeeded(&mut *tx).await?;
    repository::set_password(&mut *tx, &counsellor.id, &hash).await?;
    repository::end_all_sessions(&mut *tx, &counsellor.id).await?;
    start(&app, tx, &counsellor, now, true).await
}

/// What may be a password: its length, and that it is none that others try first.
pub fn check_password(validator: &mut Validator, field: &str, password: &str, own: &[&str]) {
    let letters = password.chars().count();
    if letters == 0 {
        validator.reject(field, "required");
    } else if letters < limit::PASSWORD_CHARS_MIN {
        validator.reject(field, "too_short");
    } else if letters > limit::PASSWORD_CHARS_MAX {
        validator.reject(field, "too_long");
    } else if password_rules::is_guessable(password, own) {
        validator.reject(field, "guessable");
    }
}

/// `GET /api/v1/desk/session`.
pub async fn current(State(app): State<App>, SignedIn(counsellor): SignedIn) -> Result<Response, Error> {
    let answer = describe(&app, &mut *app.store.read().await?, &counsellor).await?;
    Ok(json(StatusCode::OK, &answer))
}

/// `DELETE /api/v1/desk/session`. Also without a session the browser forgets its cookie.
pub async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response, Error> {
    if let Some(token) = cookie(&headers, COOKIE) {
        let hash = secrets::hash(token.as_bytes());
        // Strangers with a made-up cookie do not take the turn of those who write.
        if repository::by_session(&mut *app.store.read().await?, &hash, app.clock.now()).await?.is_some() {
            let mut tx = app.store.write().await?;
            repository::end_session(&mut *tx, &hash).await?;
            tx.commit().await?;
        }
    }
    with_cookie(StatusCode::NO_CONTENT.into_response(), COOKIE, "", 0)
}

/// Begins a session of a counsellor, commits, and answers with its cookie, and with another for a device that is new. Only
/// the hashes of their tokens are kept.
///
/// # Errors
/// As the database.
pub async fn start(
    app: &App,
    mut tx: Box<dyn Transaction>,
    counsellor: &Counsellor,
    now: Now,
    is_new_device: bool,
) -> Result<Response, Error> {
    let token = secrets::random_token()?;
    let expires_at = now.hours_later(HOURS).text();
    let hash = secrets::hash(token.as_bytes());
    repository::add_session(&mut *tx, &hash, &counsellor.id, now, &expires_at).await?;
    let device = if is_new_device { Some(secrets::random_token()?) } else { None };
    if let Some(device) = &device {
        repository::add_device(&mut *tx, &secrets::hash(device.as_bytes()), &counsellor.id, now).await?;
    }
    let answer = describe(app, &mut *tx, counsellor).await?;
    tx.commit().await?;
    let mut response = with_cookie(json(StatusCode::OK, &answer), COOKIE, &token, HOURS * 3_600)?;
    if let Some(device) = device {
        response = with_cookie(response, DEVICE_COOKIE, &device, DEVICE_S)?;
    }
    Ok(response)
}

/// Who is signed in, and for whom.
///
/// # Errors
/// As the database.
pub async fn describe(app: &App, tx: &mut dyn Transaction, counsellor: &Counsellor) -> Result<Session, StoreError> {
    let organisation = repository::organisation(tx).await?;
    Ok(Session { name: counsellor.name.clone(), organisation, public_url: app.public_url.clone() })
}

/// Sets a cookie for so many seconds; 0 removes it.
fn with_cookie(mut response: Response, name: &str, token: &str, age_s: i64) -> Result<Response, Error> {
    let cookie = format!("{name}={token}; Path=/; Max-Age={age_s}; Secure; HttpOnly; SameSite=Strict");
    let cookie = HeaderValue::try_from(cookie).map_err(|_| Error::internal("a cookie cannot be written"))?;
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

/// A counsellor with a session.
pub struct SignedIn(pub Counsellor);

impl FromRequestParts<App> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let token = cookie(&parts.headers, COOKIE).ok_or(Kind::SignInRequired)?;
        let (hash, now) = (secrets::hash(token.as_bytes()), app.clock.now());
        let found = repository::by_session(&mut *app.store.read().await?, &hash, now).await?;
        let found = found.ok_or(Kind::SignInRequired)?;
        if found.is_over {
            // Gone for good, whatever the clock says later.
            let mut tx = app.store.write().await?;
            repository::end_session(&mut *tx, &hash).await?;
            tx.commit().await?;
            return Err(Kind::SignInRequired.into());
        }
        if now.seconds_since(&found.seen_at) >= TOUCH_S {
            let mut tx = app.store.write().await?;
            repository::touch_session(&mut *tx, &hash, now).await?;
            tx.commit().await?;
        }
        Ok(Self(found.counsellor))
    }
}

/// Lets those who sign in try only so often from one address, unless it is from a device that somebody has used: what is
/// tried there is counted by itself.
pub async fn guard(
    State((app, limits)): State<(App, RateLimits)>,
    Extension(client): Extension<ClientAddress>,
    request: Request,
    next: Next,
) -> Response {
    let known = match device_hash(request.headers()) {
        None => Ok(false),
        Some(hash) => is_known(&app, &hash).await,
    };
    let allowed = match known {
        Ok(true) => Ok(()),
        Ok(false) => limits.try_password(client),
        Err(error) => Err(error),
    };
    match allowed {
        Ok(()) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

async fn is_known(app: &App, device: &str) -> Result<bool, Error> {
    Ok(repository::device_owner(&mut *app.store.read().await?, device).await?.is_some())
}

/// The value of a cookie.
fn cookie<'h>(headers: &'h HeaderMap, wanted: &str) -> Option<&'h str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == wanted).map(|(_, value)| value)
}
