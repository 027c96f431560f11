//! Who gets in with an invitation link, and what everybody else is told.

use super::call::Call;
use super::stories;
use super::world::{World, invitation, offer, proposal};
use serde_json::json;
use wire::api::{DeskCase, DeskState, InvitationCreated};
use wire::problem::Kind;
use wire::token::Token;

stories![
    every_closed_door_looks_the_same,
    what_is_arranged_stays_readable,
    a_new_link_ends_the_old_one,
    a_second_press_makes_no_second_link,
    the_last_day_is_the_servers,
    an_arranged_invitation_is_not_taken_back,
];

fn open(token: &str) -> Call {
    Call::get("/api/v1/invitation").bearer(token)
}

async fn every_closed_door_looks_the_same(world: &mut World) {
    let cookie = world.set_up().await;
    let body = invitation(&json!("all"));
    let (withdrawn, token_withdrawn) = world.invite(&cookie, &body).await;
    let (_, token_expired) = world.invite(&cookie, &body).await;
    let withdrawal = || Call::post(format!("/api/v1/desk/invitations/{withdrawn}/withdrawal")).cookie(&cookie);
    assert_eq!(world.send(withdrawal()).await.status, 204);
    assert_eq!(world.send(withdrawal()).await.status, 204, "taking it back again changes nothing");
    let case: DeskCase =
        world.send(Call::get(format!("/api/v1/desk/invitations/{withdrawn}")).cookie(&cookie)).await.json();
    assert_eq!((case.state, case.invitation.records.len()), (DeskState::Withdrawn, 2));
    // The last day, and for clients whose day begins later, the day after.
    world.pass_days(29);
    assert_eq!(world.send(open(&token_expired)).await.status, 200);
    world.pass_days(1);

    let known = Token::parse(&token_expired).expect("a token");
    let wrong = Token { secret: [0; 16], ..known.clone() }.to_text();
    let unknown = Token { invitation: [0; 8], secret: known.secret }.to_text();
    let mut answers = Vec::new();
    for token in [&token_withdrawn, &token_expired, &wrong, &unknown, "nonsense", &token_expired[..20], ""] {
        for call in [
            open(token),
            Call::post("/api/v1/proposals").bearer(token).key("k").json(&proposal(&[offer("a1", 50_00)])),
            Call::post("/api/v1/disputes")
                .bearer(token)
                .key("k")
                .json(&json!({ "version": 1, "account_id": "a1", "ground": "paid", "note": "" })),
            Call::post("/api/v1/proposals/x/acceptance")
                .bearer(token)
                .key("k")
                .json(&json!({ "version": 1, "terms": [] })),
        ] {
            let reply = world.send(call).await;
            reply.refused(Kind::InvitationUnavailable);
            let names: Vec<String> = reply.headers.keys().map(ToString::to_string).collect();
            answers.push((reply.bytes, names));
        }
    }
    answers.push({
        let reply = world.send(Call::get("/api/v1/invitation")).await;
        (reply.bytes, reply.headers.keys().map(ToString::to_string).collect())
    });
    assert!(answers.iter().all(|answer| *answer == answers[0]), "one answer, byte for byte");
}

async fn what_is_arranged_stays_readable(world: &mut World) {
    let cookie = world.set_up().await;
    let (_, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    world.propose(&token, &proposal(&[offer("a1", 50_00)])).await;
    world.pass_days(400);
    let seen = world.open(&token).await;
    assert_eq!(seen.receipts.len(), 1);
    let late = Call::post("/api/v1/proposals").bearer(&token).key("late").json(&proposal(&[offer("a2", 50_00)]));
    world.send(late).await.refused(Kind::StepIllegal);
    // A right that no date takes away.
    let dispute = json!({ "version": 1, "account_id": "a2", "ground": "too_old", "note": "" });
    assert_eq!(world.send(Call::post("/api/v1/disputes").bearer(&token).key("d").json(&dispute)).await.status, 200);
}

fn link(cookie: &str, id: &str, key: &str, record: i64) -> Call {
    Call::post(format!("/api/v1/desk/invitations/{id}/link")).cookie(cookie).key(key).json(&json!({ "record": record }))
}

async fn a_new_link_ends_the_old_one(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, old) = world.invite(&cookie, &invitation(&json!("all"))).await;
    let created: InvitationCreated = world.send(link(&cookie, &id, "l1", 1)).await.json();
    let new = created.token.expect("told once");
    assert_eq!(created.id, id);
    world.send(open(&old)).await.refused(Kind::InvitationUnavailable);
    assert_eq!(world.open(&new).await.id, id);
    assert_eq!(world.open(&new).await.records[1].kind, "link_renewed");
    world.send(link(&cookie, "0000000000000000", "l2", 1)).await.refused(Kind::NotFound);
    assert_eq!(
        world.send(Call::post(format!("/api/v1/desk/invitations/{id}/withdrawal")).cookie(&cookie)).await.status,
        204
    );
    world.send(link(&cookie, &id, "l3", 2)).await.refused(Kind::StepIllegal);
    world.send(open(&new)).await.refused(Kind::InvitationUnavailable);
}

