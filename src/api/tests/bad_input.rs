//! Requests that cannot be: each has its own answer and changes nothing.

use super::call::Call;
use super::stories;
use super::world::{World, account, invitation, offer, proposal, setup};
use serde_json::{Value, json};
use wire::api::limit;
use wire::json::Json as _;
use wire::problem::Kind;

stories![
    bodies_that_are_none,
    invitations_with_values_that_are_refused,
    proposals_with_values_that_are_refused,
    disputes_and_decisions_with_values_that_are_refused,
    a_set_up_with_values_that_are_refused,
    text_is_trimmed_and_may_be_long,
];

async fn bodies_that_are_none(world: &mut World) {
    let cookie = world.set_up().await;
    let (_, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    let counts = world.counts().await;
    let good = proposal(&[offer("a1", 50_00)]);
    let text = good.to_string();
    let call = || Call::post("/api/v1/proposals").bearer(&token).key("k");
    let with = |field: &str, value: Value| {
        let mut body = good.clone();
        body[field] = value;
        call().json(&body)
    };
    for malformed in ["", "{", "nonsense", "{\"version\":1,}", "\"", &format!("{text} x"), &text[..text.len() - 1]] {
        world.send(call().text(malformed)).await.refused(Kind::JsonMalformed);
    }
    world.send(call().bytes(b"{\"version\":1,\"note\":\"\xff\"}")).await.refused(Kind::JsonMalformed);
    let deep = "[".repeat(10_000);
    world.send(call().text(&deep)).await.refused(Kind::JsonMalformed);

    assert_eq!(world.send(with("surprise", json!(1))).await.faults(Kind::FieldUnknown), ["surprise unknown"]);
    let mut nested = good.clone();
    nested["offers"][0]["surprise"] = json!(1);
    assert_eq!(world.send(call().json(&nested)).await.faults(Kind::FieldUnknown), ["offers[0].surprise unknown"]);

    for (field, value, fault) in [
        ("version", json!("1"), "version type"),
        ("version", json!(-1), "version type"),
        ("offers", json!({}), "offers type"),
        ("offers", json!([1]), "offers[0] type"),
        ("ask_person", json!(null), "ask_person type"),
        ("note", json!(["x"]), "note type"),
    ] {
        assert_eq!(world.send(with(field, value)).await.faults(Kind::TypeWrong), [fault]);
    }
    for (field, value, fault) in [
        ("instalment_minor", json!(50.5), "offers[0].instalment_minor type"),
        ("instalment_minor", json!("5000"), "offers[0].instalment_minor type"),
        ("first", json!("2026-02-30"), "offers[0].first type"),
        ("first", json!("soon"), "offers[0].first type"),
        ("first", json!("20261201"), "offers[0].first type"),
        ("first", json!("2026-12-01T10:00:00"), "offers[0].first type"),
    ] {
        let mut body = good.clone();
        body["offers"][0][field] = value;
        assert_eq!(world.send(call().json(&body)).await.faults(Kind::TypeWrong), [fault]);
    }
    // A list in the place of an object, with the right values in the right order.
    let listed = json!([1, [offer("a1", 50_00)], false, ""]);
    world.send(call().json(&listed)).await.refused(Kind::TypeWrong);
    let listed = with("offers", json!([["a1", 50_00, "month", "2026-12-01"]]));
    assert_eq!(world.send(listed).await.faults(Kind::TypeWrong), ["offers[0] type"]);
    let mut without = good.clone();
    without["offers"][0].as_object_mut().expect("an object").remove("first");
    assert_eq!(world.send(call().json(&without)).await.faults(Kind::TypeWrong), ["offers[0].first required"]);
    world.send(call().text("{}")).await.refused(Kind::TypeWrong);
    world.send(call().text("[]")).await.refused(Kind::TypeWrong);
    world.send(call().text("null")).await.refused(Kind::TypeWrong);
    let twice = text.replacen("{", "{\"version\":1,", 1);
    assert_eq!(world.send(call().text(&twice)).await.faults(Kind::TypeWrong), ["version repeated"]);
    let twice = text.replacen("\"rhythm\"", "\"first\":\"2026-12-01\",\"rhythm\"", 1);
    assert_eq!(world.send(call().text(&twice)).await.faults(Kind::TypeWrong), ["offers[0].first repeated"]);

    for media_type in
        ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonx", ""]
    {
        let call = call().text(&text).header("content-type", media_type);
        world.send(call).await.refused(Kind::MediaTypeUnsupported);
    }
    world.send(call().text(&text).without("content-type")).await.refused(Kind::MediaTypeUnsupported);

    let large = format!("{text}{}", " ".repeat(limit::BODY_BYTES_MAX - text.len() + 1));
    world.send(call().text(&large)).await.refused(Kind::BodyTooLarge);
    assert_eq!(counts, world.counts().await);
    let fits = &large[..limit::BODY_BYTES_MAX];
    let fine = call().text(fits).header("content-type", "application/json; charset=utf-8");
    assert_eq!(world.send(fine).await.status, 200);
}

/// A body with one value replaced; the field is written as the answer writes it.
fn with(body: &Value, field: &str, value: Value) -> Value {
    let pointer: String = field.split(['.', '[']).map(|part| format!("/{}", part.trim_end_matches(']'))).collect();
    let mut body = body.clone();
    *body.pointer_mut(&pointer).expect(field) = value;
    body
}

async fn invitations_with_values_that_are_refused(world: &mut World) {
    let cookie = world.set_up().await;
    let good = invitation(&json!("all"));
    let counts = world.counts().await;
    let call = |body: &Value| Call::post("/api/v1/desk/invitations").cookie(&cookie).key("k").json(body);
    let letters = |number: usize| json!("x".repeat(number));
    for (field, value, fault) in [
        ("label", letters(81), "label too_long"),
        ("label", json!("a\u{0}b"), "label letters"),
        ("label", json!("a\nb"), "label letters"),
        ("message", letters(1_001), "message too_long"),
        ("message", json!("a\u{202e}b"), "message letters"),
        ("country", json!("fr"), "country unknown"),
        ("currency", json!("usd"), "currency unknown"),
        ("currency", json!("XAU"), "currency unknown"),
        ("currency", json!(""), "currency unknown"),
        ("currency", json!("JPY"), "currency unknown"),
        ("validation_sent_on", json!("2026-11-24"), "validation_sent_on out_of_bounds"),
        ("validation_sent_on", json!("2016-11-23"), "validation_sent_on out_of_bounds"),
        // Sent on 16 November, the period ends on 23 December, and no link may end by then.
        ("validation_sent_on", json!("2026-11-16"), "expires_on validation_period"),
        ("expires_on", json!("2026-11-21"), "expires_on out_of_bounds"),
        ("expires_on", json!("2027-05-23"), "expires_on out_of_bounds"),
        ("accounts", json!([]), "accounts required"),
        ("accounts", json!(vec![account("Bank", 600_00); 21]), "accounts too_long"),
        ("accounts[1].creditor", json!(" \t "), "accounts[1].creditor required"),
        ("accounts[0].creditor", letters(81), "accounts[0].creditor too_long"),
        ("accounts[0].reference", letters(41), "accounts[0].reference too_long"),
        ("accounts[0].kind", json!("credit card"), "accounts[0].kind unknown"),
        ("accounts[0].balance_minor", json!(600_01), "accounts[0].balance_minor sum_differs"),
        ("accounts[0].itemisation.as_of", json!("2026-11-24"), "accounts[0].itemisation.as_of out_of_bounds"),
        ("accounts[0].itemisation.fees_minor", json!(-1), "accounts[0].itemisation.fees_minor out_of_bounds"),
        ("policy.instalment_monthly_min_minor", json!(0), "policy.instalment_monthly_min_minor out_of_bounds"),
        ("policy.term_months_max", json!(241), "policy.term_months_max out_of_bounds"),
        ("policy.start_days_max", json!(0), "policy.start_days_max out_of_bounds"),
        ("policy.at_once", json!({ "up_to_balance_minor": 0 }), "policy.at_once out_of_bounds"),
        ("policy.at_once", json!("some"), "policy.at_once unknown"),
    ] {
        let faults = world.send(call(&with(&good, field, value))).await.faults(Kind::ValueRefused);
        assert_eq!(faults, [fault]);
    }
    // What a policy may leave out is looked at where it is there.
    for (field, fault) in [
        ("instalment_share_min_percent", "policy.instalment_share_min_percent out_of_bounds"),
        ("left_over_share_max_percent", "policy.left_over_share_max_percent out_of_bounds"),
    ] {
        for percent in [0, -1, 101, i64::MAX] {
            let mut body = good.clone();
            body["policy"][field] = json!(percent);
            assert_eq!(world.send(call(&body)).await.faults(Kind::ValueRefused), [fault]);
        }
        let mut body = good.clone();
        body["policy"][field] = json!("2");
        assert_eq!(world.send(call(&body)).await.faults(Kind::TypeWrong), [format!("policy.{field} type")]);
    }
    for minor in [i64::MIN, -1, 0, 10_000_000_000, i64::MAX] {
        let faults = world.send(call(&with(&good, "accounts[0].balance_minor", json!(minor)))).await;
        assert!(faults.faults(Kind::ValueRefused)[0].starts_with("accounts[0].balance_minor"), "{minor}");
    }
    // All that is wrong is said at once.
    let mut much = with(&good, "label", letters(81));
    much["accounts"][1]["creditor"] = json!("");
    let faults = world.send(call(&much)).await.faults(Kind::ValueRefused);
    assert_eq!(faults, ["label too_long", "accounts[1].creditor required"]);
    assert_eq!(counts, world.counts().await);
    for (field, value) in
        [("expires_on", json!("2026-11-23")), ("expires_on", json!("2027-05-21")), ("currency", json!("MXN"))]
    {
        world.invite(&cookie, &with(&good, field, value)).await;
    }
}

async fn proposals_with_values_that_are_refused(world: &mut World) {
    let cookie = world.set_up().await;
    let (_, token) = world.invite(&cookie, &invitation(&json!("all"))).await;
    let counts = world.counts().await;
    let mut good = proposal(&[offer("a1", 50_00), offer("a2", 25_00)]);
    for place in 0..2 {
        good["offers"][place]["note"] = json!("");
    }
    let call = |body: &Value| Call::post("/api/v1/proposals").bearer(&token).key("k").json(body);
    for (field, value, fault) in [
        ("version", json!(2), "version unknown"),
        ("offers", json!([]), "offers required"),
        ("note", json!("x".repeat(1_001)), "note too_long"),
        ("offers[1].note", json!("x".repeat(1_001)), "offers[1].note too_long"),
        ("offers[0].note", json!("\u{202e}"), "offers[0].note letters"),
        ("offers[1].account_id", json!("a1"), "offers[1].account_id twice"),
        ("offers[0].account_id", json!("a3"), "offers[0].account_id unknown"),
        ("offers[0].account_id", json!(""), "offers[0].account_id unknown"),
        ("offers[0].instalment_minor", json!(0), "offers[0].instalment_minor out_of_bounds"),
        ("offers[0].instalment_minor", json!(600_01), "offers[0].instalment_minor out_of_bounds"),
        ("offers[0].instalment_minor", json!(49), "offers[0].instalment_minor out_of_bounds"),
        ("offers[0].first", json!("9999-06-01"), "offers[0].first out_of_bounds"),
        ("offers[0].rhythm", json!("year"), "offers[0].rhythm unknown"),
    ] {
        let faults = world.send(call(&with(&good, field, value))).await.faults(Kind::ValueRefused);
        assert_eq!(faults, [fault]);
    }
    assert_eq!(counts, world.counts().await);
}

async fn disputes_and_decisions_with_values_that_are_refused(world: &mut World) {
    let cookie = world.set_up().await;
    let (_, token) = world.invite(&cookie, &invitation(&json!("nothing"))).await;
    let waiting = world.propose(&token, &proposal(&[offer("a1", 50_00), offer("a2", 25_00)])).await.proposal;
    let counts = world.counts().await;
    let good = json!({ "version": 1, "account_id": "a1", "ground": "other", "note": "" });
    for (field, value, fault) in [
        ("version", json!(0), "version unknown"),
        ("account_id", json!("a9"), "account_id unknown"),
        ("ground", json!("because"), "ground unknown"),
        ("note", json!("\u{7}"), "note letters"),
    ] {
        let call = Call::post("/api/v1/disputes").bearer(&token).key("k").json(&with(&good, field, value));
        assert_eq!(world.send(call).await.faults(Kind::ValueRefused), [fault]);
    }
    let terms = waiting.lines[0].terms.write();
    let mut surprising = terms.clone();
    surprising["surprise"] = json!(1);
    let accept = json!({ "version": 1, "terms": [{ "account_id": "a1", "terms": surprising }] });
    let path = format!("/api/v1/proposals/{}/acceptance", waiting.id);
    let reply = world.send(Call::post(path).bearer(&token).key("k").json(&accept)).await;
    assert_eq!(reply.faults(Kind::FieldUnknown), ["terms[0].terms.surprise unknown"]);
    let counters = json!([offer("a1", 20_00)]);
    let good = json!({ "kind": "counter", "reason": "Less each time.", "counters": counters });
    let with_more = |field: &str, value: Value| {
        let mut one = offer("a1", 20_00);
        one[field] = value;
        json!([one])
    };
    for (field, value, faults) in [
        ("kind", json!("maybe"), vec!["kind unknown", "counters unknown"]),
        ("kind", json!("accept"), vec!["counters unknown"]),
        ("kind", json!("decline"), vec!["counters unknown"]),
        ("reason", json!("\n"), vec!["reason required"]),
        ("reason", json!("x".repeat(1_001)), vec!["reason too_long"]),
        ("counters", json!([]), vec!["counters missing"]),
        ("counters", json!([offer("a1", 20_00), offer("a1", 20_00)]), vec!["counters[1].account_id twice"]),
        ("counters", json!([offer("a1", 20_00), offer("a2", 20_00)]), vec!["counters[1].account_id unknown"]),
        ("counters[0].account_id", json!("a2"), vec!["counters[0].account_id unknown", "counters missing"]),
        ("counters[0].instalment_minor", json!(600_01), vec!["counters[0].instalment_minor out_of_bounds"]),
        ("counters", with_more("note", json!("Soon.")), vec!["counters[0].note unknown"]),
        ("counters", with_more("ask_person", json!(true)), vec!["counters[0].ask_person unknown"]),
        ("counters[0].first", json!("2026-11-20"), vec!["counters[0].first out_of_bounds"]),
    ] {
        let path = format!("/api/v1/desk/proposals/{}/decision", waiting.id);
        let call = Call::post(path).cookie(&cookie).key("k").json(&with(&good, field, value));
        assert_eq!(world.send(call).await.faults(Kind::ValueRefused), faults);
    }
    assert_eq!(counts, world.counts().await);
}

async fn a_set_up_with_values_that_are_refused(world: &mut World) {
    let token = crate::auth::setup::new_setup(&world.app).await.expect("works").expect("a token");
    let counts = world.counts().await;
    let good = setup(&token);
    for (field, value, fault) in [
        ("name", json!(""), "name required"),
        ("name", json!("x".repeat(81)), "name too_long"),
        ("password", json!(""), "password required"),
        ("password", json!("x".repeat(14)), "password too_short"),
        ("password", json!("x".repeat(201)), "password too_long"),
        ("organisation.name", json!(" "), "organisation.name required"),
        ("organisation.phone", json!("1".repeat(201)), "organisation.phone too_long"),
        ("organisation.website", json!("http://harbour.example"), "organisation.website scheme"),
        ("organisation.website", json!("javascript:alert(1)"), "organisation.website scheme"),
    ] {
        let call = Call::post("/api/v1/desk/setup").json(&with(&good, field, value));
        assert_eq!(world.send(call).await.faults(Kind::ValueRefused), [fault]);
    }
    let unknown = Call::post("/api/v1/desk/setup").json(&with(&good, "setup_token", json!("another")));
    world.send(unknown).await.refused(Kind::SetupUnavailable);
    assert_eq!(counts, world.counts().await);
    assert_eq!(world.send(Call::post("/api/v1/desk/setup").json(&good)).await.status, 200);
}

async fn text_is_trimmed_and_may_be_long(world: &mut World) {
    let cookie = world.set_up().await;
    let body = with(&invitation(&json!("all")), "accounts[0].creditor", json!(format!("  {}\t", "ß".repeat(80))));
    let body = with(&body, "message", json!(" One.\r\nTwo. "));
    let (_, token) = world.invite(&cookie, &body).await;
    let seen = world.open(&token).await;
    assert_eq!((seen.accounts[0].creditor.as_str(), seen.message.as_str()), ("ß".repeat(80).as_str(), "One.\nTwo."));
}
