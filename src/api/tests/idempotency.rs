//! A write is done once, however often it is sent.

use super::call::{Call, Reply};
use super::stories;
use super::world::{World, invitation, offer, proposal, send};
use crate::cases::repository;
use serde_json::json;
use wire::api::{InvitationCreated, ProposalAnswer};
use wire::problem::Kind;

stories![
    the_same_write_gets_the_same_answer,
    a_key_stands_for_one_request,
    a_failure_leaves_no_trace,
    sent_many_times_at_once_it_is_done_once,
    two_offers_at_once_make_one_arrangement,
    the_database_itself_refuses_a_second_arrangement,
];

fn propose(token: &str, key: &str) -> Call {
    Call::post("/api/v1/proposals").bearer(token).key(key).json(&proposal(&[offer("a1", 50_00)]))
}

async fn the_same_write_gets_the_same_answer(world: &mut World) {
    let cookie = world.set_up().await;
    let invite = Call::post("/api/v1/desk/invitations").cookie(&cookie).key("i1").json(&invitation(&json!("all")));
    let created: InvitationCreated = world.send(invite.clone()).await.json();
    let token = created.token.expect("told once");
    let again = world.send(invite.clone()).await;
    assert_eq!(again.status, 201);
    let again: InvitationCreated = again.json();
    assert_eq!((again.id, again.token), (created.id, None), "the token is not kept, so it cannot be told again");

    let first = world.send(propose(&token, "p1")).await;
    world.pass_hours(1);
    world.restart().await;
    let counts = world.counts().await;
    let second = world.send(propose(&token, "p1")).await;
    assert_eq!((first.status, &first.bytes), (second.status, &second.bytes));
    assert_eq!(first.json::<ProposalAnswer>().receipts.len(), 1);
    let dispute = json!({ "version": 1, "account_id": "a2", "ground": "paid", "note": "" });
    let dispute = Call::post("/api/v1/disputes").bearer(&token).key("d1").json(&dispute);
    assert_eq!(counts, world.counts().await);
    let first = world.send(dispute.clone()).await;
    assert_eq!(first.bytes, world.send(dispute).await.bytes);
    // Another invitation may use the same keys.
    let (_, other) = world.invite(&cookie, &invitation(&json!("all"))).await;
    assert_ne!(world.send(propose(&other, "p1")).await.bytes, second.bytes);
}

async fn a_key_stands_for_one_request(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    let answer: ProposalAnswer = world
        .send(Call::post("/api/v1/proposals").bearer(&token).key("k").json(&proposal(&[offer("a1", 60_00)])))
        .await
        .json();
    assert_eq!(answer.proposal.state, "accepted");
    let counts = world.counts().await;
    world.send(propose(&token, "k")).await.refused(Kind::IdempotencyKeyReused);
    let elsewhere = json!({ "version": 1, "account_id": "a2", "ground": "paid", "note": "" });
    let elsewhere = Call::post("/api/v1/disputes").bearer(&token).key("k").json(&elsewhere);
    world.send(elsewhere).await.refused(Kind::IdempotencyKeyReused);

    let invite = |key: &str, label: &str| {
        let mut body = invitation(&json!("all"));
        body["label"] = json!(label);
        Call::post("/api/v1/desk/invitations").cookie(&cookie).key(key).json(&body)
    };
    assert_eq!(world.send(invite("i", "one")).await.status, 201);
    world.send(invite("i", "two")).await.refused(Kind::IdempotencyKeyReused);

    let long = "x".repeat(65);
    for wrong in ["", " ", "a b", long.as_str(), "\u{e9}"] {
        world.send(propose(&token, wrong)).await.refused(Kind::IdempotencyKeyMissing);
        world.send(invite(wrong, "three")).await.refused(Kind::IdempotencyKeyMissing);
    }
    let longest = "x".repeat(64);
    world.send(propose(&token, &longest)).await.refused(Kind::AccountArranged);
    let none = |call: Call| call.without("idempotency-key");
    world.send(none(propose(&token, "k"))).await.refused(Kind::IdempotencyKeyMissing);
    world.send(none(invite("k", "three"))).await.refused(Kind::IdempotencyKeyMissing);
    for path in ["/api/v1/disputes", "/api/v1/proposals/x/acceptance"] {
        world.send(Call::post(path).bearer(&token).text("{}")).await.refused(Kind::IdempotencyKeyMissing);
    }
    let decision = Call::post("/api/v1/desk/proposals/x/decision").cookie(&cookie).text("{}");
    world.send(decision).await.refused(Kind::IdempotencyKeyMissing);
    let after = world.counts().await;
    let more: Vec<_> = counts.iter().zip(&after).filter(|(before, after)| before != after).map(|(_, a)| a.0).collect();
    assert_eq!(more, ["invitation", "account", "record", "answer"], "only the one new invitation");
    assert_eq!(world.open(&token).await.id, id);
}

