//! What breaks in the middle heals: requests that end early, a full disk, a database that is busy.

use super::call::Call;
use super::stories;
use super::world::{World, invitation, send};
use crate::store::{StoreError, values};
use core::future::poll_fn;
use core::pin::pin;
use core::task::Poll;
use serde_json::json;
use std::time::{Duration, Instant};
use wire::problem::Kind;

stories![
    a_request_that_is_cut_off_harms_nobody,
    a_transaction_that_is_dropped_or_fails_is_undone,
    ready_means_that_a_write_works,
];

/// Sends a request and goes away after it was looked at so often.
async fn cut_off(world: &World, call: Call, polls: usize) {
    let mut answer = pin!(send(world.router.clone(), call));
    let mut left = polls;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(());
        }
        left -= 1;
        answer.as_mut().poll(context).map(drop)
    })
    .await;
}

/// A cut-off read must not leave a connection that only reads to somebody who writes, nor a cut-off write one that is in
/// the middle of something.
async fn a_request_that_is_cut_off_harms_nobody(world: &mut World) {
    let cookie = world.set_up().await;
    let (_, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    let invite =
        |key: String| Call::post("/api/v1/desk/invitations").cookie(&cookie).key(&key).json(&invitation(&json!("all")));
    for polls in 0..24 {
        for call in [
            Call::get("/api/v1/invitation").bearer(&token),
            Call::get("/api/v1/health"),
            Call::get("/api/v1/desk/invitations").cookie(&cookie),
            invite(format!("cut-{polls}")),
        ] {
            cut_off(world, call, polls).await;
        }
        assert_eq!(world.send(invite(format!("after-{polls}"))).await.status, 201, "after {polls}");
        // What was cut off is done once, when it comes again, or was done already.
        assert_eq!(world.send(invite(format!("cut-{polls}"))).await.status, 201, "again after {polls}");
    }
    let mut together = Vec::new();
    for number in 0..20 {
        together.push(tokio::spawn(send(world.router.clone(), invite(format!("together-{number}")))));
    }
    for one in together {
        assert_eq!(one.await.expect("an answer").status, 201);
    }
    let rows = world.rows("SELECT COUNT(*) FROM invitation").await.into_iter().next();
    assert_eq!(rows.expect("a row").integer().expect("a count"), 1 + 2 * 24 + 20, "none is doubled");
}

async fn a_transaction_that_is_dropped_or_fails_is_undone(world: &mut World) {
    let add = "INSERT INTO setup (id, token_hash) VALUES (1, $1)";
    for round in 0..20 {
        let mut tx = world.app.store.write().await.expect("a write");
        assert_eq!(tx.execute(add, values!["dropped"]).await.expect("a row"), 1, "round {round}");
        drop(tx);
        let mut tx = world.app.store.write().await.expect("a write");
        tx.execute(add, values!["failed"]).await.expect("a row");
        assert!(matches!(tx.execute(add, values!["again"]).await, Err(StoreError::Conflict)));
        drop(tx);
        let mut tx = world.app.store.write().await.expect("a write");
        tx.execute(add, values!["broken"]).await.expect("a row");
        assert!(matches!(tx.execute("INSERT INTO nothing VALUES (1)", values![]).await, Err(StoreError::Broken(_))));
        drop(tx);
        let mut tx = world.app.store.read().await.expect("a read");
        assert!(tx.execute(add, values!["reader"]).await.is_err(), "a read does not write");
        drop(tx);
        let panicking = tokio::spawn({
            let mut tx = world.app.store.write().await.expect("a write");
            async move {
                tx.execute(add, values!["panicked"]).await.expect("a row");
                panic!("on purpose");
            }
        });
        assert!(panicking.await.is_err());
    }
    assert_eq!(world.rows("SELECT token_hash FROM setup").await.len(), 0);
}

async fn ready_means_that_a_write_works(world: &mut World) {
    let ready = || Call::get("/api/v1/health/ready");
    assert_eq!(world.send(ready()).await.status, 200);
    // Asked at once by many, it writes once.
    let before = Instant::now();
    for _ in 0..200 {
        assert_eq!(world.send(ready()).await.status, 200);
    }
    assert!(before.elapsed() < Duration::from_secs(30));
    assert_eq!(world.send(Call::get("/api/v1/health/live")).await.status, 200);
    world.change("DELETE FROM heartbeat", values![]).await;
    assert_eq!(world.send(ready()).await.status, 200);
}

/// SQLite ends a transaction of its own accord when the disk is full, which `max_page_count` stands for here. The very
/// next write that has room succeeds.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_succeeds_as_soon_as_the_disk_is_free_again() {
    let world = World::on_sqlite().await;
    let cookie = world.set_up().await;
    let mut large = invitation(&json!("all"));
    large["message"] = json!("x".repeat(900));
    for round in 0..3 {
        let mut tx = world.app.store.write().await.expect("a write");
        // Not below what there is: the writer's connection, and no other, has no page left.
        tx.execute("PRAGMA max_page_count = 1", values![]).await.expect("a limit");
        tx.commit().await.expect("kept");
        let invite = |number: usize| {
            let key = format!("full-{round}-{number}");
            Call::post("/api/v1/desk/invitations").cookie(&cookie).key(&key).json(&large)
        };
        let mut number = 0;
        let refused = loop {
            let reply = world.send(invite(number)).await;
            if reply.status != 201 {
                break reply;
            }
            number += 1;
            assert!(number < 500, "the limit holds");
        };
        refused.refused(Kind::Internal);
        let before = Instant::now();
        assert_eq!(world.send(invite(number)).await.status, 201, "round {round}");
        assert!(before.elapsed() < Duration::from_secs(1), "{:?}", before.elapsed());
        assert_eq!(world.send(Call::get("/api/v1/health")).await.status, 200);
    }
}

/// Somebody else holds the file: readers read on, writers are told when to come again, and nothing is called a conflict.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_busy_database_says_when_to_come_again() {
    let world = World::on_sqlite().await;
    let cookie = world.set_up().await;
    let holder = world.app.store.write().await.expect("a write");
    let invite = Call::post("/api/v1/desk/invitations").cookie(&cookie).key("k").json(&invitation(&json!("all")));
    let (reply, ready) = tokio::join!(world.send(invite.clone()), world.send(Call::get("/api/v1/health/ready")));
    reply.refused(Kind::ServerBusy);
    assert_eq!(reply.header("retry-after"), "1");
    ready.refused(Kind::ServerBusy);
    assert_eq!(world.send(Call::get("/api/v1/desk/invitations").cookie(&cookie)).await.status, 200);
    drop(holder);
    assert_eq!(world.send(invite).await.status, 201);
}
