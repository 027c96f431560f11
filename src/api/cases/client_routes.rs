//! The client's side: one invitation, shown by its token.

use crate::auth::secrets;
use crate::cases::device;
use crate::cases::model::{Case, is_over};
use crate::cases::repository::{self, LinkAccess};
use crate::cases::terms::{may_start, terms_of};
use crate::cases::transitions::{Transitions, state_after};
use crate::events::{Actor, kind};
use crate::http::error::Error;
use crate::http::extract::{Bearer, Body, IdempotencyKey, Path};
use crate::http::idempotency::json;
use crate::http::state::App;
use crate::http::validation::Validator;
use crate::server::clock::Now;
use crate::store::Transaction;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::arrangement::{Deal, Means, ProposalState, ProposalStep, Terms};
use serde_json::json as value;
use wire::api::{
    AcceptedTerms, CounterAcceptance, DisputeRequest, Offer, Proposal, ProposalAnswer, ProposalLine, ProposalRequest,
    limit,
};
use wire::json::Json as _;
use wire::problem::Kind;
use wire::receipt::Receipt;
use wire::terms::OfferDecision;

/// The version of bodies that this server reads.
const VERSION: u32 = 1;

/// Why an account may be disputed.
const GROUNDS: [&str; 6] = ["not_mine", "amount_wrong", "paid", "too_old", "proof_wanted", "other"];

/// What the secret of an unknown invitation is compared with, so that it takes as long as a known one. No secret is
/// known to have this hash.
const NO_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// `GET /api/v1/invitation`. Programs that look at links for people, and whoever finds one, change nothing by it.
pub async fn invitation(State(app): State<App>, bearer: Bearer) -> Result<Response, Error> {
    let now = app.clock.now();
    let case = authenticate(&mut *app.store.read().await?, &bearer, now).await?;
    Ok(json(StatusCode::OK, &case.invitation(app.signer.key())))
}

/// `POST /api/v1/proposals`.
pub async fn propose(
    State(app): State<App>,
    bearer: Bearer,
    key: IdempotencyKey,
    body: Body<ProposalRequest>,
) -> Result<Response, Error> {
    let mut tx = app.store.write().await?;
    let (mut case, now) = begin(&app, &mut *tx, &bearer).await?;
    let write = body.idempotent_write(format!("invitation:{}", case.id), key);
    if let Some(known) = write.stored_response(&mut *tx).await? {
        return Ok(known);
    }
    // All of them are looked at before the first is taken: they are taken together or not at all.
    let judged = judged(&case, &body.value, now)?;
    let first = case.proposals.len();
    let mut receipts = Vec::new();
    let mut steps = Transitions { app: &app, tx: &mut *tx, case: &mut case, now };
    steps.open().await?;
    for offer in judged {
        receipts.extend(take(&mut steps, offer).await?);
    }
    let proposals = case.proposals[first..].to_vec();
    let proposal = proposals.first().cloned().ok_or(Kind::NotFound)?;
    write.finish(tx, now, StatusCode::OK, &ProposalAnswer { proposal, proposals, receipts }).await
}

/// Takes one offer, and answers it as the policy does: each is decided by itself.
async fn take(steps: &mut Transitions<'_>, offer: Judged) -> Result<Vec<Receipt>, Error> {
    let Judged { proposal, request_review } = offer;
    let all_accepted = proposal.lines.iter().all(|line| line.verdict == OfferDecision::Accepted);
    let any_countered = proposal.lines.iter().any(|line| matches!(line.verdict, OfferDecision::Countered { .. }));
    let step = ProposalStep::of_policy(all_accepted, any_countered, request_review);
    // Sent and answered in the same breath.
    let sent = state_after(&proposal.state, ProposalStep::Send, Actor::Client)?;
    let state = state_after(sent.id(), step, Actor::Policy)?;
    let verdict = |line: &ProposalLine| value!({ "account_id": line.account_id, "verdict": line.verdict.write() });
    let verdicts: Vec<_> = proposal.lines.iter().map(verdict).collect();
    let content = value!({ "proposal_id": proposal.id, "lines": verdicts });
    let offered =
        |line: &ProposalLine| AcceptedTerms { account_id: line.account_id.clone(), terms: line.terms.clone() };
    let offered = proposal.lines.iter().map(offered).collect();
    let place = steps.case.proposals.len();
    steps.offer(Proposal { state: state.id().to_owned(), ..proposal }, request_review).await?;
    if step == ProposalStep::Accept {
        return steps.arrange(place, offered, Actor::Policy, Actor::Policy).await;
    }
    let kind = if step == ProposalStep::Counter { kind::COUNTERED } else { kind::REFERRED };
    steps.record(Actor::Policy, kind, content).await?;
    Ok(Vec::new())
}

