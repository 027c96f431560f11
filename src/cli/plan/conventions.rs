//! Conventions of rates, days and last instalments, on courses that were published or are worked out beside.

use serde_json::{Value, json};

use super::run;
use crate::{Error, apr};

fn refused(document: &Value) -> Error {
    run(&document.to_string()).expect_err("refused")
}

fn ask(document: &Value) -> Value {
    serde_json::from_str(&run(&document.to_string()).unwrap_or_else(|error| panic!("{error}"))).unwrap()
}

fn with(document: &Value, path: &str, value: Value) -> Value {
    let mut document = document.clone();
    let (parent, field) = path.rsplit_once('/').unwrap();
    document.pointer_mut(parent).unwrap()[field] = value;
    document
}

/// 2,000 over three years by 66.87 a month, sold at 13.2 % APR.
fn british_loan() -> Value {
    json!({
        "currency": "GBP", "start": "2026-12-01", "debts": [{
            "id": "loan", "kind": "personal_loan", "balance": "2000.00", "apr": "13.2", "rate_is": "effective",
            "last_month": 36, "minimum": {"fixed": "66.87"},
        }],
    })
}

/// The APR of what a plan pays on a loan, by the rule of the European Union and the United Kingdom.
fn apr_of(advance: &str, plan: &Value, id: &str) -> Value {
    let payment = |month: &Value| {
        let number = month["month"].as_i64().unwrap();
        json!({"amount": month["payments"][id], "years": format!("{number}/12")})
    };
    let payments: Vec<Value> = plan["schedule"].as_array().unwrap().iter().map(payment).collect();
    let document = json!({
        "method": "effective_eu", "advances": [{"amount": advance, "years": "0"}], "payments": payments,
    });
    serde_json::from_str::<Value>(&apr::run(&document.to_string()).unwrap()).unwrap()["apr_percent"].clone()
}

#[test]
fn a_loan_sold_by_its_apr_costs_what_it_says() {
    // Published by the lender: 36 payments of 66.87, 2,407.32 in all, without the odd pence of the last.
    let answer = ask(&british_loan());
    assert_eq!((&answer["outcome"], &answer["months"]), (&json!("cleared"), &json!(36)));
    assert_eq!((&answer["interest_total"], &answer["paid_total"]), (&json!("407.39"), &json!("2407.39")));
    let schedule = answer["schedule"].as_array().unwrap();
    assert!(schedule[..35].iter().all(|month| month["payments"]["loan"] == "66.87"));
    assert_eq!(schedule[35]["payments"]["loan"], "66.94");
    let apr = apr_of("2000.00", &answer, "loan");
    assert_eq!(format!("{:.2}", apr.as_str().unwrap().parse::<f64>().unwrap()), "13.20");
    // As a nominal rate it is a dearer loan, which the same payments do not clear in time.
    for nominal in [json!("nominal"), Value::Null] {
        let answer = ask(&with(&british_loan(), "/debts/0/rate_is", nominal));
        assert_ne!(answer["outcome"], "cleared");
    }
    let error = refused(&with(&british_loan(), "/debts/0/rate_is", json!("gross")));
    assert_eq!((error.path.as_str(), error.reason.as_str()), ("debts[0].rate_is", "one of nominal, effective"));
}

#[test]
fn an_effective_rate_is_explained_by_the_nominal_one() {
    let document = with(&british_loan(), "/why", json!([{"month": 1, "debt": "loan"}]));
    let document = with(&document, "/debts/0/apr", json!("24.9"));
    let interest = &ask(&document)["why"][0]["steps"][0];
    assert_eq!(
        (&interest["rate_is"], &interest["conversion"]),
        (&json!("effective"), &json!("12 × ((1 + r)^(1/12) − 1)"))
    );
    // 2,000 × 1.870 %.
    let part = &interest["parts"][0];
    assert_eq!(
        (&part["effective_apr"], &part["apr"], &part["interest"]),
        (&json!("24.9"), &json!("22.441587"), &json!("37.40"))
    );
    let nominal = &ask(&with(&document, "/debts/0/rate_is", json!("nominal")))["why"][0]["steps"][0];
    assert_eq!((nominal.get("rate_is"), nominal["parts"][0].get("effective_apr")), (None, None));
    assert_eq!(nominal["parts"][0]["interest"], "41.50");
}

