//! The fields beyond the contract, each with the answer it gives, and documents that are wrong.

use serde_json::{Value, json};

use super::{run, table};

fn ask(document: &Value) -> Value {
    serde_json::from_str(&run(&document.to_string()).unwrap()).unwrap()
}

fn refused(document: &Value) -> String {
    let refusal = run(&document.to_string()).expect_err(&document.to_string());
    assert_eq!(
        table(&document.to_string()).err().is_some(),
        !refusal.path.is_empty() && refused_by_plan(&refusal.path)
    );
    refusal.path
}

/// The table answers no questions beside the plan, so it does not refuse them for their figures.
fn refused_by_plan(path: &str) -> bool {
    !["solve", "stress", "monte_carlo", "compare", "why"].iter().any(|name| path.starts_with(name))
}

/// A document with something more.
fn with(base: &Value, more: Value) -> Value {
    let mut document = base.clone();
    for (field, value) in more.as_object().unwrap() {
        document[field] = value.clone();
    }
    document
}

fn base() -> Value {
    json!({
        "currency": "USD", "start": "2026-01-01", "budget_monthly": "300", "strategy": "avalanche",
        "debts": [
            {"id": "card", "balance": "3000", "apr": "24", "minimum": {"fixed": "60"}},
            {"id": "loan", "balance": "2000", "apr": "6", "minimum": {"fixed": "50"}},
            {"id": "new", "balance": "0", "apr": "12"},
        ],
    })
}

#[test]
fn a_plan_without_further_fields_answers_without_further_fields() {
    let answer = ask(&base());
    let fields: Vec<&String> = answer.as_object().unwrap().keys().collect();
    let known =
        ["cleared", "interest_total", "months", "months_simulated", "order", "outcome", "paid_total", "schedule"];
    assert_eq!(fields, known);
    assert!(ask(&with(&base(), json!({"schedule": false}))).get("schedule").is_none());
}

#[test]
fn debts_may_be_more_than_a_balance() {
    let debts = json!([
        {"id": "card", "credit_limit": "1000", "allocation": "highest_first", "fees": {"monthly": "1", "over_limit": "20"},
         "balances": [{"kind": "cash", "balance": "600", "apr": "30"},
                      {"kind": "transfer", "balance": "600", "apr": "24", "promo": {"apr": "0", "months": 3},
                       "deferred": {"apr": "24", "last_month": "2026-03-31"}}]},
        {"id": "car", "balance": "1000", "apr": "12", "compounding": "simple", "day_count": "actual/365",
         "apr_from": [{"month": "2026-03-01", "apr": "6"}], "last_month": 12, "minimum": {"fixed": "10"}},
        {"id": "old", "balance": "500", "apr": "0", "status": "disputed", "disputed": "200", "liability": "joint"},
        {"id": "gone", "balance": "500", "apr": "0", "status": "time_barred_perhaps"},
    ]);
    let answer = ask(&with(&base(), json!({"debts": debts, "budget_monthly": "200"})));
    assert_eq!(answer["set_aside"], json!({"old": "200.00", "gone": "500.00"}));
    let first = &answer["schedule"][0];
    // 600 × 30 % ÷ 12, and 1,000 × 12 % × 31 ÷ 365.
    assert_eq!((&first["interest"], &first["fees"]), (&json!("25.19"), &json!("21.00")));
    // 190 of 200 to the card: 1,200 + 15 + 21 − 190; the rest of 10 to the car.
    assert_eq!(first["balances"]["card"], "1046.00");
    assert_eq!(first["balances"]["gone"], "0.00");
    assert!(answer["cleared"].as_array().unwrap().iter().all(|cleared| cleared["id"] != "gone"));
}

