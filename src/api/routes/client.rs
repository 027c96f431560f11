//! The client's side: one invitation, shown by its token.

use crate::app::App;
use crate::case::{Case, is_over};
use crate::checks::Checks;
use crate::clock::Now;
use crate::once::json;
use crate::refusal::Refusal;
use crate::request::{Bearer, Body, IdempotencyKey};
use crate::secret;
use crate::steps::{Actor, Steps, state_after};
use crate::store::{Transaction, cases};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::arrangement::{Deal, Means, ProposalState, ProposalStep, Terms, TermsError, days_after};
use domain::money::Amount;
use jiff::civil::Date;
use serde_json::json as value;
use wire::api::{
    AcceptedTerms, CounterAcceptance, DisputeRequest, Offer, Proposal, ProposalAnswer, ProposalLine, ProposalRequest,
    limit,
};
use wire::json::Json as _;
use wire::problem::Kind;
use wire::receipt::Receipt;

/// The version of bodies that this server reads.
const VERSION: u32 = 1;

/// How far a first date may lie outside of what is allowed: the client's day may be the one before or after.
const GRACE_DAYS: i64 = 1;

/// Why a debt may be disputed.
const GROUNDS: [&str; 6] = ["not_mine", "amount_wrong", "paid", "too_old", "proof_wanted", "other"];

/// What the secret of an unknown invitation is compared with: no secret has this hash but by a miracle.
const NO_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// `GET /api/invitation`.
pub async fn invitation(State(app): State<App>, bearer: Bearer) -> Result<Response, Refusal> {
    let now = app.clock.now();
    let mut tx = app.store.read().await?;
    let mut case = enter(&mut *tx, &bearer, now).await?;
    if case.opened_at.is_none() {
        drop(tx);
        let mut tx = app.store.write().await?;
        case = enter(&mut *tx, &bearer, now).await?;
        Steps { app: &app, tx: &mut *tx, case: &mut case, now }.open().await?;
        tx.commit().await?;
    }
    Ok(json(StatusCode::OK, &case.invitation(app.signer.key())))
}

/// `POST /api/proposals`.
pub async fn propose(
    State(app): State<App>,
    bearer: Bearer,
    key: IdempotencyKey,
    body: Body<ProposalRequest>,
) -> Result<Response, Refusal> {
    let now = app.clock.now();
    let mut tx = app.store.write().await?;
    let mut case = enter(&mut *tx, &bearer, now).await?;
    let once = body.once(format!("invitation:{}", case.id), key);
    if let Some(known) = once.known(&mut *tx).await? {
        return Ok(known);
    }
    let proposal = judged(&case, &body.value, now)?;
    let (step, accepted) = outcome(&proposal.lines, body.value.ask_person);
    // Sent and answered in the same breath.
    let sent = state_after(&proposal.state, ProposalStep::Send, Actor::Client)?;
    let state = state_after(sent.id(), step, Actor::Policy)?;
    let answered: Vec<_> = proposal
        .lines
        .iter()
        .map(|line| value!({ "account_id": line.account_id, "verdict": line.verdict.write() }))
        .collect();
    let content = value!({ "proposal_id": proposal.id, "lines": answered });
    let proposal = Proposal { state: state.id().to_owned(), ..proposal };
    let place = case.proposals.len();
    let mut steps = Steps { app: &app, tx: &mut *tx, case: &mut case, now };
    steps.offer(proposal, body.value.ask_person).await?;
    let receipts = match state {
        ProposalState::Accepted => steps.arrange(place, accepted, Actor::Policy, Actor::Policy).await?,
        ProposalState::Countered => {
            steps.record(Actor::Policy, "countered", content).await?;
            Vec::new()
        }
        _ => {
            steps.record(Actor::Policy, "referred", content).await?;
            Vec::new()
        }
    };
    let answer = answer(&case, place, receipts)?;
    once.finish(tx, now, StatusCode::OK, &answer).await
}

