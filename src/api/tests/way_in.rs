//! Who gets in at the desk, and how often others may try.

use super::call::{Call, Reply};
use super::stories;
use super::world::{NAME, PASSWORD, World, cookie, invitation, setup};
use crate::auth::setup::new_setup;
use crate::server::admin;
use axum::http::Method;
use serde_json::json;
use wire::api::Session;
use wire::problem::Kind;

stories![
    guesses_wait_longer_and_a_restart_does_not_help,
    a_known_device_is_not_locked_out,
    passwords_that_others_try_first_are_refused,
    a_password_is_changed,
    a_forgotten_password_is_replaced,
    sessions_end_and_do_not_come_back,
    names_show,
    only_our_own_name_is_answered,
    whom_to_tell_is_said,
];

const NEW: &str = "a drawer full of old maps";

fn sign_in(password: &str) -> Call {
    Call::post("/api/v1/desk/session").json(&json!({ "name": NAME, "password": password }))
}

fn who(cookie: &str) -> Call {
    Call::get("/api/v1/desk/session").cookie(cookie)
}

/// The cookie of the device that a reply sets beside that of the session.
fn device(reply: &Reply) -> String {
    let cookies: Vec<_> =
        reply.headers.get_all("set-cookie").iter().map(|value| value.to_str().expect("text")).collect();
    assert_eq!(cookies.len(), 2, "{cookies:?}");
    assert!(cookies[1].starts_with("__Host-evenkeel-device=") && cookies[1].contains("HttpOnly; SameSite=Strict"));
    cookies[1].split(';').next().expect("a cookie").to_owned()
}

async fn guesses_wait_longer_and_a_restart_does_not_help(world: &mut World) {
    world.set_up().await;
    for number in 0..5 {
        world.send(sign_in(&format!("wrong guess number {number}"))).await.refused(Kind::SignInRefused);
    }
    world.restart().await;
    let refused = world.send(sign_in(PASSWORD)).await;
    refused.refused(Kind::RateLimited);
    assert_eq!(refused.header("retry-after"), "2");
    world.change_clock_seconds(2);
    world.send(sign_in("wrong guess number six")).await.refused(Kind::SignInRefused);
    world.change_clock_seconds(3);
    world.send(sign_in(PASSWORD)).await.refused(Kind::RateLimited);
    world.change_clock_seconds(1);
    assert_eq!(world.send(sign_in(PASSWORD)).await.status, 200);
    // Whoever got in begins anew, and so does everybody after an hour. A name that nobody has is told the same.
    for name in [NAME, "Nobody"] {
        let mut told = Vec::new();
        for _ in 0..7 {
            let body = json!({ "name": name, "password": "a wrong password" });
            told.push(world.send(Call::post("/api/v1/desk/session").json(&body)).await.status);
        }
        assert_eq!(told, [401, 401, 401, 401, 401, 429, 429], "{name}");
    }
    world.pass_hours(1);
    assert_eq!(world.send(sign_in(PASSWORD)).await.status, 200);
}

async fn a_known_device_is_not_locked_out(world: &mut World) {
    let token = new_setup(&world.app).await.expect("works").expect("no counsellor yet");
    let known = device(&world.send(Call::post("/api/v1/desk/setup").json(&setup(&token))).await);
    // Somebody in the same office guesses until nobody may try any more from there.
    let mut last = 0;
    for _ in 0..40 {
        last = world.send(sign_in("a wrong password")).await.status;
    }
    assert_eq!(last, 429);
    world.send(sign_in(PASSWORD)).await.refused(Kind::RateLimited);
    let reply = world.send(sign_in(PASSWORD).cookie(&known)).await;
    assert_eq!(reply.json::<Session>().name, NAME);
    assert_eq!(reply.headers.get_all("set-cookie").iter().count(), 1, "the device is known already");
    // A device is no way around: its own guesses count.
    let mut statuses = Vec::new();
    for _ in 0..12 {
        statuses.push(world.send(sign_in("a wrong password").cookie(&known)).await.status);
    }
    assert_eq!((statuses[9], statuses[11]), (401, 429));
    let made_up = sign_in(PASSWORD).cookie("__Host-evenkeel-device=AAAA");
    world.send(made_up).await.refused(Kind::RateLimited);
}

