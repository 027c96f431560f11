//! What people come for: offers, answers, arrangements, disputes.

use super::call::Call;
use super::stories;
use super::world::{World, account, asking_a_person, invitation, offer, proposal};
use crate::events::first_tampered;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use serde_json::{Value, json};
use wire::api::{AccountState, DeskCase, DeskList, DeskState, Invitation, ProposalAnswer};
use wire::json::Json as _;
use wire::problem::Kind;
use wire::receipt::{PublicKey, Receipt};
use wire::terms::{OfferDecision, Reason};

stories![
    from_set_up_to_a_signed_arrangement,
    the_policy_names_other_terms,
    a_share_of_the_balance_counts_and_what_is_left_over_is_nobodys_business_here,
    who_asks_for_a_person_gets_one,
    a_person_accepts,
    a_person_names_other_terms_and_the_client_accepts,
    a_person_declines_and_a_new_offer_comes,
    a_newer_offer_ends_an_open_older_one,
    nothing_at_once_sends_every_offer_to_a_person,
    a_dispute_stops_everything_about_a_debt,
    an_old_offer_is_not_accepted_after_its_first_date,
    steps_out_of_turn_are_refused,
];

fn is_signed(receipt: &Receipt, key: &PublicKey) -> bool {
    let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).expect("base64url");
    receipt.key_id == key.id
        && UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, decode(&key.point))
            .verify(&receipt.arrangement.canonical_bytes(), &decode(&receipt.signature))
            .is_ok()
}

fn kinds(invitation: &Invitation) -> Vec<String> {
    invitation.records.iter().map(|record| format!("{} {}", record.actor, record.kind)).collect()
}

async fn case(world: &World, cookie: &str, id: &str) -> DeskCase {
    world.send(Call::get(format!("/api/v1/desk/invitations/{id}")).cookie(cookie)).await.json()
}

fn decision(cookie: &str, proposal: &str, body: &Value) -> Call {
    Call::post(format!("/api/v1/desk/proposals/{proposal}/decision")).cookie(cookie).key("decision").json(body)
}

async fn from_set_up_to_a_signed_arrangement(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    assert_eq!(case(world, &cookie, &id).await.state, DeskState::Sent);

    let invitation = world.open(&token).await;
    assert_eq!(invitation.id, id);
    assert_eq!((invitation.counsellor.as_str(), invitation.organisation.name.as_str()), ("Ada", "Harbour Advice"));
    assert_eq!(invitation.accounts[1].creditor, "Corner Store");
    assert_eq!(invitation.created_on, world.today());
    assert_eq!(case(world, &cookie, &id).await.state, DeskState::Sent);
    assert_eq!(kinds(&world.open(&token).await), ["person invited"], "reading changes nothing");

    let answer = world.propose(&token, &proposal(&[offer("a1", 50_00), offer("a2", 25_00)])).await;
    assert_eq!(answer.proposal.state, "accepted");
    assert_eq!(answer.receipts.len(), 2);
    let after = world.open(&token).await;
    let story = ["person invited", "client opened", "client offered", "policy accepted"];
    assert_eq!(kinds(&after), [&story[..], &story[2..]].concat(), "each debt has its offer and its answer");
    for (receipt, accepted) in answer.receipts.iter().zip([3, 5]) {
        let arrangement = &receipt.arrangement;
        assert!(is_signed(receipt, &after.receipt_key));
        assert_eq!(arrangement.record_hash, after.records[accepted].hash);
        assert_eq!((arrangement.decided_by.as_str(), arrangement.admits_debt), ("policy", false));
        assert_eq!(arrangement.accepted_at, "2026-11-22T12:00:00Z");
        assert!(arrangement.terms.check().is_some());
        let mut forged = receipt.clone();
        forged.arrangement.terms.instalment_minor -= 1;
        assert!(!is_signed(&forged, &after.receipt_key));
    }
    assert_eq!(after.receipts, answer.receipts);
    assert!(after.accounts.iter().all(|account| account.state == AccountState::Arranged));
    assert_eq!(first_tampered(&after.records), None);

    let list: DeskList = world.send(Call::get("/api/v1/desk/invitations").cookie(&cookie)).await.json();
    let row = &list.invitations[0];
    assert_eq!((row.state, row.balance_minor, row.label.as_str()), (DeskState::Arranged, 900_00, "case 7"));
    assert_eq!(row.creditors, ["First Bank", "Corner Store"]);
    assert_eq!(case(world, &cookie, &id).await.invitation, after);

    let again = Call::post("/api/v1/proposals").bearer(&token).key("again").json(&proposal(&[offer("a1", 60_00)]));
    let faults = world.send(again).await.faults(Kind::AccountArranged);
    assert_eq!(faults, ["offers[0].account_id arranged"]);
}

