//! Who invites is said, and in the United States the right to dispute comes first.

use super::call::Call;
use super::stories;
use super::world::{World, account, asking_a_person, cookie as cookie_of, invitation, offer, organisation, proposal};
use crate::store::values;
use serde_json::{Value, json};
use wire::api::{
    DeskCase, DeskState, Invitation, InvitationCreated, InvitationReview, OperatorKind, Session, ValidationPeriod,
};
use wire::json::Json as _;
use wire::problem::{FieldProblem, Kind};
use wire::terms::{OfferDecision, Reason};

stories![
    who_invites_is_told_to_the_client,
    an_older_desk_says_who_invites_before_its_next_invitation,
    nothing_overshadows_the_validation_period,
    an_older_invitation_is_treated_as_if_its_dates_were_moved,
    what_was_sent_before_counts,
    a_review_says_what_would_come_of_an_invitation,
    a_currency_that_the_form_does_not_offer_is_refused_with_those_it_does,
    an_expired_invitation_is_renewed_in_one_step,
    a_label_is_changed_and_stands_in_no_history,
];

fn change(cookie: &str, body: &Value) -> Call {
    Call::new(axum::http::Method::PUT, "/api/v1/desk/organisation").cookie(cookie).json(body)
}

async fn case(world: &World, cookie: &str, id: &str) -> DeskCase {
    world.send(Call::get(format!("/api/v1/desk/invitations/{id}")).cookie(cookie)).await.json()
}

async fn sign_in(world: &World) -> String {
    let body = json!({ "name": super::world::NAME, "password": super::world::PASSWORD });
    cookie_of(&world.send(Call::post("/api/v1/desk/session").json(&body)).await)
}

/// An invitation to somebody in the United States that brings the validation information itself: sent on Sunday,
/// 22 November 2026, it counts as received on the fifth business day after, which for Thanksgiving is Monday the 30th, and
/// the period ends 30 days later, on 30 December.
fn first_notice(at_once: &Value) -> Value {
    let mut body = invitation(at_once);
    body.as_object_mut().expect("an object").remove("validation_sent_on");
    body["expires_on"] = json!("2027-01-20");
    body
}

fn period() -> ValidationPeriod {
    let day = |text: &str| text.parse().expect("a day");
    ValidationPeriod { sent_on: day("2026-11-22"), received_on: day("2026-11-30"), ends_on: day("2026-12-30") }
}

fn starting(account_id: &str, first: &str) -> Value {
    let mut one = offer(account_id, 50_00);
    one["first"] = json!(first);
    one
}

