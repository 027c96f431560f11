//! The whole way of a dispute: the client raises it, everything stops, a person answers, and things go on.

use super::call::Call;
use super::stories;
use super::world::{World, account, asking_a_person, invitation, offer, proposal};
use crate::events::first_tampered;
use serde_json::{Value, json};
use wire::api::{AccountState, DeskCase, DeskList, DeskState, Invitation};
use wire::problem::Kind;

stories![
    what_is_verified_goes_on_and_may_be_disputed_again,
    what_is_withdrawn_in_part_is_owed_for_the_rest,
    what_is_withdrawn_is_owed_no_more,
    what_was_agreed_follows_the_answer,
    only_the_dispute_that_was_read_is_answered_and_once,
    a_note_arrives_with_the_marks_that_people_paste,
    an_answer_with_values_that_are_refused,
    what_was_disputed_stays_readable_for_ever,
    answers_survive_a_restart_and_a_changed_debt_is_noticed,
];

fn dispute(token: &str, account_id: &str, key: &str) -> Call {
    let body = json!({ "version": 1, "account_id": account_id, "ground": "amount_wrong", "note": "I paid in May." });
    Call::post("/api/v1/disputes").bearer(token).key(key).json(&body)
}

async fn disputed(world: &World, token: &str, account_id: &str, key: &str) -> i64 {
    let after: Invitation = world.send(dispute(token, account_id, key)).await.json();
    let entry = after.records.iter().rfind(|record| record.kind == "disputed").expect("an entry");
    entry.number
}

fn answer(cookie: &str, id: &str, account_id: &str, body: &Value) -> Call {
    let path = format!("/api/v1/desk/invitations/{id}/accounts/{account_id}/answer");
    // The same answer has the same key.
    let key = crate::auth::secrets::hash(body.to_string().as_bytes());
    Call::post(path).cookie(cookie).key(&key).json(body)
}

fn verified(record: i64) -> Value {
    json!({ "record": record, "kind": "verified", "withdrawn_minor": 0, "told": "Your contract of 2019, by post." })
}

fn withdrawn(record: i64, minor: i64) -> Value {
    json!({ "record": record, "kind": "withdrawn", "withdrawn_minor": minor, "told": "Your payment of May counts." })
}

fn last_kind(invitation: &Invitation) -> (&str, &str) {
    invitation.records.last().map(|record| (record.actor.as_str(), record.kind.as_str())).expect("an entry")
}

async fn what_is_verified_goes_on_and_may_be_disputed_again(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    world.open(&token).await;
    let open = world.propose(&token, &asking_a_person(&[offer("a1", 10_00)])).await.proposal;
    let record = disputed(world, &token, "a1", "d1").await;
    // Until it is answered all of it stands still, on both sides.
    let again =
        |key: &str| Call::post("/api/v1/proposals").bearer(&token).key(key).json(&proposal(&[offer("a1", 50_00)]));
    world.send(again("early")).await.refused(Kind::AccountDisputed);
    let accept = json!({ "kind": "accept", "reason": "", "counters": [] });
    let decision = Call::post(format!("/api/v1/desk/proposals/{}/decision", open.id)).cookie(&cookie).key("k");
    world.send(decision.json(&accept)).await.refused(Kind::StepIllegal);

    world.pass_days(3);
    let cookie = sign_in(world).await;
    let case: DeskCase = world.send(answer(&cookie, &id, "a1", &verified(record))).await.json();
    assert_eq!(case.state, DeskState::Answered, "it is the client's turn");
    let seen = world.open(&token).await;
    assert_eq!(seen, case.invitation);
    let debt = &seen.accounts[0];
    assert_eq!((debt.state, debt.balance_minor, debt.withdrawn_minor), (AccountState::Open, 600_00, 0));
    let said = debt.answer.as_ref().expect("an answer");
    assert_eq!((said.kind.as_str(), said.by.as_str()), ("verified", "Ada"));
    assert_eq!((said.told.as_str(), said.at.as_str()), ("Your contract of 2019, by post.", "2026-11-25T12:00:00Z"));
    assert_eq!(seen.accounts[1].answer, None);
    assert_eq!(last_kind(&seen), ("person", "dispute_verified"));
    let content = &seen.records.last().expect("an entry").content;
    assert_eq!(
        content,
        &json!({ "account_id": "a1", "answers": record, "told": said.told, "by": "Ada", "claimed_minor": 600_00 })
    );
    assert_eq!(first_tampered(&seen.records), None);

    // The client may dispute again, and then all stands still again with the earlier answer in sight.
    let second = disputed(world, &token, "a1", "d2").await;
    assert_ne!(second, record);
    let seen = world.open(&token).await;
    assert_eq!((seen.accounts[0].state, seen.accounts[0].answer.as_ref()), (AccountState::Disputed, Some(said)));
    world.send(again("stopped")).await.refused(Kind::AccountDisputed);
    world.send(answer(&cookie, &id, "a1", &verified(second))).await.json::<DeskCase>();
    // And offer for it: no word of an admission anywhere.
    let agreed = world.send(again("late")).await.json::<wire::api::ProposalAnswer>();
    assert_eq!((agreed.proposal.state.as_str(), agreed.receipts[0].arrangement.admits_debt), ("accepted", false));
    let list: DeskList = world.send(Call::get("/api/v1/desk/invitations").cookie(&cookie)).await.json();
    assert_eq!(list.invitations[0].state, DeskState::PartlyArranged, "the other debt is still open");
}