async fn the_policy_names_other_terms(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    let answer = world.propose(&token, &proposal(&[offer("a1", 20_00)])).await;
    assert_eq!(answer.proposal.state, "countered");
    assert!(answer.receipts.is_empty());
    let OfferDecision::Countered { terms, reasons } = &answer.proposal.lines[0].verdict else { panic!("countered") };
    assert_eq!(terms.instalment_minor, 25_00);
    let too_small = Reason::InstalmentTooSmall { monthly_min_minor: 25_00 };
    assert_eq!(reasons, &[too_small, Reason::TooLong { months_max: 24 }]);
    let seen = case(world, &cookie, &id).await;
    assert_eq!(seen.state, DeskState::Answered);
    assert!(seen.invitation.accounts.iter().all(|account| account.state == AccountState::Open));

    // The policy's own counter-offer is taken up by offering it.
    let terms = json!([{ "account_id": "a1", "terms": terms.write() }]);
    let path = format!("/api/v1/proposals/{}/acceptance", answer.proposal.id);
    let taken = Call::post(path).bearer(&token).key("take").json(&json!({ "version": 1, "terms": terms }));
    world.send(taken).await.refused(Kind::StepIllegal);
    let answer = world.propose(&token, &proposal(&[offer("a1", 25_00), offer("a2", 25_00)])).await;
    assert_eq!(answer.proposal.state, "accepted");
    assert_eq!(world.open(&token).await.proposals[0].state, "expired");
}

async fn a_share_of_the_balance_counts_and_what_is_left_over_is_nobodys_business_here(world: &mut World) {
    let cookie = world.set_up().await;
    let mut wanted = invitation(&json!("all"));
    wanted["policy"]["instalment_share_min_percent"] = json!(5);
    wanted["policy"]["left_over_share_max_percent"] = json!(1);
    let (id, token) = world.invite(&cookie, &wanted).await;
    let policy = world.open(&token).await.policy;
    assert_eq!((policy.instalment_share_min_percent, policy.left_over_share_max_percent), (Some(5), Some(1)));
    assert_eq!(case(world, &cookie, &id).await.invitation.records[0].content["policy"], wanted["policy"]);
    // 5 % of 600.00 are 30.00, of 300.00 only 15.00, and 25.00 is the smallest of all.
    let answer = world.propose(&token, &proposal(&[offer("a1", 29_99), offer("a2", 25_00)])).await;
    let OfferDecision::Countered { terms, reasons } = &answer.proposal.lines[0].verdict else { panic!("countered") };
    assert_eq!(terms.instalment_minor, 30_00);
    assert_eq!(reasons, &[Reason::InstalmentTooSmall { monthly_min_minor: 30_00 }]);
    assert_eq!(answer.proposals[1].lines[0].verdict, OfferDecision::Accepted);
    let answer = world.propose(&token, &proposal(&[offer("a1", 600_00)])).await;
    assert_eq!(answer.proposal.state, "accepted");
}

async fn who_asks_for_a_person_gets_one(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    let answer = world.propose(&token, &asking_a_person(&[offer("a1", 50_00)])).await;
    assert_eq!((answer.proposal.state.as_str(), answer.receipts.len()), ("considered", 0));
    assert_eq!(answer.proposal.lines[0].verdict, OfferDecision::Accepted, "the rules have said what they think");
    assert_eq!(case(world, &cookie, &id).await.state, DeskState::NeedsPerson);
}

