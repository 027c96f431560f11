//! Figures of spreadsheets and of loan tables, worked out as plans.

use serde_json::{Value, json};

use super::run;

fn ask(document: &Value) -> Value {
    serde_json::from_str(&run(&document.to_string()).unwrap()).unwrap()
}

/// A loan at a rate a month, as a plan; `None` where a document cannot hold the rate exactly.
fn loan(monthly: f64, balance: f64) -> Option<Value> {
    let percent = monthly * 1_200.0;
    let text = format!("{percent:.6}");
    let exact = (text.parse::<f64>().unwrap() - percent).abs() < 1e-9 && percent <= 10_000.0;
    exact.then(|| {
        json!({
            "currency": "USD", "strategy": "avalanche", "budget_monthly": "0",
            "debts": [{"id": "loan", "balance": format!("{balance:.2}"), "apr": text}],
        })
    })
}

fn level(document: &Value, months: f64) -> String {
    let mut document = document.clone();
    document["solve"] = json!({"clear_by": format!("{months:.0}").parse::<u16>().unwrap()});
    ask(&document)["solved"]["amount"].as_str().unwrap().to_owned()
}

fn number(text: &Value) -> f64 {
    text.as_str().unwrap().parse().unwrap()
}

/// Interest of each month, unrounded inside, at the level payment.
fn interests(document: &Value, months: f64) -> Vec<f64> {
    let mut document = document.clone();
    document["budget_monthly"] = level(&document, months).into();
    document["rounding"] = "none".into();
    ask(&document)["schedule"].as_array().unwrap().iter().map(|month| number(&month["interest"])).collect()
}

#[test]
fn loans_of_spreadsheets() {
    let text = include_str!("../../../tests/fixtures/reference/time_value_of_money.csv");
    let (mut payments, mut terms, mut parts) = (0, 0, 0);
    for row in text.lines().skip(1) {
        let Some((function, rest)) = row.split_once(",\"") else { continue };
        let Some((arguments, rest)) = rest.split_once("\",") else { continue };
        let Ok(arguments) = serde_json::from_str::<Vec<f64>>(arguments) else { continue };
        let expected: f64 = rest.split(',').next().unwrap().parse().unwrap();
        let nothing_at = |index: usize| arguments.get(index).is_none_or(|argument| *argument == 0.0);
        match (function, arguments.as_slice()) {
            ("pmt", [rate, months, balance, ..]) if nothing_at(3) && nothing_at(4) && *balance > 0.0 => {
                let Some(document) = loan(*rate, *balance) else { continue };
                let payment: f64 = level(&document, *months).parse().unwrap();
                // To the cent, and a cent or two for the rounding of every month's interest.
                assert!((payment + expected).abs() < 0.02, "{row}: {payment}");
                payments += 1;
            }
            ("nper", [rate, payment, balance, ..]) if nothing_at(3) && nothing_at(4) && *balance > 0.0 => {
                let Some(mut document) = loan(*rate, *balance) else { continue };
                document["budget_monthly"] = format!("{:.2}", -payment).into();
                let months = ask(&document)["months"].as_u64().unwrap();
                assert_eq!(format!("{months}"), format!("{:.0}", expected.ceil()), "{row}");
                terms += 1;
            }
            ("ipmt", [rate, month, months, balance, ..]) if nothing_at(4) && nothing_at(5) => {
                let Some(document) = loan(*rate, *balance) else { continue };
                let month = format!("{month:.0}").parse::<usize>().unwrap();
                let interest = interests(&document, *months)[month - 1];
                assert!((interest + expected).abs() < 0.02, "{row}: {interest}");
                parts += 1;
            }
            ("cumipmt", [rate, months, balance, first, last, _]) if nothing_at(5) => {
                let Some(document) = loan(*rate, *balance) else { continue };
                let place = |month: &f64| format!("{month:.0}").parse::<usize>().unwrap();
                let months = interests(&document, *months);
                let interest: f64 = months[place(first) - 1..place(last)].iter().sum();
                // A payment is paid to the cent, so a month may be a cent off.
                assert!((interest + expected).abs() < 0.01 * last, "{row}: {interest}");
                parts += 1;
            }
            _ => {}
        }
    }
    assert_eq!((payments, terms, parts), (9, 1, 8));
}

#[test]
fn a_last_instalment_that_settles_ends_the_loan_in_its_month() {
    // amortisation_final_payment.csv, PB-1: the last of 360 payments is 600.00, more than the level 599.55.
    let document = json!({
        "currency": "USD", "strategy": "minimums_only",
        "debts": [{"id": "loan", "balance": "100000", "apr": "6", "minimum": {"fixed": "599.55"}, "last_month": 360}],
    });
    let answer = ask(&document);
    assert_eq!((&answer["months"], &answer["interest_total"]), (&json!(360), &json!("115838.45")));
    assert_eq!(answer["schedule"][359]["payments"]["loan"], "600.00");
}
