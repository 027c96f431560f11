//! Setting up the desk: its first counsellor and the organisation, behind a one-time link.

use crate::auth::repository::{self, Counsellor};
use crate::auth::{organisation, secrets, session};
use crate::http::client_address::ClientAddress;
use crate::http::error::Error;
use crate::http::extract::Body;
use crate::http::state::App;
use crate::http::validation::Validator;
use crate::store::Transaction;
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use wire::api::{SetupRequest, limit};
use wire::problem::Kind;

/// `POST /api/v1/desk/setup`.
pub async fn set_up(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    body: Body<SetupRequest>,
) -> Result<Response, Error> {
    let request = body.value;
    let mut validator = Validator::default();
    let name = validator.line_required("name", &request.name, limit::NAME_CHARS_MAX);
    // The desk's form asks for all of it. Whoever sets up without the form is asked before the first invitation.
    let organisation = organisation::checked(&mut validator, "organisation.", &request.organisation);
    validator.require(!organisation.name.is_empty(), "organisation.name", "required");
    session::check_password(&mut validator, "password", &request.password, &[&name, &organisation.name]);
    // The secret first: without it nobody learns what else is wrong.
    check_setup_token(&mut *app.store.read().await?, &request.setup_token).await?;
    validator.finish()?;
    let password_hash = app.passwords.hash(request.password, client).await?;
    let now = app.clock.now();
    let mut tx = app.store.write().await?;
    tx.lock("setup").await?;
    // Again, because another may have used it while the password was being hashed.
    check_setup_token(&mut *tx, &request.setup_token).await?;
    let counsellor = Counsellor { id: secrets::random_id()?, name, password_hash };
    repository::set_setup(&mut *tx, None).await?;
    repository::set_organisation(&mut *tx, &organisation).await?;
    repository::add(&mut *tx, &counsellor, &now.text()).await?;
    session::start(&app, tx, &counsellor, now, true).await
}

async fn check_setup_token(tx: &mut dyn Transaction, shown: &str) -> Result<(), Error> {
    let known = repository::setup(tx).await?.filter(|known| secrets::same(known, &secrets::hash(shown.as_bytes())));
    if known.is_none() || repository::count(tx).await? > 0 {
        return Err(Kind::SetupUnavailable.into());
    }
    Ok(())
}

/// Makes a new one-time set-up secret while there is no counsellor; the one before is void. Only its hash is kept.
///
/// # Errors
/// As the database.
pub async fn new_setup(app: &App) -> Result<Option<String>, Error> {
    let mut tx = app.store.write().await?;
    tx.lock("setup").await?;
    if repository::count(&mut *tx).await? > 0 {
        return Ok(None);
    }
    let token = secrets::random_token()?;
    repository::set_setup(&mut *tx, Some(&secrets::hash(token.as_bytes()))).await?;
    tx.commit().await?;
    Ok(Some(token))
}