async fn a_person_accepts(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    world.open(&token).await;
    let answer = world.propose(&token, &asking_a_person(&[offer("a1", 20_00)])).await;
    assert_eq!(answer.proposal.state, "considered");
    let list: DeskList = world.send(Call::get("/api/v1/desk/invitations").cookie(&cookie)).await.json();
    assert_eq!(list.invitations[0].state, DeskState::NeedsPerson);

    let body = json!({ "kind": "accept", "reason": "", "counters": [] });
    let decided: DeskCase = world.send(decision(&cookie, &answer.proposal.id, &body)).await.json();
    let receipt = &decided.invitation.receipts[0];
    assert!(is_signed(receipt, &decided.invitation.receipt_key));
    assert_eq!((receipt.arrangement.decided_by.as_str(), receipt.arrangement.terms.number), ("person", 30));
    assert_eq!(decided.state, DeskState::PartlyArranged, "the other debt is still open");
    let seen = world.open(&token).await;
    let decision = seen.proposals[0].decision.as_ref().expect("decided");
    assert_eq!((decision.kind.as_str(), decision.by.as_str()), ("accept", "Ada"));
    assert_eq!(seen.proposals[0].state, "accepted");
    let record = seen.records.last().expect("an entry");
    assert_eq!((record.actor.as_str(), &record.content["by"]), ("person", &json!("Ada")));

    let answer = world.propose(&token, &proposal(&[offer("a2", 30_00)])).await;
    assert_eq!(answer.receipts.len(), 1);
    assert_eq!(case(world, &cookie, &id).await.state, DeskState::Arranged);
}

async fn a_person_names_other_terms_and_the_client_accepts(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &invitation(&json!({ "up_to_balance_minor": 500_00 }))).await;
    let answer = world.propose(&token, &proposal(&[offer("a1", 50_00)])).await;
    assert_eq!(answer.proposal.state, "considered");
    let balance = Reason::BalanceNeedsPerson { balance_max_minor: 500_00 };
    assert_eq!(answer.proposal.lines[0].verdict, OfferDecision::Referred { reasons: vec![balance] });

    // A person may go below the policy.
    let counters = [offer("a1", 15_00)];
    let body = json!({ "kind": "counter", "reason": "This leaves you more.", "counters": counters });
    let decided: DeskCase = world.send(decision(&cookie, &answer.proposal.id, &body)).await.json();
    assert_eq!(decided.state, DeskState::Answered);
    let offered = world.open(&token).await.proposals.remove(0);
    assert_eq!(offered.state, "countered");
    let counter = offered.lines[0].counter.clone().expect("named");
    assert_eq!(counter.instalment_minor, 15_00);

    let path = format!("/api/v1/proposals/{}/acceptance", offered.id);
    let accept = |key: &str, terms: Value| {
        Call::post(path.clone()).bearer(&token).key(key).json(&json!({ "version": 1, "terms": terms }))
    };
    let named = json!({ "account_id": "a1", "terms": counter.write() });
    let mut other = named.clone();
    other["terms"]["instalment_minor"] = json!(14_00);
    for wrong in [json!([other]), json!([named, named]), json!([])] {
        assert_eq!(world.send(accept("wrong", wrong)).await.faults(Kind::ValueRefused), ["terms differs"]);
    }
    let answer: ProposalAnswer = world.send(accept("right", json!([named]))).await.json();
    assert_eq!((answer.proposal.state.as_str(), answer.receipts.len()), ("accepted", 1));
    assert_eq!(answer.proposals, std::slice::from_ref(&answer.proposal));
    assert!(answer.receipts.iter().all(|receipt| receipt.arrangement.decided_by == "person"));
    let after = case(world, &cookie, &id).await;
    assert_eq!(after.state, DeskState::PartlyArranged);
    // Using it for the first time is noted once.
    let story = ["person invited", "client opened", "client offered", "policy referred", "person countered"];
    assert_eq!(kinds(&after.invitation), [&story[..], &["client accepted"]].concat());
    assert_eq!(first_tampered(&after.invitation.records), None);
}

async fn a_person_declines_and_a_new_offer_comes(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    let answer = world.propose(&token, &asking_a_person(&[offer("a1", 1_00)])).await;
    let without = json!({ "kind": "decline", "reason": "  ", "counters": [] });
    let reply = world.send(decision(&cookie, &answer.proposal.id, &without)).await;
    assert_eq!(reply.faults(Kind::ValueRefused), ["reason required"]);
    let body = json!({ "kind": "decline", "reason": "It would take too long.", "counters": [] });
    let decided: DeskCase = world.send(decision(&cookie, &answer.proposal.id, &body)).await.json();
    assert_eq!(decided.state, DeskState::Declined);
    let seen = world.open(&token).await;
    assert_eq!(seen.proposals[0].state, "rejected");
    let declined = &seen.records.iter().rfind(|record| record.kind == "declined").expect("an entry").content;
    assert_eq!((&declined["account_ids"], &declined["by"]), (&json!(["a1"]), &json!("Ada")));
    assert_eq!(seen.proposals[0].decision.as_ref().map(|d| d.reason.as_str()), Some("It would take too long."));
    let answer = world.propose(&token, &proposal(&[offer("a1", 50_00)])).await;
    assert_eq!(answer.proposal.state, "accepted");
    assert_eq!(world.open(&token).await.proposals[0].state, "rejected", "an answer stays what it was");
    assert_eq!(case(world, &cookie, &id).await.invitation.proposals.len(), 2);
}