/// `POST /api/v1/proposals/{id}/acceptance`.
pub async fn accept(
    State(app): State<App>,
    bearer: Bearer,
    Path(id): Path<String>,
    key: IdempotencyKey,
    body: Body<CounterAcceptance>,
) -> Result<Response, Error> {
    let mut tx = app.store.write().await?;
    let (mut case, now) = begin(&app, &mut *tx, &bearer).await?;
    let write = body.idempotent_write(format!("invitation:{}", case.id), key);
    if let Some(known) = write.stored_response(&mut *tx).await? {
        return Ok(known);
    }
    let place = case.proposals.iter().position(|proposal| proposal.id == id).ok_or(Kind::NotFound)?;
    let accepted = on_offer(&case, place, &body.value, now)?;
    let mut steps = Transitions { app: &app, tx: &mut *tx, case: &mut case, now };
    steps.open().await?;
    steps.answer(place, ProposalStep::Accept, Actor::Client, None).await?;
    let receipts = steps.arrange(place, accepted, Actor::Client, Actor::Person).await?;
    let proposal = case.proposals.get(place).cloned().ok_or(Kind::NotFound)?;
    let proposals = vec![proposal.clone()];
    write.finish(tx, now, StatusCode::OK, &ProposalAnswer { proposal, proposals, receipts }).await
}

/// `POST /api/v1/disputes`.
pub async fn dispute(
    State(app): State<App>,
    bearer: Bearer,
    key: IdempotencyKey,
    body: Body<DisputeRequest>,
) -> Result<Response, Error> {
    let mut tx = app.store.write().await?;
    let (mut case, now) = begin(&app, &mut *tx, &bearer).await?;
    let write = body.idempotent_write(format!("invitation:{}", case.id), key);
    if let Some(known) = write.stored_response(&mut *tx).await? {
        return Ok(known);
    }
    let request = &body.value;
    let mut validator = Validator::default();
    validator.require(request.version == VERSION, "version", "unknown");
    validator.require(case.account(&request.account_id).is_some(), "account_id", "unknown");
    validator.require(GROUNDS.contains(&request.ground.as_str()), "ground", "unknown");
    let note = validator.note("note", &request.note, limit::NOTE_CHARS_MAX);
    validator.finish()?;
    let mut steps = Transitions { app: &app, tx: &mut *tx, case: &mut case, now };
    steps.open().await?;
    steps.dispute(&request.account_id, &request.ground, &note).await?;
    let invitation = case.invitation(app.signer.key());
    write.finish(tx, now, StatusCode::OK, &invitation).await
}

/// The case of a token for a write, and the moment of the write. With the write, and only with it, the device's own
/// secret is bound to the case where there is none yet, and the client's time zone is kept.
async fn begin(app: &App, tx: &mut dyn Transaction, bearer: &Bearer) -> Result<(Case, Now), Error> {
    let now = app.clock.now();
    let mut case = authenticate(tx, bearer, now).await?;
    let now = now.not_before(&case.changed_at);
    device::bind(tx, &case, bearer, now).await?;
    if bearer.time_zone.is_some() && bearer.time_zone != case.time_zone {
        case.time_zone.clone_from(&bearer.time_zone);
        repository::set_time_zone(tx, &case.id, bearer.time_zone.as_deref().unwrap_or_default()).await?;
    }
    Ok((case, now))
}

/// The case of a token, with the lock of its invitation where the transaction writes.
///
/// # Errors
/// `link-used` for a device to which the invitation is not bound.
pub async fn authenticate(tx: &mut dyn Transaction, bearer: &Bearer, now: Now) -> Result<Case, Error> {
    let (id, access) = link(tx, bearer, now).await?;
    if access.devices > 0 && !access.is_own_device {
        return Err(device::link_used(&access));
    }
    repository::load(tx, &id).await?.ok_or_else(|| Kind::InvitationUnavailable.into())
}

/// The invitation of a token and what else decides whether it opens.
///
/// An unknown, expired or withdrawn invitation and a wrong secret all take one query and one comparison and get one
/// answer.
pub async fn link(tx: &mut dyn Transaction, bearer: &Bearer, now: Now) -> Result<(String, LinkAccess), Error> {
    let token = bearer.token.as_ref().ok_or(Kind::InvitationUnavailable)?;
    let id = secrets::hexadecimal(&token.invitation);
    tx.lock(&format!("invitation:{id}")).await?;
    let shown = secrets::hash(&token.secret);
    let access = repository::link_access(tx, &id, bearer.secret_hash.as_deref()).await?;
    let fits = secrets::same(&shown, access.as_ref().map_or(NO_HASH, |access| &access.secret_hash));
    let is_open =
        |access: &LinkAccess| !access.withdrawn && (access.stays_readable || !is_over(access.expires_on, now.today()));
    match access.filter(|access| fits && is_open(access)) {
        Some(access) => Ok((id, access)),
        None => Err(Kind::InvitationUnavailable.into()),
    }
}

/// After the last day what was accepted can be read and disputed, but nothing new begins.
fn refuse_if_over(case: &Case, now: Now) -> Result<(), Error> {
    if is_over(case.expires_on, now.today()) {
        return Err(Error::with_detail(Kind::StepIllegal, "the invitation has expired"));
    }
    Ok(())
}

