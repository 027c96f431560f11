//! Time is the server's: every answer tells its instant, and a day is that instant in the client's time zone.

use super::call::Call;
use super::stories;
use super::world::{World, asking_a_person, invitation, offer, proposal};
use crate::events::first_tampered;
use serde_json::{Value, json};
use wire::api::{DeskCase, ProposalAnswer};
use wire::problem::Kind;
use wire::terms::OfferDecision;

stories![
    every_answer_tells_the_servers_instant,
    no_first_payment_is_in_the_past,
    the_stated_time_zone_is_kept,
    a_history_never_runs_backwards,
];

async fn every_answer_tells_the_servers_instant(world: &mut World) {
    for call in [Call::get("/api/v1/health/live"), Call::get("/api/v1/none"), Call::get("/none"), Call::post("/")] {
        assert_eq!(world.send(call).await.header("server-time"), "2026-11-22T12:00:00Z");
    }
    world.pass_hours(1);
    let reply = world.send(Call::get("/api/v1/desk/session")).await;
    assert_eq!((reply.status, reply.header("server-time")), (401, "2026-11-22T13:00:00Z"));
}

fn from(first: &str, zone: Option<&str>, token: &str, key: &str) -> Call {
    let mut offered = offer("a1", 50_00);
    offered["first"] = json!(first);
    let call = Call::post("/api/v1/proposals").bearer(token).key(key).json(&proposal(&[offered]));
    zone.iter().fold(call, |call, zone| call.header("time-zone", *zone))
}

/// The first date of the other terms that the rules name, if they do.
fn countered(answer: &ProposalAnswer) -> Option<String> {
    match &answer.proposal.lines[0].verdict {
        OfferDecision::Countered { terms, .. } => Some(terms.first.to_string()),
        _ => None,
    }
}

async fn no_first_payment_is_in_the_past(world: &mut World) {
    // 04:30 in UTC: already the 23rd in Puerto Rico, still the 22nd in New York.
    world.pass_hours(16);
    world.change_clock_minutes(30);
    let cookie = world.set_up().await;
    let (_, us) = world.invite(&cookie, &invitation(&json!("all"))).await;
    for (key, first, zone, expected) in [
        ("a", "2026-11-21", None, Some("2026-11-23")),
        ("b", "2026-11-22", None, Some("2026-11-23")),
        ("c", "2026-11-21", Some("America/New_York"), Some("2026-11-22")),
        ("d", "2026-11-22", Some("Pacific/Guam"), Some("2026-11-23")),
        // What cannot be read is not stated.
        ("e", "2026-11-22", Some("Moon/Crater"), Some("2026-11-23")),
        ("f", "2026-11-22", Some("America/New_York"), None),
    ] {
        let answer: ProposalAnswer = world.send(from(first, zone, &us, key)).await.json();
        assert_eq!(countered(&answer).as_deref(), expected, "{first} {zone:?}");
        assert_eq!(answer.proposal.state == "accepted", expected.is_none());
    }
    let mut body = invitation(&json!("all"));
    body["country"] = json!("gb");
    body["validation_sent_on"] = json!(null);
    let (_, gb) = world.invite(&cookie, &body).await;
    let answer: ProposalAnswer = world.send(from("2026-11-22", None, &gb, "g")).await.json();
    assert_eq!(countered(&answer).as_deref(), Some("2026-11-23"), "London's day");
}

fn decision(cookie: &str, answer: &ProposalAnswer, body: &Value) -> Call {
    let path = format!("/api/v1/desk/proposals/{}/decision", answer.proposal.id);
    Call::post(path).cookie(cookie).key("decided").json(body)
}

async fn the_stated_time_zone_is_kept(world: &mut World) {
    let cookie = world.set_up().await;
    let (_, token) = world.invite(&cookie, &invitation(&json!("nothing"))).await;
    let zoned = |key: &str, first: &str, zone: Option<&str>| from(first, zone, &token, key);
    let stated: ProposalAnswer = world.send(zoned("a", "2026-12-01", Some("Pacific/Honolulu"))).await.json();
    // Noon on the 22nd in UTC is still night on the 22nd in Honolulu; eleven hours earlier it was the 21st.
    world.pass_hours(-11);
    let cookie = world.sign_in().await;
    let decision = |answer: &ProposalAnswer, body: &Value| decision(&cookie, answer, body);
    let counter = |first: &str| {
        let mut other = offer("a1", 60_00);
        other["first"] = json!(first);
        json!({ "kind": "counter", "reason": format!("from {first}"), "counters": [other] })
    };
    let refused = world.send(decision(&stated, &counter("2026-11-20"))).await;
    assert_eq!(refused.faults(Kind::ValueRefused), ["counters[0].first out_of_bounds"]);
    let decided: DeskCase = world.send(decision(&stated, &counter("2026-11-22"))).await.json();
    assert_eq!(decided.invitation.proposals[0].state, "countered");
}

async fn a_history_never_runs_backwards(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    world.propose(&token, &asking_a_person(&[offer("a2", 10_00)])).await;
    world.pass_hours(-2);
    let cookie = world.sign_in().await;
    world.propose(&token, &proposal(&[offer("a1", 50_00)])).await;
    let seen = world.open(&token).await;
    let times: Vec<&str> = seen.records.iter().map(|record| record.at.as_str()).collect();
    assert!(times.is_sorted(), "{times:?}");
    assert_eq!(seen.receipts[0].arrangement.accepted_at, "2026-11-22T12:00:00Z");
    assert_eq!(first_tampered(&seen.records), None);
    let case: DeskCase = world.send(Call::get(format!("/api/v1/desk/invitations/{id}")).cookie(&cookie)).await.json();
    assert!(case.invitation.proposals.iter().all(|proposal| proposal.at == "2026-11-22T12:00:00Z"));
}
