//! The API at its address of now and at the one it had before it was versioned.

use super::call::{Call, Reply};
use super::stories;
use super::world::{NAME, PASSWORD, World, asking_a_person, cookie, invitation, offer, proposal};
use crate::auth::secrets;
use crate::http::rate_limit::RateLimits;
use crate::http::routes::{self, BASE, BASE_UNVERSIONED};
use axum::http::Method;
use serde_json::json;
use wire::problem::Kind;

stories![both_addresses_answer_alike, a_write_is_done_once_for_both_addresses];

/// A reply without what is another for each request.
fn seen(reply: Reply) -> (u16, Vec<(String, String)>, String) {
    let headers = reply.headers.iter().filter(|(name, _)| *name != "x-request-id");
    let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().expect("visible letters").to_owned()));
    (reply.status, headers.collect(), String::from_utf8(reply.bytes).expect("text"))
}

async fn both_addresses_answer_alike(world: &mut World) {
    let mut session = world.set_up().await;
    let (id, token) = world.invite(&session, &invitation(&json!("nothing"))).await;
    let waiting = world.propose(&token, &asking_a_person(&[offer("a1", 50_00)])).await.proposal.id;
    let mut statuses = Vec::new();
    for (path, _) in routes::table(&world.app, &RateLimits::new()) {
        let id = if path.starts_with("/desk/invitations") { &id } else { &waiting };
        let path = path.replace("{account_id}", "a1").replace("{id}", id);
        for method in [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            let bare = |base: &str| Call::new(method.clone(), format!("{base}{path}"));
            let full = |base: &str| bare(base).bearer(&token).cookie(&session).key("k").text("{}");
            let calls = [[bare(BASE), bare(BASE_UNVERSIONED)], [full(BASE), full(BASE_UNVERSIONED)]];
            for [now, before] in calls {
                let (now, before) = (seen(world.send(now).await), seen(world.send(before).await));
                assert_eq!(now, before, "{method} {path}");
                statuses.push(now.0);
            }
            if method == Method::DELETE && path == "/desk/session" {
                let sign_in = Call::post("/api/v1/desk/session").json(&json!({ "name": NAME, "password": PASSWORD }));
                session = cookie(&world.send(sign_in).await);
            }
        }
    }
    for status in [200, 204, 401, 404, 405, 415, 422] {
        assert!(statuses.contains(&status), "no route answered {status}");
    }
    for path in ["", "/", "/none", "/v2/health"] {
        for base in [BASE, BASE_UNVERSIONED] {
            world.send(Call::get(format!("{base}{path}"))).await.refused(Kind::NotFound);
        }
    }
}

async fn a_write_is_done_once_for_both_addresses(world: &mut World) {
    let cookie = world.set_up().await;
    let (_, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    let body = proposal(&[offer("a1", 50_00)]);
    let propose = |base: &str| Call::post(format!("{base}/proposals")).bearer(&token).key("p").json(&body);
    // Sent from an outbox before the server had versions, and again after.
    let first = world.send(propose(BASE_UNVERSIONED)).await;
    let counts = world.counts().await;
    let second = world.send(propose(BASE)).await;
    assert_eq!((first.status, &first.bytes), (200, &second.bytes));
    assert_eq!(counts, world.counts().await);
    // What is stored is what the server without versions stored: its answers are still known.
    let mut row = world.rows("SELECT request_hash FROM answer WHERE idempotency_key = 'p'").await.remove(0);
    let sent = ["POST /api/proposals\n", &wire::json::print(&body)].concat();
    assert_eq!(row.text().expect("a hash"), secrets::hash(sent.as_bytes()));
}