/// An offer for one account with the policy's verdict, as a draft.
struct Judged {
    proposal: Proposal,
    /// Whether the client asks for a person.
    request_review: bool,
}

/// Each offer of a request with the policy's verdict.
fn judged(case: &Case, request: &ProposalRequest, now: Now) -> Result<Vec<Judged>, Error> {
    refuse_if_over(case, now)?;
    let mut validator = Validator::default();
    validator.require(request.version == VERSION, "version", "unknown");
    validator.require(!request.offers.is_empty(), "offers", "required");
    let note_of_all = validator.note("note", &request.note, limit::NOTE_CHARS_MAX);
    let notes: Vec<String> = request
        .offers
        .iter()
        .enumerate()
        .map(|(index, offer)| match &offer.note {
            Some(note) => validator.note(format!("offers[{index}].note"), note, limit::NOTE_CHARS_MAX),
            None => note_of_all.clone(),
        })
        .collect();
    let offered = terms_of(case, "offers", &request.offers, &mut validator);
    validator.finish()?;
    refuse_stopped(case, request)?;
    refuse_beyond_limits(case, now)?;
    let policy = case.policy.check().map_err(|_| Error::internal("a stored policy is impossible"))?;
    let today = case.client_day(now);
    let book = policy.with_start_earliest(case.start_earliest()).book(today);
    // What the client has left over is the client's to know.
    let judge = |terms: &Terms| book.answer(&Deal::from(terms), Means::default(), today);
    let line = |(offer, terms): (&Offer, Terms)| ProposalLine {
        account_id: offer.account_id.clone(),
        terms: (&terms).into(),
        verdict: (&judge(&terms)).into(),
        counter: None,
    };
    let lines = request.offers.iter().zip(offered).map(line);
    let one = |((offer, line), note): ((&Offer, ProposalLine), String)| {
        let request_review = offer.request_review.unwrap_or(request.request_review);
        let proposal = Proposal {
            id: secrets::random_id()?,
            at: now.text(),
            state: ProposalState::Draft.id().to_owned(),
            lines: vec![line],
            note,
            decision: None,
        };
        Ok(Judged { proposal, request_review })
    };
    request.offers.iter().zip(lines).zip(notes).map(one).collect()
}

/// Offers for one invitation are bounded, so that nobody makes its history too large to be read and written.
fn refuse_beyond_limits(case: &Case, now: Now) -> Result<(), Error> {
    let since = now.hours_later(-24).text();
    let today = case.proposals.iter().filter(|proposal| proposal.at > since).count();
    if today >= limit::OFFERS_PER_DAY_MAX {
        return Err(Error::with_detail(Kind::LimitReached, "too many offers in 24 hours"));
    }
    if case.history_bytes() >= limit::HISTORY_BYTES_MAX {
        return Err(Error::with_detail(Kind::LimitReached, "the history is too long for another offer"));
    }
    Ok(())
}

/// Nothing is offered for an account that is disputed or arranged.
fn refuse_stopped(case: &Case, request: &ProposalRequest) -> Result<(), Error> {
    for (index, offer) in request.offers.iter().enumerate() {
        let field = format!("offers[{index}].account_id");
        if case.account(&offer.account_id).is_some_and(|account| account.disputed_at.is_some()) {
            return Err(Error::field(Kind::AccountDisputed, field, "disputed"));
        }
        if case.is_arranged(&offer.account_id) {
            return Err(Error::field(Kind::AccountArranged, field, "arranged"));
        }
    }
    Ok(())
}

/// The terms a person named, if they are those the client saw and can still be kept.
fn on_offer(case: &Case, place: usize, request: &CounterAcceptance, now: Now) -> Result<Vec<AcceptedTerms>, Error> {
    refuse_if_over(case, now)?;
    let proposal = &case.proposals[place];
    state_after(&proposal.state, ProposalStep::Accept, Actor::Client)?;
    let counters: Option<Vec<AcceptedTerms>> = proposal
        .lines
        .iter()
        .map(|line| {
            let terms = line.counter.clone()?;
            Some(AcceptedTerms { account_id: line.account_id.clone(), terms })
        })
        .collect();
    // The policy's own counter-offer is taken up by a new offer, which the policy then judges.
    let counters = counters.ok_or_else(|| Error::with_detail(Kind::StepIllegal, "no person has named other terms"))?;
    let mut validator = Validator::default();
    validator.require(request.version == VERSION, "version", "unknown");
    let same = request.terms.len() == counters.len() && request.terms.iter().all(|seen| counters.contains(seen));
    let distinct = counters.iter().all(|counter| request.terms.contains(counter));
    validator.require(same && distinct, "terms", "differs");
    validator.finish()?;
    if counters.iter().any(|counter| !may_start(case, counter.terms.first, now)) {
        let detail = "the first date has passed or lies in the validation period";
        return Err(Error::with_detail(Kind::StepIllegal, detail));
    }
    Ok(counters)
}
