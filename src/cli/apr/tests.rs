//! Rates that others have published or that were worked out elsewhere with a hundred digits, and what is refused.

use serde_json::{Value, json};

use super::run;

fn rate(document: &Value) -> String {
    let answer: Value = serde_json::from_str(&run(&document.to_string()).unwrap()).unwrap();
    answer["apr_percent"].as_str().unwrap().to_owned()
}

fn refused(document: &Value) -> (String, String) {
    let refusal = run(&document.to_string()).expect_err(&document.to_string());
    (refusal.path, refusal.reason)
}

/// One sum advanced and another paid, by the European formula.
fn once(advance: &str, payment: &str, years: &str) -> Value {
    json!({
        "method": "effective_eu", "currency": "HUF",
        "advances": [{"amount": advance, "years": "0"}], "payments": [{"amount": payment, "years": years}],
    })
}

#[test]
fn further_examples_of_the_european_commission() {
    let text = include_str!("../../../tests/fixtures/reference/apr_eu_commission_more.json");
    let file: Value = serde_json::from_str(text).unwrap();
    let examples = file["examples"].as_array().unwrap();
    assert_eq!(examples.len(), 12);
    for example in examples {
        let flows = |runs: &Value| -> Vec<Value> {
            let mut flows = Vec::new();
            for run in runs.as_array().unwrap() {
                let every = run["every_months"].as_i64().unwrap_or(1);
                for nth in 0..run["count"].as_i64().unwrap_or(1) {
                    let month = run["month"].as_i64().unwrap() + nth * every;
                    flows.push(json!({"amount": run["amount"], "years": format!("{month}/12")}));
                }
            }
            flows
        };
        let (advances, payments) = (flows(&example["advances"]), flows(&example["payments"]));
        let document = json!({"method": "effective_eu", "advances": advances, "payments": payments});
        assert_eq!(rate(&document), example["expected_X_pct_6dp"], "example {}", example["example"]);
    }
}

#[test]
fn a_fee_before_the_first_drawdown() {
    // Example 43 of the Commission: the application a year before costs 150.
    let mut payments: Vec<Value> =
        vec![json!({"amount": "150", "years": "-1"}), json!({"amount": "450", "years": "0"})];
    payments.extend((1..=120).map(|month| json!({"amount": "356.11", "years": format!("{month}/12")})));
    let advances = [json!({"amount": "30000", "years": "0"})];
    let document = json!({"method": "effective_eu", "advances": advances, "payments": payments});
    assert_eq!(rate(&document), "8.269278");
    // The rate does not depend on where counting starts.
    let moved = |fee: &str, advance: &str, payment: &str| {
        let payments = [json!({"amount": "150", "years": fee}), json!({"amount": "36000", "years": payment})];
        rate(
            &json!({"method": "effective_eu", "advances": [{"amount": "30000", "years": advance}], "payments": payments}),
        )
    };
    assert_eq!(moved("-0.5", "0", "5/2"), moved("0", "1/2", "3"));
    assert_eq!(moved("-6/12", "-0", "2.5"), moved("1", "1.5", "4"));
    let mut us = json!({
        "method": "actuarial_us", "unit_periods_per_year": "12",
        "advances": [{"amount": "1000", "period": "0"}], "payments": [{"amount": "1100", "period": "-1"}],
    });
    assert_eq!(refused(&us).0, "payments[0].period");
    us["payments"][0]["period"] = json!("1");
    us["advances"][0]["period"] = json!("-1");
    assert_eq!(refused(&us).0, "advances[0].period");
}

#[test]
fn amounts_may_be_finer_than_money_and_larger_than_a_plan_holds() {
    assert_eq!(rate(&once("200000000", "220000000", "1")), "10.000000");
    assert_eq!(rate(&once("100000000000000000", "105000000000000000.0000000001", "1")), "5.000000");
    assert_eq!(rate(&once("0.0000000003", "0.0000000006", "1")), "100.000000");
    // Three tenths of a cent decide over the third digit.
    assert_eq!(rate(&once("1.000", "1.003", "1")), "0.300000");
    assert_eq!(rate(&once("00100.000000000000", "110", "1")), "10.000000");
    for amount in ["-1", "", ".5", "1.", "1e3", "1,5", "+1", "1.00000000001", "1000000000000000000"] {
        assert_eq!(refused(&once(amount, "1", "1")).0, "advances[0].amount", "{amount:?}");
    }
}

#[test]
fn a_few_days_of_credit_have_a_rate() {
    // 100 × ((back ÷ 100) ^ (365 ÷ days) − 1), to twelve digits.
    for (back, days, percent) in [
        ("125", "7/365", "11302151.419700"),
        ("130", "5/365", "20790489578.800000"),
        ("120", "3/365", "430247414341.000000"),
        ("125", "3/365", "61761558897900.000000"),
    ] {
        assert_eq!(rate(&once("100", back, days)), percent);
    }
    let (path, reason) = refused(&once("100", "150", "1/365"));
    assert_eq!(path, ".");
    assert!(reason.starts_with("rate too high"), "{reason}");
    let (_, reason) = refused(&once("100", "150", "0"));
    assert!(reason.starts_with("no rate"), "{reason}");
}
