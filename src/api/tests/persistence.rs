//! What is kept, what is not, and that nobody changes it unseen.

use super::call::Call;
use super::stories;
use super::world::{PASSWORD, TABLES, World, asking_a_person, invitation, logged, offer, proposal};
use crate::auth::setup::new_setup;
use crate::events::first_tampered;
use crate::store::values;
use serde_json::json;
use wire::problem::Kind;
use wire::token::Token;

stories![a_restart_keeps_everything, secrets_are_neither_kept_nor_logged, a_changed_history_is_noticed];

async fn a_restart_keeps_everything(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    world.propose(&token, &proposal(&[offer("a1", 50_00)])).await;
    world.propose(&token, &asking_a_person(&[offer("a2", 10_00)])).await;
    let before = world.open(&token).await;
    let counts = world.counts().await;
    world.restart().await;
    assert_eq!(world.open(&token).await, before, "the key for receipts too");
    assert_eq!(world.counts().await, counts);
    let case = world.send(Call::get(format!("/api/v1/desk/invitations/{id}")).cookie(&cookie)).await;
    assert_eq!(case.json::<wire::api::DeskCase>().invitation, before);
}

/// Everything that is in the database, as text.
async fn everything(world: &World) -> String {
    if world.is_postgres() {
        let mut all = String::new();
        for (table, sql) in [
            ("setup", "SELECT row_to_json(t)::TEXT FROM setup t"),
            ("organisation", "SELECT row_to_json(t)::TEXT FROM organisation t"),
            ("counsellor", "SELECT row_to_json(t)::TEXT FROM counsellor t"),
            ("session", "SELECT row_to_json(t)::TEXT FROM session t"),
            ("invitation", "SELECT row_to_json(t)::TEXT FROM invitation t"),
            ("account", "SELECT row_to_json(t)::TEXT FROM account t"),
            ("proposal", "SELECT row_to_json(t)::TEXT FROM proposal t"),
            ("arrangement", "SELECT row_to_json(t)::TEXT FROM arrangement t"),
            ("record", "SELECT row_to_json(t)::TEXT FROM record t"),
            ("answer", "SELECT row_to_json(t)::TEXT FROM answer t"),
        ] {
            assert!(TABLES.iter().any(|(known, _)| *known == table));
            for mut row in world.rows(sql).await {
                all += &row.text().expect("a row");
            }
        }
        return all;
    }
    let files = ["evenkeel.sqlite", "evenkeel.sqlite-wal"].map(|name| world.folder.path().join(name));
    files.iter().map(|file| String::from_utf8_lossy(&std::fs::read(file).unwrap_or_default()).into_owned()).collect()
}

async fn secrets_are_neither_kept_nor_logged(world: &mut World) {
    let set_up = new_setup(&world.app).await.expect("works").expect("a token");
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    world.open(&token).await;
    world.propose(&token, &proposal(&[offer("a1", 50_00)])).await;
    let wrong = json!({ "name": "Ada", "password": "a password typed wrongly" });
    world.send(Call::post("/api/v1/desk/session").json(&wrong)).await.refused(Kind::SignInRefused);
    let kept = everything(world).await;
    assert!(kept.contains(&id) && kept.contains("Corner Store"), "the search looks at the right place");
    let secret = Token::parse(&token).expect("a token").secret;
    let secrets = [
        set_up,
        cookie.split_once('=').expect("a cookie").1.to_owned(),
        token,
        crate::auth::secrets::hexadecimal(&secret),
        PASSWORD.to_owned(),
        "a password typed wrongly".to_owned(),
    ];
    for secret in &secrets {
        assert!(!kept.contains(secret), "kept: {secret}");
    }
    let log = logged();
    assert!(log.contains("route=\"/api/v1/proposals\""), "the search looks at the right place");
    let personal = ["Corner Store", "First Bank", "REF-1", "case 7", "We spoke on Monday"].map(str::to_owned);
    for word in secrets.iter().chain(&personal) {
        assert!(!log.contains(word), "logged: {word}");
    }
}

async fn a_changed_history_is_noticed(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    world.open(&token).await;
    world.propose(&token, &asking_a_person(&[offer("a1", 10_00)])).await;
    let records = world.open(&token).await.records;
    assert_eq!(records.len(), 4);
    assert_eq!(first_tampered(&records), None);
    for place in 0..records.len() {
        let number = Some(i64::try_from(place).expect("small") + 1);
        for change in [
            |record: &mut wire::api::Record| record.at = "2026-11-22T12:00:01Z".to_owned(),
            |record: &mut wire::api::Record| record.actor = "nobody".to_owned(),
            |record: &mut wire::api::Record| record.kind = "declined".to_owned(),
            |record: &mut wire::api::Record| record.content = json!({ "more": true }),
            |record: &mut wire::api::Record| record.number += 1,
        ] {
            let mut changed = records.clone();
            change(&mut changed[place]);
            assert_eq!(first_tampered(&changed), number);
        }
        let mut shorter = records.clone();
        shorter.remove(place);
        assert_eq!(first_tampered(&shorter), number.filter(|_| place < shorter.len()));
    }
    // The database, changed past the server: it does not go on as if nothing had happened.
    let sql = "UPDATE record SET at = $2 WHERE invitation_id = $1 AND number = 3";
    world.change(sql, values![id.as_str(), "2026-11-22T11:00:00Z"]).await;
    assert_eq!(first_tampered(&world.open(&token).await.records), Some(3));
    let counts = world.counts().await;
    let next = Call::post("/api/v1/proposals").bearer(&token).key("k").json(&proposal(&[offer("a2", 50_00)]));
    world.send(next).await.refused(Kind::Internal);
    assert_eq!(world.counts().await, counts);
}
