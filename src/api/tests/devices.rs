//! A link that stays in a browser's history opens nothing once the client's own device has used it.

use super::call::{Call, Reply};
use super::stories;
use super::world::{World, invitation, offer, proposal};
use serde_json::json;
use wire::api::{Invitation, InvitationCreated};
use wire::problem::Kind;

stories![
    the_first_write_binds_the_link_to_its_device,
    a_page_without_a_secret_keeps_its_link,
    a_pin_opens_it_on_a_further_device,
    a_pin_is_tried_five_times,
    a_new_link_forgets_devices_and_pin,
];

const PHONE: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const LAPTOP: &str = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB";
const STRANGER: &str = "CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC";

fn read(token: &str) -> Call {
    Call::get("/api/v1/invitation").bearer(token)
}

fn offered(token: &str, account: &str, key: &str) -> Call {
    Call::post("/api/v1/proposals").bearer(token).key(key).json(&proposal(&[offer(account, 50_00)]))
}

fn pin(path: &str, token: &str, secret: &str, pin: &str) -> Call {
    let body = json!({ "version": 1, "pin": pin });
    Call::post(format!("/api/v1/invitation/{path}")).bearer(token).header("client-secret", secret).json(&body)
}

/// What a refused link says about a PIN.
fn link_used(reply: &Reply) -> String {
    reply.refused(Kind::LinkUsed);
    reply.problem().errors[0].code.clone()
}

async fn the_first_write_binds_the_link_to_its_device(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    let by = |secret: &str, call: Call| call.header("client-secret", secret);
    // Whoever reads binds nothing, nor does a write that is refused.
    for secret in [STRANGER, PHONE] {
        assert_eq!(world.send(by(secret, read(&token))).await.status, 200);
    }
    world.send(by(STRANGER, offered(&token, "a9", "k0"))).await.refused(Kind::ValueRefused);
    assert_eq!(world.send(read(&token)).await.status, 200);

    let first = world.send(by(PHONE, offered(&token, "a1", "k1"))).await;
    assert_eq!(first.status, 200);
    // The answer was lost, and the message comes again.
    assert_eq!(world.send(by(PHONE, offered(&token, "a1", "k1"))).await.bytes, first.bytes);
    assert_eq!(world.send(by(PHONE, read(&token))).await.json::<Invitation>().id, id);
    let dispute = json!({ "version": 1, "account_id": "a2", "ground": "paid", "note": "" });
    for stranger in [None, Some(STRANGER), Some("short"), Some("")] {
        let by = |call: Call| stranger.iter().fold(call, |call, secret| call.header("client-secret", *secret));
        for call in [
            read(&token),
            offered(&token, "a2", "k2"),
            offered(&token, "a1", "k1"),
            Call::post("/api/v1/disputes").bearer(&token).key("k3").json(&dispute),
            Call::post("/api/v1/proposals/x/acceptance")
                .bearer(&token)
                .key("k4")
                .json(&json!({ "version": 1, "terms": [] })),
        ] {
            let reply = world.send(by(call)).await;
            assert_eq!(link_used(&reply), "none", "only a new link helps");
            assert!(!reply.text().contains("Corner"));
        }
    }
    assert_eq!(world.open_with(&token, PHONE).await.proposals.len(), 1);
}

async fn a_page_without_a_secret_keeps_its_link(world: &mut World) {
    let cookie = world.set_up().await;
    let (_, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    assert_eq!(world.send(offered(&token, "a1", "k1")).await.status, 200);
    assert_eq!(world.send(read(&token)).await.status, 200);
    // The page was renewed on the device: its next write binds.
    assert_eq!(world.send(offered(&token, "a2", "k2").header("client-secret", PHONE)).await.status, 200);
    world.send(read(&token)).await.refused(Kind::LinkUsed);
}

async fn a_pin_opens_it_on_a_further_device(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    for (wrong, code) in [
        ("", "required"),
        ("12345", "too_short"),
        ("1234567890123", "too_long"),
        ("12a456", "letters"),
        ("777777", "guessable"),
        ("123456", "guessable"),
        ("987654", "guessable"),
    ] {
        let reply = world.send(pin("pin", &token, PHONE, wrong)).await;
        assert_eq!(reply.faults(Kind::ValueRefused), [format!("pin {code}")]);
    }
    let bare = Call::post("/api/v1/invitation/pin").bearer(&token).json(&json!({ "version": 1, "pin": "271828" }));
    assert_eq!(world.send(bare).await.faults(Kind::ValueRefused), ["client-secret required"]);
    assert_eq!(world.send(pin("pin", &token, PHONE, "271828")).await.status, 204);
    assert_eq!(link_used(&world.send(read(&token)).await), "chosen");
    // A stranger does not change it.
    world.send(pin("pin", &token, STRANGER, "314159")).await.refused(Kind::LinkUsed);
    let refused = world.send(pin("device", &token, LAPTOP, "314159")).await;
    assert_eq!((refused.faults(Kind::PinRefused), refused.header("retry-after")), (vec!["pin differs".to_owned()], ""));
    assert_eq!(world.send(pin("device", &token, LAPTOP, "271828")).await.json::<Invitation>().id, id);
    for device in [PHONE, LAPTOP] {
        assert_eq!(world.open_with(&token, device).await.id, id);
    }
    world.send(read(&token)).await.refused(Kind::LinkUsed);
    assert!(!super::world::logged().contains("271828"));
}

async fn a_pin_is_tried_five_times(world: &mut World) {
    let cookie = world.set_up().await;
    let (_, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    world.send(pin("pin", &token, PHONE, "271828")).await;
    for round in 1..=3 {
        for number in 1..=5 {
            let reply = world.send(pin("device", &token, STRANGER, "314159")).await;
            if round == 3 && number == 5 {
                assert_eq!(link_used(&reply), "none", "now only a new link helps");
            } else {
                reply.refused(Kind::PinRefused);
                assert_eq!(reply.header("retry-after"), if number == 5 { "3600" } else { "" });
            }
        }
        if round < 3 {
            // Also the right one waits.
            world.send(pin("device", &token, LAPTOP, "271828")).await.refused(Kind::RateLimited);
            world.pass_hours(1);
        }
    }
    world.pass_hours(24);
    assert_eq!(link_used(&world.send(pin("device", &token, LAPTOP, "271828")).await), "none");
    // The device that has the invitation is not troubled by any of it, and may choose another PIN.
    world.open_with(&token, PHONE).await;
    assert_eq!(world.send(pin("pin", &token, PHONE, "141421")).await.status, 204);
    assert_eq!(world.send(pin("device", &token, LAPTOP, "141421")).await.status, 200);
}

async fn a_new_link_forgets_devices_and_pin(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    world.send(pin("pin", &token, PHONE, "271828")).await;
    let link = Call::post(format!("/api/v1/desk/invitations/{id}/link")).cookie(&cookie).key("l");
    let created: InvitationCreated = world.send(link.json(&json!({ "record": 1 }))).await.json();
    let new = created.token.expect("told once");
    world.send(read(&token).header("client-secret", PHONE)).await.refused(Kind::InvitationUnavailable);
    world.send(pin("device", &token, PHONE, "271828")).await.refused(Kind::InvitationUnavailable);
    assert_eq!(world.open(&new).await.id, id);
    assert_eq!(link_used(&world.send(pin("device", &new, PHONE, "271828")).await), "none");
    assert_eq!(world.send(offered(&new, "a1", "k").header("client-secret", LAPTOP)).await.status, 200);
    world.send(read(&new)).await.refused(Kind::LinkUsed);
}