async fn a_failure_leaves_no_trace(world: &mut World) {
    let cookie = world.set_up().await;
    let (_, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    let counts = world.counts().await;
    let call = |instalment| {
        Call::post("/api/v1/proposals").bearer(&token).key("k").json(&proposal(&[offer("a1", instalment)]))
    };
    world.send(call(-1)).await.refused(Kind::ValueRefused);
    assert_eq!(counts, world.counts().await);
    assert_eq!(world.send(call(50_00)).await.json::<ProposalAnswer>().proposal.state, "accepted");
}

async fn at_once(world: &World, calls: Vec<Call>) -> Vec<Reply> {
    let running: Vec<_> = calls.into_iter().map(|call| tokio::spawn(send(world.router.clone(), call))).collect();
    let mut replies = Vec::new();
    for reply in running {
        replies.push(reply.await.expect("a reply"));
    }
    replies
}

async fn sent_many_times_at_once_it_is_done_once(world: &mut World) {
    let cookie = world.set_up().await;
    let invite = Call::post("/api/v1/desk/invitations").cookie(&cookie).key("i").json(&invitation(&json!("all")));
    let replies = at_once(world, vec![invite; 6]).await;
    let tokens: Vec<String> = replies.iter().filter_map(|reply| reply.json::<InvitationCreated>().token).collect();
    assert_eq!(tokens.len(), 1, "one of them made it");
    let replies = at_once(world, vec![propose(&tokens[0], "p"); 6]).await;
    assert!(replies.iter().all(|reply| reply.status == 200 && reply.bytes == replies[0].bytes));
    let count = |counts: &[(&str, i64)], table: &str| counts.iter().find(|(name, _)| *name == table).map(|(_, n)| *n);
    let counts = world.counts().await;
    assert_eq!(count(&counts, "invitation"), Some(1));
    assert_eq!(count(&counts, "arrangement"), Some(1));
    assert_eq!(count(&counts, "proposal"), Some(1));
}

async fn two_offers_at_once_make_one_arrangement(world: &mut World) {
    let cookie = world.set_up().await;
    let (_, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    let calls = ["p1", "p2", "p3", "p4"].map(|key| propose(&token, key)).to_vec();
    let replies = at_once(world, calls).await;
    let (done, refused): (Vec<_>, Vec<_>) = replies.into_iter().partition(|reply| reply.status == 200);
    assert_eq!((done.len(), refused.len()), (1, 3));
    refused.iter().for_each(|reply| reply.refused(Kind::AccountArranged));
    assert_eq!(world.open(&token).await.receipts.len(), 1);
}

async fn the_database_itself_refuses_a_second_arrangement(world: &mut World) {
    let cookie = world.set_up().await;
    let (_, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    let answer = world.propose(&token, &proposal(&[offer("a1", 50_00)])).await;
    let mut second = answer.receipts[0].clone();
    second.arrangement.id = "ffffffffffffffff".to_owned();
    let mut tx = world.app.store.write().await.expect("a write");
    let added = repository::add_arrangement(&mut *tx, 2, &answer.proposal.id, &second).await;
    assert!(matches!(added, Err(crate::store::StoreError::Conflict)), "{added:?}");
}
