//! Each debt has its own question and its own answer.

use super::call::Call;
use super::stories;
use super::world::{World, account, invitation, offer, proposal};
use crate::auth::secrets;
use crate::cases::repository;
use crate::cases::transitions::Transitions;
use crate::events::{Actor, first_tampered};
use serde_json::{Value, json};
use wire::api::{DeskCase, DeskState, Invitation, Proposal, ProposalAnswer, ProposalLine};
use wire::json::Json as _;
use wire::problem::Kind;
use wire::terms::{OfferDecision, Reason};

stories![
    each_debt_is_decided_by_itself,
    to_ask_a_person_about_one_debt_holds_up_no_other,
    two_debts_are_answered_differently_at_the_desk,
    a_new_offer_ends_only_the_one_for_its_debt,
    all_offers_of_a_message_are_taken_or_none,
    an_older_offer_for_several_debts_is_still_answered,
    an_older_offer_loses_only_the_debt_that_is_offered_again_or_disputed,
    the_history_says_who_and_which_debt,
];

fn three(at_once: &Value) -> Value {
    let mut three = invitation(at_once);
    three["accounts"] = json!([account("First Bank", 600_00), account("Corner Store", 300_00), account("Gym", 200_00)]);
    three
}

fn states(proposals: &[Proposal]) -> Vec<(&str, &str)> {
    proposals.iter().map(|one| (one.lines[0].account_id.as_str(), one.state.as_str())).collect()
}

fn asking(account_id: &str, instalment_minor: i64, note: &str) -> Value {
    let mut one = offer(account_id, instalment_minor);
    one["ask_person"] = json!(true);
    one["note"] = json!(note);
    one
}

fn decision(cookie: &str, proposal: &str, body: &Value) -> Call {
    Call::post(format!("/api/v1/desk/proposals/{proposal}/decision")).cookie(cookie).key(proposal).json(body)
}

async fn case(world: &World, cookie: &str, id: &str) -> DeskCase {
    world.send(Call::get(format!("/api/v1/desk/invitations/{id}")).cookie(cookie)).await.json()
}

fn told(invitation: &Invitation, kind: &str) -> Vec<Value> {
    let records = invitation.records.iter().filter(|record| record.kind == kind);
    records.map(|record| record.content.clone()).collect()
}

async fn each_debt_is_decided_by_itself(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &three(&json!({ "up_to_balance_minor": 500_00 }))).await;
    // One above the balance that is accepted at once, one within the rules, one below them.
    let offers = [offer("a1", 50_00), offer("a2", 25_00), offer("a3", 10_00)];
    let answer = world.propose(&token, &proposal(&offers)).await;
    assert_eq!(states(&answer.proposals), [("a1", "considered"), ("a2", "accepted"), ("a3", "countered")]);
    assert_eq!(answer.proposal, answer.proposals[0]);
    assert_eq!(answer.receipts.len(), 1);
    assert_eq!(answer.receipts[0].arrangement.account_id, "a2");
    let seen = world.open(&token).await;
    assert_eq!((&seen.proposals, &seen.receipts), (&answer.proposals, &answer.receipts));
    let kinds: Vec<_> = seen.records.iter().skip(2).map(|record| record.kind.as_str()).take(6).collect();
    assert_eq!(kinds, ["offered", "referred", "offered", "accepted", "offered", "countered"]);
    assert_eq!(first_tampered(&seen.records), None);
    assert_eq!(case(world, &cookie, &id).await.state, DeskState::NeedsPerson);
}

