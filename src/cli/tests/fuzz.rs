//! No document makes a command fail: the kept documents, changed at random places for as long as one likes.
//!
//! `EVENKEEL_FUZZ_S=3600 cargo test -p cli --profile fuzz --lib fuzz -- --nocapture` runs for an hour, optimised but with
//! overflow checks and assertions on. A document that fails is printed; put it beside the others in
//! `tests/fixtures/plan` or `tests/fixtures/commands`.

use std::panic::catch_unwind;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::{Error, apr, disclose, plan, policy, rights, share_out};

/// A command with its answer and the same for people.
type Command = (&'static str, fn(&str) -> Result<String, Error>, fn(&str) -> Result<String, Error>);

const PLAN: Command = ("plan", plan::run, plan::table);
const SHARE_OUT: Command = ("share-out", share_out::run, share_out::table);
const APR: Command = ("apr", apr::run, apr::table);
const DISCLOSE: Command = ("disclose", disclose::run, disclose::table);
const POLICY: Command = ("policy", policy::run, policy::table);
const RIGHTS: Command = ("rights", rights::tests::ask_run, rights::tests::ask_table_as_json);

macro_rules! kept {
    ($path:literal) => {
        include_str!(concat!("../../../tests/fixtures/", $path, ".json"))
    };
}

const KEPT: [(Command, &str); 18] = [
    (PLAN, kept!("plan/contract")),
    (PLAN, kept!("plan/everything")),
    (PLAN, kept!("plan/changes")),
    (PLAN, kept!("plan/extremes")),
    (PLAN, kept!("plan/transfers_to_and_fro")),
    (PLAN, kept!("plan/emptied_and_charged")),
    (SHARE_OUT, kept!("commands/share_out_courts")),
    (SHARE_OUT, kept!("commands/share_out_payments")),
    (SHARE_OUT, kept!("commands/share_out_lump")),
    (APR, kept!("commands/apr_us")),
    (APR, kept!("commands/apr_eu")),
    (APR, kept!("commands/apr_early_and_large")),
    (DISCLOSE, kept!("commands/disclose")),
    (DISCLOSE, kept!("commands/disclose_never")),
    (POLICY, kept!("commands/policy_proposal")),
    (POLICY, kept!("commands/policy_change")),
    (RIGHTS, kept!("commands/rights_us")),
    (RIGHTS, kept!("commands/rights_scotland")),
];

/// Xorshift, so that a run can be had again from its seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// Values that have broken something somewhere.
fn interesting() -> Vec<Value> {
    let mut values: Vec<Value> = [
        "",
        "0",
        "1",
        "-1",
        "0.01",
        "0.005",
        "99999999.99",
        "100000000",
        "9999999999",
        "10000",
        "0.000001",
        "24.99",
        "1e9",
        "NaN",
        "card",
        "new",
        "a",
        "EUR",
        "KWD",
        "2026-02-30",
        "2026-12-31",
        "9999-12-31",
        "-9999-01-01",
        "none",
        "custom",
        "cheapest_found",
        "minimums_only",
        "recomputed",
        "daily",
        "simple",
        "actual/360",
        "weekly",
        "settle",
        "transfer",
        "holiday",
        "budget_step",
        "balance",
        "sold",
        "0.0000000001",
        "999999999999999999",
        "-1/12",
        "1/0",
        "365/255",
        "20000",
        "week",
        "month",
        "two_weeks",
        "frozen",
        "disputed",
        "by_contractual_payment",
        "full_and_final",
        "effective_eu",
        "actuarial_us",
        "JPY",
        "0000-01-01",
        "2028-02-29",
        "2026-11-22",
        "northern_ireland",
        "england_wales",
        "standard",
        "23:59",
        "saturday",
        "letter",
    ]
    .map(Value::from)
    .to_vec();
    values.extend([0_u64, 1, 2, 12, 13, 600, 1_199, 1_200, 1_201, 65_535].map(Value::from));
    values.extend([
        json!(-1),
        json!(1.5),
        json!(u64::MAX),
        json!(null),
        json!(true),
        json!([]),
        json!({}),
        json!([1, "x"]),
    ]);
    values
}

/// The places of everything in a document.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, field)| places(field, &format!("{at}/{name}"), found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| places(item, &format!("{at}/{index}"), found));
        }
        _ => {}
    }
}

