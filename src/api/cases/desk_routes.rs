//! The counsellors' side: cases, links, and answers to offers and disputes.

use crate::auth::repository::Counsellor;
use crate::auth::secrets;
use crate::auth::session::SignedIn;
use crate::cases::invite_routes::check_last_day;
use crate::cases::model::{Case, is_over};
use crate::cases::repository;
use crate::cases::terms::{may_start, terms_of};
use crate::cases::transitions::{Transitions, state_after};
use crate::events::{Actor, kind};
use crate::http::error::Error;
use crate::http::extract::{Body, IdempotencyKey, Path, query};
use crate::http::idempotency::{IdempotentWrite, json};
use crate::http::state::App;
use crate::http::validation::Validator;
use crate::server::clock::Now;
use crate::store::Transaction;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use core::ops::ControlFlow;
use domain::arrangement::ProposalStep;
use serde_json::json as value;
use wire::api::{
    AcceptedTerms, Decision, DecisionRequest, DeskList, DisputeAnswer, DisputeAnswerRequest, InvitationCreated,
    LabelRequest, LinkRequest, limit,
};
use wire::json::Json as _;
use wire::problem::Kind;
use wire::terms::Terms;
use wire::token::Token;

/// `GET /api/v1/desk/invitations`.
pub async fn list(State(app): State<App>, _: SignedIn, uri: Uri) -> Result<Response, Error> {
    let parameters = query(uri.query(), &["limit", "cursor"])?;
    let refused = |field: &str, code: &str| Error::field(Kind::ValueRefused, field, code);
    let rows = match parameters.get("limit") {
        None => limit::PAGE_ROWS,
        Some(text) => text
            .parse()
            .ok()
            .filter(|rows| (1..=limit::PAGE_ROWS_MAX).contains(rows))
            .ok_or_else(|| refused("limit", "out_of_bounds"))?,
    };
    let after = match parameters.get("cursor") {
        None => None,
        Some(text) => Some(repository::Cursor::parse(text).ok_or_else(|| refused("cursor", "unknown"))?),
    };
    let today = app.clock.now().today();
    let mut tx = app.store.read().await?;
    let (cases, next) = repository::load_page(&mut *tx, after, rows).await?;
    let waiting = repository::count_waiting(&mut *tx).await?;
    drop(tx);
    let invitations = cases.iter().map(|case| case.summary(today)).collect();
    Ok(json(StatusCode::OK, &DeskList { invitations, next: next.map(|next| next.to_text()), waiting }))
}

/// `GET /api/v1/desk/invitations/{id}`.
pub async fn one(State(app): State<App>, _: SignedIn, Path(id): Path<String>) -> Result<Response, Error> {
    let case = repository::load(&mut *app.store.read().await?, &id).await?.ok_or(Kind::NotFound)?;
    Ok(json(StatusCode::OK, &case.desk_case(app.signer.key(), app.clock.now().today())))
}