async fn to_ask_a_person_about_one_debt_holds_up_no_other(world: &mut World) {
    let cookie = world.set_up().await;
    let (_, token) = world.invite(&cookie, &three(&json!("all"))).await;
    let answer =
        world.propose(&token, &proposal(&[offer("a1", 50_00), asking("a2", 10_00, "I care for my son.")])).await;
    assert_eq!(states(&answer.proposals), [("a1", "accepted"), ("a2", "considered")]);
    assert_eq!([&answer.proposals[0].note, &answer.proposals[1].note], ["", "I care for my son."]);
    // What the message says of all of them holds where an offer says nothing else.
    let mut body = proposal(&[offer("a2", 25_00), offer("a3", 25_00)]);
    body["ask_person"] = json!(true);
    body["note"] = json!("For all.");
    body["offers"][1]["ask_person"] = json!(false);
    body["offers"][1]["note"] = json!("");
    let answer = world.propose(&token, &body).await;
    assert_eq!(states(&answer.proposals), [("a2", "considered"), ("a3", "accepted")]);
    assert_eq!([&answer.proposals[0].note, &answer.proposals[1].note], ["For all.", ""]);
}

async fn two_debts_are_answered_differently_at_the_desk(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &three(&json!("nothing"))).await;
    let answer = world.propose(&token, &proposal(&[offer("a1", 50_00), offer("a2", 25_00), offer("a3", 25_00)])).await;
    let [first, second, third] = &answer.proposals[..] else { panic!("three") };
    let yes = json!({ "kind": "accept", "reason": "Thank you.", "counters": [] });
    let decided: DeskCase = world.send(decision(&cookie, &first.id, &yes)).await.json();
    assert_eq!((decided.state, decided.invitation.receipts.len()), (DeskState::NeedsPerson, 1));
    let other = json!({ "kind": "counter", "reason": "A little less.", "counters": [offer("a2", 20_00)] });
    world.send(decision(&cookie, &second.id, &other)).await.json::<DeskCase>();
    let no = json!({ "kind": "decline", "reason": "It would take too long.", "counters": [] });
    let decided: DeskCase = world.send(decision(&cookie, &third.id, &no)).await.json();
    assert_eq!(decided.state, DeskState::Answered, "a counter-offer is out");
    let seen = world.open(&token).await;
    assert_eq!(states(&seen.proposals), [("a1", "accepted"), ("a2", "countered"), ("a3", "rejected")]);
    let reasons: Vec<_> =
        seen.proposals.iter().map(|one| one.decision.as_ref().map(|decision| decision.reason.as_str())).collect();
    assert_eq!(reasons, [Some("Thank you."), Some("A little less."), Some("It would take too long.")]);
    let terms = json!([{ "account_id": "a2", "terms": seen.proposals[1].lines[0].counter.write() }]);
    let path = format!("/api/v1/proposals/{}/acceptance", second.id);
    let taken = Call::post(path).bearer(&token).key("take").json(&json!({ "version": 1, "terms": terms }));
    let taken: ProposalAnswer = world.send(taken).await.json();
    assert_eq!((states(&taken.proposals), taken.receipts.len()), (vec![("a2", "accepted")], 1));
    assert_eq!(case(world, &cookie, &id).await.state, DeskState::Declined, "all that is left was declined");
}

async fn a_new_offer_ends_only_the_one_for_its_debt(world: &mut World) {
    let cookie = world.set_up().await;
    let (_, token) = world.invite(&cookie, &three(&json!("nothing"))).await;
    world.propose(&token, &proposal(&[offer("a1", 50_00), offer("a2", 25_00)])).await;
    world.propose(&token, &proposal(&[offer("a2", 30_00), offer("a3", 25_00)])).await;
    let seen = world.open(&token).await;
    let expected = [("a1", "considered"), ("a2", "expired"), ("a2", "considered"), ("a3", "considered")];
    assert_eq!(states(&seen.proposals), expected);
    let ended = json!({ "proposal_id": seen.proposals[1].id, "account_ids": ["a2"], "because": "offered_again" });
    assert_eq!(told(&seen, "expired"), [ended]);
}