#[test]
fn other_currencies_are_converted_and_revalued() {
    let document = json!({
        "currency": "USD", "start": "2026-01-01", "strategy": "minimums_only",
        "debts": [{"id": "euro", "currency": "EUR", "balance": "1000", "apr": "12", "minimum": {"fixed": "100"}}],
        "exchange": [{"currency": "EUR", "rate": "1.1"}, {"currency": "EUR", "rate": "1.21", "month": 3}],
    });
    let answer = ask(&document);
    let month = |number: usize| &answer["schedule"][number - 1];
    assert_eq!((&month(1)["interest"], &month(1)["balances"]["euro"]), (&json!("11.00"), &json!("1001.00")));
    // 901.01 × 1.21 ÷ 1.1 = 991.11, and the minimum is 121 now.
    assert_eq!((&month(3)["charged"], &month(3)["payments"]["euro"]), (&json!("90.10"), &json!("121.00")));
    assert_eq!(answer["charged_total"], "90.10");
    let shock = json!({"stress": [{"shock": "currency_rises", "currency": "EUR", "percent": "10"}]});
    assert_eq!(ask(&with(&document, shock))["stress"][0]["verdict"], "survives");
    assert_eq!(refused(&with(&document, json!({"exchange": []}))), "debts[0].currency");
    assert_eq!(refused(&with(&document, json!({"exchange": [{"currency": "EUR", "rate": "0"}]}))), "exchange[0].rate");
    assert_eq!(
        refused(&with(&document, json!({"exchange": [{"currency": "EUR", "rate": "1", "month": 2}]}))),
        "debts[0].currency"
    );
}

#[test]
fn payments_may_follow_the_pay_day() {
    let payments =
        json!({"payments": {"every": "fortnightly", "amount": "150", "first": "2026-01-02"}, "budget_monthly": null});
    let paid_out = with(&base(), payments.clone());
    let answer = ask(&paid_out);
    // Three pay-days in January, two in February.
    let paid = |month: usize| answer["schedule"][month]["payments"]["card"].clone();
    assert_eq!((paid(0), paid(1)), (json!("400.00"), json!("250.00")));
    let unknown = json!({"payments": {"every": "daily", "amount": "1", "first": "2026-01-02"}, "budget_monthly": null});
    assert_eq!(refused(&with(&base(), unknown)), "payments.every");
    // Both would be one too many.
    assert_eq!(refused(&with(&paid_out, json!({"budget_monthly": "1"}))), "budget_monthly");
    // Compared with a budget, the budget counts.
    let compared = ask(&with(&paid_out, json!({"compare": [{"budget_monthly": "300"}]})));
    assert_eq!(compared["compare"][1]["plan"]["interest_total"], ask(&base())["interest_total"]);
}

#[test]
fn everything_that_may_happen_can_be_written() {
    let changes = json!([
        {"what": "extra", "month": 2, "amount": "100"},
        {"what": "extra_monthly", "month": 3, "months": 2, "amount": "20"},
        {"what": "extra_yearly", "month": "2026-06-30", "amount": "200"},
        {"what": "budget_step", "month": 4, "amount": "-10"},
        {"what": "pay_rise", "month": 5, "amount": "30"},
        {"what": "cost_ends", "month": 6, "amount": "15"},
        {"what": "cost_begins", "month": 7, "until": 8, "amount": "15"},
        {"what": "budget", "month": 9, "months": 1, "amount": "400"},
        {"what": "reserve", "month": 1, "monthly": "10", "target": "100"},
        {"what": "holiday", "month": 3, "debt": "loan", "with_interest": false},
        {"what": "freeze", "month": 4, "months": 2, "debt": "card"},
        {"what": "concession", "month": 2, "months": 3, "debt": "card", "apr": "12", "waive_fees": true, "reage": true},
        {"what": "rate_points", "month": 5, "points": "-1"},
        {"what": "minimum", "month": 6, "debt": "card", "minimum": {"percent": "2", "floor": "20"}},
        {"what": "missed", "month": 7, "debt": "loan"},
        {"what": "charge", "month": 2, "debt": "card", "amount": "50"},
        {"what": "sold", "month": 8, "debt": "loan", "apr": "0", "minimum": {"fixed": "40"}},
        {"what": "paid", "month": 1, "debt": "card", "amount": "70"},
        {"what": "balance", "month": 2, "debt": "loan", "amount": "1900"},
        {"what": "settle", "month": 9, "debt": "loan", "share": "10", "instalments": 2, "pays_meanwhile": false},
        {"what": "transfer", "month": 10, "from": ["card"], "to": "new", "most": "1000", "fee_percent": "3", "fee": "5",
         "promo": {"apr": "0", "months": 6}},
    ]);
    let answer = ask(&with(&base(), json!({"changes": changes, "taxed_from": "600"})));
    assert_eq!(answer["outcome"], "cleared");
    assert_eq!(answer["moves"][0]["to"], "new");
    assert_eq!(answer["forgiven"][0]["id"], "loan");
    let notes: Vec<&str> = answer["notes"].as_array().unwrap().iter().map(|n| n["note"].as_str().unwrap()).collect();
    for note in ["forgiven_may_be_taxed", "credit_file_may_show", "credit_search", "fee_to_move"] {
        assert!(notes.contains(&note), "{note}: {notes:?}");
    }
}