/// `POST /api/v1/desk/invitations/{id}/withdrawal`. Doing it again changes nothing.
pub async fn withdraw(
    State(app): State<App>,
    SignedIn(counsellor): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.store.write().await?;
    let (mut case, now) = locked(&mut *tx, &id, now).await?;
    if !case.receipts.is_empty() {
        return Err(Error::with_detail(
            Kind::StepIllegal,
            "there is an arrangement, which the client must be able to read",
        ));
    }
    if case.withdrawn_at.is_none() {
        Transitions { app: &app, tx: &mut *tx, case: &mut case, now }.withdraw(&counsellor.name).await?;
        tx.commit().await?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `POST /api/v1/desk/invitations/{id}/link`. The old link is dead. Of the same request only the first answer has the link:
/// whoever lost that one asks for another.
pub async fn renew(
    State(app): State<App>,
    SignedIn(counsellor): SignedIn,
    Path(id): Path<String>,
    key: IdempotencyKey,
    body: Body<LinkRequest>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.store.write().await?;
    let write = match begin(&mut *tx, &counsellor, &body, key).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(known) => return Ok(known),
    };
    let (mut case, now) = locked(&mut *tx, &id, now).await?;
    let expires_on = body.value.expires_on;
    let mut validator = Validator::default();
    if let Some(expires_on) = expires_on {
        check_last_day(&mut validator, expires_on, case.validation(), now.today());
    }
    validator.finish()?;
    let is_dead = is_over(case.expires_on, now.today()) && !case.stays_readable() && expires_on.is_none();
    if case.withdrawn_at.is_some() || is_dead {
        return Err(Error::with_detail(Kind::StepIllegal, "a new link would not open it either"));
    }
    if case.link_made() != Some(body.value.record) {
        return Err(Error::with_detail(Kind::StepIllegal, "another link was made meanwhile"));
    }
    let invitation = u64::from_str_radix(&id, 16).map_err(|_| Kind::NotFound)?.to_be_bytes();
    let secret = secrets::random::<16>()?;
    repository::set_secret(&mut *tx, &id, &secrets::hash(&secret)).await?;
    let mut content = value!({ "by": counsellor.name, "replaces": body.value.record });
    if let Some(expires_on) = expires_on {
        repository::set_last_day(&mut *tx, &id, expires_on).await?;
        case.expires_on = expires_on;
        content["expires_on"] = expires_on.to_string().into();
    }
    let mut steps = Transitions { app: &app, tx: &mut *tx, case: &mut case, now };
    steps.record(Actor::Person, kind::LINK_RENEWED, content).await?;
    let token = Some(Token { invitation, secret }.to_text());
    let answer = InvitationCreated { id: id.clone(), token, known: Vec::new() };
    let kept = InvitationCreated { id, token: None, known: Vec::new() };
    write.finish_with_secret(tx, now, StatusCode::OK, &answer, &kept).await
}

/// `PUT /api/v1/desk/invitations/{id}/label`.
pub async fn relabel(
    State(app): State<App>,
    _: SignedIn,
    Path(id): Path<String>,
    body: Body<LabelRequest>,
) -> Result<Response, Error> {
    let mut validator = Validator::default();
    let label = validator.line("label", &body.value.label, limit::NAME_CHARS_MAX);
    validator.finish()?;
    let mut tx = app.store.write().await?;
    let (mut case, now) = locked(&mut *tx, &id, app.clock.now()).await?;
    repository::set_label(&mut *tx, &id, &label).await?;
    tx.commit().await?;
    case.label = label;
    Ok(json(StatusCode::OK, &case.desk_case(app.signer.key(), now.today())))
}

/// Takes the lock of a counsellor, whose writes come one after the other; breaks off with the answer where this one was
/// answered before.
pub(super) async fn begin<T>(
    tx: &mut dyn Transaction,
    counsellor: &Counsellor,
    body: &Body<T>,
    key: IdempotencyKey,
) -> Result<ControlFlow<Response, IdempotentWrite>, Error> {
    let scope = format!("counsellor:{}", counsellor.id);
    tx.lock(&scope).await?;
    let write = body.idempotent_write(scope, key);
    Ok(write.stored_response(tx).await?.map_or(ControlFlow::Continue(write), ControlFlow::Break))
}

/// Takes the lock of an invitation and loads it, with the moment of what happens to it now.
async fn locked(tx: &mut dyn Transaction, id: &str, now: Now) -> Result<(Case, Now), Error> {
    tx.lock(&format!("invitation:{id}")).await?;
    let case = repository::load(tx, id).await?.ok_or(Kind::NotFound)?;
    let now = now.not_before(&case.changed_at);
    Ok((case, now))
}

/// `POST /api/v1/desk/proposals/{id}/decision`.
pub async fn decide(
    State(app): State<App>,
    SignedIn(counsellor): SignedIn,
    Path(id): Path<String>,
    key: IdempotencyKey,
    body: Body<DecisionRequest>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.store.write().await?;
    let write = match begin(&mut *tx, &counsellor, &body, key).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(known) => return Ok(known),
    };
    let invitation = repository::of_proposal(&mut *tx, &id).await?.ok_or(Kind::NotFound)?;
    let (mut case, now) = locked(&mut *tx, &invitation, now).await?;
    let place = case.proposals.iter().position(|proposal| proposal.id == id).ok_or(Kind::NotFound)?;
    let (step, terms) = decided(&case, place, &body.value, now)?;
    let decision = Decision {
        kind: body.value.kind.clone(),
        reason: body.value.reason.trim().to_owned(),
        by: counsellor.name,
        at: now.text(),
    };
    let accounts: Vec<&str> = case.proposals[place].lines.iter().map(|line| line.account_id.as_str()).collect();
    let mut told = value!({ "proposal_id": id, "account_ids": accounts, "reason": decision.reason, "by": decision.by });
    let mut steps = Transitions { app: &app, tx: &mut *tx, case: &mut case, now };
    if step == ProposalStep::Counter {
        told["counters"] = terms.write();
        for line in &mut steps.case.proposals[place].lines {
            let named = terms.iter().find(|counter| counter.account_id == line.account_id);
            line.counter = named.map(|counter| counter.terms.clone());
        }
    }
    steps.answer(place, step, Actor::Person, Some(decision)).await?;
    if step == ProposalStep::Accept {
        steps.arrange(place, terms, Actor::Person, Actor::Person).await?;
    } else {
        let kind = if step == ProposalStep::Counter { kind::COUNTERED } else { kind::DECLINED };
        steps.record(Actor::Person, kind, told).await?;
    }
    let answer = case.desk_case(app.signer.key(), now.today());
    write.finish(tx, now, StatusCode::OK, &answer).await
}