async fn what_is_withdrawn_in_part_is_owed_for_the_rest(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    let record = disputed(world, &token, "a1", "d1").await;
    let case: DeskCase = world.send(answer(&cookie, &id, "a1", &withdrawn(record, 150_00))).await.json();
    let debt = &case.invitation.accounts[0];
    assert_eq!((debt.state, debt.balance_minor, debt.withdrawn_minor), (AccountState::Open, 450_00, 150_00));
    assert_eq!(debt.first_balance_minor(), 600_00);
    assert_eq!(last_kind(&case.invitation), ("person", "dispute_withdrawn"));
    let content = &case.invitation.records.last().expect("an entry").content;
    assert_eq!((&content["withdrawn_minor"], &content["claimed_minor"]), (&json!(150_00), &json!(450_00)));
    let list: DeskList = world.send(Call::get("/api/v1/desk/invitations").cookie(&cookie)).await.json();
    assert_eq!(list.invitations[0].balance_minor, 750_00);
    // Offers are for what is left, and for no more.
    let too_much = Call::post("/api/v1/proposals").bearer(&token).key("p").json(&proposal(&[offer("a1", 450_01)]));
    let faults = world.send(too_much).await.faults(Kind::ValueRefused);
    assert_eq!(faults, ["offers[0].instalment_minor out_of_bounds"]);
    let agreed = world.propose(&token, &proposal(&[offer("a1", 50_00)])).await;
    let terms = &agreed.receipts[0].arrangement.terms;
    assert_eq!((terms.balance_minor, terms.number), (450_00, 9));
    // Two answers add up, and never to more than there was.
    let second = disputed(world, &token, "a1", "d2").await;
    let more = world.send(answer(&cookie, &id, "a1", &withdrawn(second, 450_01))).await;
    assert_eq!(more.faults(Kind::ValueRefused), ["withdrawn_minor out_of_bounds"]);
    let case: DeskCase = world.send(answer(&cookie, &id, "a1", &withdrawn(second, 450_00))).await.json();
    let debt = &case.invitation.accounts[0];
    assert_eq!((debt.state, debt.balance_minor, debt.withdrawn_minor), (AccountState::Withdrawn, 0, 600_00));
}

async fn what_is_withdrawn_is_owed_no_more(world: &mut World) {
    let cookie = world.set_up().await;
    let mut one_debt = invitation(&json!("all"));
    one_debt["accounts"] = json!([account("First Bank", 600_00)]);
    let (id, token) = world.invite(&cookie, &one_debt).await;
    world.open(&token).await;
    let record = disputed(world, &token, "a1", "d1").await;
    let case: DeskCase = world.send(answer(&cookie, &id, "a1", &withdrawn(record, 600_00))).await.json();
    assert_eq!(case.state, DeskState::Closed);
    let debt = &case.invitation.accounts[0];
    assert_eq!((debt.state, debt.balance_minor, debt.withdrawn_minor), (AccountState::Withdrawn, 0, 600_00));
    // Nothing comes back: no offer, no further dispute, no second answer.
    let again = Call::post("/api/v1/proposals").bearer(&token).key("p").json(&proposal(&[offer("a1", 50_00)]));
    assert_eq!(world.send(again).await.faults(Kind::ValueRefused), ["offers[0].account_id withdrawn"]);
    world.send(dispute(&token, "a1", "d2")).await.refused(Kind::StepIllegal);
    world.send(answer(&cookie, &id, "a1", &verified(record))).await.refused(Kind::StepIllegal);
    assert_eq!(world.open(&token).await, case.invitation);
}