#[test]
fn changes_are_refused_with_the_path_of_the_field() {
    for (change, path) in [
        (json!({"what": "luck", "month": 1}), "changes[0].what"),
        (json!({"what": "extra", "month": 0, "amount": "1"}), "changes[0].month"),
        (json!({"what": "extra", "month": "2025-12-31", "amount": "1"}), "changes[0].month"),
        (json!({"what": "extra", "month": 1}), "changes[0].amount"),
        (json!({"what": "extra", "month": 1, "amount": "-1"}), "changes[0].amount"),
        (json!({"what": "extra", "month": 1, "amount": "1", "debt": "card"}), "changes[0].debt"),
        (json!({"what": "extra", "month": 1, "amount": "1", "months": 2}), "changes[0].months"),
        (json!({"what": "extra", "month": 1, "amount": "1", "colour": 2}), "changes[0].colour"),
        (json!({"what": "freeze", "month": 1, "debt": "nobody"}), "changes[0].debt"),
        (json!({"what": "freeze", "month": 3, "until": 2}), "changes[0].until"),
        (json!({"what": "freeze", "month": 1_201}), "changes[0].month"),
        (json!({"what": "freeze", "month": 1, "until": 1_201}), "changes[0].until"),
        (json!({"what": "freeze", "month": 3, "until": 4, "months": 2}), "changes[0].until"),
        (json!({"what": "freeze", "month": 3, "months": 0}), "changes[0].months"),
        (json!({"what": "concession", "month": 3, "debt": "card"}), "changes[0]"),
        (json!({"what": "settle", "month": 1, "debt": "card", "share": "40", "amount": "9"}), "changes[0].share"),
        (
            json!({"what": "settle", "month": 1, "debt": "card", "share": "40", "instalments": 0}),
            "changes[0].instalments",
        ),
        (json!({"what": "settle", "month": 1, "debt": "card", "share": "100.000001"}), "changes[0].share"),
        (json!({"what": "sold", "month": 1, "debt": "card"}), "changes[0]"),
        (json!({"what": "sold", "month": 1, "debt": "card", "to": " "}), "changes[0].to"),
        (json!({"what": "sold", "month": 1, "to": "B"}), "changes[0].debt"),
        (json!({"what": "concession", "month": 1, "debt": "card", "apr": "1", "to": "B"}), "changes[0].to"),
        (json!({"what": "transfer", "month": 1, "from": ["card", "z"], "to": "new"}), "changes[0].from[1]"),
        (json!({"what": "transfer", "month": 1, "from": ["card"], "to": "card"}), "changes[0].from[0]"),
        (
            json!({"what": "transfer", "month": 1, "from": ["card"], "to": "new", "promo": {"apr": "0", "months": 0}}),
            "changes[0].promo.months",
        ),
        (
            json!({"what": "transfer", "month": 1, "from": ["card"], "to": "new", "deferred": {"apr": "9", "months": 1_201}}),
            "changes[0].deferred.months",
        ),
        (
            json!({"what": "consolidate", "month": 1, "from": ["card"], "to": "new", "term_months": 0}),
            "changes[0].term_months",
        ),
        (json!({"what": "transfer", "month": 1, "from": ["card"]}), "changes[0].to"),
        (json!({"what": "holiday", "month": 1, "promo": {"apr": "0", "months": 1}}), "changes[0].promo"),
        (json!({"what": "rate_points", "month": 1, "points": "--1"}), "changes[0].points"),
    ] {
        assert_eq!(refused(&with(&base(), json!({"changes": [change.clone()]}))), path, "{change}");
    }
    let dated = with(&base(), json!({"start": null, "changes": [{"what": "freeze", "month": "2026-02-01"}]}));
    assert_eq!(refused(&dated), "changes[0].month");
}

