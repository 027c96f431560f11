//! The command on documents: each answer, and each refusal with its path.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{run, table};

fn ask(document: &Value) -> Value {
    serde_json::from_str(&run(&document.to_string()).unwrap()).unwrap()
}

fn question() -> Value {
    json!({
        "currency": "GBP", "today": "2026-11-22",
        "policy": {"editions": [
            {"from": "2025-01-01", "until": "2026-06-30", "bands": [
                {"instalment_monthly_min": "100.00", "term_months_max": 6, "start_days_max": 7, "at_once": false},
            ]},
            {"from": "2026-07-01", "bands": [
                {"balance_max": "1000.00", "instalment_monthly_min": "5.00", "term_months_max": 36, "start_days_max": 31,
                 "at_once": true},
                {"instalment_monthly_min": "25.00", "instalment_share_min": "2", "term_months_max": 48,
                 "start_days_max": 31, "left_over_share_max": "60",
                 "settlement": {"share_min": "50"}, "at_once": true},
            ], "changes": {"date_days_max": 10, "rhythm": true, "amount_share_min": "80", "amount_share_max": "150",
                           "skips_max": 1, "pause_months_max": 2}},
        ]},
        "proposal": {"balance": "2400.00", "instalment": "40.00", "first": "2026-12-01"},
        "means": {"left_over": "150.00"},
    })
}

#[test]
fn a_proposal_gets_every_reason_and_the_nearest_one() {
    assert_eq!(
        ask(&question()),
        json!({
            "answer": "countered",
            "reasons": [
                {"reason": "share_too_small", "min": "48.00", "share_min": "2"},
                {"reason": "too_long", "months_max": 48},
            ],
            "proposal": {
                "balance": "2400.00", "total": "2400.00", "down_payment": "0.00", "instalment": "50.00",
                "rhythm": "month", "first": "2026-12-01", "payments": 48, "last": "2030-11-01",
            },
        })
    );
    let mut document = question();
    document["proposal"]["instalment"] = "50.00".into();
    assert_eq!(ask(&document), json!({"answer": "accepted", "reasons": []}));
    assert_eq!(table(&document.to_string()).unwrap(), "Answer  accepted\n");
    document["proposal"]["total"] = "1200.00".into();
    assert_eq!(ask(&document), json!({"answer": "referred", "reasons": [{"reason": "settlement_needs_person"}]}));
    document["today"] = "2024-12-31".into();
    assert_eq!(ask(&document), json!({"answer": "referred", "reasons": [{"reason": "no_rule"}]}));
}

#[test]
fn a_deadlock_names_both_ends() {
    let mut document = question();
    document["means"]["left_over"] = "60.00".into();
    let answer = ask(&document);
    assert_eq!(
        (&answer["answer"], &answer["monthly_min"], &answer["monthly_max"]),
        (&json!("deadlock"), &json!("50.00"), &json!("36.00"),)
    );
    let expected = "Answer                             deadlock\n\
                    Reason             share too small 48.00 2 %\n\
                    Reason                           too long 48\n\
                    Reason                  takes too much 36.00\n\
                    Least a month                          50.00\n\
                    Most a month                           36.00\n";
    let told = table(&document.to_string()).unwrap();
    assert_eq!(told.split_whitespace().collect::<Vec<_>>(), expected.split_whitespace().collect::<Vec<_>>());
    document["means"]["left_over"] = "-60.00".into();
    assert_eq!(ask(&document)["monthly_max"], "0.00");
}