async fn a_newer_offer_ends_an_open_older_one(world: &mut World) {
    let cookie = world.set_up().await;
    let (_, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    let first = world.propose(&token, &asking_a_person(&[offer("a1", 10_00)])).await;
    let second = world.propose(&token, &asking_a_person(&[offer("a1", 12_00)])).await;
    let seen = world.open(&token).await;
    let states: Vec<_> = seen.proposals.iter().map(|proposal| proposal.state.as_str()).collect();
    assert_eq!(states, ["expired", "considered"]);
    let story = ["client offered", "policy referred", "policy expired", "client offered", "policy referred"];
    assert_eq!(kinds(&seen)[2..7], story, "no state changes without an entry");
    let ended = json!({ "proposal_id": first.proposal.id, "account_ids": ["a1"], "because": "offered_again" });
    assert_eq!(seen.records[4].content, ended);
    assert_eq!(first_tampered(&seen.records), None);
    let body = json!({ "kind": "accept", "reason": "", "counters": [] });
    world.send(decision(&cookie, &first.proposal.id, &body)).await.refused(Kind::StepIllegal);
    let decided: DeskCase = world.send(decision(&cookie, &second.proposal.id, &body)).await.json();
    assert_eq!(decided.invitation.receipts[0].arrangement.terms.instalment_minor, 12_00);
}

async fn nothing_at_once_sends_every_offer_to_a_person(world: &mut World) {
    let cookie = world.set_up().await;
    let (_, token) = world.invite(&cookie, &invitation(&json!("nothing"))).await;
    let answer = world.propose(&token, &proposal(&[offer("a1", 50_00)])).await;
    assert_eq!(answer.proposal.state, "considered");
    assert_eq!(answer.proposal.lines[0].verdict, OfferDecision::Referred { reasons: vec![Reason::AlwaysNeedsPerson] });
}

async fn a_dispute_stops_everything_about_a_debt(world: &mut World) {
    let cookie = world.set_up().await;
    let (id, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    let open = world.propose(&token, &asking_a_person(&[offer("a1", 10_00), offer("a2", 10_00)])).await;
    let body = json!({ "version": 1, "account_id": "a1", "ground": "not_mine", "note": "I never had this card." });
    let dispute = |key: &str| Call::post("/api/v1/disputes").bearer(&token).key(key).json(&body);
    let after: Invitation = world.send(dispute("d1")).await.json();
    assert_eq!((after.accounts[0].state, after.accounts[1].state), (AccountState::Disputed, AccountState::Open));
    assert_eq!(after.proposals[0].state, "expired", "what was offered for the debt has ended");
    assert_eq!(after.proposals[1].state, "considered", "what was offered for the other goes on");
    let [.., disputed, ended] = &after.records[..] else { panic!("two entries") };
    assert_eq!((disputed.kind.as_str(), &disputed.content["ground"]), ("disputed", &json!("not_mine")));
    assert_eq!(disputed.content["claimed_minor"], json!(600_00));
    let named = &ended.content["proposal_id"];
    assert_eq!((ended.actor.as_str(), ended.kind.as_str(), named), ("policy", "expired", &json!(open.proposal.id)));
    assert_eq!((&ended.content["account_ids"], &ended.content["because"]), (&json!(["a1"]), &json!("disputed")));
    assert_eq!(case(world, &cookie, &id).await.state, DeskState::NeedsPerson, "the other offer still waits");

    let accept = json!({ "kind": "accept", "reason": "", "counters": [] });
    world.send(decision(&cookie, &open.proposal.id, &accept)).await.refused(Kind::StepIllegal);
    let no = json!({ "kind": "decline", "reason": "Too long.", "counters": [] });
    world.send(decision(&cookie, &open.proposals[1].id, &no)).await.json::<DeskCase>();
    assert_eq!(case(world, &cookie, &id).await.state, DeskState::Disputed);
    let again = Call::post("/api/v1/proposals").bearer(&token).key("again").json(&proposal(&[offer("a1", 50_00)]));
    assert_eq!(world.send(again).await.faults(Kind::AccountDisputed), ["offers[0].account_id disputed"]);
    world.send(dispute("d2")).await.refused(Kind::AccountDisputed);
    // The other debt goes on.
    assert_eq!(world.propose(&token, &proposal(&[offer("a2", 25_00)])).await.proposal.state, "accepted");
    // An arranged debt can be disputed too; its receipt stays.
    let body = json!({ "version": 1, "account_id": "a2", "ground": "paid", "note": "" });
    let after: Invitation =
        world.send(Call::post("/api/v1/disputes").bearer(&token).key("d3").json(&body)).await.json();
    assert_eq!((after.accounts[1].state, after.receipts.len()), (AccountState::Disputed, 1));
}

async fn an_old_offer_is_not_accepted_after_its_first_date(world: &mut World) {
    let cookie = world.set_up().await;
    let (_, token) = world.invite(&cookie, &invitation(&json!("nothing"))).await;
    let accept = json!({ "kind": "accept", "reason": "", "counters": [] });
    let answer = world.propose(&token, &proposal(&[offer("a1", 50_00)])).await;
    world.pass_days(11);
    let cookie_later = sign_in(world).await;
    world.send(decision(&cookie_later, &answer.proposal.id, &accept)).await.refused(Kind::StepIllegal);
    let late = json!({ "kind": "counter", "reason": "Later.", "counters": [offer("a1", 50_00)] });
    let reply = world.send(decision(&cookie_later, &answer.proposal.id, &late)).await;
    assert_eq!(reply.faults(Kind::ValueRefused), ["counters[0].first out_of_bounds"]);
    // Nor a person's counter-offer, once its own first date has passed.
    let mut soon = offer("a1", 50_00);
    soon["first"] = json!("2026-12-05");
    let counter = json!({ "kind": "counter", "reason": "Later.", "counters": [soon] });
    let decided: DeskCase = world.send(decision(&cookie_later, &answer.proposal.id, &counter)).await.json();
    let terms = decided.invitation.proposals[0].lines[0].counter.clone();
    world.pass_days(4);
    let path = format!("/api/v1/proposals/{}/acceptance", answer.proposal.id);
    let body = json!({ "version": 1, "terms": [{ "account_id": "a1", "terms": terms.write() }] });
    world.send(Call::post(path).bearer(&token).key("late").json(&body)).await.refused(Kind::StepIllegal);
}

async fn sign_in(world: &World) -> String {
    let body = json!({ "name": super::world::NAME, "password": super::world::PASSWORD });
    super::world::cookie(&world.send(Call::post("/api/v1/desk/session").json(&body)).await)
}

async fn steps_out_of_turn_are_refused(world: &mut World) {
    let cookie = world.set_up().await;
    let mut one_debt = invitation(&json!("all"));
    one_debt["accounts"] = json!([account("First Bank", 600_00)]);
    let (_, token) = world.invite(&cookie, &one_debt).await;
    let (_, stranger) = world.invite(&cookie, &one_debt).await;
    let answer = world.propose(&token, &proposal(&[offer("a1", 50_00)])).await;
    let path = format!("/api/v1/proposals/{}/acceptance", answer.proposal.id);
    let terms =
        json!({ "version": 1, "terms": [{ "account_id": "a1", "terms": answer.proposal.lines[0].terms.write() }] });
    world.send(Call::post(path.clone()).bearer(&token).key("k").json(&terms)).await.refused(Kind::StepIllegal);
    // Another invitation's proposal is not there at all.
    world.send(Call::post(path).bearer(&stranger).key("k").json(&terms)).await.refused(Kind::NotFound);
    for body in [
        json!({ "kind": "accept", "reason": "", "counters": [] }),
        json!({ "kind": "decline", "reason": "No.", "counters": [] }),
        json!({ "kind": "counter", "reason": "No.", "counters": [offer("a1", 10_00)] }),
    ] {
        world.send(decision(&cookie, &answer.proposal.id, &body)).await.refused(Kind::StepIllegal);
    }
    let nowhere = json!({ "kind": "accept", "reason": "", "counters": [] });
    world.send(decision(&cookie, "0123456789abcdef", &nowhere)).await.refused(Kind::NotFound);
}