#[test]
fn debts_are_refused_with_the_path_of_the_field() {
    let part = json!({"kind": "cash", "balance": "1", "apr": "1"});
    for (debt, path) in [
        (json!({"id": "a", "apr": "1"}), "debts[0].balance"),
        (json!({"id": "a", "balance": "1"}), "debts[0].apr"),
        (json!({"id": "a", "balance": "2", "balances": [part]}), "debts[0].balances"),
        (json!({"id": "a", "balances": [{"kind": "gift", "balance": "1", "apr": "1"}]}), "debts[0].balances[0].kind"),
        (json!({"id": "a", "balance": "1", "apr": "1", "fees": {"late": "-1"}}), "debts[0].fees.late"),
        (json!({"id": "a", "balance": "1", "apr": "1", "fees": {"early": "1"}}), "debts[0].fees.early"),
        (json!({"id": "a", "balance": "1", "apr": "1", "day_count": "365"}), "debts[0].day_count"),
        (json!({"id": "a", "balance": "1", "apr": "1", "compounding": "yearly"}), "debts[0].compounding"),
        (json!({"id": "a", "balance": "1", "apr": "1", "status": "paid"}), "debts[0].status"),
        (json!({"id": "a", "balance": "1", "apr": "1", "disputed": "1"}), "debts[0].disputed"),
        (json!({"id": "a", "balance": "1", "apr": "1", "sold_to": "B"}), "debts[0].sold_to"),
        (json!({"id": "a", "balance": "1", "apr": "1", "liability": "none"}), "debts[0].liability"),
        (json!({"id": "a", "balance": "1", "apr": "1", "currency": "ABC"}), "debts[0].currency"),
        (
            json!({"id": "a", "balance": "1", "apr": "1", "apr_from": [{"month": 3, "apr": "1"}, {"month": 3, "apr": "2"}]}),
            "debts[0].apr_from[1].month",
        ),
    ] {
        assert_eq!(refused(&with(&base(), json!({"debts": [debt.clone()]}))), path, "{debt}");
    }
    let undated = json!({"start": null, "debts": [{"id": "a", "balance": "1", "apr": "1", "day_count": "actual/360"}]});
    assert_eq!(refused(&with(&base(), undated)), "debts[0].day_count");
}

#[test]
fn questions_have_answers() {
    let questions = json!({
        "solve": {"clear_by": 24},
        "stress": [{"shock": "income_falls", "income": "2000", "percent": "10", "month": 4}, {"shock": "missed_month"}],
        "monte_carlo": {"seed": 1, "paths": 50},
        "compare": [{"name": "more", "budget_monthly": "400"}, {"strategy": "custom", "order": ["loan"]}],
        "offers": [{"what": "settle", "month": 1, "debt": "loan", "amount": "900"}],
        "happened": [{"what": "paid", "month": 1, "debt": "card", "amount": "0"}],
        "why": [{"month": 2, "debt": "card"}],
    });
    let answer = ask(&with(&base(), questions));
    let amount = answer["solved"]["amount"].as_str().unwrap();
    assert_eq!(ask(&with(&base(), json!({"budget_monthly": amount})))["months"], 24);
    assert_eq!(answer["stress"][0]["verdict"], "breaks");
    assert_eq!(answer["stress"][0]["breaks_in_month"], 4);
    assert_eq!(answer["stress"][0]["because"], json!({"outcome": "shortfall", "missing": "10.00"}));
    assert_eq!(answer["stress"][1]["verdict"], "survives");
    assert_eq!(answer["monte_carlo"]["ended_by"]["50"], answer["months"]);
    assert_eq!(answer["compare"][1]["name"], "more");
    assert!(answer["compare"][1]["months_saved"].as_i64().unwrap() > 0);
    assert!(answer["compare"][2]["saved"].as_str().unwrap().starts_with('-'));
    assert_eq!(answer["if_accepted"][1]["accepted"], 1);
    assert_eq!(answer["corrected"]["moved"][0]["event"], "happened[0]");
    let steps = answer["why"][0]["steps"].as_array().unwrap();
    assert_eq!((&steps[0]["result"], &steps[0]["parts"][0]["balance"]), (&json!("56.20"), &json!("2810.00")));
    assert_eq!((&steps[2]["because"], &steps[2]["minimum"]), (&json!("contract"), &json!({"fixed": "60.00"})));
    let rest = json!({"solve": {"clear_by": 60, "holiday": {"from": 2}}});
    let rest = ask(&with(&base(), rest));
    assert!(rest["solved"]["months"].as_u64().unwrap() > 0);
    let none = ask(&with(&base(), json!({"solve": {"clear_by": 24}, "untouched": ["loan"]})));
    assert_eq!(none["solved"]["feasible"], false);
    assert_eq!(none["solved"]["nearest_month"], 45);
}

