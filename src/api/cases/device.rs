//! The devices of a client. A link stays in a browser's history, so it is not enough for ever: the page makes a secret of
//! its own, and the first write that carries it binds the invitation to it. From then on the link alone opens nothing. On a
//! further device the client shows the PIN, if they chose one; otherwise the desk makes a new link.
//!
//! A page that sends no secret goes on with its link, for as long as no other device has bound the invitation.

use crate::cases::client_routes::{authenticate, link};
use crate::cases::model::Case;
use crate::cases::repository::{self, LinkAccess, Pin};
use crate::http::client_address::ClientAddress;
use crate::http::error::Error;
use crate::http::extract::{Bearer, Body};
use crate::http::idempotency::json;
use crate::http::state::App;
use crate::http::validation::Validator;
use crate::server::clock::Now;
use crate::store::Transaction;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use wire::api::{PinRequest, header, limit};
use wire::problem::{FieldProblem, Kind, Problem};

/// How many devices an invitation may be bound to; the oldest is forgotten.
const DEVICES_MAX: i64 = 5;
/// How often a PIN may be tried before waiting, how long that is, and after how many tries in a row only a new link helps.
const TRIES: i64 = 5;
const WAIT_S: i64 = 3_600;
const TRIES_MAX: i64 = 15;

/// Binds an invitation to the device that writes, if it shows a secret and no other was there before.
///
/// # Errors
/// As the database.
pub async fn bind(tx: &mut dyn Transaction, case: &Case, bearer: &Bearer, now: Now) -> Result<(), Error> {
    // Who comes this far shows a secret that is bound, or is the first.
    if let Some(hash) = &bearer.secret_hash {
        repository::add_device(tx, &case.id, hash, &now.text(), DEVICES_MAX).await?;
    }
    Ok(())
}

/// The refusal of a device that an invitation is not bound to.
#[must_use]
pub fn link_used(access: &LinkAccess) -> Error {
    let can_try = access.pin.as_ref().is_some_and(|pin| pin.failures < TRIES_MAX);
    let code = if can_try { "chosen" } else { "none" };
    Error::field(Kind::LinkUsed, "pin", code)
}

/// `POST /api/v1/invitation/pin`.
pub async fn choose_pin(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    bearer: Bearer,
    body: Body<PinRequest>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    authenticate(&mut *app.store.read().await?, &bearer, now).await?;
    let mut validator = Validator::default();
    validator.require(body.value.version == 1, "version", "unknown");
    validator.require(bearer.secret_hash.is_some(), header::CLIENT_SECRET, "required");
    check_pin(&mut validator, &body.value.pin);
    validator.finish()?;
    let hash = app.passwords.hash(body.value.pin, client).await?;
    let mut tx = app.store.write().await?;
    // Again, because a new link may have been made while the PIN was being hashed.
    let case = authenticate(&mut *tx, &bearer, now).await?;
    bind(&mut *tx, &case, &bearer, now).await?;
    repository::set_pin(&mut *tx, &case.id, Some(hash)).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `POST /api/v1/invitation/device`.
pub async fn add(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    bearer: Bearer,
    body: Body<PinRequest>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut validator = Validator::default();
    validator.require(body.value.version == 1, "version", "unknown");
    validator.require(bearer.secret_hash.is_some(), header::CLIENT_SECRET, "required");
    let mut tx = app.store.write().await?;
    let (id, access) = link(&mut *tx, &bearer, now).await?;
    validator.finish()?;
    let pin = tried(access, now)?;
    // Counted before it is looked at, so that tries at the same moment are no more than those allowed.
    repository::set_pin_failures(&mut *tx, &id, pin.failures + 1, &now.text()).await?;
    tx.commit().await?;
    if !app.passwords.verify(body.value.pin, Some(pin.hash.clone()), client).await? {
        return Err(refused(pin.failures + 1));
    }
    let mut tx = app.store.write().await?;
    let (_, access) = link(&mut *tx, &bearer, now).await?;
    // A new link or another PIN may have been made while this one was being looked at.
    if access.pin.is_none_or(|known| known.hash != pin.hash) {
        return Err(Kind::InvitationUnavailable.into());
    }
    repository::set_pin_failures(&mut *tx, &id, 0, "").await?;
    repository::add_device(&mut *tx, &id, bearer.secret_hash.as_deref().unwrap_or_default(), &now.text(), DEVICES_MAX)
        .await?;
    let case = authenticate(&mut *tx, &bearer, now).await?;
    tx.commit().await?;
    Ok(json(StatusCode::OK, &case.invitation(app.signer.key())))
}

/// The PIN of an invitation, if it may be tried now.
fn tried(access: LinkAccess, now: Now) -> Result<Pin, Error> {
    if access.pin.as_ref().is_none_or(|pin| pin.failures >= TRIES_MAX) {
        return Err(link_used(&access));
    }
    let pin = access.pin.ok_or(Kind::LinkUsed)?;
    let waits = pin.failures > 0 && pin.failures % TRIES == 0;
    let left = WAIT_S - now.seconds_since(&pin.tried_at);
    if waits && left > 0 {
        return Err(Error::retry_after(Kind::RateLimited, left.unsigned_abs()));
    }
    Ok(pin)
}

/// The answer to a wrong PIN: with how long to wait, if that was the last try for now.
fn refused(failures: i64) -> Error {
    if failures >= TRIES_MAX {
        return Error::field(Kind::LinkUsed, "pin", "none");
    }
    let wait = (failures % TRIES == 0).then_some(WAIT_S.unsigned_abs());
    let errors = vec![FieldProblem { field: "pin".to_owned(), code: "differs".to_owned(), allowed: Vec::new() }];
    Error::of(Problem { errors, retry_after_s: wait, ..Kind::PinRefused.problem() })
}

fn check_pin(validator: &mut Validator, pin: &str) {
    let digits: Vec<u8> = pin.bytes().collect();
    let steps: Vec<i16> = digits.windows(2).map(|pair| i16::from(pair[1]) - i16::from(pair[0])).collect();
    let is_row = |step: i16| steps.iter().all(|found| *found == step);
    if digits.is_empty() {
        validator.reject("pin", "required");
    } else if !digits.iter().all(u8::is_ascii_digit) {
        validator.reject("pin", "letters");
    } else if digits.len() < limit::PIN_DIGITS_MIN {
        validator.reject("pin", "too_short");
    } else if digits.len() > limit::PIN_DIGITS_MAX {
        validator.reject("pin", "too_long");
    } else if [-1, 0, 1].into_iter().any(is_row) {
        validator.reject("pin", "guessable");
    }
}