async fn a_second_press_makes_no_second_link(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, old) = world.invite(&cookie, &invitation(&json!("all"))).await;
    let first: InvitationCreated = world.send(link(&cookie, &id, "l1", 1)).await.json();
    let first = first.token.expect("told once");
    let counts = world.counts().await;
    // Pressed again because the answer was lost: nothing more is made, and it is said that the link is not told again.
    let again: InvitationCreated = world.send(link(&cookie, &id, "l1", 1)).await.json();
    assert_eq!((again.id.as_str(), again.token), (id.as_str(), None));
    // Somebody else who still sees the first link does not end the new one unseen.
    world.send(link(&cookie, &id, "l2", 1)).await.refused(Kind::StepIllegal);
    world.send(link(&cookie, &id, "l3", 99)).await.refused(Kind::StepIllegal);
    world
        .send(Call::post(format!("/api/v1/desk/invitations/{id}/link")).cookie(&cookie).key("k").text("{}"))
        .await
        .refused(Kind::TypeWrong);
    assert_eq!(counts, world.counts().await);
    assert_eq!(world.open(&first).await.id, id);
    world.send(open(&old)).await.refused(Kind::InvitationUnavailable);
    // Whoever has seen it, replaces it.
    let second: InvitationCreated = world.send(link(&cookie, &id, "l4", 2)).await.json();
    world.send(open(&first)).await.refused(Kind::InvitationUnavailable);
    let seen = world.open(&second.token.expect("told once")).await;
    assert_eq!(seen.records.iter().filter(|record| record.kind == "link_renewed").count(), 2);
}

async fn the_last_day_is_the_servers(world: &mut World) {
    let cookie = world.set_up().await;
    // Made on 22 November for 28 days; clients whose day begins later have one day more.
    let (id, token) = world.invite(&cookie, &invitation(&json!("nothing"))).await;
    let offered = |key: &str| {
        let mut later = offer("a1", 50_00);
        later["first"] = json!("2027-01-05");
        Call::post("/api/v1/proposals").bearer(&token).key(key).json(&proposal(&[later]))
    };
    let state = async |world: &World| {
        let body = json!({ "name": super::world::NAME, "password": super::world::PASSWORD });
        let cookie = super::world::cookie(&world.send(Call::post("/api/v1/desk/session").json(&body)).await);
        let case: DeskCase =
            world.send(Call::get(format!("/api/v1/desk/invitations/{id}")).cookie(&cookie)).await.json();
        (case.state, cookie)
    };
    world.pass_days(29);
    assert_eq!(world.send(open(&token)).await.status, 200);
    assert_eq!(world.send(offered("last_day")).await.status, 200);
    assert_eq!(state(world).await.0, DeskState::NeedsPerson);
    // An hour before midnight it is still that day, and then it is over, whatever a page's clock says.
    world.pass_hours(11);
    assert_eq!(world.send(open(&token)).await.status, 200);
    world.pass_hours(1);
    world.send(open(&token)).await.refused(Kind::InvitationUnavailable);
    world.send(offered("too_late")).await.refused(Kind::InvitationUnavailable);
    let (_, cookie) = state(world).await;
    world.send(link(&cookie, &id, "l", 1)).await.refused(Kind::StepIllegal);
    let other = world.invite(&cookie, &with_days(world, 1)).await.0;
    world.pass_days(3);
    let (_, cookie) = state(world).await;
    let case: DeskCase =
        world.send(Call::get(format!("/api/v1/desk/invitations/{other}")).cookie(&cookie)).await.json();
    assert_eq!(case.state, DeskState::Expired);
}

fn with_days(world: &World, days: i64) -> serde_json::Value {
    let mut body = invitation(&json!("all"));
    body["expires_on"] = json!(domain::arrangement::days_after(world.today(), days).to_string());
    body
}

async fn an_arranged_invitation_is_not_taken_back(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    world.propose(&token, &proposal(&[offer("a1", 50_00)])).await;
    let withdrawal = Call::post(format!("/api/v1/desk/invitations/{id}/withdrawal")).cookie(&cookie);
    world.send(withdrawal).await.refused(Kind::StepIllegal);
    assert_eq!(world.open(&token).await.receipts.len(), 1);
}