/// `POST /api/proposals/{id}/acceptance`.
pub async fn accept(
    State(app): State<App>,
    bearer: Bearer,
    Path(id): Path<String>,
    key: IdempotencyKey,
    body: Body<CounterAcceptance>,
) -> Result<Response, Refusal> {
    let now = app.clock.now();
    let mut tx = app.store.write().await?;
    let mut case = enter(&mut *tx, &bearer, now).await?;
    let once = body.once(format!("invitation:{}", case.id), key);
    if let Some(known) = once.known(&mut *tx).await? {
        return Ok(known);
    }
    let place = case.proposals.iter().position(|proposal| proposal.id == id).ok_or(Kind::NotFound)?;
    let accepted = on_offer(&case, place, &body.value, now)?;
    let mut steps = Steps { app: &app, tx: &mut *tx, case: &mut case, now };
    steps.answer(place, ProposalStep::Accept, Actor::Client, None).await?;
    let receipts = steps.arrange(place, accepted, Actor::Client, Actor::Person).await?;
    let answer = answer(&case, place, receipts)?;
    once.finish(tx, now, StatusCode::OK, &answer).await
}

/// `POST /api/disputes`.
pub async fn dispute(
    State(app): State<App>,
    bearer: Bearer,
    key: IdempotencyKey,
    body: Body<DisputeRequest>,
) -> Result<Response, Refusal> {
    let now = app.clock.now();
    let mut tx = app.store.write().await?;
    let mut case = enter(&mut *tx, &bearer, now).await?;
    let once = body.once(format!("invitation:{}", case.id), key);
    if let Some(known) = once.known(&mut *tx).await? {
        return Ok(known);
    }
    let request = &body.value;
    let mut checks = Checks::default();
    checks.expect(request.version == VERSION, "version", "unknown");
    checks.expect(case.debt(&request.account_id).is_some(), "account_id", "unknown");
    checks.expect(GROUNDS.contains(&request.ground.as_str()), "ground", "unknown");
    let note = checks.note("note", &request.note, limit::NOTE_LETTERS_MAX);
    checks.done()?;
    let mut steps = Steps { app: &app, tx: &mut *tx, case: &mut case, now };
    steps.dispute(&request.account_id, &request.ground, &note).await?;
    let invitation = case.invitation(app.signer.key());
    once.finish(tx, now, StatusCode::OK, &invitation).await
}

/// Lets a token in: takes the invitation's lock, if the transaction writes, and loads its case.
///
/// Whether the invitation is unknown, expired, withdrawn or the secret wrong: one query, one comparison, one answer.
async fn enter(tx: &mut dyn Transaction, bearer: &Bearer, now: Now) -> Result<Case, Refusal> {
    let token = bearer.0.as_ref().ok_or(Kind::InvitationUnavailable)?;
    let id = secret::hexadecimal(&token.invitation);
    tx.lock(&format!("invitation:{id}")).await?;
    let shown = secret::hash(&token.secret);
    let door = cases::door(tx, &id).await?;
    let fits = secret::same(&shown, door.as_ref().map_or(NO_HASH, |door| &door.secret_hash));
    let is_open =
        |door: &cases::Door| !door.withdrawn && (door.stays_readable || !is_over(door.expires_on, now.today()));
    if !(fits && door.as_ref().is_some_and(is_open)) {
        return Err(Kind::InvitationUnavailable.into());
    }
    cases::load(tx, &id).await?.ok_or_else(|| Kind::InvitationUnavailable.into())
}

/// After the last day what was accepted can be read and disputed, but nothing new begins.
fn refuse_if_over(case: &Case, now: Now) -> Result<(), Refusal> {
    if is_over(case.expires_on, now.today()) {
        return Err(Refusal::because(Kind::StepIllegal, "the invitation has expired"));
    }
    Ok(())
}

/// The offer with the policy's word on each account; no state yet.
fn judged(case: &Case, request: &ProposalRequest, now: Now) -> Result<Proposal, Refusal> {
    refuse_if_over(case, now)?;
    let mut checks = Checks::default();
    checks.expect(request.version == VERSION, "version", "unknown");
    checks.expect(!request.offers.is_empty(), "offers", "required");
    let note = checks.note("note", &request.note, limit::NOTE_LETTERS_MAX);
    let offered = terms_of(case, "offers", &request.offers, &mut checks);
    checks.done()?;
    refuse_stopped(case, request)?;
    let policy = case.policy.check().map_err(|_| Refusal::internal("a stored policy is impossible"))?;
    let (today, book) = (now.today(), policy.book(now.today()));
    // What the client has left over is the client's to know.
    let judge = |terms: &Terms| book.answer_with_grace(&Deal::from(terms), Means::default(), today, GRACE_DAYS);
    let line = |(offer, terms): (&Offer, Terms)| ProposalLine {
        account_id: offer.account_id.clone(),
        terms: (&terms).into(),
        verdict: (&judge(&terms)).into(),
        counter: None,
    };
    Ok(Proposal {
        id: secret::random_id()?,
        at: now.text(),
        state: ProposalState::Draft.id().to_owned(),
        lines: request.offers.iter().zip(offered).map(line).collect(),
        note,
        decision: None,
    })
}