#[test]
fn questions_are_refused_with_the_path_of_the_field() {
    for (question, path) in [
        (json!({"solve": {"clear_by": "soon"}}), "solve.clear_by"),
        (json!({"solve": {"clear_by": 2, "holiday": {"from": 1, "debt": "z"}}}), "solve.holiday.debt"),
        (json!({"stress": [{"shock": "war"}]}), "stress[0].shock"),
        (json!({"stress": [{"shock": "repair"}]}), "stress[0].amount"),
        (json!({"stress": [{"shock": "repair", "amount": "1", "points": "1"}]}), "stress[0].points"),
        (json!({"monte_carlo": {"seed": 1, "paths": 0}}), "monte_carlo.paths"),
        (json!({"monte_carlo": {"seed": 1, "paths": 100_001}}), "monte_carlo.paths"),
        (json!({"monte_carlo": {"seed": 1, "paths": 1, "income_spread": "101"}}), "monte_carlo.income_spread"),
        (json!({"monte_carlo": {"seed": 1, "paths": 1, "repair_per_mille": 1001}}), "monte_carlo.repair_per_mille"),
        (json!({"compare": [{"strategy": "luck"}]}), "compare[0].strategy"),
        (json!({"compare": [{"order": ["card", "card"], "strategy": "custom"}]}), "compare[0].order[1]"),
        (
            json!({"compare": [{"changes": [{"what": "freeze", "month": 2, "until": 1}]}]}),
            "compare[0].changes[0].until",
        ),
        (json!({"solve": {"clear_by": 1_201}}), "solve.clear_by"),
        (json!({"offers": [{"what": "sold", "month": 1, "debt": "card", "to": "B"}]}), "offers[0].to"),
        (json!({"why": [{"month": 400, "debt": "card"}]}), "why[0].month"),
        (json!({"why": [{"month": 1, "debt": "z"}]}), "why[0].debt"),
    ] {
        assert_eq!(refused(&with(&base(), question.clone())), path, "{question}");
    }
    let unrounded = with(&base(), json!({"rounding": "none", "solve": {"clear_by": 24}}));
    assert_eq!(run(&unrounded.to_string()).unwrap_err().path, "rounding");
}

#[test]
fn what_is_not_said_has_a_plain_meaning() {
    let debts = json!([
        {"id": "card", "balance": "1000", "apr": "24", "minimum": {"percent": "3", "floor": "10"}},
        {"id": "loan", "balance": "500", "apr": "6", "minimum": {"fixed": "25"}},
    ]);
    let answer = ask(&json!({"debts": debts}));
    // 3 % of 1,000 and 25.
    assert_eq!((&answer["budget_monthly"], &answer["outcome"]), (&json!("55.00"), &json!("cleared")));
    let said = json!({"debts": debts, "currency": "USD", "strategy": "avalanche", "budget_monthly": "55"});
    assert_eq!(ask(&said)["schedule"], answer["schedule"]);
    assert!(ask(&said).get("budget_monthly").is_none());
    assert!(
        table(&json!({"debts": debts}).to_string())
            .unwrap()
            .contains("Budget: what the first month asks for, 55.00 USD.")
    );
    // Without any minimum there is nothing to go by; minimums_only needs no budget at all.
    let none = json!({"debts": [{"id": "a", "balance": "1", "apr": "1"}]});
    assert_eq!(refused(&none), "budget_monthly");
    assert_eq!(ask(&json!({"debts": debts, "strategy": "minimums_only"})).get("budget_monthly"), None);
    // A third of a cent is not a sum of money, and what is asked for is enough all the same.
    let thirds = json!({
        "rounding": "none",
        "debts": [{"id": "a", "balance": "100.01", "apr": "0", "minimum": {"percent": "33.333333", "floor": "0"}},
                  {"id": "b", "balance": "100.01", "apr": "0", "minimum": {"percent": "33.333333", "floor": "0"}},
                  {"id": "c", "balance": "100.01", "apr": "0", "minimum": {"percent": "33.333333", "floor": "0"}}],
    });
    let thirds = ask(&thirds);
    assert_eq!((&thirds["outcome"], &thirds["budget_monthly"]), (&json!("cleared"), &json!("100.02")));
    // The same under a comparison.
    let compared = ask(&json!({"debts": debts, "strategy": "minimums_only", "compare": [{"strategy": "avalanche"}]}));
    assert_eq!(compared["compare"][1]["plan"]["months"], answer["months"]);
}

