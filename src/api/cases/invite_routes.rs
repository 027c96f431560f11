//! Inviting a client.

use crate::auth::organisation;
use crate::auth::repository::{self as counsellors, Counsellor};
use crate::auth::secrets;
use crate::auth::session::SignedIn;
use crate::cases::desk_routes::begin;
use crate::cases::model::{Account, Case};
use crate::cases::transitions::Transitions;
use crate::cases::{repository, validation_period};
use crate::events::{Actor, kind};
use crate::http::error::Error;
use crate::http::extract::{Body, IdempotencyKey};
use crate::http::idempotency::json;
use crate::http::state::App;
use crate::http::validation::Validator;
use crate::server::clock::Now;
use crate::store::Transaction;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use core::ops::ControlFlow;
use domain::arrangement::{AutoAccept, ItemisationError, PolicyError, days_after};
use domain::debt::DebtKind;
use jiff::civil::Date;
use serde_json::json as value;
use wire::api::{
    AccountRequest, Country, InvitationCreated, InvitationRequest, InvitationReview, KnownInvitation, ValidationPeriod,
    limit,
};
use wire::json::Json as _;
use wire::terms::Policy;
use wire::token::Token;

/// `POST /api/v1/desk/invitations`.
pub async fn invite(
    State(app): State<App>,
    SignedIn(counsellor): SignedIn,
    key: IdempotencyKey,
    body: Body<InvitationRequest>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.store.write().await?;
    let write = match begin(&mut *tx, &counsellor, &body, key).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(known) => return Ok(known),
    };
    let (invitation, secret) = (secrets::random::<8>()?, secrets::random::<16>()?);
    let id = secrets::hexadecimal(&invitation);
    let organisation = counsellors::organisation(&mut *tx).await?;
    organisation::refuse_incomplete(&organisation)?;
    let mut case = invited(body.value, id.clone(), &counsellor, organisation, now)?;
    let known = known(&mut *tx, &case).await?.into_iter().map(|known| known.id).collect();
    repository::add(&mut *tx, &case, &counsellor.id, &secrets::hash(&secret)).await?;
    let owed: Vec<_> = case
        .accounts
        .iter()
        .map(|account| value!({ "account_id": account.id, "balance_minor": account.balance_minor }))
        .collect();
    let mut content = value!({
        "accounts": owed, "currency": case.currency, "policy": case.policy.write(), "by": counsellor.name,
        "expires_on": case.expires_on.to_string(),
    });
    if let Some(period) = case.validation() {
        content["validation"] = period.write();
    }
    Transitions { app: &app, tx: &mut *tx, case: &mut case, now }.record(Actor::Person, kind::INVITED, content).await?;
    let token = Token { invitation, secret }.to_text();
    let answer = InvitationCreated { id: id.clone(), token: Some(token), known };
    let kept = InvitationCreated { token: None, ..answer.clone() };
    write.finish_with_secret(tx, now, StatusCode::CREATED, &answer, &kept).await
}

/// The case of a new invitation, if every value is allowed.
fn invited(
    request: InvitationRequest,
    id: String,
    counsellor: &Counsellor,
    organisation: wire::api::Organisation,
    now: Now,
) -> Result<Case, Error> {
    let today = now.today();
    let mut validator = Validator::default();
    let label = validator.line("label", &request.label, limit::NAME_CHARS_MAX);
    let message = validator.note("message", &request.message, limit::NOTE_CHARS_MAX);
    validator.require_among(&request.currency, content::INVITATION_CURRENCIES, "currency");
    check_policy(&mut validator, &request.policy);
    let sent_days = days_after(today, -limit::VALIDATION_SENT_DAYS_MAX)..=days_after(today, 1);
    let is_possible = |sent_on: &Date| request.country == Country::Us && sent_days.contains(sent_on);
    let is_sent_possible = request.validation_sent_on.as_ref().is_none_or(is_possible);
    validator.require(is_sent_possible, "validation_sent_on", "out_of_bounds");
    // Of an impossible day nothing follows.
    let period = is_sent_possible.then(|| validation_period::of(request.country, today, request.validation_sent_on));
    let period = period.flatten();
    check_last_day(&mut validator, request.expires_on, period, today);
    validator.require(!request.accounts.is_empty(), "accounts", "required");
    validator.require(request.accounts.len() <= limit::ACCOUNTS_MAX, "accounts", "too_long");
    let taken = request.accounts.iter().take(limit::ACCOUNTS_MAX).enumerate();
    let accounts = taken.map(|(index, account)| checked_account(&mut validator, index, account, now)).collect();
    validator.finish()?;
    Ok(Case {
        id,
        counsellor: counsellor.name.clone(),
        organisation,
        label,
        message,
        country: request.country,
        currency: request.currency,
        policy: request.policy,
        created_on: today,
        expires_on: request.expires_on,
        validation_sent_on: request.validation_sent_on,
        opened_at: None,
        withdrawn_at: None,
        changed_at: now.text(),
        accounts,
        proposals: Vec::new(),
        receipts: Vec::new(),
        records: Vec::new(),
        time_zone: None,
        is_chain_checked: false,
    })
}

