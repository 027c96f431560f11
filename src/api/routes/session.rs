//! Setting up the desk, signing in and out.

use crate::app::App;
use crate::checks::Checks;
use crate::clock::Now;
use crate::once::json;
use crate::refusal::Refusal;
use crate::request::{Body, COOKIE, SignedIn, session_token};
use crate::secret;
use crate::store::counsellors::{self, Counsellor};
use crate::store::{StoreError, Transaction};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use wire::api::{Organisation, Session, SetupRequest, SignInRequest, limit};
use wire::problem::Kind;

/// How long a session lasts, from signing in.
const HOURS: i64 = 12;

/// `POST /api/desk/setup`.
pub async fn set_up(State(app): State<App>, body: Body<SetupRequest>) -> Result<Response, Refusal> {
    let request = body.value;
    let mut checks = Checks::default();
    let name = checks.line_required("name", &request.name, limit::NAME_LETTERS_MAX);
    check_password(&mut checks, &request.password);
    let organisation = organisation(&mut checks, &request.organisation);
    // The secret first: without it nobody learns what else is wrong.
    fits_setup(&mut *app.store.read().await?, &request.setup_token).await?;
    checks.done()?;
    let password_hash = secret::password_hash(request.password).await?;
    let now = app.clock.now();
    let mut tx = app.store.write().await?;
    tx.lock("setup").await?;
    // Again, because another may have used it while the password was being hashed.
    fits_setup(&mut *tx, &request.setup_token).await?;
    let counsellor = Counsellor { id: secret::random_id()?, name, password_hash };
    counsellors::set_setup(&mut *tx, None).await?;
    counsellors::add_organisation(&mut *tx, &organisation).await?;
    counsellors::add(&mut *tx, &counsellor, &now.text()).await?;
    let token = begin(&mut *tx, &counsellor, now).await?;
    let answer = session(&app, &mut *tx, &counsellor).await?;
    tx.commit().await?;
    with_cookie(json(StatusCode::OK, &answer), &token, HOURS * 3_600)
}

async fn fits_setup(tx: &mut dyn Transaction, shown: &str) -> Result<(), Refusal> {
    let known = counsellors::setup(tx).await?.filter(|known| secret::same(known, &secret::hash(shown.as_bytes())));
    if known.is_none() || counsellors::count(tx).await? > 0 {
        return Err(Kind::SetupUnavailable.into());
    }
    Ok(())
}

/// Only the length is asked for: NIST SP 800-63B, § 3.1.1.2, forbids rules about which letters.
fn check_password(checks: &mut Checks, password: &str) {
    let letters = password.chars().count();
    if letters == 0 {
        checks.fault("password", "required");
    } else if letters < limit::PASSWORD_LETTERS_MIN {
        checks.fault("password", "too_short");
    } else if letters > limit::PASSWORD_LETTERS_MAX {
        checks.fault("password", "too_long");
    }
}

fn organisation(checks: &mut Checks, asked: &Organisation) -> Organisation {
    let website = checks.line("organisation.website", &asked.website, limit::CONTACT_LETTERS_MAX);
    let host = website.strip_prefix("https://");
    let fine = website.is_empty() || host.is_some_and(|host| !host.is_empty() && !host.contains(char::is_whitespace));
    checks.expect(fine, "organisation.website", "scheme");
    Organisation {
        name: checks.line_required("organisation.name", &asked.name, limit::NAME_LETTERS_MAX),
        phone: checks.line("organisation.phone", &asked.phone, limit::CONTACT_LETTERS_MAX),
        website,
    }
}

/// `POST /api/desk/session`.
pub async fn sign_in(State(app): State<App>, body: Body<SignInRequest>) -> Result<Response, Refusal> {
    let SignInRequest { name, password } = body.value;
    if password.chars().count() > limit::PASSWORD_LETTERS_MAX {
        return Err(Kind::SignInRefused.into());
    }
    let found = counsellors::by_name(&mut *app.store.read().await?, name.trim()).await?;
    let hash = found.as_ref().map(|counsellor| counsellor.password_hash.clone());
    let fits = secret::password_fits(password, hash).await?;
    let counsellor = found.filter(|_| fits).ok_or(Kind::SignInRefused)?;
    let now = app.clock.now();
    let mut tx = app.store.write().await?;
    let token = begin(&mut *tx, &counsellor, now).await?;
    let answer = session(&app, &mut *tx, &counsellor).await?;
    tx.commit().await?;
    with_cookie(json(StatusCode::OK, &answer), &token, HOURS * 3_600)
}

/// `GET /api/desk/session`.
pub async fn current(State(app): State<App>, SignedIn(counsellor): SignedIn) -> Result<Response, Refusal> {
    let answer = session(&app, &mut *app.store.read().await?, &counsellor).await?;
    Ok(json(StatusCode::OK, &answer))
}

/// `DELETE /api/desk/session`. Also without a session the browser forgets its cookie.
pub async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response, Refusal> {
    if let Some(token) = session_token(&headers) {
        let mut tx = app.store.write().await?;
        counsellors::end_session(&mut *tx, &secret::hash(token.as_bytes())).await?;
        tx.commit().await?;
    }
    with_cookie(StatusCode::NO_CONTENT.into_response(), "", 0)
}

async fn begin(tx: &mut dyn Transaction, counsellor: &Counsellor, now: Now) -> Result<String, Refusal> {
    let token = secret::random_token()?;
    let expires_at = now.hours_later(HOURS).text();
    let hash = secret::hash(token.as_bytes());
    counsellors::add_session(tx, &hash, &counsellor.id, &now.text(), &expires_at).await?;
    Ok(token)
}

async fn session(app: &App, tx: &mut dyn Transaction, counsellor: &Counsellor) -> Result<Session, StoreError> {
    let organisation = counsellors::organisation(tx).await?;
    Ok(Session { name: counsellor.name.clone(), organisation, public_url: app.public_url.clone() })
}

fn with_cookie(mut response: Response, token: &str, age_s: i64) -> Result<Response, Refusal> {
    let cookie = format!("{COOKIE}={token}; Path=/; Max-Age={age_s}; Secure; HttpOnly; SameSite=Strict");
    let cookie = HeaderValue::try_from(cookie).map_err(|_| Refusal::internal("a cookie cannot be written"))?;
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}