#[test]
fn strategies_have_other_names_too() {
    for (name, own) in [
        ("minimum_only", "minimums_only"),
        ("debt_avalanche", "avalanche"),
        ("debt_snowball", "snowball"),
        ("balance_over_rate", "balance_by_rate"),
        ("balance_over_payment", "balance_by_payment"),
        ("utilization", "utilisation"),
        ("pro_rata_by_payment", "pro_rata_by_contractual_payment"),
        ("priority_first", "priority_arrears_first"),
        ("cheapest", "cheapest_found"),
    ] {
        assert_eq!(ask(&with(&base(), json!({"strategy": name}))), ask(&with(&base(), json!({"strategy": own}))));
        let compared = ask(&with(&base(), json!({"compare": [{"strategy": name}]})));
        assert_eq!(compared["compare"][1]["strategy"], own);
    }
}

#[test]
fn what_needs_a_budget_is_refused_without_one() {
    let bare = with(&base(), json!({"budget_monthly": null, "strategy": "minimums_only"}));
    let freeze = json!({"what": "freeze", "month": 1, "debt": "card"});
    for change in [
        json!({"what": "extra", "month": 2, "amount": "100"}),
        json!({"what": "extra_yearly", "month": 2, "amount": "100"}),
        json!({"what": "cost_begins", "month": 2, "amount": "100"}),
        json!({"what": "reserve", "month": 2, "monthly": "1", "target": "2"}),
        json!({"what": "settle", "month": 2, "debt": "card", "share": "50"}),
    ] {
        assert_eq!(refused(&with(&bare, json!({"changes": [freeze, change]}))), "changes[1]", "{change}");
        let happened = with(&bare, json!({"happened": [freeze, change]}));
        assert_eq!(run(&happened.to_string()).unwrap_err().path, "happened[1]", "{change}");
        let compared = json!({"changes": [freeze], "compare": [{"changes": [freeze, change]}]});
        assert_eq!(refused(&with(&bare, compared)), "compare[0].changes[1]", "{change}");
        assert!(run(&with(&base(), json!({"changes": [freeze, change]})).to_string()).is_ok());
    }
    let stress = json!({"stress": [{"shock": "missed_month"}, {"shock": "repair", "amount": "1"}]});
    assert_eq!(refused(&with(&bare, stress)), "stress[1]");
    let paths = json!({"monte_carlo": {"seed": 1, "paths": 2, "income": "100", "income_spread": "5"}});
    let refusal = run(&with(&bare, paths).to_string()).unwrap_err();
    assert_eq!((refusal.path.as_str(), refusal.reason.contains("needs a budget")), ("monte_carlo", true));
}

#[test]
fn a_sale_names_the_buyer_or_changes_the_terms() {
    let sold = json!({"what": "sold", "month": 3, "debt": "card", "to": "Buyer Ltd"});
    let answer = ask(&with(&base(), json!({"changes": [sold]})));
    let note = json!({"note": "sold", "id": "card", "month": 3, "to": "Buyer Ltd"});
    assert_eq!(answer["notes"], json!([note]));
    assert_eq!(answer["schedule"], ask(&base())["schedule"]);
    let happened = ask(&with(&base(), json!({"happened": [sold], "compare": [{"changes": [sold]}]})));
    assert_eq!(happened["corrected"]["notes"], json!([note]));
    assert_eq!(happened["corrected"]["before"], happened["corrected"]["after"]);
    assert_eq!(happened["compare"][1]["notes"], json!([note]));
    let cheaper = json!({"what": "sold", "month": 3, "debt": "card", "to": "Buyer Ltd", "apr": "0"});
    let cheaper = ask(&with(&base(), json!({"changes": [cheaper]})));
    assert_eq!(cheaper["notes"], json!([note]));
    assert!(cheaper["months"].as_u64() < answer["months"].as_u64());
}