async fn who_invites_is_told_to_the_client(world: &mut World) {
    let cookie = world.set_up().await;
    let (_, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    let told = world.open(&token).await.organisation;
    assert_eq!(told.kind, Some(OperatorKind::DebtCollector));
    assert_eq!(told.write(), organisation());
    // A change shows in every invitation, and only somebody of the desk makes it.
    let mut moved = organisation();
    moved["address"] = json!("2 Quay Street");
    moved["kind"] = json!("creditor");
    world.send(change("", &moved)).await.refused(Kind::SignInRequired);
    let session: Session = world.send(change(&cookie, &moved)).await.json();
    assert_eq!(session.organisation.write(), moved);
    assert_eq!(world.open(&token).await.organisation, session.organisation);
    world.restart().await;
    assert_eq!(world.open(&token).await.organisation, session.organisation);
    for (field, value, fault) in [
        ("name", json!(" "), "name required"),
        ("kind", json!(null), "kind required"),
        ("kind", json!("bank"), "kind unknown"),
        ("legal_name", json!(" "), "legal_name required"),
        ("address", json!("\n"), "address required"),
        ("address", json!("x".repeat(201)), "address too_long"),
        ("registration", json!("a\nb"), "registration letters"),
        ("complaints", json!(""), "complaints required"),
        ("privacy", json!(""), "privacy required"),
        ("privacy", json!("http://harbour.example/privacy"), "privacy scheme"),
        ("privacy", json!("x".repeat(4_001)), "privacy too_long"),
        ("complaints", json!("a\u{202e}b"), "complaints letters"),
    ] {
        let mut wrong = organisation();
        wrong[field] = value;
        assert_eq!(world.send(change(&cookie, &wrong)).await.faults(Kind::ValueRefused), [fault]);
    }
    assert_eq!(world.open(&token).await.organisation, session.organisation);
}

async fn an_older_desk_says_who_invites_before_its_next_invitation(world: &mut World) {
    let cookie = world.set_up().await;
    let (_, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    // As a desk that was set up before this was asked.
    let sql = "UPDATE organisation SET kind = $1, legal_name = $1, address = $1, registration = $1, complaints = $1, \
               privacy = $1";
    world.change(sql, values![""]).await;
    let counts = world.counts().await;
    for path in ["/api/v1/desk/invitations", "/api/v1/desk/invitations/review"] {
        let call = Call::post(path).cookie(&cookie).key("k").json(&invitation(&json!("all")));
        let missing = ["kind", "legal_name", "address", "complaints", "privacy"];
        let missing: Vec<String> = missing.iter().map(|name| format!("organisation.{name} required")).collect();
        assert_eq!(world.send(call).await.faults(Kind::OrganisationIncomplete), missing);
    }
    assert_eq!(counts, world.counts().await);
    // What was begun goes on.
    assert_eq!(world.open(&token).await.organisation.kind, None);
    assert_eq!(world.propose(&token, &proposal(&[offer("a1", 50_00)])).await.proposal.state, "accepted");
    world.send(change(&cookie, &organisation())).await.json::<Session>();
    world.invite(&cookie, &invitation(&json!("all"))).await;
}

async fn nothing_overshadows_the_validation_period(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &first_notice(&json!("all"))).await;
    let seen = world.open(&token).await;
    assert_eq!(seen.validation, Some(period()));
    assert_eq!(seen.records[0].content["validation"], period().write());
    // No deadline ends in it, nor on its last day.
    for day in ["2026-12-01", "2026-12-30"] {
        let mut early = first_notice(&json!("all"));
        early["expires_on"] = json!(day);
        let call = Call::post("/api/v1/desk/invitations").cookie(&cookie).key("early").json(&early);
        assert_eq!(world.send(call).await.faults(Kind::ValueRefused), ["expires_on validation_period"]);
    }
    // The client may offer, and is answered: with the first day after it.
    let answer = world.propose(&token, &proposal(&[starting("a1", "2026-12-01")])).await;
    let OfferDecision::Countered { terms, reasons } = &answer.proposal.lines[0].verdict else { panic!("countered") };
    let earliest = "2026-12-31".parse().expect("a day");
    assert_eq!(terms.first, earliest);
    assert_eq!(reasons, &[Reason::StartsTooEarly { earliest }]);
    let answer = world.propose(&token, &proposal(&[starting("a1", "2026-12-31")])).await;
    assert_eq!(answer.proposal.state, "accepted");
    // Nor may a person name or accept a day within it.
    let answer = world.propose(&token, &asking_a_person(&[starting("a2", "2026-12-30")])).await;
    let path = format!("/api/v1/desk/proposals/{}/decision", answer.proposal.id);
    let decide = |key: &str, body: Value| Call::post(path.clone()).cookie(&cookie).key(key).json(&body);
    let yes = json!({ "kind": "accept", "reason": "", "counters": [] });
    world.send(decide("yes", yes)).await.refused(Kind::StepIllegal);
    let counter = |first: &str| json!({ "kind": "counter", "reason": "Later.", "counters": [starting("a2", first)] });
    let faults = world.send(decide("early", counter("2026-12-30"))).await.faults(Kind::ValueRefused);
    assert_eq!(faults, ["counters[0].first validation_period"]);
    let decided: DeskCase = world.send(decide("later", counter("2026-12-31"))).await.json();
    assert_eq!(decided.state, DeskState::Answered);
    // Whoever lives in the United Kingdom has no such period.
    let mut british = first_notice(&json!("all"));
    british["country"] = json!("gb");
    british["currency"] = json!("GBP");
    british["expires_on"] = json!("2026-12-01");
    let (_, token) = world.invite(&cookie, &british).await;
    assert_eq!(world.open(&token).await.validation, None);
    assert_eq!(world.propose(&token, &proposal(&[offer("a1", 50_00)])).await.proposal.state, "accepted");
    british["validation_sent_on"] = json!("2026-03-02");
    let call = Call::post("/api/v1/desk/invitations").cookie(&cookie).key("gb").json(&british);
    assert_eq!(world.send(call).await.faults(Kind::ValueRefused), ["validation_sent_on out_of_bounds"]);
    assert_eq!(case(world, &cookie, &id).await.invitation.validation, Some(period()));
}

async fn an_older_invitation_is_treated_as_if_its_dates_were_moved(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &first_notice(&json!("all"))).await;
    // As it was made before anybody looked at the period.
    world.change("UPDATE invitation SET expires_on = $1", values!["2026-12-01"]).await;
    assert_eq!(world.open(&token).await.expires_on.to_string(), "2026-12-31");
    // 29 December: the day that was written is long over.
    world.pass_days(37);
    let cookie = {
        let _ = cookie;
        sign_in(world).await
    };
    assert_eq!(case(world, &cookie, &id).await.state, DeskState::Sent);
    let answer = world.propose(&token, &proposal(&[starting("a1", "2026-12-31")])).await;
    assert_eq!(answer.proposal.state, "accepted");
    assert_eq!(case(world, &cookie, &id).await.state, DeskState::PartlyArranged);
}