#[test]
fn every_rate_of_an_effective_debt_is_effective() {
    // 24 % a year costs 18.09 a month for each 1,000 (1.24^(1/12) = 1.0180876), whoever states it and when.
    let first_interest = |debt: Value, more: Value| {
        let mut debt = debt;
        debt["id"] = "a".into();
        debt["rate_is"] = "effective".into();
        debt["balance"] = "1000.00".into();
        let mut document = json!({"start": "2026-01-01", "budget_monthly": "100", "debts": [debt]});
        for (field, value) in more.as_object().unwrap() {
            document[field] = value.clone();
        }
        ask(&document)["schedule"][0]["interest"].clone()
    };
    let none = json!({});
    assert_eq!(first_interest(json!({"apr": "24"}), none.clone()), "18.09");
    assert_eq!(first_interest(json!({"apr": "9", "promo": {"apr": "24", "months": 3}}), none.clone()), "18.09");
    assert_eq!(first_interest(json!({"apr": "9", "apr_from": [{"month": 1, "apr": "24"}]}), none.clone()), "18.09");
    let parts = json!({"balances": [{"balance": "400.00", "apr": "24"}, {"balance": "600.00", "apr": "24"}]});
    assert_eq!(first_interest(parts, none.clone()), "18.09");
    let conceded = json!({"changes": [{"what": "concession", "month": 1, "debt": "a", "apr": "24"}]});
    assert_eq!(first_interest(json!({"apr": "9"}), conceded), "18.09");
    let raised = json!({"changes": [{"what": "rate_points", "month": 1, "points": "15"}]});
    assert_eq!(first_interest(json!({"apr": "9"}), raised), "18.09");
    // By days: 1,000 × (1.24^(31/365) − 1), also where the day's share is a 360th.
    for day_count in ["actual/365", "actual/360"] {
        let daily = json!({"apr": "24", "compounding": "daily", "day_count": day_count});
        assert_eq!(first_interest(daily, none.clone()), "18.44", "{day_count}");
    }
    assert_eq!(first_interest(json!({"apr": "24", "compounding": "daily"}), none), "18.09");
}

#[test]
fn what_a_transfer_costs_is_told_by_the_custom_of_its_rate() {
    let document = json!({
        "budget_monthly": "100", "debts": [
            {"id": "old", "balance": "1000", "apr": "30"}, {"id": "new", "balance": "0", "apr": "24", "rate_is": "effective"},
        ],
        "changes": [{"what": "transfer", "month": 1, "from": ["old"], "to": "new"}],
    });
    let apr = |document: &Value| ask(document)["moves"][0]["apr_percent"].as_str().unwrap().parse::<f64>().unwrap();
    assert_eq!(format!("{:.1}", apr(&document)), "24.0");
    assert_eq!(format!("{:.1}", apr(&with(&document, "/debts/1/rate_is", json!("nominal")))), "24.0");
}

#[test]
fn the_dearer_of_two_debts_is_that_of_the_higher_nominal_rate() {
    // 20.5 % effective is 18.8 % nominal, less than the 19 % beside it.
    let document = json!({"budget_monthly": "200", "debts": [
        {"id": "uk", "balance": "1000", "apr": "20.5", "rate_is": "effective"},
        {"id": "us", "balance": "1000", "apr": "19"},
    ]});
    assert_eq!(ask(&document)["order"], json!(["us", "uk"]));
}

/// 100 at 7 % by 17.01 a month: the example with which Apache Fineract tests its progressive loans.
fn progressive() -> Value {
    json!({
        "currency": "EUR", "start": "2024-01-01",
        "debts": [{"id": "l", "balance": "100", "apr": "7", "minimum": {"fixed": "17.01"}}],
    })
}

fn interests(answer: &Value) -> Vec<&str> {
    answer["schedule"].as_array().unwrap().iter().map(|month| month["interest"].as_str().unwrap()).collect()
}

#[test]
fn a_freeze_of_days_takes_out_those_days() {
    assert_eq!(interests(&ask(&progressive())), ["0.58", "0.49", "0.39", "0.29", "0.20", "0.10"]);
    for (from, until, expected, total) in [
        // 83.57 × 7 % ÷ 12 × 23 ÷ 29: the days of the second month are 2 February to 1 March.
        ("2024-02-05", "2024-02-10", ["0.58", "0.39", "0.39"], "1.95"),
        // The day on which a payment is due is the last of its month.
        ("2024-02-01", "2024-02-01", ["0.56", "0.49", "0.39"], "2.03"),
        ("2024-02-02", "2024-03-01", ["0.58", "0.00", "0.39"], "1.55"),
        // 83.57 × 7 % ÷ 12 × 18 ÷ 29, then 66.86 × 7 % ÷ 12 × 22 ÷ 31.
        ("2024-02-20", "2024-03-10", ["0.58", "0.30", "0.28"], "1.74"),
    ] {
        let freeze = json!([{"what": "freeze", "debt": "l", "month": from, "until": until}]);
        let answer = ask(&with(&progressive(), "/changes", freeze));
        assert_eq!(interests(&answer)[..3], expected, "{from} {until}");
        assert_eq!(answer["interest_total"], total, "{from} {until}");
        // What a bank pauses is what its new rate of nothing would be.
        let until_named = json!([{"what": "rate_points", "debt": "l", "month": from, "until": until, "points": "-7"}]);
        assert_eq!(ask(&with(&progressive(), "/changes", until_named))["schedule"], answer["schedule"]);
    }
    // A month from a date on ends on the day before it.
    let months = json!([{"what": "freeze", "month": "2024-02-05", "months": 1}]);
    let until = json!([{"what": "freeze", "month": "2024-02-05", "until": "2024-03-04"}]);
    assert_eq!(ask(&with(&progressive(), "/changes", months)), ask(&with(&progressive(), "/changes", until)));
}