#[test]
fn a_transfer_has_terms_for_what_moves() {
    let document = json!({
        "strategy": "minimums_only",
        "debts": [{"id": "card", "balance": "1200", "apr": "24", "minimum": {"fixed": "50"}},
                  {"id": "new", "balance": "600", "apr": "12", "minimum": {"fixed": "100"}}],
        "changes": [{"what": "transfer", "month": 1, "from": ["card"], "to": "new", "promo": {"apr": "0", "months": 3}}],
    });
    let month = |answer: &Value, number: usize| answer["schedule"][number - 1]["interest"].clone();
    let answer = ask(&document);
    // Only the 600 that were there before bear interest: 1 % a month.
    assert_eq!(month(&answer, 1), "6.00");
    // The gathered 24 % of what moved fall due after month three unless it is paid by then.
    let deferred = json!([{"what": "transfer", "month": 1, "from": ["card"], "to": "new",
                           "promo": {"apr": "0", "months": 3}, "deferred": {"apr": "24", "months": 3}}]);
    let late = ask(&with(&document, json!({"changes": deferred})));
    assert_eq!((month(&late, 1), month(&late, 2)), (month(&answer, 1), month(&answer, 2)));
    let total = |answer: &Value| answer["interest_total"].as_str().unwrap().parse::<f64>().unwrap();
    assert!(total(&late) > total(&answer) + 60.0, "{} {}", total(&late), total(&answer));
}

/// A repair in month two that the budget does not reach for.
fn short() -> Value {
    json!({
        "budget_monthly": "110", "on_shortfall": "continue",
        "debts": [{"id": "card", "balance": "300", "apr": "0", "minimum": {"fixed": "60"}, "fees": {"late": "5"}},
                  {"id": "loan", "balance": "200", "apr": "0", "minimum": {"fixed": "40"}}],
        "changes": [{"what": "cost_begins", "month": 2, "months": 1, "amount": "60"},
                    {"what": "charge", "month": 3, "debt": "card", "amount": "7"},
                    {"what": "settle", "month": 4, "debt": "loan", "amount": "10"}],
    })
}

#[test]
fn a_short_month_is_told_also_if_the_plan_goes_on() {
    let answer = ask(&short());
    assert_eq!((&answer["outcome"], &answer["shortfall_months"]), (&json!("cleared"), &json!(1)));
    // 50 of 100 in month two, in proportion to the minimums.
    let first = json!({"month": 2, "missing": "50.00", "shared": {"card": "30.00", "loan": "20.00"}});
    assert_eq!(answer["first_shortfall"], first);
    let table = table(&short().to_string()).unwrap();
    for line in [
        "The money did not reach in 1 month.",
        "First in month 2: 50.00 USD more was needed.",
        "Debt  Paid in month 2",
        "card            30.00",
        "loan            20.00",
        "Fees",
        "Charged",
        "Forgiven",
        "charged 7.00 USD",
    ] {
        assert!(table.contains(line), "{line}\n{table}");
    }
    // One that ends the plan is told in its own place, and so is how it was shared.
    let ended = with(&short(), json!({"on_shortfall": "stop"}));
    let answer = ask(&ended);
    assert_eq!((&answer["shortfall"], answer.get("shortfall_months")), (&first, None));
    assert!(answer.get("first_shortfall").is_none());
    assert!(super::table(&ended.to_string()).unwrap().contains("card            30.00"));
}

#[test]
fn earlier_short_months_count_where_the_last_one_ends_the_plan() {
    // What was really paid in the first month makes it no end, and it was short all the same.
    let changes = json!([{"what": "paid", "month": 1, "debt": "card", "amount": "10"}]);
    let answer = ask(&with(&short(), json!({"on_shortfall": "stop", "budget_monthly": "90", "changes": changes})));
    assert_eq!((&answer["outcome"], &answer["shortfall"]["month"]), (&json!("shortfall"), &json!(2)));
    assert_eq!(answer["shortfall_months"], 2);
}

#[test]
fn a_debt_that_never_clears_says_since_when() {
    let rise = json!([{"what": "rate_points", "month": 5, "points": "200"}]);
    let stuck = with(&base(), json!({"changes": rise}));
    let answer = ask(&stuck);
    assert_eq!((&answer["outcome"], &answer["never_clears"]["stuck_since"]), (&json!("never_clears"), &json!(5)));
    assert!(table(&stuck.to_string()).unwrap().contains("It does not shrink from month 5"));
    let shock = ask(&with(&base(), json!({"stress": [{"shock": "rates_rise", "points": "200", "month": 5}]})));
    assert_eq!(
        (&shock["stress"][0]["breaks_in_month"], &shock["stress"][0]["because"]["stuck_since"]),
        (&json!(5), &json!(5))
    );
}