async fn what_was_sent_before_counts(world: &mut World) {
    let cookie = world.set_up().await;
    let mut body = first_notice(&json!("all"));
    // Sent on Monday, 2 November 2026, it counts as received a week later, before Veterans Day.
    body["validation_sent_on"] = json!("2026-11-02");
    let (_, token) = world.invite(&cookie, &body).await;
    let seen = world.open(&token).await.validation.expect("a period");
    assert_eq!((seen.received_on.to_string(), seen.ends_on.to_string()), ("2026-11-09".into(), "2026-12-09".into()));
    let answer = world.propose(&token, &proposal(&[starting("a1", "2026-12-10")])).await;
    assert_eq!(answer.proposal.state, "accepted");
}

async fn a_review_says_what_would_come_of_an_invitation(world: &mut World) {
    let cookie = world.set_up().await;
    let review = |body: &Value| Call::post("/api/v1/desk/invitations/review").cookie(&cookie).json(body);
    let counts = world.counts().await;
    let first: InvitationReview = world.send(review(&first_notice(&json!("all")))).await.json();
    assert_eq!((first.validation, first.known), (Some(period()), vec![]));
    let mut wrong = first_notice(&json!("all"));
    wrong["accounts"] = json!([]);
    assert_eq!(world.send(review(&wrong)).await.faults(Kind::ValueRefused), ["accounts required"]);
    assert_eq!(counts, world.counts().await);
    let (first, _) = world.invite(&cookie, &first_notice(&json!("all"))).await;
    // Both debts are those of one invitation, which is named once.
    let again: InvitationReview = world.send(review(&first_notice(&json!("all")))).await.json();
    let known: Vec<_> = again.known.iter().map(|known| (known.id.as_str(), known.label.as_str())).collect();
    assert_eq!(known, [(first.as_str(), "case 7")]);
    assert_eq!((again.known[0].creditor.as_str(), again.known[0].reference.as_str()), ("First Bank", "REF-1"));
    // Another reference is another debt, and without one nothing is said.
    for reference in ["REF-2", ""] {
        let mut other = first_notice(&json!("all"));
        other["accounts"] = json!([account("First Bank", 600_00)]);
        other["accounts"][0]["reference"] = json!(reference);
        assert_eq!(world.send(review(&other)).await.json::<InvitationReview>().known, []);
    }
    // Made all the same, the answer names it, too.
    let call = Call::post("/api/v1/desk/invitations").cookie(&cookie).key("again").json(&first_notice(&json!("all")));
    let created: InvitationCreated = world.send(call).await.json();
    assert_eq!(created.known, [first.as_str()]);
    // What was taken back is no longer there.
    for id in [&first, &created.id] {
        let withdrawal = Call::post(format!("/api/v1/desk/invitations/{id}/withdrawal")).cookie(&cookie);
        assert_eq!(world.send(withdrawal).await.status, 204);
    }
    let after: InvitationReview = world.send(review(&first_notice(&json!("all")))).await.json();
    assert_eq!(after.known, []);
    world
        .send(Call::post("/api/v1/desk/invitations/review").json(&first_notice(&json!("all"))))
        .await
        .refused(Kind::SignInRequired);
}

