//! The commands on every published figure at hand, on the examples of the contract, and on documents that are wrong.
//! Where the figures come from is told beside them in `tests/fixtures/reference/SOURCES.md`.

mod fuzz;
mod spoiled;

use domain::disclose::Term;
use domain::money::{Amount, Currency, Rounding};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{Error, apr, disclose, plan, share_out};

type Command = fn(&str) -> Result<String, Error>;

fn ask(command: Command, document: &Value) -> Value {
    serde_json::from_str(&command(&document.to_string()).unwrap()).unwrap()
}

/// A published file of JSON.
fn reference(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// A published number as the decimal text it was printed as, with two digits.
fn cents(number: &Value) -> String {
    format!("{:.2}", number.as_f64().unwrap())
}

fn minor(text: &Value) -> Amount {
    Currency::USD.parse_decimal(text.as_str().unwrap()).unwrap()
}

/// Rows of a published file of comma-separated values, without its heading.
fn rows(text: &str) -> Vec<Vec<String>> {
    let row = |line: &str| {
        let mut cells = vec![String::new()];
        let mut quoted = false;
        let mut signs = line.chars().peekable();
        while let Some(sign) = signs.next() {
            let last = cells.last_mut().unwrap();
            match sign {
                '"' if quoted && signs.peek() == Some(&'"') => last.push(signs.next().unwrap()),
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(String::new()),
                other => last.push(other),
            }
        }
        cells
    };
    text.lines().skip(1).map(row).collect()
}

#[test]
fn annual_rates_of_appendix_j() {
    let file = reference(include_str!("../../tests/fixtures/reference/apr_regz_appendix_j.json"));
    let examples = file["examples"].as_array().unwrap();
    assert_eq!(examples.len(), 6);
    for example in examples {
        let period = example["t"].as_f64().unwrap() + example["f"].as_f64().unwrap();
        let payments: Vec<Value> = example["payments"]
            .as_array()
            .unwrap()
            .iter()
            .map(|run| json!({"amount": cents(&run[1]), "period": format!("{period:.10}"), "count": run[2]}))
            .collect();
        let document = json!({
            "method": "actuarial_us", "unit": example["unit"],
            "unit_periods_per_year": format!("{}", example["units_per_year"].as_f64().unwrap()),
            "advances": [{"amount": cents(&example["advance"]), "period": "0"}],
            "payments": payments,
        });
        let answer = ask(apr::run, &document);
        let percent: f64 = answer["apr_percent"].as_str().unwrap().parse().unwrap();
        assert_eq!(format!("{percent:.2}"), cents(&example["expected"]), "{}", example["id"]);
        assert_eq!(format!("{percent:.4}"), format!("{:.4}", example["solver_apr_pct"].as_f64().unwrap()));
    }
}

#[test]
fn annual_rates_of_the_european_commission() {
    let file = reference(include_str!("../../tests/fixtures/reference/apr_eu_commission.json"));
    let examples = file["examples"].as_array().unwrap();
    assert_eq!(examples.len(), 6);
    for example in examples {
        let flow = |flow: &Value| {
            let years = match flow.get(3) {
                Some(years) => format!("{:.12}", years.as_f64().unwrap()),
                None => format!("{}/12", flow[2]),
            };
            json!({"amount": cents(&flow[1]), "years": years})
        };
        let of_type = |name: &str| -> Vec<Value> {
            example["flows"].as_array().unwrap().iter().filter(|row| row[0] == name).map(flow).collect()
        };
        let mut advances = of_type("advance");
        advances.push(json!({"amount": cents(&example["advance_at_0"]), "years": "0"}));
        let document = json!({"method": "effective_eu", "advances": advances, "payments": of_type("payment")});
        let answer = ask(apr::run, &document);
        assert_eq!(answer["apr_percent"], format!("{:.6}", example["expected_X_pct_6dp"].as_f64().unwrap()));
    }
}

#[test]
fn internal_rates_of_spreadsheets() {
    // RATE and IRR find the rate of a period: the actuarial method with one unit period in the year. Our answer has
    // eight digits after the point of the bare rate.
    let mut checked = 0;
    for row in rows(include_str!("../../tests/fixtures/reference/time_value_of_money.csv")) {
        let arguments: Value = serde_json::from_str(&row[1]).unwrap_or(Value::Null);
        let number = |index: usize| arguments[index].as_f64().unwrap_or_default();
        let flow = |amount: f64, period: f64, count: f64| {
            let count: u32 = format!("{count:.0}").parse().unwrap();
            json!({"amount": format!("{:.2}", amount.abs()), "period": format!("{period:.0}"), "count": count})
        };
        let (advance, payments) = match row[0].as_str() {
            // Loans that are paid off in level payments at the end of each period.
            "rate" if number(1) < 0.0 && number(2) > 0.0 && number(3) == 0.0 && number(4) == 0.0 => {
                (flow(number(2), 0.0, 1.0), vec![flow(number(1), 1.0, number(0))])
            }
            // One sum now for another later.
            "rate" if number(1) == 0.0 => (flow(number(2), 0.0, 1.0), vec![flow(number(3), number(0), 1.0)]),
            "irr" => {
                let flows: Vec<f64> = arguments[0].as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect();
                let paid = (1_u32..).zip(&flows[1..]).map(|(period, &amount)| flow(amount, period.into(), 1.0));
                (flow(flows[0], 0.0, 1.0), paid.collect())
            }
            _ => continue,
        };
        let document = json!({
            "method": "actuarial_us", "unit_periods_per_year": "1",
            "advances": [advance], "payments": payments,
        });
        let percent: f64 = ask(apr::run, &document)["apr_percent"].as_str().unwrap().parse().unwrap();
        let (expected, tolerance): (f64, f64) = (row[2].parse().unwrap(), row[3].parse().unwrap());
        assert!((percent / 100.0 - expected).abs() <= tolerance + 0.5e-8, "{row:?}: {percent}");
        checked += 1;
    }
    assert_eq!(checked, 7);
}

#[test]
fn shares_by_balance_as_published() {
    for case in reference(include_str!("../../tests/fixtures/reference/pro_rata.json")).as_array().unwrap() {
        let debts: Vec<Value> = case["debts"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(id, balance)| json!({"id": id, "balance": cents(balance)}))
            .collect();
        let document = json!({"amount": cents(&case["surplus"]), "rule": "by_balance", "debts": debts});
        let answer = ask(share_out::run, &document);
        for (id, expected) in case["expected"].as_object().unwrap() {
            assert_eq!(answer["offers"][id], cents(expected), "{} {id}", case["id"]);
        }
        assert!(answer.get("unshared").is_none());
    }
}

#[test]
fn payoff_examples_as_published() {
    let cases = reference(include_str!("../../tests/fixtures/reference/payoff_examples.json"));
    let snowball = &cases[0];
    let mut budget = snowball["extra"].as_f64().unwrap();
    let mut debts = Vec::new();
    for debt in snowball["debts"].as_array().unwrap() {
        budget += debt["min"].as_f64().unwrap();
        let minimum = json!({"fixed": cents(&debt["min"])});
        debts.push(json!({"id": debt["id"], "balance": cents(&debt["balance"]), "apr": "0", "minimum": minimum}));
    }
    let document = json!({
        "currency": "USD", "debts": debts, "budget_monthly": format!("{budget:.2}"), "strategy": "snowball",
    });
    let answer = ask(plan::run, &document);
    assert_eq!(answer["cleared"][0], json!({"id": "C", "month": 4}));
    for (id, balance) in snowball["expected"]["balances_after_4"].as_object().unwrap() {
        assert_eq!(answer["schedule"][3]["balances"][id], cents(balance));
    }

    let single = &cases[1];
    let debt = &single["debts"][0];
    let document = json!({
        "currency": "USD", "budget_monthly": cents(&single["monthly"]), "strategy": "avalanche",
        "debts": [{"id": debt["name"], "balance": cents(&debt["balance"]), "apr": debt["apr"].to_string()}],
    });
    let answer = ask(plan::run, &document);
    assert_eq!(answer["months"], single["expected"]["months"]);
    assert_eq!(answer["interest_total"], cents(&single["expected"]["total_interest"]));
}

#[test]
fn level_loans_end_as_published() {
    for row in rows(include_str!("../../tests/fixtures/reference/amortisation_final_payment.csv")) {
        let expected = reference(&row[4]);
        let months: usize = row[3].parse().unwrap();
        let rounding = if row[5].contains("HALF_EVEN") { "half_even" } else { "half_up" };
        let document = json!({
            "currency": "USD", "rounding": rounding, "strategy": "minimums_only",
            "debts": [{"id": "loan", "balance": row[1], "apr": row[2], "minimum": {"fixed": expected["payment"]}}],
        });
        let answer = ask(plan::run, &document);
        let schedule = answer["schedule"].as_array().unwrap();
        // The last payment settles all that is left: also where that is a little more than the level payment, which
        // our plan would carry into one more month.
        let settled = minor(&schedule[months - 2]["balances"]["loan"])
            .checked_add(minor(&schedule[months - 1]["interest"]))
            .unwrap();
        assert_eq!(settled, minor(&expected["final_payment"]), "{}", row[0]);
        let interest: Amount = schedule[..months].iter().map(|month| minor(&month["interest"])).sum();
        assert_eq!(interest, minor(&expected["total_interest"]), "{}", row[0]);
    }
}

#[test]
fn the_sample_program_of_appendix_m2() {
    let file = reference(include_str!("../../tests/fixtures/reference/minimum_payment_regz_m2_inputs.json"));
    let inputs = &file["inputs"];
    let percent = |share: &Value| format!("{:.2}", share.as_f64().unwrap() * 100.0);
    let mut balances: Vec<Value> = (0..3)
        .map(|index| json!({"balance": cents(&inputs["balance"][index]), "apr": percent(&inputs["apr"][index])}))
        .collect();
    balances[0]["promo_last_month"] = inputs["promo_last_month_expm"].clone();
    balances[0]["then_apr"] = percent(&inputs["post_promo_rate"]).into();
    let minimum = json!({"percent": percent(&inputs["pct_min"]), "floor": cents(&inputs["dollar_min"])});
    let answer = ask(disclose::run, &json!({"method": "regz_m1", "balances": balances, "minimum": minimum}));
    let expected = json!({
        "outcome": "repaid", "months": 94, "paid_total": "1872.38", "payment_36": "35.45",
        "paid_total_36": "1276.20", "savings": "596.18", "told_as": {"years": 8}, "omits_36": false,
    });
    assert_eq!(answer, expected);

    for quoted in file["rounding_examples_quoted"].as_array().unwrap() {
        let months = u16::try_from(quoted["months"].as_u64().unwrap()).unwrap();
        let Term::Years(years) = Term::of_months(months) else { panic!("{months} months are told in years") };
        assert_eq!(quoted["disclose"], format!("{years} years"));
    }
}

/// The example of the contract.
fn contract_plan() -> Value {
    json!({
        "currency": "USD", "start": "2026-01-01", "rounding": "half_up", "minimums": "fixed_at_start",
        "debts": [
            {"id": "a", "balance": "12500.00", "apr": "24.99", "minimum": {"percent": "2", "floor": "25.00"},
             "promo": {"apr": "0", "months": 12}},
            {"id": "d", "balance": "15000.00", "apr": "6.5", "minimum": {"fixed": "293.49"}},
        ],
        "budget_monthly": "1200.00", "strategy": "avalanche", "order": ["a", "d"],
    })
}

#[test]
fn the_plan_of_the_contract() {
    let answer = ask(plan::run, &contract_plan());
    assert_eq!(answer["outcome"], "cleared");
    assert_eq!(answer["order"], json!(["a", "d"]));
    let schedule = answer["schedule"].as_array().unwrap();
    assert_eq!(answer["months"], schedule.len());
    // The first month: no interest on the promo; 15,000 × 6.5 % ÷ 12; all beyond the loan's minimum to the card.
    let first = json!({
        "month": 1, "interest": "81.25",
        "payments": {"a": "906.51", "d": "293.49"}, "balances": {"a": "11593.49", "d": "14787.76"},
    });
    assert_eq!(schedule[0], first);
    // After twelve months 1,621.88 is left on the card and 24.99 % begins.
    assert_eq!(schedule[11]["balances"]["a"], "1621.88");
    let loan: Amount = minor(&schedule[11]["balances"]["d"]);
    let charged = loan.scale(65, 12_000, Rounding::HalfUp).unwrap().saturating_add(Amount::from_minor(3_378));
    assert_eq!(minor(&schedule[12]["interest"]), charged);
    // What is paid is what was owed and its interest.
    let paid = minor(&answer["interest_total"]).saturating_add(Amount::from_minor(2_750_000));
    assert_eq!(minor(&answer["paid_total"]), paid);
    assert_eq!(answer["cleared"][1], json!({"id": "d", "month": schedule.len()}));
}

#[test]
fn every_outcome_has_its_own_answer() {
    let document = |budget: &str, minimum: &str, apr: &str| {
        json!({
            "currency": "GBP", "budget_monthly": budget, "strategy": "avalanche",
            "debts": [{"id": "card", "balance": "10000", "apr": apr, "minimum": {"fixed": minimum}}],
        })
    };
    let stuck = ask(plan::run, &document("200", "200", "30"));
    assert_eq!(stuck["outcome"], "never_clears");
    assert_eq!(stuck["never_clears"], json!({"id": "card", "excess": "50.00", "stuck_since": 1}));
    assert_eq!(stuck["months"], Value::Null);
    let short = ask(plan::run, &document("150", "200", "30"));
    assert_eq!(short["outcome"], "shortfall");
    assert_eq!(short["shortfall"], json!({"month": 1, "missing": "50.00", "shared": {"card": "150.00"}}));
    let slow = ask(plan::run, &document("1", "1", "0"));
    assert_eq!((&slow["outcome"], &slow["months"]), (&json!("not_within_horizon"), &Value::Null));
    assert_eq!(slow["months_simulated"], 1_200);
}

#[test]
fn the_cheapest_found_says_what_it_saves() {
    // While the promo costs nothing the loan is the dearer debt, and three years are enough for both.
    let long_promo = changed(&contract_plan(), "/debts/0/promo/months", json!(36));
    let answer = ask(plan::run, &changed(&long_promo, "/strategy", json!("cheapest_found")));
    assert_eq!(answer["found"]["strategy"], "avalanche_in_force");
    let avalanche = ask(plan::run, &long_promo);
    let saved = minor(&avalanche["interest_total"]).checked_sub(minor(&answer["interest_total"])).unwrap();
    assert!(saved.is_positive());
    assert_eq!(minor(&answer["found"]["saved_against_avalanche"]), saved);
}

#[test]
fn tables_are_for_people() {
    let document = json!({
        "currency": "USD", "start": "2026-11-15", "budget_monthly": "60", "strategy": "snowball",
        "debts": [{"id": "Café", "balance": "50", "apr": "12"}, {"id": "loan", "balance": "100.00", "apr": "0"}],
    });
    let expected = "\
Cleared in month 3 (2027-01).
Interest 0.50 USD, paid 150.50 USD.

Debt  Cleared in month
Café                 1
loan                 3

Month     Date  Interest   Paid   Owed
1      2026-11      0.50  60.00  90.50
2      2026-12      0.00  60.00  30.50
3      2027-01      0.00  30.50   0.00
";
    assert_eq!(plan::table(&document.to_string()).unwrap(), expected);
    let document = json!({"amount": "1", "rule": "by_balance", "debts": [{"id": "x", "balance": "0.40"}]});
    let expected = "Creditor      Offer\nx              0.40\n(not needed)   0.60\n";
    assert_eq!(share_out::table(&document.to_string()).unwrap(), expected);
}

#[test]
fn shares_by_contractual_payment_stop_at_the_balance() {
    let document = json!({
        "amount": "90", "rule": "by_contractual_payment",
        "debts": [{"id": "x", "payment": "50", "balance": "20"}, {"id": "y", "payment": "30"}, {"id": "z", "payment": "10"}],
    });
    let answer = ask(share_out::run, &document);
    assert_eq!(answer, json!({"offers": {"x": "20.00", "y": "52.50", "z": "17.50"}}));
}

/// Applies a change at a place of a document such as `/debts/0/balance`; the last part may be new.
fn changed(document: &Value, place: &str, value: Value) -> Value {
    let mut document = document.clone();
    let (parent, field) = place.rsplit_once('/').unwrap();
    let parent = document.pointer_mut(parent).unwrap();
    match parent {
        Value::Array(items) => items[field.parse::<usize>().unwrap()] = value,
        _ => parent[field] = value,
    }
    document
}

#[test]
fn plans_are_refused_with_the_path_of_the_field() {
    let many: Vec<Value> = (0..201).map(|n| json!({"id": n.to_string(), "balance": "1", "apr": "1"})).collect();
    for (place, value, path) in [
        ("/colour", json!("red"), "colour"),
        ("/debts/0/colour", json!("red"), "debts[0].colour"),
        ("/debts/0/minimum/colour", json!("red"), "debts[0].minimum.colour"),
        ("/debts/1/balance", json!("-0.01"), "debts[1].balance"),
        ("/debts/1/balance", json!(15000), "debts[1].balance"),
        ("/debts/1/balance", json!("1e3"), "debts[1].balance"),
        ("/debts/1/balance", json!("1.005"), "debts[1].balance"),
        ("/debts/1/balance", json!("100000000"), "debts[1].balance"),
        ("/debts/1/apr", json!("10000.000001"), "debts[1].apr"),
        ("/debts/1/apr", json!("-1"), "debts[1].apr"),
        ("/debts/0/promo/apr", json!("10001"), "debts[0].promo.apr"),
        ("/debts/0/promo/months", json!(-1), "debts[0].promo.months"),
        ("/debts/0/promo/months", json!("12"), "debts[0].promo.months"),
        ("/debts/0/minimum/percent", json!("ten"), "debts[0].minimum.percent"),
        ("/debts/0/minimum/floor", json!("-25"), "debts[0].minimum.floor"),
        ("/debts/0/minimum/fixed", json!("25"), "debts[0].minimum"),
        ("/debts/0/minimum/of", json!("closing"), "debts[0].minimum.of"),
        ("/debts/0/minimum", json!({}), "debts[0].minimum"),
        (
            "/debts/0/minimum",
            json!({"interest_plus_percent": "1", "floor": "1", "floor_principal": "1"}),
            "debts[0].minimum",
        ),
        ("/debts/0/kind", json!("gambling"), "debts[0].kind"),
        ("/debts/1/currency", json!("EUR"), "debts[1].currency"),
        ("/debts/1/id", json!("a"), "debts[1].id"),
        ("/debts/1/id", json!(""), "debts[1].id"),
        ("/debts", json!(many), "debts"),
        ("/currency", json!("XXX"), "currency"),
        ("/start", json!("01/01/2026"), "start"),
        ("/rounding", json!("up"), "rounding"),
        ("/minimums", json!("none"), "minimums"),
        ("/strategy", json!("luck"), "strategy"),
        ("/rerank", json!("weekly"), "rerank"),
        ("/budget_monthly", json!("-1"), "budget_monthly"),
        ("/order/1", json!("b"), "order[1]"),
        ("/order/1", json!("a"), "order[1]"),
        ("/untouched", json!(["z"]), "untouched[0]"),
    ] {
        let document = changed(&contract_plan(), place, value.clone());
        let refusal = plan::run(&document.to_string()).expect_err(place);
        assert_eq!(refusal.path, path, "{place} {value}: {}", refusal.reason);
        assert_eq!(plan::table(&document.to_string()), Err(refusal));
    }
    let large = changed(&changed(&contract_plan(), "/currency", json!("HUF")), "/debts/0/balance", json!("200000000"));
    assert!(plan::run(&large.to_string()).unwrap_err().reason.contains("a bound of the engine"));
    let custom = changed(&changed(&contract_plan(), "/strategy", json!("custom")), "/order", json!([]));
    assert_eq!(plan::run(&custom.to_string()).unwrap_err().path, "order");
    for text in ["", "[]", "{", "{} {}", "null", "1", "{\"debts\":[],}"] {
        assert_eq!(plan::run(text).unwrap_err().path, ".", "{text:?}");
    }
}

#[test]
fn a_missing_field_is_named() {
    for (place, field, path) in [
        ("", "debts", "debts"),
        ("/debts/0", "id", "debts[0].id"),
        ("/debts/0/promo", "apr", "debts[0].promo.apr"),
        ("/debts/0/promo", "months", "debts[0].promo.months"),
    ] {
        let mut document = contract_plan();
        document.pointer_mut(place).unwrap().as_object_mut().unwrap().remove(field);
        let refusal = plan::run(&document.to_string()).unwrap_err();
        assert_eq!((refusal.path.as_str(), refusal.reason.as_str()), (path, "missing field"));
    }
    assert_eq!(apr::run("{}").unwrap_err().path, "method");
    assert_eq!(share_out::run("{}").unwrap_err().path, "amount");
    assert_eq!(disclose::run("{}").unwrap_err().path, "method");
    assert_eq!(crate::policy::run("{}").unwrap_err().path, "today");
    assert_eq!(crate::rights::tests::ask_run("{}").unwrap_err().path, "place");
}

#[test]
fn amounts_are_read_in_the_currency_beside_them() {
    let document = |balance: &str| {
        json!({
            "currency": "USD", "budget_monthly": "10.50", "exchange": [{"currency": "JPY", "rate": "0.0067"}],
            "debts": [{"id": "yen", "currency": "JPY", "balance": balance, "apr": "0", "fees": {"late": "5"}}],
        })
    };
    // 1,500 yen, and not 15.00.
    assert_eq!(ask(plan::run, &document("1500"))["paid_total"], "10.05");
    let error = plan::run(&document("1500.5").to_string()).unwrap_err();
    assert_eq!(error.path, "debts[0].balance");
    assert!(error.reason.contains("its currency"), "{error}");
    let yen = changed(&document("1500"), "/currency", json!("JPY"));
    assert_eq!(plan::run(&yen.to_string()).unwrap_err().path, "budget_monthly");
}

#[test]
fn lists_do_not_stand_for_objects() {
    // The fields of a document in the order in which they are declared.
    let share = r#"[null,"100","by_balance",null,[]]"#;
    assert_eq!(share_out::run(share).unwrap_err().path, ".");
    let debts = r#"{"amount":"1","rule":"by_balance","debts":[["x",null,"1",null,null,false,null,null,"open"]]}"#;
    assert_eq!(share_out::run(debts).unwrap_err().path, "debts[0]");
    for (place, value, path) in [
        ("/debts/0/promo", json!(["0", 3]), "debts[0].promo"),
        ("/debts/0/minimum", json!(["25"]), "debts[0].minimum"),
        ("/debts/0/minimum", json!("25"), "debts[0].minimum"),
        ("/debts", json!({}), "debts"),
        ("/rounding", json!({"half_up": null}), "rounding"),
        ("/rounding", json!(["half_up"]), "rounding"),
    ] {
        let document = changed(&contract_plan(), place, value.clone());
        assert_eq!(plan::run(&document.to_string()).unwrap_err().path, path, "{value}");
    }
    let flow = r#"{"method":"effective_eu","advances":[["1",null,"0",null]],"payments":[{"amount":"1","years":"1"}]}"#;
    assert_eq!(apr::run(flow).unwrap_err().path, "advances[0]");
}

#[test]
fn a_byte_order_mark_before_a_document_is_no_part_of_it() {
    let commands: [(Command, &str); 5] = [
        (plan::run, include_str!("../../tests/fixtures/plan/contract.json")),
        (apr::run, include_str!("../../tests/fixtures/commands/apr_us.json")),
        (disclose::run, include_str!("../../tests/fixtures/commands/disclose.json")),
        (share_out::run, include_str!("../../tests/fixtures/commands/share_out_lump.json")),
        (crate::policy::run, include_str!("../../tests/fixtures/commands/policy_change.json")),
    ];
    for (command, text) in commands {
        assert_eq!(command(&["\u{feff}", text].concat()), command(text));
        assert!(command(text).is_ok());
        // Anywhere else it is a letter like any other.
        assert!(command(&[text, "\u{feff}"].concat()).is_err());
    }
}

#[test]
fn a_field_given_twice_is_refused() {
    for (text, path) in [
        (r#"{"amount":"1","rule":"by_balance","debts":[],"amount":"2"}"#, "amount"),
        (r#"{"amount":"1","rule":"by_balance","debts":[{"id":"x","balance":"1","balance":"1"}]}"#, "debts[0].balance"),
    ] {
        assert_eq!(share_out::run(text).unwrap_err().path, path);
    }
}

#[test]
fn the_other_commands_refuse_with_the_path_too() {
    let share = json!({"amount": "160.00", "rule": "by_balance", "debts": [{"id": "x", "balance": "4550.00"}]});
    let us = json!({
        "method": "actuarial_us", "unit": "month", "unit_periods_per_year": "12",
        "advances": [{"amount": "1000.00", "period": "0"}],
        "payments": [{"amount": "33.61", "period": "1", "count": 36}],
    });
    let disclosure = json!({
        "method": "regz_m1", "minimum": {"percent": "2", "floor": "20.00"},
        "balances": [{"balance": "500.00", "apr": "0", "promo_last_month": 6, "then_apr": "17"}],
    });
    let (share_command, apr_command, disclose_command): (Command, Command, Command) =
        (share_out::run, apr::run, disclose::run);
    for (command, document, place, value, path) in [
        (share_command, &share, "/amount", json!("-1"), "amount"),
        (share_command, &share, "/rule", json!("by_luck"), "rule"),
        (share_command, &share, "/rule", json!("by_contractual_payment"), "debts[0].payment"),
        (share_command, &share, "/debts/0/balance", json!("0"), "debts"),
        (share_command, &share, "/debts/0/payment", json!("-1"), "debts[0].payment"),
        (share_command, &share, "/debts/0/extra", json!(1), "debts[0].extra"),
        (
            share_command,
            &share,
            "/debts",
            json!([{"id": "x", "balance": "1"}, {"id": "x", "balance": "1"}]),
            "debts[1].id",
        ),
        (apr_command, &us, "/unit_periods_per_year", json!("0"), "unit_periods_per_year"),
        (apr_command, &us, "/unit_periods_per_year", Value::Null, "unit_periods_per_year"),
        (apr_command, &us, "/method", json!("simple"), "method"),
        (apr_command, &us, "/method", json!("effective_eu"), "unit_periods_per_year"),
        (apr_command, &us, "/advances", json!([]), "advances"),
        (apr_command, &us, "/payments/0/amount", json!("0"), "payments"),
        (apr_command, &us, "/payments/0/count", json!(0), "payments[0].count"),
        (apr_command, &us, "/payments/0/count", json!(4_000_000_000_u32), "payments"),
        (apr_command, &us, "/payments/0/period", json!("-1"), "payments[0].period"),
        (apr_command, &us, "/payments/0/years", json!("1"), "payments[0].years"),
        (apr_command, &us, "/payments/0/fee", json!("1"), "payments[0].fee"),
        (apr_command, &us, "/payments/0", json!({"amount": "1100", "period": "0"}), "."),
        (disclose_command, &disclosure, "/method", json!("m2"), "method"),
        (disclose_command, &disclosure, "/balances/0/then_apr", Value::Null, "balances[0].then_apr"),
        (disclose_command, &disclosure, "/balances/0/promo_last_month", Value::Null, "balances[0].promo_last_month"),
        (disclose_command, &disclosure, "/balances/0/balance", json!("0"), "balances"),
        (disclose_command, &disclosure, "/balances/0/balance", json!("-5"), "balances[0].balance"),
        (disclose_command, &disclosure, "/minimum", json!({"floor": "20"}), "minimum"),
    ] {
        command(&document.to_string()).unwrap();
        let document = changed(document, place, value.clone());
        let refusal = command(&document.to_string()).expect_err(place);
        assert_eq!(refusal.path, path, "{place} {value}: {}", refusal.reason);
    }
}

proptest! {
    #[test]
    fn no_text_makes_a_command_fail(text in "\\PC{0,80}") {
        for command in [plan::run, share_out::run, apr::run, disclose::run] {
            prop_assert!(command(&text).is_err());
        }
    }

    #[test]
    fn no_figure_makes_a_plan_fail(
        balance in "-?[0-9]{1,12}(\\.[0-9]{1,3})?",
        apr in "[0-9]{1,6}(\\.[0-9]{1,7})?",
        percent in "[0-9]{1,5}",
        budget in "[0-9]{1,8}",
        strategy in prop::sample::select(&domain::plan::Strategy::ALL[..]),
        recomputed in any::<bool>(),
    ) {
        let mut document = contract_plan();
        document["debts"][0]["balance"] = balance.into();
        document["debts"][1]["apr"] = apr.into();
        document["debts"][0]["minimum"]["percent"] = percent.into();
        document["budget_monthly"] = budget.into();
        document["strategy"] = strategy.id().into();
        document["minimums"] = if recomputed { "recomputed" } else { "fixed_at_start" }.into();
        match plan::run(&document.to_string()) {
            Ok(answer) => {
                let answer: Value = serde_json::from_str(&answer).unwrap();
                let cleared = answer["outcome"] == "cleared";
                prop_assert_eq!(cleared, answer["months"].is_number());
            }
            Err(refusal) => prop_assert!(refusal.path.starts_with("debts["), "{}", refusal),
        }
    }
}