async fn all_offers_of_a_message_are_taken_or_none(world: &mut World) {
    let cookie = world.set_up().await;
    let (_, token) = world.invite(&cookie, &three(&json!("all"))).await;
    world.propose(&token, &proposal(&[offer("a2", 25_00)])).await;
    let counts = world.counts().await;
    let call = |body: &Value| Call::post("/api/v1/proposals").bearer(&token).key("k").json(body);
    let both = proposal(&[offer("a1", 50_00), offer("a2", 25_00)]);
    assert_eq!(world.send(call(&both)).await.faults(Kind::AccountArranged), ["offers[1].account_id arranged"]);
    assert_eq!(counts, world.counts().await);
    let both = proposal(&[offer("a1", 50_00), offer("a3", 0)]);
    let faults = world.send(call(&both)).await.faults(Kind::ValueRefused);
    assert_eq!(faults, ["offers[1].instalment_minor out_of_bounds"]);
    assert_eq!(counts, world.counts().await);
    // The same message again is the same answer, all of it.
    let both = proposal(&[offer("a1", 50_00), offer("a3", 20_00)]);
    let first = world.send(call(&both)).await;
    let counts = world.counts().await;
    assert_eq!(world.send(call(&both)).await.bytes, first.bytes);
    assert_eq!((first.json::<ProposalAnswer>().proposals.len(), counts), (2, world.counts().await));
}

/// An offer for several debts as it was stored before each debt had its own: one proposal with a line for each.
async fn offered_as_one(world: &World, id: &str, offers: &[Value]) -> String {
    let mut tx = world.app.store.write().await.expect("a write");
    let mut case = repository::load(&mut *tx, id).await.expect("a case").expect("a case");
    let now = world.app.clock.now();
    let line = |one: &Value| {
        let account = case.account(one["account_id"].as_str().expect("an account")).expect("an account");
        let terms = domain::arrangement::Terms::new(
            domain::money::Amount::from_minor(account.balance_minor),
            domain::money::Amount::from_minor(one["instalment_minor"].as_i64().expect("an amount")),
            domain::arrangement::Frequency::Month,
            one["first"].as_str().expect("a day").parse().expect("a day"),
        );
        ProposalLine {
            account_id: account.id.clone(),
            terms: (&terms.expect("terms")).into(),
            verdict: OfferDecision::Referred { reasons: vec![Reason::AlwaysNeedsPerson] },
            counter: None,
        }
    };
    let proposal = Proposal {
        id: secrets::random_id().expect("random"),
        at: now.text(),
        state: "considered".to_owned(),
        lines: offers.iter().map(line).collect(),
        note: "For both.".to_owned(),
        decision: None,
    };
    let name = proposal.id.clone();
    let mut steps = Transitions { app: &world.app, tx: &mut *tx, case: &mut case, now };
    steps.offer(proposal, false).await.expect("offered");
    steps.record(Actor::Policy, "referred", json!({ "proposal_id": name })).await.expect("recorded");
    tx.commit().await.expect("kept");
    name
}

async fn an_older_offer_for_several_debts_is_still_answered(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &three(&json!("nothing"))).await;
    let name = offered_as_one(world, &id, &[offer("a1", 50_00), offer("a2", 25_00)]).await;
    let missing = json!({ "kind": "counter", "reason": "Less.", "counters": [offer("a2", 20_00)] });
    let faults = world.send(decision(&cookie, &name, &missing)).await.faults(Kind::ValueRefused);
    assert_eq!(faults, ["counters missing"]);
    let counters = [offer("a2", 20_00), offer("a1", 40_00)];
    let body = json!({ "kind": "counter", "reason": "Less.", "counters": counters });
    world.send(decision(&cookie, &name, &body)).await.json::<DeskCase>();
    let offered = world.open(&token).await.proposals.remove(0);
    assert_eq!((offered.state.as_str(), offered.lines.len()), ("countered", 2));
    let named = |place: usize| {
        let line = &offered.lines[place];
        json!({ "account_id": line.account_id, "terms": line.counter.write() })
    };
    let path = format!("/api/v1/proposals/{name}/acceptance");
    let accept = |key: &str, terms: Value| {
        Call::post(path.clone()).bearer(&token).key(key).json(&json!({ "version": 1, "terms": terms }))
    };
    assert_eq!(world.send(accept("one", json!([named(0)]))).await.faults(Kind::ValueRefused), ["terms differs"]);
    let answer: ProposalAnswer = world.send(accept("both", json!([named(1), named(0)]))).await.json();
    assert_eq!((answer.proposal.state.as_str(), answer.receipts.len()), ("accepted", 2));
    assert_eq!(first_tampered(&world.open(&token).await.records), None);
}