fn mutate(document: &mut Value, dice: &mut Dice, values: &[Value]) {
    let mut found = Vec::new();
    places(document, "", &mut found);
    let from = document.pointer(dice.pick(&found).as_str()).cloned().unwrap_or_default();
    let Some(place) = document.pointer_mut(dice.pick(&found).as_str()) else { return };
    match (dice.below(6), place) {
        (0, Value::Array(items)) if !items.is_empty() => {
            items.remove(dice.below(items.len()));
        }
        (1, Value::Array(items)) if !items.is_empty() && items.len() < 12 => {
            items.push(items[dice.below(items.len())].clone())
        }
        (0 | 1, Value::Object(fields)) if !fields.is_empty() => {
            let name = dice.pick(&fields.keys().cloned().collect::<Vec<_>>()).clone();
            fields.remove(&name);
        }
        (2, place) => *place = from,
        (3, Value::String(text)) => {
            let digit = dice.pick(&["0", "9", ".", "-", "5"]).to_string();
            let at = (0..=text.len()).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            text.insert_str(if dice.below(2) == 0 { 0 } else { at }, &digit);
        }
        (_, place) => *place = dice.pick(values).clone(),
    }
}

/// Questions that would only take long are asked briefly.
fn keep_short(document: &mut Value) {
    if let Some(paths) = document.pointer_mut("/monte_carlo/paths")
        && paths.as_u64().is_some_and(|paths| paths > 20)
    {
        *paths = json!(20);
    }
    if document["strategy"] == "cheapest_found"
        && let Some(debts) = document["debts"].as_array_mut()
    {
        debts.truncate(3);
    }
}

fn try_one((name, run, table): Command, text: &str) {
    let both = catch_unwind(|| (run(text), table(text)));
    let (answer, people) = both.unwrap_or_else(|_| panic!("this document makes {name} fail:\n{text}"));
    match answer {
        Ok(answer) => {
            let answer: Value = serde_json::from_str(&answer).unwrap();
            let is_told = name != "plan" || (answer["outcome"] == "cleared") == answer["months"].is_number();
            assert!(is_told && people.is_ok(), "{name} {text}");
        }
        Err(refusal) => assert!(!refusal.path.is_empty() && !refusal.reason.is_empty(), "{name} {text}"),
    }
}

#[test]
fn kept_documents_are_answered() {
    for ((name, run, table), text) in KEPT {
        assert!(run(text).is_ok() && table(text).is_ok(), "{name} {:?}\n{text}", run(text));
    }
}

#[test]
fn fuzz() {
    let seconds = std::env::var("EVENKEEL_FUZZ_S").ok().and_then(|text| text.parse().ok());
    let (mut dice, least) = match seconds {
        None => (Dice(0x2545_F491_4F6C_DD1D), 2_400),
        // Another way each time.
        Some(_) => (Dice(u64::from(std::process::id()) << 32 | 0x9E37_79B9), 0),
    };
    let (begun, long) = (Instant::now(), Duration::from_secs(seconds.unwrap_or(0)));
    let values = interesting();
    let mut tried: u64 = 0;
    let mut slowest = (Duration::ZERO, "", String::new());
    while tried < least || begun.elapsed() < long {
        let (command, kept) = KEPT[dice.below(KEPT.len())];
        let mut document: Value = serde_json::from_str(kept).unwrap();
        for _ in 0..=dice.below(5) {
            mutate(&mut document, &mut dice, &values);
        }
        keep_short(&mut document);
        let asked = Instant::now();
        try_one(command, &document.to_string());
        if asked.elapsed() > slowest.0 {
            slowest = (asked.elapsed(), command.0, document.to_string());
        }
        // And as text that may be no document at all.
        let mut text = document.to_string();
        let at = (0..=dice.below(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        match dice.below(3) {
            0 => text.truncate(at),
            1 => text.insert(at, *dice.pick(&['"', '{', ']', '0', '\u{0}', 'é', '\\'])),
            _ => {}
        }
        try_one(command, &text);
        tried += 2;
    }
    if seconds.is_some() {
        let (time, name, text) = slowest;
        println!("{tried} documents without a finding; the slowest took {time:?}: {name} {text:.400}");
    }
}