#[test]
fn a_change_is_the_clients_or_a_persons() {
    let with = |change: Value| {
        let mut document = question();
        document.as_object_mut().unwrap().retain(|field, _| field != "proposal" && field != "means");
        document["change"] = change;
        document["change"]["remaining"] = json!({"balance": "500.00", "instalment": "50.00", "first": "2026-12-31"});
        ask(&document)
    };
    let moved = with(json!({"pause_months": 2}));
    assert_eq!((&moved["answer"], &moved["proposal"]["first"]), (&json!("alone"), &json!("2027-02-28")));
    assert_eq!(with(json!({"amount": "60.00"}))["proposal"]["payments"], 9);
    let answer = |reason: Value| json!({"answer": "needs_person", "reasons": [reason]});
    assert_eq!(with(json!({"amount": "80.00"})), answer(json!({"reason": "amount", "min": "40.00", "max": "75.00"})));
    assert_eq!(with(json!({"skip": 1, "used_skips": 1})), answer(json!({"reason": "skips", "left": 0})));
    assert_eq!(with(json!({"date": "2027-01-11"})), answer(json!({"reason": "date", "days_max": 10})));
    assert_eq!(with(json!({"rhythm": "week"}))["proposal"]["instalment"], "11.54");
    // Counted from what was agreed: 80 % of 60.00, of 15.00 a week, and ten days in all.
    let amount = |min: &str, max: &str| answer(json!({"reason": "amount", "min": min, "max": max}));
    assert_eq!(with(json!({"amount": "47.00", "agreed_instalment": "60.00"})), amount("48.00", "90.00"));
    let weekly = json!({"amount": "51.00", "agreed_instalment": "15.00", "agreed_rhythm": "week"});
    assert_eq!(with(weekly), amount("52.00", "97.50"));
    assert_eq!(with(json!({"date": "2027-01-01", "used_days": 10})), answer(json!({"reason": "date", "days_max": 10})));
    assert_eq!(with(json!({"skip": 0})), answer(json!({"reason": "nothing_changed"})));
}

#[test]
fn a_change_keeps_to_the_smallest_instalment_and_to_the_calendar() {
    let mut document = question();
    document.as_object_mut().unwrap().retain(|field, _| field != "proposal" && field != "means");
    document["change"] = json!({
        "remaining": {"balance": "1500.00", "instalment": "30.00", "first": "2026-12-31"}, "amount": "29.99",
    });
    // 2 % of 1,500.00.
    let too_small = json!({"answer": "needs_person", "reasons": [{"reason": "instalment_too_small", "min": "30.00"}]});
    let mut answer = ask(&document);
    answer["reasons"].as_array_mut().unwrap().retain(|reason| reason["reason"] != "too_long");
    assert_eq!(answer, too_small);
    document["change"]["remaining"]["first"] = "2026-10-31".into();
    document["change"]["amount"] = "40.00".into();
    let past = json!({"answer": "needs_person", "reasons": [{"reason": "in_the_past", "date": "2026-11-22"}]});
    assert_eq!(ask(&document), past);
}

#[test]
fn due_dates_count_from_the_agreed_day() {
    let band = json!({"instalment_monthly_min": "10", "term_months_max": 60, "start_days_max": 62, "at_once": false});
    let changes = json!({
        "date_days_max": 31, "rhythm": true, "amount_share_min": "50", "amount_share_max": "200", "skips_max": 3,
        "pause_months_max": 3,
    });
    let changed = |remaining: Value, change: Value| {
        let mut remaining = remaining;
        remaining["balance"] = "400.00".into();
        remaining["instalment"] = "100.00".into();
        let mut document = json!({
            "today": "2026-11-30", "policy": {"editions": [{"from": "2026-01-01", "bands": [band], "changes": changes}]},
            "change": change,
        });
        document["change"]["remaining"] = remaining;
        let answer = ask(&document);
        let of = |field: &str| answer["proposal"][field].as_str().unwrap_or_default().to_owned();
        [of("first"), of("last"), of("agreed")]
    };
    let agreed = || json!({"first": "2027-01-31"});
    assert_eq!(changed(agreed(), json!({"skip": 1})), ["2027-02-28", "2027-05-31", "2027-01-31"]);
    assert_eq!(changed(agreed(), json!({"pause_months": 1})), ["2027-02-28", "2027-05-31", "2027-01-31"]);
    // What the first change left is asked again with the date that was agreed.
    let after = || json!({"first": "2027-02-28", "agreed": "2027-01-31"});
    assert_eq!(changed(after(), json!({"skip": 1})), ["2027-03-31", "2027-06-30", "2027-01-31"]);
    assert_eq!(changed(after(), json!({"amount": "200.00"})), ["2027-02-28", "2027-03-31", "2027-01-31"]);
    assert_eq!(changed(after(), json!({"date": "2027-03-15"})), ["2027-03-15", "2027-06-15", ""]);
    assert_eq!(changed(after(), json!({"rhythm": "four_weeks"}))[0], "2027-02-28");
    // A pause keeps the weekday: Fridays, of which the first a month later is 5 March.
    let weekly = json!({"first": "2027-01-29", "rhythm": "week"});
    assert_eq!(changed(weekly, json!({"pause_months": 1})), ["2027-03-05", "2027-03-26", "2027-01-29"]);
    let mut document = json!({"today": "2026-11-30", "policy": {"editions": []}, "change": {"skip": 1}});
    document["policy"]["editions"] = json!([{"from": "2026-01-01", "bands": [band], "changes": changes}]);
    document["change"]["remaining"] = json!({
        "balance": "400", "instalment": "100", "first": "2027-02-27", "agreed": "2027-01-31",
    });
    assert_eq!(run(&document.to_string()).expect_err("not agreed").path, "change.remaining.agreed");
}