/// `POST /api/v1/desk/invitations/review`.
pub async fn review(
    State(app): State<App>,
    SignedIn(counsellor): SignedIn,
    body: Body<InvitationRequest>,
) -> Result<Response, Error> {
    let mut tx = app.store.read().await?;
    let organisation = counsellors::organisation(&mut *tx).await?;
    organisation::refuse_incomplete(&organisation)?;
    let case = invited(body.value, String::new(), &counsellor, organisation, app.clock.now())?;
    let known = known(&mut *tx, &case).await?;
    Ok(json(StatusCode::OK, &InvitationReview { validation: case.validation(), known }))
}

/// How many invitations with the same debts are named at most.
const KNOWN_MAX: usize = 20;

/// Invitations that name a debt of this one already, newest first, each once.
async fn known(tx: &mut dyn Transaction, case: &Case) -> Result<Vec<KnownInvitation>, Error> {
    let mut all: Vec<KnownInvitation> = Vec::new();
    // Without a reference a creditor's name alone says nothing: many clients owe the same one.
    for account in case.accounts.iter().filter(|account| !account.reference.is_empty()) {
        for known in repository::known(tx, &account.creditor, &account.reference, KNOWN_MAX).await? {
            if all.iter().all(|other| other.id != known.id) {
                all.push(known);
            }
        }
    }
    all.truncate(KNOWN_MAX);
    Ok(all)
}

/// The last day of a link: "from tomorrow" and "180 days" on the counsellor's calendar, which may be a day off the server's;
/// and after the validation period.
pub(super) fn check_last_day(
    validator: &mut Validator,
    expires_on: Date,
    period: Option<ValidationPeriod>,
    today: Date,
) {
    let last = days_after(today, limit::EXPIRY_DAYS_MAX + 1);
    validator.require((today..=last).contains(&expires_on), "expires_on", "out_of_bounds");
    let is_inside = validation_period::last_day(expires_on, period) != expires_on;
    validator.require(!is_inside, "expires_on", "validation_period");
}

fn check_policy(validator: &mut Validator, policy: &Policy) {
    validator.amount("policy.instalment_monthly_min_minor", policy.instalment_monthly_min_minor);
    match policy.check() {
        Ok(rule) => {
            if let AutoAccept::UpToBalance(balance) = rule.auto_accept() {
                validator.amount("policy.at_once", balance.minor());
            }
        }
        Err(error) => {
            let field = match error {
                PolicyError::InstalmentNotPositive => "policy.instalment_monthly_min_minor",
                PolicyError::TermOutOfBounds => "policy.term_months_max",
                PolicyError::StartOutOfBounds => "policy.start_days_max",
                PolicyError::AutoAcceptNotPositive => "policy.at_once",
                PolicyError::ShareOutOfBounds => "policy.instalment_share_min_percent",
                PolicyError::LeftOverOutOfBounds => "policy.left_over_share_max_percent",
            };
            validator.reject(field, "out_of_bounds");
        }
    }
}

fn checked_account(validator: &mut Validator, index: usize, account: &AccountRequest, now: Now) -> Account {
    let field = |name: &str| format!("accounts[{index}].{name}");
    let creditor = validator.line_required(field("creditor"), &account.creditor, limit::NAME_CHARS_MAX);
    let reference = validator.line(field("reference"), &account.reference, limit::REFERENCE_CHARS_MAX);
    validator.require(DebtKind::from_id(&account.kind).is_some(), field("kind"), "unknown");
    let balance = validator.amount(field("balance_minor"), account.balance_minor);
    validator.require(!balance.is_zero(), field("balance_minor"), "required");
    let parts = &account.itemisation;
    let mut part = |name: &str, minor| validator.amount(field(&format!("itemisation.{name}")), minor);
    let itemisation = domain::arrangement::Itemisation {
        as_of: parts.as_of,
        then: part("then_minor", parts.then_minor),
        interest: part("interest_minor", parts.interest_minor),
        fees: part("fees_minor", parts.fees_minor),
        payments: part("payments_minor", parts.payments_minor),
        credits: part("credits_minor", parts.credits_minor),
    };
    validator.require(parts.as_of <= days_after(now.today(), 1), field("itemisation.as_of"), "out_of_bounds");
    if let Err(ItemisationError::SumDiffers { .. }) = itemisation.check(balance) {
        validator.reject(field("balance_minor"), "sum_differs");
    }
    Account {
        id: format!("a{}", index + 1),
        creditor,
        reference,
        kind: account.kind.clone(),
        balance_minor: account.balance_minor,
        itemisation: account.itemisation.clone(),
        disputed_at: None,
        answer: None,
        withdrawn_minor: 0,
    }
}