async fn an_older_offer_loses_only_the_debt_that_is_offered_again_or_disputed(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &three(&json!("nothing"))).await;
    let name = offered_as_one(world, &id, &[offer("a1", 50_00), offer("a2", 25_00), offer("a3", 20_00)]).await;
    world.propose(&token, &proposal(&[offer("a1", 60_00)])).await;
    let lines = |seen: &Invitation| -> Vec<String> {
        seen.proposals[0].lines.iter().map(|line| line.account_id.clone()).collect()
    };
    let seen = world.open(&token).await;
    assert_eq!((seen.proposals[0].state.as_str(), lines(&seen)), ("considered", vec!["a2".into(), "a3".into()]));
    let body = json!({ "version": 1, "account_id": "a2", "ground": "paid", "note": "" });
    world.send(Call::post("/api/v1/disputes").bearer(&token).key("d").json(&body)).await.json::<Invitation>();
    let seen = world.open(&token).await;
    assert_eq!((seen.proposals[0].state.as_str(), lines(&seen)), ("considered", vec!["a3".into()]));
    // The history says what ended, what is left, and for ever what was offered.
    let again = json!({
        "proposal_id": name, "account_ids": ["a1"], "account_ids_left": ["a2", "a3"], "because": "offered_again",
    });
    let disputed =
        json!({ "proposal_id": name, "account_ids": ["a2"], "account_ids_left": ["a3"], "because": "disputed" });
    assert_eq!(told(&seen, "expired"), [again, disputed]);
    assert_eq!(told(&seen, "offered")[0]["lines"].as_array().map(Vec::len), Some(3));
    let yes = json!({ "kind": "accept", "reason": "", "counters": [] });
    let decided: DeskCase = world.send(decision(&cookie, &name, &yes)).await.json();
    let agreed: Vec<_> =
        decided.invitation.receipts.iter().map(|receipt| receipt.arrangement.account_id.as_str()).collect();
    assert_eq!(agreed, ["a3"]);
    assert_eq!(first_tampered(&decided.invitation.records), None);
}

async fn the_history_says_who_and_which_debt(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &three(&json!("nothing"))).await;
    let link = Call::post(format!("/api/v1/desk/invitations/{id}/link")).cookie(&cookie).key("l");
    let link = world.send(link.json(&json!({ "record": 1 }))).await;
    let token_new = link.json::<wire::api::InvitationCreated>().token.expect("told once");
    world.send(Call::get("/api/v1/invitation").bearer(&token)).await.refused(Kind::InvitationUnavailable);
    world.propose(&token_new, &proposal(&[offer("a1", 50_00)])).await;
    let withdrawal = Call::post(format!("/api/v1/desk/invitations/{id}/withdrawal")).cookie(&cookie);
    assert_eq!(world.send(withdrawal).await.status, 204);
    let seen = case(world, &cookie, &id).await.invitation;
    assert_eq!(told(&seen, "invited")[0]["by"], json!("Ada"));
    assert_eq!(told(&seen, "link_renewed"), [json!({ "by": "Ada", "replaces": 1 })]);
    let accounts = json!([
        { "account_id": "a1", "claimed_minor": 600_00 },
        { "account_id": "a2", "claimed_minor": 300_00 },
        { "account_id": "a3", "claimed_minor": 200_00 },
    ]);
    assert_eq!(told(&seen, "withdrawn"), [json!({ "by": "Ada", "accounts": accounts })]);
    let ended = json!({ "proposal_id": seen.proposals[0].id, "account_ids": ["a1"], "because": "withdrawn" });
    assert_eq!(told(&seen, "expired"), [ended]);
}