/// `POST /api/v1/desk/invitations/{id}/accounts/{account_id}/answer`.
pub async fn answer_dispute(
    State(app): State<App>,
    SignedIn(counsellor): SignedIn,
    Path((id, account_id)): Path<(String, String)>,
    key: IdempotencyKey,
    body: Body<DisputeAnswerRequest>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.store.write().await?;
    let write = match begin(&mut *tx, &counsellor, &body, key).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(known) => return Ok(known),
    };
    let (mut case, now) = locked(&mut *tx, &id, now).await?;
    let account = case.account(&account_id).ok_or(Kind::NotFound)?;
    let request = &body.value;
    let mut validator = Validator::default();
    let told = validator.note("told", &request.told, limit::NOTE_CHARS_MAX);
    validator.require(!told.is_empty(), "told", "required");
    let bounds = match request.kind.as_str() {
        "verified" => 0..=0,
        "withdrawn" => 1..=account.claimed_minor(),
        _ => {
            validator.reject("kind", "unknown");
            i64::MIN..=i64::MAX
        }
    };
    validator.require(bounds.contains(&request.withdrawn_minor), "withdrawn_minor", "out_of_bounds");
    validator.finish()?;
    if case.withdrawn_at.is_some() {
        return Err(Error::with_detail(
            Kind::StepIllegal,
            "the invitation is taken back: the client could not read it",
        ));
    }
    if case.open_dispute(account) != Some(request.record) {
        return Err(Error::with_detail(Kind::StepIllegal, "this dispute does not wait for an answer"));
    }
    let answer = DisputeAnswer {
        kind: request.kind.clone(),
        withdrawn_minor: request.withdrawn_minor,
        told,
        by: counsellor.name,
        at: now.text(),
    };
    Transitions { app: &app, tx: &mut *tx, case: &mut case, now }.answer_dispute(&account_id, answer).await?;
    let answer = case.desk_case(app.signer.key(), now.today());
    write.finish(tx, now, StatusCode::OK, &answer).await
}

/// The step that a decision asks for, with the terms it accepts or names, if it can be taken.
fn decided(
    case: &Case,
    place: usize,
    request: &DecisionRequest,
    now: Now,
) -> Result<(ProposalStep, Vec<AcceptedTerms>), Error> {
    let proposal = &case.proposals[place];
    let mut validator = Validator::default();
    let reason = validator.note("reason", &request.reason, limit::NOTE_CHARS_MAX);
    let step = match request.kind.as_str() {
        "accept" => Some(ProposalStep::Accept),
        "counter" => Some(ProposalStep::Counter),
        "decline" => Some(ProposalStep::Reject),
        _ => None,
    };
    let (is_accept, is_counter) = (step == Some(ProposalStep::Accept), step == Some(ProposalStep::Counter));
    validator.require(step.is_some(), "kind", "unknown");
    validator.require(is_accept || !reason.is_empty(), "reason", "required");
    validator.require(is_counter || request.counters.is_empty(), "counters", "unknown");
    let counters = if is_counter { counters(case, place, request, now, &mut validator) } else { Vec::new() };
    validator.finish()?;
    let step = step.ok_or(Kind::ValueRefused)?;
    state_after(&proposal.state, step, Actor::Person)?;
    if !is_accept {
        return Ok((step, counters));
    }
    if proposal.lines.iter().any(|line| !may_start(case, line.terms.first, now)) {
        let detail = "the first date has passed or lies in the validation period: name other terms";
        return Err(Error::with_detail(Kind::StepIllegal, detail));
    }
    Ok((step, proposal.lines.iter().map(|line| accepted(&line.account_id, &line.terms)).collect()))
}

/// Other terms for each account of an offer: possible ones, but not necessarily within the policy.
fn counters(
    case: &Case,
    place: usize,
    request: &DecisionRequest,
    now: Now,
    validator: &mut Validator,
) -> Vec<AcceptedTerms> {
    let lines = &case.proposals[place].lines;
    for (index, offer) in request.counters.iter().enumerate() {
        let asked = lines.iter().any(|line| line.account_id == offer.account_id);
        validator.require(asked, format!("counters[{index}].account_id"), "unknown");
        // What is said with a counter-offer is the reason of the decision.
        validator.require(offer.note.is_none(), format!("counters[{index}].note"), "unknown");
        validator.require(offer.request_review.is_none(), format!("counters[{index}].ask_person"), "unknown");
        let field = format!("counters[{index}].first");
        validator.require(offer.first >= case.client_day(now), field.as_str(), "out_of_bounds");
        validator.require(!case.is_in_validation(offer.first), field, "validation_period");
    }
    let named = |id: &str| request.counters.iter().any(|offer| offer.account_id == id);
    validator.require(lines.iter().all(|line| named(&line.account_id)), "counters", "missing");
    let terms = terms_of(case, "counters", &request.counters, validator);
    request.counters.iter().zip(&terms).map(|(offer, terms)| accepted(&offer.account_id, &terms.into())).collect()
}

fn accepted(account_id: &str, terms: &Terms) -> AcceptedTerms {
    AcceptedTerms { account_id: account_id.to_owned(), terms: terms.clone() }
}