/// Possible terms for each offer; as many as offers if nothing is at fault.
pub fn terms_of(case: &Case, list: &str, offers: &[Offer], checks: &mut Checks) -> Vec<Terms> {
    let mut all = Vec::new();
    for (index, offer) in offers.iter().enumerate() {
        let field = |name: &str| format!("{list}[{index}].{name}");
        let twice = offers[..index].iter().any(|earlier| earlier.account_id == offer.account_id);
        checks.expect(!twice, field("account_id"), "twice");
        let Some(debt) = case.debt(&offer.account_id) else {
            checks.fault(field("account_id"), "unknown");
            continue;
        };
        if debt.is_withdrawn() {
            checks.fault(field("account_id"), "withdrawn");
            continue;
        }
        let (balance, instalment) =
            (Amount::from_minor(debt.claimed_minor()), Amount::from_minor(offer.instalment_minor));
        match Terms::new(balance, instalment, offer.rhythm, offer.first) {
            Ok(terms) => all.push(terms),
            Err(TermsError::OutOfCalendar) => checks.fault(field("first"), "out_of_bounds"),
            Err(_) => checks.fault(field("instalment_minor"), "out_of_bounds"),
        }
    }
    all
}

/// Nothing is offered for a debt that is disputed or arranged.
fn refuse_stopped(case: &Case, request: &ProposalRequest) -> Result<(), Refusal> {
    for (index, offer) in request.offers.iter().enumerate() {
        let field = format!("offers[{index}].account_id");
        if case.debt(&offer.account_id).is_some_and(|debt| debt.disputed_at.is_some()) {
            return Err(Refusal::field(Kind::AccountDisputed, field, "disputed"));
        }
        if case.is_arranged(&offer.account_id) {
            return Err(Refusal::field(Kind::AccountArranged, field, "arranged"));
        }
    }
    Ok(())
}

/// What the policy does with an offer: a person looks, if the client wants one; otherwise all of it is accepted, or other
/// terms are named, or a person looks all the same.
fn outcome(lines: &[ProposalLine], ask_person: bool) -> (ProposalStep, Vec<AcceptedTerms>) {
    use wire::terms::Verdict as Word;
    // Whoever asks for a person gets one, even where the rules would say yes: the page may know why they should not.
    if !ask_person && lines.iter().all(|line| line.verdict == Word::Accepted) {
        let accepted =
            |line: &ProposalLine| AcceptedTerms { account_id: line.account_id.clone(), terms: line.terms.clone() };
        return (ProposalStep::Accept, lines.iter().map(accepted).collect());
    }
    let countered = lines.iter().any(|line| matches!(line.verdict, Word::Countered { .. }));
    let step = if countered && !ask_person { ProposalStep::Counter } else { ProposalStep::Refer };
    (step, Vec::new())
}

/// The terms a person named, if they are those the client saw and can still be kept.
fn on_offer(case: &Case, place: usize, request: &CounterAcceptance, now: Now) -> Result<Vec<AcceptedTerms>, Refusal> {
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
    let counters = counters.ok_or_else(|| Refusal::because(Kind::StepIllegal, "no person has named other terms"))?;
    let mut checks = Checks::default();
    checks.expect(request.version == VERSION, "version", "unknown");
    let same = request.terms.len() == counters.len() && request.terms.iter().all(|seen| counters.contains(seen));
    let distinct = counters.iter().all(|counter| request.terms.contains(counter));
    checks.expect(same && distinct, "terms", "differs");
    checks.done()?;
    if counters.iter().any(|counter| has_passed(counter.terms.first, now.today())) {
        return Err(Refusal::because(Kind::StepIllegal, "the first date has passed"));
    }
    Ok(counters)
}

/// Whether a first date has passed, also for a client whose day is the one before.
#[must_use]
pub fn has_passed(first: Date, today: Date) -> bool {
    first < days_after(today, -1)
}

fn answer(case: &Case, place: usize, receipts: Vec<Receipt>) -> Result<ProposalAnswer, Refusal> {
    let proposal = case.proposals.get(place).cloned().ok_or(Kind::NotFound)?;
    Ok(ProposalAnswer { proposal, receipts })
}