async fn what_was_agreed_follows_the_answer(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    let agreed = world.propose(&token, &proposal(&[offer("a1", 50_00), offer("a2", 25_00)])).await;
    let state = |case: &DeskCase| (case.state, case.invitation.accounts[0].state);
    let record = disputed(world, &token, "a1", "d1").await;
    let case: DeskCase = world.send(Call::get(format!("/api/v1/desk/invitations/{id}")).cookie(&cookie)).await.json();
    assert_eq!(state(&case), (DeskState::Disputed, AccountState::Disputed));
    let case: DeskCase = world.send(answer(&cookie, &id, "a1", &verified(record))).await.json();
    assert_eq!(state(&case), (DeskState::Arranged, AccountState::Arranged));
    let record = disputed(world, &token, "a1", "d2").await;
    let case: DeskCase = world.send(answer(&cookie, &id, "a1", &withdrawn(record, 100_00))).await.json();
    assert_eq!(state(&case), (DeskState::Arranged, AccountState::Arranged));
    assert_eq!(case.invitation.accounts[0].balance_minor, 500_00);
    // The receipt says for ever what was agreed on that day.
    assert_eq!(case.invitation.receipts, agreed.receipts);
    let record = disputed(world, &token, "a1", "d3").await;
    let case: DeskCase = world.send(answer(&cookie, &id, "a1", &withdrawn(record, 500_00))).await.json();
    assert_eq!(state(&case), (DeskState::Arranged, AccountState::Withdrawn), "the other one goes on");
    assert_eq!(case.invitation.receipts, agreed.receipts);
    assert_eq!(first_tampered(&case.invitation.records), None);
}

async fn only_the_dispute_that_was_read_is_answered_and_once(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    let counts = world.counts().await;
    world.send(answer(&cookie, &id, "a1", &verified(1))).await.refused(Kind::StepIllegal);
    world.send(answer(&cookie, &id, "a9", &verified(1))).await.refused(Kind::NotFound);
    world.send(answer(&cookie, "0000000000000000", "a1", &verified(1))).await.refused(Kind::NotFound);
    assert_eq!(counts, world.counts().await);
    let first = disputed(world, &token, "a1", "d1").await;
    let other = disputed(world, &token, "a2", "d2").await;
    world.send(answer(&cookie, &id, "a1", &verified(other))).await.refused(Kind::StepIllegal);
    let reply = world.send(answer(&cookie, &id, "a1", &verified(first))).await;
    let counts = world.counts().await;
    let again = world.send(answer(&cookie, &id, "a1", &verified(first))).await;
    assert_eq!((reply.status, &reply.bytes), (again.status, &again.bytes), "sent again it is done once");
    assert_eq!(counts, world.counts().await);
    // A page that still shows the first dispute cannot answer the second one unread.
    let second = disputed(world, &token, "a1", "d3").await;
    let stale = answer(&cookie, &id, "a1", &verified(first)).key("another");
    world.send(stale).await.refused(Kind::StepIllegal);
    world.send(answer(&cookie, &id, "a1", &verified(second))).await.json::<DeskCase>();
    // Taken back, the client could not read an answer.
    assert_eq!(
        world.send(Call::post(format!("/api/v1/desk/invitations/{id}/withdrawal")).cookie(&cookie)).await.status,
        204
    );
    world.send(answer(&cookie, &id, "a2", &verified(other))).await.refused(Kind::StepIllegal);
}

