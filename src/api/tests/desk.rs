//! Setting up, signing in and out, and the list.

use super::call::Call;
use super::stories;
use super::world::{NAME, PASSWORD, World, cookie, invitation, setup};
use crate::auth::setup::new_setup;
use serde_json::json;
use wire::api::{DeskList, Session};
use wire::problem::Kind;

stories![
    a_set_up_link_works_once,
    names_and_passwords,
    a_session_ends,
    nothing_of_the_desk_is_open_to_strangers,
    the_list_is_newest_first,
];

async fn a_set_up_link_works_once(world: &mut World) {
    let old = new_setup(&world.app).await.expect("works").expect("a token");
    world.restart().await;
    let new = new_setup(&world.app).await.expect("works").expect("a token");
    let call = |token: &str| Call::post("/api/v1/desk/setup").json(&setup(token));
    world.send(call(&old)).await.refused(Kind::SetupUnavailable);
    let reply = world.send(call(&new)).await;
    let session: Session = reply.json();
    assert_eq!((session.name.as_str(), session.organisation.name.as_str()), (NAME, "Harbour Advice"));
    assert_eq!(session.public_url, super::world::ORIGIN);
    assert_eq!(
        reply.header("set-cookie").split_once('=').map(|(name, _)| name),
        Some("__Host-evenkeel"),
        "a prefix that no other host can set"
    );
    for flag in ["Path=/", "Max-Age=43200", "Secure", "HttpOnly", "SameSite=Strict"] {
        assert!(reply.header("set-cookie").split("; ").any(|part| part == flag), "{flag}");
    }
    world.send(call(&new)).await.refused(Kind::SetupUnavailable);
    assert!(new_setup(&world.app).await.expect("works").is_none(), "there is a counsellor now");
}

async fn names_and_passwords(world: &mut World) {
    world.set_up().await;
    let call = |name: &str, password: &str| {
        Call::post("/api/v1/desk/session").json(&json!({ "name": name, "password": password }))
    };
    for name in [NAME, "ADA", " ada "] {
        let reply = world.send(call(name, PASSWORD)).await;
        assert_eq!(reply.json::<Session>().name, NAME);
    }
    let long = "x".repeat(201);
    let mut answers = Vec::new();
    for (name, password) in [(NAME, "wrong horse battery staple"), ("Eve", PASSWORD), ("", ""), (NAME, long.as_str())] {
        let reply = world.send(call(name, password)).await;
        reply.refused(Kind::SignInRefused);
        assert_eq!(reply.header("set-cookie"), "");
        answers.push(reply.bytes);
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "which of the two is wrong is not said");
}

async fn a_session_ends(world: &mut World) {
    let first = world.set_up().await;
    let who = |cookie: &str| Call::get("/api/v1/desk/session").cookie(cookie);
    assert_eq!(world.send(who(&format!("theme=dark; {first}"))).await.json::<Session>().name, NAME);
    let sign_in = json!({ "name": NAME, "password": PASSWORD });
    for _ in 0..11 {
        // Used all the time.
        world.pass_hours(1);
        assert_eq!(world.send(who(&first)).await.status, 200);
    }
    let second = cookie(&world.send(Call::post("/api/v1/desk/session").json(&sign_in)).await);
    assert_eq!(world.send(who(&first)).await.status, 200);
    world.pass_hours(1);
    world.send(who(&first)).await.refused(Kind::SignInRequired);
    assert_eq!(world.send(who(&second)).await.status, 200);

    let reply = world.send(Call::new(axum::http::Method::DELETE, "/api/v1/desk/session").cookie(&second)).await;
    assert_eq!(reply.status, 204);
    assert!(reply.header("set-cookie").starts_with("__Host-evenkeel=; Path=/; Max-Age=0"));
    world.send(who(&second)).await.refused(Kind::SignInRequired);
    assert_eq!(world.send(Call::new(axum::http::Method::DELETE, "/api/v1/desk/session")).await.status, 204);
}

async fn nothing_of_the_desk_is_open_to_strangers(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    let counts = world.counts().await;
    for call in [
        Call::get("/api/v1/desk/session"),
        Call::get("/api/v1/desk/invitations"),
        Call::get(format!("/api/v1/desk/invitations/{id}")),
        Call::post("/api/v1/desk/invitations").key("k").json(&invitation(&json!("all"))),
        Call::post(format!("/api/v1/desk/invitations/{id}/withdrawal")),
        Call::post(format!("/api/v1/desk/invitations/{id}/link")).key("k").text("{}"),
        Call::post(format!("/api/v1/desk/invitations/{id}/accounts/a1/answer")).key("k").text("{}"),
        Call::post("/api/v1/desk/proposals/x/decision").key("k").text("{}"),
    ] {
        world.send(call.clone()).await.refused(Kind::SignInRequired);
        world.send(call.clone().cookie("__Host-evenkeel=guess")).await.refused(Kind::SignInRequired);
        world.send(call.bearer(&token)).await.refused(Kind::SignInRequired);
    }
    assert_eq!(counts, world.counts().await);
    world.send(Call::get("/api/v1/desk/invitations/none").cookie(&cookie)).await.refused(Kind::NotFound);
}

async fn the_list_is_newest_first(world: &mut World) {
    let cookie = world.set_up().await;
    let list = Call::get("/api/v1/desk/invitations").cookie(&cookie);
    assert_eq!(world.send(list.clone()).await.json::<DeskList>().invitations, []);
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.insert(0, world.invite(&cookie, &invitation(&json!("all"))).await.0);
    }
    let rows = world.send(list).await.json::<DeskList>().invitations;
    assert_eq!(rows.into_iter().map(|row| row.id).collect::<Vec<_>>(), ids);
}
