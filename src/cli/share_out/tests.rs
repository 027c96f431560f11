//! `share-out` beyond its plainest form: what comes first, what gets nothing, tokens and lump sums.

use serde_json::{Value, json};

use crate::share_out;

fn ask(document: &Value) -> Value {
    serde_json::from_str(&share_out::run(&document.to_string()).unwrap()).unwrap()
}

#[test]
fn courts_priorities_disputes_and_floors() {
    let document = json!({"currency": "GBP", "amount": "160.00", "rule": "by_balance", "debts": [
        {"id": "card", "balance": "600.00", "currency": "GBP"},
        {"id": "council", "balance": "800.00", "payment": "40.00", "priority": true},
        {"id": "court", "balance": "300.00", "fixed": "25.00"},
        {"id": "shop", "balance": "300.00", "floor": "35.00"},
        {"id": "loan", "balance": "900.00", "status": "disputed"},
        {"id": "phone", "balance": "90.00", "status": "frozen"},
    ]});
    // 160 less 25 for the court less 40 for the council: 95, of which 63.33 and 31.67; the shop takes no less than 35.
    assert_eq!(
        ask(&document),
        json!({
            "offers": {"card": "60.00", "council": "40.00", "court": "25.00", "shop": "35.00", "loan": "0.00", "phone": "0.00"},
            "why": {"card": "shared", "council": "priority", "court": "fixed", "shop": "floor", "loan": "disputed", "phone": "frozen"},
        })
    );
    let expected = "Creditor  Offer\n\
                    card      60.00\n\
                    council   40.00   priority\n\
                    court     25.00      fixed\n\
                    shop      35.00      floor\n\
                    loan       0.00   disputed\n\
                    phone      0.00     frozen\n";
    let told = share_out::table(&document.to_string()).unwrap();
    assert_eq!(told.split_whitespace().collect::<Vec<_>>(), expected.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn nothing_to_share_gives_tokens_or_nothing() {
    let mut document = json!({"amount": "0", "rule": "by_balance", "token": "1.00", "debts": [
        {"id": "x", "balance": "600.00"}, {"id": "y", "balance": "0.40"},
    ]});
    assert_eq!(
        ask(&document),
        json!({"offers": {"x": "1.00", "y": "0.40"}, "why": {"x": "token", "y": "token"}, "token_total": "1.40"})
    );
    document.as_object_mut().unwrap().remove("token");
    assert_eq!(ask(&document)["offers"], json!({"x": "0.00", "y": "0.00"}));
}

#[test]
fn one_lump_over_all() {
    let document = json!({"amount": "3000", "rule": "full_and_final", "debts": [
        {"id": "x", "balance": "5000"}, {"id": "y", "balance": "2000"}, {"id": "z", "balance": "3000"},
    ]});
    let offers = json!({"x": "1500.00", "y": "600.00", "z": "900.00"});
    assert_eq!(ask(&document), json!({"offers": offers, "share_percent": "30"}));
    let document = json!({"amount": "3000", "rule": "full_and_final", "debts": [
        {"id": "x", "balance": "5000", "disputed": "1000"}, {"id": "y", "balance": "2000", "status": "disputed"},
    ]});
    assert_eq!(ask(&document)["offers"], json!({"x": "3000.00", "y": "0.00"}));
    assert_eq!(ask(&document)["share_percent"], "75");
}

#[test]
fn a_lump_knows_no_order() {
    for (field, value, path) in [
        ("priority", json!(true), "debts[1].priority"),
        ("fixed", json!("25.00"), "debts[1].fixed"),
        ("floor", json!("5.00"), "debts[1].floor"),
    ] {
        let mut document = json!({"amount": "30", "rule": "full_and_final", "debts": [
            {"id": "x", "balance": "50", "priority": false}, {"id": "y", "balance": "50"},
        ]});
        assert_eq!(ask(&document)["offers"], json!({"x": "15.00", "y": "15.00"}));
        document["debts"][1][field] = value;
        assert_eq!(share_out::run(&document.to_string()).unwrap_err().path, path);
        document["rule"] = "by_balance".into();
        assert!(share_out::run(&document.to_string()).is_ok(), "{field} is for the other rules");
    }
    let document =
        json!({"amount": "3", "rule": "full_and_final", "token": "1", "debts": [{"id": "x", "balance": "5"}]});
    assert_eq!(share_out::run(&document.to_string()).unwrap_err().path, "token");
}

#[test]
fn a_priority_debt_and_a_disputed_part_by_payment() {
    let document = json!({"amount": "100", "rule": "by_contractual_payment", "debts": [
        {"id": "p", "balance": "200", "payment": "0", "priority": true},
        {"id": "q", "balance": "900", "payment": "60", "priority": true},
        {"id": "b", "balance": "500", "payment": "20"},
    ]});
    assert_eq!(ask(&document)["offers"], json!({"p": "76.92", "q": "23.08", "b": "0.00"}));
    let document = json!({"amount": "100", "rule": "by_contractual_payment", "debts": [
        {"id": "x", "balance": "1000", "payment": "50", "disputed": "900"}, {"id": "y", "balance": "1000", "payment": "50"},
    ]});
    assert_eq!(ask(&document)["offers"], json!({"x": "9.09", "y": "90.91"}));
    let document = json!({"amount": "100", "rule": "by_contractual_payment", "debts": [
        {"id": "x", "payment": "50", "disputed": "100"},
    ]});
    assert_eq!(share_out::run(&document.to_string()).unwrap_err().path, "debts[0].balance");
}

#[test]
fn the_contractual_payment_has_two_names() {
    let document = json!({"amount": "30", "rule": "by_contractual_payment", "debts": [
        {"id": "x", "payment": "40"}, {"id": "y", "contractual_payment": "20"},
    ]});
    assert_eq!(ask(&document)["offers"], json!({"x": "20.00", "y": "10.00"}));
}

#[test]
fn refusals_name_the_field() {
    for (debt, path) in [
        (json!({"id": "x", "balance": "1", "currency": "EUR"}), "debts[0].currency"),
        (json!({"id": "x", "balance": "1", "status": "gone"}), "debts[0].status"),
        (json!({"id": "x", "balance": "1", "floor": "-1"}), "debts[0].floor"),
        (json!({"id": "x", "balance": "1", "fixed": "1.001"}), "debts[0].fixed"),
        (json!({"id": "x"}), "debts[0].balance"),
        (json!({"id": "x", "balance": "0"}), "debts"),
    ] {
        for rule in ["by_balance", "full_and_final"] {
            let document = json!({"amount": "5", "rule": rule, "debts": [debt]});
            assert_eq!(share_out::run(&document.to_string()).unwrap_err().path, path, "{rule}");
        }
    }
    let token = json!({"amount": "5", "rule": "by_balance", "token": "x", "debts": []});
    assert_eq!(share_out::run(&token.to_string()).unwrap_err().path, "token");
    let many: Vec<Value> = (0..201).map(|n| json!({"id": n.to_string(), "balance": "1"})).collect();
    let document = json!({"amount": "5", "rule": "by_balance", "debts": many});
    assert_eq!(share_out::run(&document.to_string()).unwrap_err().path, "debts");
}