async fn passwords_that_others_try_first_are_refused(world: &mut World) {
    let token = new_setup(&world.app).await.expect("works").expect("no counsellor yet");
    for guessable in
        ["aaaaaaaaaaaaaaa", "passwordpassword", "123456789012345", "Harbour Advice 2026", "qwertyuiop12345"]
    {
        let mut body = setup(&token);
        body["password"] = json!(guessable);
        let reply = world.send(Call::post("/api/v1/desk/setup").json(&body)).await;
        assert_eq!(reply.faults(Kind::ValueRefused), ["password guessable"], "{guessable}");
    }
    assert_eq!(world.send(Call::post("/api/v1/desk/setup").json(&setup(&token))).await.status, 200);
}

async fn a_password_is_changed(world: &mut World) {
    let here = world.set_up().await;
    let elsewhere = cookie(&world.send(sign_in(PASSWORD)).await);
    let change = |cookie: &str, current: &str, new: &str| {
        let body = json!({ "current": current, "new": new });
        Call::post("/api/v1/desk/password").cookie(cookie).json(&body)
    };
    for (current, new, fault) in [
        (PASSWORD, "too short", "new too_short"),
        (PASSWORD, "passwordpassword", "new guessable"),
        (PASSWORD, PASSWORD, "new same"),
        ("not the password", NEW, "current differs"),
    ] {
        assert_eq!(world.send(change(&here, current, new)).await.faults(Kind::ValueRefused), [fault]);
    }
    world.send(change("", PASSWORD, NEW)).await.refused(Kind::SignInRequired);
    let reply = world.send(change(&here, PASSWORD, NEW)).await;
    assert_eq!(reply.json::<Session>().name, NAME);
    for old in [&here, &elsewhere] {
        world.send(who(old)).await.refused(Kind::SignInRequired);
    }
    assert_eq!(world.send(who(&cookie(&reply))).await.status, 200);
    world.send(sign_in(PASSWORD)).await.refused(Kind::SignInRefused);
    assert_eq!(world.send(sign_in(NEW)).await.status, 200);
}

async fn a_forgotten_password_is_replaced(world: &mut World) {
    let session = world.set_up().await;
    for _ in 0..6 {
        world.send(sign_in("a wrong password")).await;
    }
    assert!(admin::new_password(&*world.app.store, "Nobody").await.expect_err("refused").contains("no counsellor"));
    let password = admin::new_password(&*world.app.store, " ada ").await.expect("another password");
    assert_eq!(password.len(), 27);
    world.send(who(&session)).await.refused(Kind::SignInRequired);
    world.send(sign_in(PASSWORD)).await.refused(Kind::SignInRefused);
    assert_eq!(world.send(sign_in(&password)).await.status, 200);
}

async fn sessions_end_and_do_not_come_back(world: &mut World) {
    let first = world.set_up().await;
    // Signing in again ends the session that the browser still has.
    let second = cookie(&world.send(sign_in(PASSWORD).cookie(&first)).await);
    world.send(who(&first)).await.refused(Kind::SignInRequired);
    // Unused for too long.
    world.pass_hours(2);
    assert_eq!(world.send(who(&second)).await.status, 200);
    world.change_clock_seconds(2 * 3_600 + 1);
    world.send(who(&second)).await.refused(Kind::SignInRequired);
    world.pass_hours(-2);
    world.send(who(&second)).await.refused(Kind::SignInRequired);
    // Not before it began either.
    let third = cookie(&world.send(sign_in(PASSWORD)).await);
    world.pass_hours(-48);
    world.send(who(&third)).await.refused(Kind::SignInRequired);
    world.pass_hours(48);
    world.send(who(&third)).await.refused(Kind::SignInRequired);
    // Not more than a few at once.
    let mut sessions = Vec::new();
    for _ in 0..10 {
        world.change_clock_seconds(1);
        sessions.push(cookie(&world.send(sign_in(PASSWORD)).await));
    }
    let mut alive = 0;
    for session in &sessions {
        alive += i32::from(world.send(who(session)).await.status == 200);
    }
    assert_eq!(alive, 8);
    assert_eq!(world.send(who(&sessions[9])).await.status, 200);
    // Without a session nothing is written, so strangers wait for nobody.
    let holder = world.app.store.write().await.expect("a write");
    let sign_out = Call::new(Method::DELETE, "/api/v1/desk/session").cookie("__Host-evenkeel=guess");
    assert_eq!(world.send(sign_out).await.status, 204);
    drop(holder);
}