#[test]
fn a_rate_from_a_day_on_holds_from_that_day() {
    // 83.57 × (7 % × 14 + 4 % × 15) ÷ 12 ÷ 29.
    let steps = json!([{"month": "2024-02-16", "apr": "4"}]);
    let document = with(&progressive(), "/debts/0/apr_from", steps);
    assert_eq!(interests(&ask(&document))[1], "0.38");
    let why = json!([{"month": 2, "debt": "l"}]);
    let answer = ask(&with(&document, "/why", why));
    let interest = &answer["why"][0]["steps"][0];
    assert_eq!(interest["result"], "0.38");
    let parts: Vec<_> = interest["parts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| {
            (
                part["apr"].as_str().unwrap(),
                part["days"].as_i64().unwrap(),
                part["month_days"].as_i64().unwrap(),
                part["interest"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(parts, [("7", 14, 29, "0.24"), ("4", 15, 29, "0.14")]);
    // A concession says the same, and two rates may begin in one month.
    let conceded = json!([{"what": "concession", "debt": "l", "month": "2024-02-16", "apr": "4"}]);
    assert_eq!(interests(&ask(&with(&progressive(), "/changes", conceded)))[1], "0.38");
    let steps = json!([{"month": "2024-02-11", "apr": "6"}, {"month": "2024-02-16", "apr": "4"}]);
    // 83.57 × (7 × 9 + 6 × 5 + 4 × 15) ÷ 100 ÷ 12 ÷ 29 = 0.367.
    assert_eq!(interests(&ask(&with(&progressive(), "/debts/0/apr_from", steps)))[1], "0.37");
    // By the start a rate is that of the whole plan.
    let steps = json!([{"month": "2024-01-01", "apr": "4"}]);
    let whole = ask(&with(&progressive(), "/debts/0/apr", json!("4")));
    assert_eq!(interests(&ask(&with(&progressive(), "/debts/0/apr_from", steps))), interests(&whole));
}

#[test]
fn a_date_that_cannot_be_kept_is_refused_with_its_reason() {
    for (change, path, reason) in [
        (
            json!({"what": "holiday", "month": "2024-02-05"}),
            "changes[0].month",
            "a holiday begins at the beginning of a month of the plan: say 2024-02-01, 2024-03-01 or its number",
        ),
        (
            json!({"what": "holiday", "month": "2024-02-01", "until": "2024-03-15", "with_interest": false}),
            "changes[0].until",
            "a holiday ends with a month of the plan: say 2024-02-29, 2024-03-31 or its number",
        ),
        (
            json!({"what": "charge", "debt": "l", "month": "2024-02-05", "amount": "5"}),
            "changes[0].month",
            "what is charged is owed at the beginning of a month of the plan: say 2024-02-01, 2024-03-01 or its number",
        ),
        (
            json!({"what": "freeze", "month": "2024-02-05", "until": "2024-02-04"}),
            "changes[0].until",
            "before the first day",
        ),
        (json!({"what": "freeze", "month": "2023-12-31"}), "changes[0].month", "the date is not within the plan"),
    ] {
        let error = refused(&with(&progressive(), "/changes", json!([change])));
        assert_eq!((error.path.as_str(), error.reason.as_str()), (path, reason));
    }
    for kept in [
        json!({"what": "holiday", "month": "2024-02-01", "until": "2024-03-31"}),
        json!({"what": "charge", "debt": "l", "month": "2024-02-01", "amount": "5"}),
        json!({"what": "extra", "month": "2024-02-16", "amount": "5"}),
    ] {
        ask(&with(&progressive(), "/changes", json!([kept])));
    }
}

#[test]
fn a_fixed_last_month_takes_the_odd_cents() {
    let loan = json!({
        "currency": "EUR", "start": "2025-01-31", "debts": [{
            "id": "l", "balance": "10000", "apr": "12", "last_month": 3, "day_count": "actual/365",
            "minimum": {"fixed": "3397.82"},
        }],
    });
    let answer = ask(&loan);
    assert_eq!((&answer["outcome"], &answer["months"]), (&json!("cleared"), &json!(3)));
    assert_eq!(answer["schedule"][2]["payments"]["l"], "3397.83");
    assert_eq!(answer["shortfall_months"], Value::Null);
    // So with a budget that says it, beside another debt, and where a shortfall would not end the plan.
    assert_eq!(ask(&with(&loan, "/budget_monthly", json!("3397.82")))["months"], 3);
    let mut two = loan.clone();
    two["debts"]
        .as_array_mut()
        .unwrap()
        .push(json!({"id": "b", "balance": "300", "apr": "0", "minimum": {"fixed": "100"}}));
    assert_eq!((&ask(&two)["outcome"], &ask(&two)["months"]), (&json!("cleared"), &json!(3)));
    assert_eq!(ask(&with(&loan, "/on_shortfall", json!("continue")))["shortfall_months"], Value::Null);
    // What is more than that is a shortfall: a budget of 0.06 less, or a balloon.
    assert_eq!(ask(&with(&loan, "/budget_monthly", json!("3397.76")))["outcome"], "shortfall");
    assert_eq!(ask(&with(&loan, "/debts/0/minimum", json!({"fixed": "3000"})))["outcome"], "shortfall");
}

#[test]
fn two_pays_come_in_every_month() {
    for (start, first) in [("2026-01-01", "2026-01-15"), ("2026-01-31", "2026-01-31"), ("2026-01-16", "2026-01-16")] {
        let document = json!({
            "start": start, "debts": [{"id": "card", "balance": "2000", "apr": "0", "minimum": {"fixed": "200"}}],
            "payments": {"every": "twice_monthly", "amount": "100", "first": first},
        });
        let answer = ask(&document);
        assert_eq!((&answer["outcome"], &answer["months"]), (&json!("cleared"), &json!(10)), "{first}");
    }
}

#[test]
fn days_of_leap_years_are_366ths() {
    // ISDA, "EMU and market conventions" (1998): 1 November 2003 to 1 May 2004 is 61 ÷ 365 + 121 ÷ 366 years.
    let document = json!({
        "start": "2003-11-01", "budget_monthly": "0", "on_shortfall": "continue", "debts": [
            {"id": "a", "balance": "1000000", "apr": "10", "compounding": "simple", "day_count": "actual/actual"},
        ],
        "why": [{"month": 2, "debt": "a"}, {"month": 3, "debt": "a"}],
    });
    let answer = ask(&document);
    let days = [(30, 365), (31, 365), (31, 366), (29, 366), (31, 366), (30, 366)];
    let expected = days.map(|(days, year)| format!("{:.2}", 100_000.0 * f64::from(days) / f64::from(year)));
    assert_eq!(interests(&answer)[..6], expected);
    assert_eq!(answer["why"][1]["steps"][0]["parts"][0]["year_days"], 366);
    // A month over the end of the year has some of either.
    let across = ask(&with(&document, "/start", json!("2003-11-12")));
    let parts = across["why"][0]["steps"][0]["parts"].as_array().unwrap();
    let parts: Vec<_> = parts.iter().map(|part| (part["days"].as_i64(), part["year_days"].as_i64())).collect();
    assert_eq!(parts, [(Some(20), Some(365)), (Some(11), Some(366))]);
    // 1,000,000 × 10 % × (20 ÷ 365 + 11 ÷ 366).
    assert_eq!(interests(&across)[1], "8484.92");
    // Needs dates, like every actual day.
    assert_eq!(refused(&with(&document, "/start", Value::Null)).path, "debts[0].day_count");
}

#[test]
fn where_nothing_is_paid_interest_is_not_the_reason() {
    let debts = json!([{"id": "bank", "balance": "600", "apr": "0"}, {"id": "shop", "balance": "300", "apr": "0"}]);
    let document = json!({"budget_monthly": "0", "debts": debts});
    let never = ask(&document)["never_clears"].clone();
    assert_eq!((&never["because"], &never["excess"]), (&json!("no_money_left"), &json!("0.00")));
    // Nor where interest is counted; and where something is paid, it is.
    let dear = with(&document, "/debts/0/apr", json!("12"));
    assert_eq!(ask(&dear)["never_clears"]["because"], "no_money_left");
    let paid = json!({"budget_monthly": "6", "debts": [{"id": "a", "balance": "600", "apr": "12", "minimum": {"fixed": "6"}}]});
    assert_eq!(ask(&paid)["never_clears"], json!({"id": "a", "excess": "0.00", "stuck_since": 1}));
    let table = super::table(&document.to_string()).unwrap();
    assert!(table.starts_with("Never clears: no money is left for shop."), "{table}");
    // In plans with changes, too.
    let changed = with(&document, "/changes", json!([{"what": "freeze", "month": 2, "months": 1}]));
    assert_eq!(ask(&changed)["never_clears"]["because"], "no_money_left");
}