#[test]
fn refusals_name_the_field() {
    let band = "/policy/editions/1/bands/1";
    for (place, value, path) in [
        ("/today".to_owned(), json!("22/11/2026"), "today"),
        ("/currency".to_owned(), json!("XXX"), "currency"),
        ("/colour".to_owned(), json!(1), "colour"),
        ("/proposal/balance".to_owned(), json!("-1"), "proposal.balance"),
        ("/proposal/balance".to_owned(), json!("0"), "proposal.balance"),
        ("/proposal/total".to_owned(), json!("2400.01"), "proposal.total"),
        ("/proposal/down_payment".to_owned(), json!("2400.00"), "proposal.down_payment"),
        ("/proposal/instalment".to_owned(), json!("0"), "proposal.instalment"),
        ("/proposal/instalment".to_owned(), json!("1.99"), "proposal.instalment"),
        ("/proposal/rhythm".to_owned(), json!("year"), "proposal.rhythm"),
        ("/proposal/first".to_owned(), json!("2026-02-30"), "proposal.first"),
        ("/means/left_over".to_owned(), json!("--1"), "means.left_over"),
        ("/means/lump".to_owned(), json!("-1"), "means.lump"),
        ("/policy/editions/1/from".to_owned(), json!("2026-06-30"), "policy.editions[1].from"),
        ("/policy/editions/0/until".to_owned(), json!("2024-01-01"), "policy.editions[0].until"),
        ("/policy/editions/1/bands".to_owned(), json!([]), "policy.editions[1].bands"),
        (format!("{band}/balance_max"), json!("999.99"), "policy.editions[1].bands[1].balance_max"),
        (format!("{band}/term_months_max"), json!(241), "policy.editions[1].bands[1].term_months_max"),
        (format!("{band}/start_days_max"), json!(-1), "policy.editions[1].bands[1].start_days_max"),
        (format!("{band}/instalment_share_min"), json!("101"), "policy.editions[1].bands[1]"),
        (format!("{band}/settlement/share_min"), json!("0"), "policy.editions[1].bands[1].settlement.share_min"),
        (format!("{band}/settlement/share_min"), json!("half"), "policy.editions[1].bands[1].settlement.share_min"),
        ("/policy/editions/1/changes/amount_share_max".to_owned(), json!("99"), "policy.editions[1].changes"),
        ("/proposal".to_owned(), Value::Null, "."),
        ("/change".to_owned(), json!({"remaining": {"balance": "1", "instalment": "1", "first": "2026-12-01"}}), "."),
    ] {
        let mut document = question();
        let (parent, field) = place.rsplit_once('/').unwrap();
        let parent = document.pointer_mut(parent).unwrap();
        match parent {
            Value::Array(items) => items[field.parse::<usize>().unwrap()] = value,
            _ => parent[field] = value,
        }
        let refusal = run(&document.to_string()).expect_err(&place);
        assert_eq!(refusal.path, path, "{place}: {}", refusal.reason);
    }
}

proptest! {
    #[test]
    fn no_figure_makes_it_fail(
        balance in "[0-9]{1,9}(\\.[0-9]{1,2})?", instalment in "[0-9]{1,8}", left_over in "-?[0-9]{1,9}",
        total in "[0-9]{1,9}", down in "[0-9]{1,5}", first in "[0-9]{4}-[01][0-9]-[0-3][0-9]",
    ) {
        let mut document = question();
        document["proposal"] = json!({
            "balance": balance, "instalment": instalment, "total": total, "down_payment": down, "first": first,
        });
        document["means"]["left_over"] = left_over.into();
        if let Err(refusal) = run(&document.to_string()) {
            prop_assert!(refusal.path.starts_with("proposal.") || refusal.path.starts_with("means."), "{}", refusal);
        }
    }
}
