//! Who invites: asked for when the desk is set up, and of older desks before their next invitation.

use crate::auth::repository;
use crate::auth::session::{self, SignedIn};
use crate::http::error::Error;
use crate::http::extract::Body;
use crate::http::idempotency::json;
use crate::http::state::App;
use crate::http::validation::Validator;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use wire::api::{Organisation, limit};
use wire::problem::{FieldProblem, Kind};

/// `PUT /api/v1/desk/organisation`.
pub async fn change(
    State(app): State<App>,
    SignedIn(counsellor): SignedIn,
    body: Body<Organisation>,
) -> Result<Response, Error> {
    let mut validator = Validator::default();
    let organisation = checked_whole(&mut validator, "", &body.value);
    validator.finish()?;
    let mut tx = app.store.write().await?;
    tx.lock("organisation").await?;
    repository::set_organisation(&mut *tx, &organisation).await?;
    let answer = session::describe(&app, &mut *tx, &counsellor).await?;
    tx.commit().await?;
    Ok(json(StatusCode::OK, &answer))
}

/// Refuses to invite while clients could not be told who invites.
///
/// # Errors
/// `organisation-incomplete` with the fields that are missing.
pub fn refuse_incomplete(organisation: &Organisation) -> Result<(), Error> {
    let errors: Vec<FieldProblem> = organisation
        .missing()
        .into_iter()
        .map(|name| FieldProblem {
            field: ["organisation.", name].concat(),
            code: "required".to_owned(),
            allowed: vec![],
        })
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(Error::with_fields(Kind::OrganisationIncomplete, errors)) }
}

/// Who invites, if every value is allowed; `before` is where its fields are.
pub fn checked(validator: &mut Validator, before: &str, asked: &Organisation) -> Organisation {
    let field = |name: &str| [before, name].concat();
    let website = validator.line(field("website"), &asked.website, limit::CONTACT_CHARS_MAX);
    validator.require(website.is_empty() || is_web_address(&website), field("website"), "scheme");
    let organisation = Organisation {
        name: validator.line(field("name"), &asked.name, limit::NAME_CHARS_MAX),
        phone: validator.line(field("phone"), &asked.phone, limit::CONTACT_CHARS_MAX),
        website,
        kind: asked.kind,
        legal_name: validator.line(field("legal_name"), &asked.legal_name, limit::CONTACT_CHARS_MAX),
        address: validator.note(field("address"), &asked.address, limit::CONTACT_CHARS_MAX),
        registration: validator.line(field("registration"), &asked.registration, limit::CONTACT_CHARS_MAX),
        complaints: validator.note(field("complaints"), &asked.complaints, limit::CONTACT_CHARS_MAX),
        privacy: validator.note(field("privacy"), &asked.privacy, limit::PRIVACY_CHARS_MAX),
    };
    let is_address = organisation.privacy.contains("://") && !organisation.privacy.contains(char::is_whitespace);
    validator.require(!is_address || is_web_address(&organisation.privacy), field("privacy"), "scheme");
    organisation
}

/// As [`checked`], and nothing that clients must be told is missing.
pub fn checked_whole(validator: &mut Validator, before: &str, asked: &Organisation) -> Organisation {
    let organisation = checked(validator, before, asked);
    for name in organisation.missing() {
        validator.reject([before, name].concat(), "required");
    }
    organisation
}

/// Whether a text is an address on https.
fn is_web_address(text: &str) -> bool {
    let host = text.strip_prefix("https://");
    host.is_some_and(|host| !host.is_empty() && !host.contains(char::is_whitespace))
}