async fn a_currency_that_the_form_does_not_offer_is_refused_with_those_it_does(world: &mut World) {
    let cookie = world.set_up().await;
    let mut body = invitation(&json!("all"));
    body["currency"] = json!("JPY");
    let reply = world.send(Call::post("/api/v1/desk/invitations").cookie(&cookie).key("k").json(&body)).await;
    reply.refused(Kind::ValueRefused);
    let allowed = ["USD", "GBP", "EUR", "CAD", "MXN"].map(str::to_owned).to_vec();
    let expected = FieldProblem { field: "currency".to_owned(), code: "unknown".to_owned(), allowed };
    assert_eq!(reply.problem().errors, [expected]);
}

async fn an_expired_invitation_is_renewed_in_one_step(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, old) = world.invite(&cookie, &invitation(&json!("all"))).await;
    world.pass_days(40);
    let cookie = {
        let _ = cookie;
        sign_in(world).await
    };
    assert_eq!(case(world, &cookie, &id).await.state, DeskState::Expired);
    let link = |key: &str, body: &Value| {
        Call::post(format!("/api/v1/desk/invitations/{id}/link")).cookie(&cookie).key(key).json(body)
    };
    world.send(link("none", &json!({ "record": 1 }))).await.refused(Kind::StepIllegal);
    for day in ["2026-12-31", "2027-07-02"] {
        let faults = world.send(link("day", &json!({ "record": 1, "expires_on": day }))).await;
        assert_eq!(faults.faults(Kind::ValueRefused), ["expires_on out_of_bounds"]);
    }
    let created = world.send(link("new", &json!({ "record": 1, "expires_on": "2027-02-01" }))).await;
    let token = created.json::<InvitationCreated>().token.expect("told once");
    world.send(Call::get("/api/v1/invitation").bearer(&old)).await.refused(Kind::InvitationUnavailable);
    let seen: Invitation = world.open(&token).await;
    assert_eq!(seen.expires_on.to_string(), "2027-02-01");
    let renewed = json!({ "by": "Ada", "replaces": 1, "expires_on": "2027-02-01" });
    assert_eq!(seen.records[1].content, renewed);
    let answer = world.propose(&token, &proposal(&[starting("a1", "2027-01-10")])).await;
    assert_eq!(answer.proposal.state, "accepted");
}

async fn a_label_is_changed_and_stands_in_no_history(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    let before = world.open(&token).await;
    let relabel = |cookie: &str, id: &str, label: &str| {
        let path = format!("/api/v1/desk/invitations/{id}/label");
        Call::new(axum::http::Method::PUT, path).cookie(cookie).json(&json!({ "label": label }))
    };
    let changed: DeskCase = world.send(relabel(&cookie, &id, " case 8 ")).await.json();
    assert_eq!(changed.label, "case 8");
    assert_eq!(case(world, &cookie, &id).await, changed);
    assert_eq!(world.open(&token).await, before, "the client never sees it");
    assert_eq!(world.send(relabel(&cookie, &id, "")).await.json::<DeskCase>().label, "");
    let faults = world.send(relabel(&cookie, &id, "a\nb")).await.faults(Kind::ValueRefused);
    assert_eq!(faults, ["label letters"]);
    world.send(relabel(&cookie, "0000000000000000", "x")).await.refused(Kind::NotFound);
    world.send(relabel("", &id, "x")).await.refused(Kind::SignInRequired);
}