/// Tabulators and direction marks come from keyboards, address books and languages written from right to left.
async fn a_note_arrives_with_the_marks_that_people_paste(world: &mut World) {
    let cookie = world.set_up().await;
    let notes = [
        "May\t120.00\tpaid",
        "I paid on \u{200e}3/\u{200e}5/\u{200e}2026",
        "call \u{202a}+44 20 7946 0000\u{202c}",
        "\u{2067}\u{5e9}\u{5d5}\u{5dc}\u{5dd}\u{2069} in May\u{200f}",
    ];
    for note in notes {
        let (_, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
        let body = json!({ "version": 1, "account_id": "a1", "ground": "paid", "note": note });
        let reply = world.send(Call::post("/api/v1/disputes").bearer(&token).key("k").json(&body)).await;
        let invitation = reply.json::<Invitation>();
        let said = invitation.records.iter().find(|record| record.kind == "disputed").expect("an entry");
        assert!(wire::json::print(&said.content).contains(&wire::json::print(&note.to_owned())), "{note:?}");
    }
}

async fn an_answer_with_values_that_are_refused(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    let record = disputed(world, &token, "a1", "d1").await;
    let counts = world.counts().await;
    let body = |kind: &str, minor: i64, told: &str| json!({ "record": record, "kind": kind, "withdrawn_minor": minor, "told": told });
    let long = "x".repeat(1_001);
    for (kind, minor, told, fault) in [
        ("verified", 0, " \n ", "told required"),
        ("verified", 0, long.as_str(), "told too_long"),
        ("verified", 0, "a\u{202e}b", "told letters"),
        ("verified", 1, "It is owed.", "withdrawn_minor out_of_bounds"),
        ("withdrawn", 0, "Sorry.", "withdrawn_minor out_of_bounds"),
        ("withdrawn", -1, "Sorry.", "withdrawn_minor out_of_bounds"),
        ("withdrawn", 600_01, "Sorry.", "withdrawn_minor out_of_bounds"),
        ("withdrawn", i64::MAX, "Sorry.", "withdrawn_minor out_of_bounds"),
        ("admitted", 0, "You owe it.", "kind unknown"),
    ] {
        let call = answer(&cookie, &id, "a1", &body(kind, minor, told)).key("k");
        assert_eq!(world.send(call).await.faults(Kind::ValueRefused), [fault]);
    }
    let good = body("verified", 0, "It is owed.");
    let without_key = answer(&cookie, &id, "a1", &good).without("idempotency-key");
    world.send(without_key).await.refused(Kind::IdempotencyKeyMissing);
    world.send(answer("", &id, "a1", &good).key("k")).await.refused(Kind::SignInRequired);
    world.send(answer("", &id, "a1", &good).key("k").bearer(&token)).await.refused(Kind::SignInRequired);
    assert_eq!(counts, world.counts().await);
    assert_eq!(world.open(&token).await.accounts[0].state, AccountState::Disputed);
}

async fn what_was_disputed_stays_readable_for_ever(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    let record = disputed(world, &token, "a1", "d1").await;
    world.pass_days(400);
    assert_eq!(world.open(&token).await.accounts[0].state, AccountState::Disputed);
    let cookie = sign_in(world).await;
    let case: DeskCase = world.send(answer(&cookie, &id, "a1", &withdrawn(record, 1))).await.json();
    assert_eq!(case.state, DeskState::Expired, "nothing can be offered any more");
    assert_eq!(world.open(&token).await, case.invitation);
    let late = Call::post("/api/v1/proposals").bearer(&token).key("late").json(&proposal(&[offer("a1", 50_00)]));
    world.send(late).await.refused(Kind::StepIllegal);
    let link = Call::post(format!("/api/v1/desk/invitations/{id}/link"))
        .cookie(&cookie)
        .key("l")
        .json(&json!({ "record": 1 }));
    assert_eq!(world.send(link).await.status, 200, "nor is a lost link the end of it");
}

async fn answers_survive_a_restart_and_a_changed_debt_is_noticed(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    world.open(&token).await;
    let record = disputed(world, &token, "a1", "d1").await;
    let before: DeskCase = world.send(answer(&cookie, &id, "a1", &withdrawn(record, 100_00))).await.json();
    world.restart().await;
    assert_eq!(world.open(&token).await, before.invitation);
    // What is withdrawn in the database and not in the history does not go on as if nothing had happened.
    world.change("UPDATE account SET withdrawn_minor = 0 WHERE id = 'a1'", Vec::new()).await;
    world.send(dispute(&token, "a1", "d2")).await.refused(Kind::Internal);
}

async fn sign_in(world: &World) -> String {
    let body = json!({ "name": super::world::NAME, "password": super::world::PASSWORD });
    super::world::cookie(&world.send(Call::post("/api/v1/desk/session").json(&body)).await)
}
