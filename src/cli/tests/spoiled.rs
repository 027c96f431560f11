//! Documents that begin well and are then spoiled at random places: each is answered or refused with a path, and none
//! makes a command fail. Overflow checks are on in tests, so a figure that does not fit would be noticed.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{Error, apr, disclose, policy, rights, share_out};

type Command = fn(&str) -> Result<String, Error>;

fn documents() -> [(Command, Value); 9] {
    let band = json!({
        "instalment_monthly_min": "25.00", "instalment_share_min": "2", "term_months_max": 48, "start_days_max": 31,
        "down_payment_share_min": "10", "left_over_share_max": "60", "at_once": true,
        "settlement": {"share_min": "50", "at_once": false, "may_be_offered": true},
    });
    let changes = json!({
        "date_days_max": 10, "rhythm": true, "amount_share_min": "80", "amount_share_max": "150",
        "skips_max": 1, "pause_months_max": 2,
    });
    let rules = json!({"editions": [{"from": "2026-01-01", "until": null, "bands": [band], "changes": changes}]});
    let debts = json!([
        {"id": "a", "balance": "600.00", "payment": "20.00", "floor": "5.00", "disputed": "10.00"},
        {"id": "b", "balance": "800.00", "payment": "40.00", "priority": true, "status": "open"},
        {"id": "c", "balance": "300.00", "payment": "10.00", "fixed": "25.00"},
    ]);
    let share =
        |rule: &str| json!({"currency": "GBP", "amount": "160.00", "rule": rule, "token": "1.00", "debts": debts});
    [
        (share_out::run, share("by_balance")),
        (share_out::run, share("full_and_final")),
        (
            apr::run,
            json!({
                "method": "actuarial_us", "unit": "month", "unit_periods_per_year": "12",
                "advances": [{"amount": "1000.00", "period": "0"}],
                "payments": [{"amount": "33.61", "period": "1.5", "count": 36}],
            }),
        ),
        (
            apr::run,
            json!({
                "method": "effective_eu", "advances": [{"amount": "1000", "years": "0"}],
                "payments": [{"amount": "600", "years": "1/12"}, {"amount": "600", "years": "548/365"}],
            }),
        ),
        (
            disclose::run,
            json!({
                "method": "regz_m1", "minimum": {"percent": "2", "floor": "20.00"},
                "balances": [{"balance": "500.00", "apr": "0", "promo_last_month": 6, "then_apr": "17"},
                             {"balance": "250.00", "apr": "21"}],
            }),
        ),
        (
            policy::run,
            json!({
                "currency": "USD", "today": "2026-11-22", "policy": rules,
                "proposal": {"balance": "2400.00", "total": "2000.00", "down_payment": "100.00", "instalment": "40.00",
                             "rhythm": "week", "first": "2026-12-01"},
                "means": {"left_over": "150.00", "affordable_monthly": "70.00", "lump": "200.00"},
            }),
        ),
        (
            policy::run,
            json!({
                "today": "2026-11-22", "policy": rules,
                "change": {"remaining": {"balance": "500.00", "instalment": "50.00", "first": "2026-12-31"},
                           "amount": "60.00", "used_skips": 1, "used_pause_months": 1},
            }),
        ),
        (rights::tests::ask_run, rights::tests::everything("us")),
        (rights::tests::ask_table_as_json, rights::tests::everything("scotland")),
    ]
}

/// Every place in a document, as a JSON pointer.
fn places(document: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match document {
        Value::Array(items) => {
            (0..items.len()).for_each(|index| places(&items[index], &format!("{at}/{index}"), found))
        }
        Value::Object(fields) => fields.iter().for_each(|(name, value)| places(value, &format!("{at}/{name}"), found)),
        _ => {}
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    const TEXTS: [&str; 36] = [
        "0",
        "1",
        "0.01",
        "-1",
        "99999999.99",
        "100000000",
        "10000",
        "9999999999",
        "0.000001",
        "99",
        "100",
        "50",
        "1/0",
        "1/3",
        "365/255",
        "9999-12-31",
        "0000-01-01",
        "2026-02-30",
        "2026-11-21",
        "2028-02-29",
        "week",
        "two_weeks",
        "month",
        "JPY",
        "KWD",
        "USD",
        "frozen",
        "disputed",
        "by_contractual_payment",
        "",
        "x",
        "1e3",
        "-0",
        "00012",
        "a",
        "b",
    ];
    prop_oneof![
        8 => prop::sample::select(&TEXTS[..]).prop_map(Value::from),
        4 => "[0-9]{1,12}(\\.[0-9]{1,6})?".prop_map(Value::from),
        2 => "[0-9]{4}-[01][0-9]-[0-3][0-9]".prop_map(Value::from),
        2 => prop::sample::select(&[0_i64, 1, -1, 2, 12, 255, 256, 366, 20_000, i64::MAX, i64::MIN][..]).prop_map(Value::from),
        1 => prop::sample::select(vec![json!(null), json!([]), json!({}), json!(true), json!(1.5)]),
    ]
}

proptest! {
    #[test]
    fn a_spoiled_document_is_answered_or_refused(
        pick in 0_usize..9,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any_value(), prop::bool::weighted(0.1)), 1..6),
    ) {
        let (command, mut document) = documents()[pick].clone();
        for (place, value, doubles) in changes {
            let mut all = Vec::new();
            places(&document, "", &mut all);
            let Some(target) = document.pointer_mut(&all[place.index(all.len())]) else { continue };
            match target {
                Value::Array(items) if doubles => items.extend(items.clone()),
                target => *target = value,
            }
        }
        match command(&document.to_string()) {
            Ok(answer) => prop_assert!(serde_json::from_str::<Value>(&answer).is_ok(), "{answer}"),
            Err(refusal) => prop_assert!(!refusal.path.is_empty() && !refusal.reason.is_empty(), "{document}"),
        }
    }
}