async fn names_show(world: &mut World) {
    let session = world.set_up().await;
    for (name, faults) in [
        ("\u{3164}\u{3164}", &["accounts[0].creditor required", "accounts[0].creditor letters"][..]),
        ("\u{200d}", &["accounts[0].creditor required"]),
        ("\u{200b}\u{200b}", &["accounts[0].creditor required", "accounts[0].creditor letters"]),
        ("First\u{ad}Bank", &["accounts[0].creditor letters"]),
        ("First\u{61c}Bank", &["accounts[0].creditor letters"]),
        ("First\u{2028}Bank", &["accounts[0].creditor letters"]),
        ("First Bank\u{e0041}", &["accounts[0].creditor letters"]),
    ] {
        let mut body = invitation(&json!("all"));
        body["accounts"][0]["creditor"] = json!(name);
        let reply = world.send(Call::post("/api/v1/desk/invitations").cookie(&session).key("k").json(&body)).await;
        assert_eq!(reply.faults(Kind::ValueRefused), faults, "{name:?}");
    }
    let mut body = invitation(&json!("all"));
    body["accounts"][0]["creditor"] = json!("\u{628}\u{627}\u{646}\u{6a9} \u{645}\u{6cc}\u{200c}\u{62f}\u{6cc}");
    body["message"] = json!("Two columns:\n1\t2");
    world.invite(&session, &body).await;
}

async fn only_our_own_name_is_answered(world: &mut World) {
    let ask = |host: &str| Call::get("/api/v1/desk/session").header("host", host);
    // Any name of this machine, because that is where this server is.
    for ours in ["127.0.0.1:8080", "localhost:8080", "[::1]:8080", "127.0.0.1", "LOCALHOST:9"] {
        world.send(ask(ours)).await.refused(Kind::SignInRequired);
    }
    for other in ["evil.example", "127.0.0.1.evil.example", "user@127.0.0.1:8080", "0.0.0.0:8080"] {
        world.send(ask(other)).await.refused(Kind::HostUnknown);
    }
    for none in ["", "a b", "http://127.0.0.1"] {
        world.send(ask(none)).await.refused(Kind::HostMissing);
    }
    world.send(Call::get("/").without("host")).await.refused(Kind::HostMissing);
    world.send(ask("127.0.0.1:8080").also("host", "127.0.0.1:8080")).await.refused(Kind::HostMissing);
    let absolute = Call::get("http://evil.example/api/v1/desk/session");
    world.send(absolute).await.refused(Kind::HostUnknown);
    // Probes ask by an address.
    assert_eq!(world.send(Call::get("/api/v1/health/live").header("host", "10.0.0.7:8080")).await.status, 200);
}

async fn whom_to_tell_is_said(world: &mut World) {
    let reply = world.send(Call::get("/.well-known/security.txt")).await;
    assert_eq!((reply.status, reply.header("content-type")), (200, "text/plain; charset=utf-8"));
    assert!(reply.text().starts_with("Contact: mailto:security@harbour.example\nExpires: 2026-12-22T12:00:00Z\n"));
}
