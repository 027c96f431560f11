//! What the benches say: each workload's times, ratios, targets, and whether they are reached.

use std::collections::BTreeMap;

use serde_json::Value;

/// Nanoseconds by the name of the bench: `w1/engine`.
pub type Natively = BTreeMap<String, f64>;

/// Everything one run found.
pub struct Measured {
    /// What the page says, in milliseconds; see `tests/bench/run.mjs`.
    pub page: Value,
    /// What criterion says.
    pub native: Natively,
    /// W3's last answer by the native program.
    pub answer: String,
}

/// What is aimed at.
#[derive(Clone, Copy)]
enum Target {
    AtLeast(f64),
    AtMost(f64),
    Below(f64),
    /// Only told.
    None,
}

impl Target {
    fn said(self, value: f64, unit: &str) -> String {
        let (word, bound, is_reached) = match self {
            Self::AtLeast(bound) => ("at least", bound, value >= bound),
            Self::AtMost(bound) => ("at most", bound, value <= bound),
            Self::Below(bound) => ("below", bound, value < bound),
            Self::None => return String::new(),
        };
        format!("{word} {bound}{unit}: {}", if is_reached { "reached" } else { "MISSED" })
    }
}

/// The report, line by line.
pub fn lines(measured: &Measured) -> Vec<String> {
    let mut lines = vec![format!(
        "Shortest of 21 interleaved rounds in Chromium {}, and of criterion's samples natively. × is how many times faster \
         the engine is.",
        measured.page["version"].as_str().unwrap_or("?")
    )];
    plan(measured, &mut lines, "w1", "W1  8 debts, 360 months, avalanche, full schedule");
    plan(measured, &mut lines, "w2", "W2  30 debts, 600 months, 5 strategies, nothing paid early");
    if let Some(ms) = measured.page["w2_slowed"]["engine"].as_f64() {
        row(&mut lines, "processor slowed four times", ms, " ms", Target::Below(4.0));
    }
    chance(measured, &mut lines);
    solving(measured, &mut lines);
    if let Some(ns) = measured.native.get("w5/engine") {
        lines.push("W5  100,000 arrangements read and checked again, natively on two threads".to_owned());
        row(&mut lines, "time", ns / 1e9, " s", Target::Below(1.0));
    }
    lines
}

fn row(lines: &mut Vec<String>, what: &str, value: f64, unit: &str, target: Target) {
    let shown = if value < 10.0 { format!("{value:.2}") } else { format!("{value:.1}") };
    lines.push(format!("      {what:<44} {shown:>9}{unit:<3} {}", target.said(value, unit)).trim_end().to_owned());
}

/// Times as people say them, from milliseconds.
fn time(ms: f64) -> String {
    match ms {
        _ if ms < 1.0 => format!("{:.1} µs", ms * 1_000.0),
        _ if ms < 1_000.0 => format!("{ms:.2} ms"),
        _ => format!("{:.2} s", ms / 1_000.0),
    }
}

/// Times in the page and the ratios to its peers, natively the same.
fn plan(measured: &Measured, lines: &mut Vec<String>, name: &str, title: &str) {
    let page = |peer: &str| measured.page[name][peer].as_f64();
    let native = |peer: &str| measured.native.get(&format!("{name}/{peer}")).map(|ns| ns / 1e6);
    if page("engine").is_none() && native("engine").is_none() {
        return;
    }
    lines.push(title.to_owned());
    if let Some(engine) = page("engine") {
        times(
            lines,
            "wasm",
            &[
                ("engine", Some(engine)),
                ("bare f64 loop", page("floats")),
                ("plain JavaScript", page("plain")),
                ("decimal.js", page("exact")),
            ],
        );
        ratio(lines, "× decimal.js", page("exact"), engine, Target::AtLeast(150.0));
        ratio(lines, "× plain JavaScript", page("plain"), engine, Target::AtLeast(3.0));
        ratio(
            lines,
            "the bare f64 loop's time, times",
            Some(engine),
            page("floats").unwrap_or(f64::NAN),
            Target::AtMost(3.0),
        );
    }
    if let Some(engine) = native("engine") {
        times(
            lines,
            "native",
            &[("engine", Some(engine)), ("bare f64 loop", native("floats")), ("Decimal reference", native("decimal"))],
        );
        ratio(lines, "× Decimal reference, natively", native("decimal"), engine, Target::None);
        ratio(
            lines,
            "the bare f64 loop's time natively, times",
            Some(engine),
            native("floats").unwrap_or(f64::NAN),
            Target::AtMost(3.0),
        );
    }
}

fn ratio(lines: &mut Vec<String>, what: &str, over: Option<f64>, under: f64, target: Target) {
    if let Some(ratio) = over.map(|over| over / under).filter(|ratio| ratio.is_finite()) {
        row(lines, what, ratio, "", target);
    }
}

fn times(lines: &mut Vec<String>, place: &str, peers: &[(&str, Option<f64>)]) {
    let told = peers.iter().filter_map(|(name, ms)| Some(format!("{name} {}", time((*ms)?))));
    lines.push(format!("      {place:<8} {}", told.collect::<Vec<_>>().join(", ")));
}

fn chance(measured: &Measured, lines: &mut Vec<String>) {
    let page = |peer: &str| measured.page["w3"][peer].as_f64();
    if let Some(engine) = page("engine") {
        lines.push("W3  10,000 paths of chance, 8 debts, about 360 months, in a thread of the page".to_owned());
        let all = |ms: Option<f64>| ms.map(|ms| ms * 10_000.0);
        times(
            lines,
            "wasm",
            &[
                ("engine", all(Some(engine))),
                ("plain JavaScript", all(page("plain"))),
                ("decimal.js", all(page("exact"))),
            ],
        );
        ratio(lines, "× decimal.js, a path", page("exact"), engine, Target::AtLeast(200.0));
        ratio(lines, "× plain JavaScript, a path", page("plain"), engine, Target::AtLeast(4.0));
        let thread = &measured.page["thread"];
        let number = |name: &str| thread[name].as_f64().unwrap_or(f64::NAN);
        row(lines, "first 1,000 paths on the screen, shortest", number("first"), " ms", Target::Below(100.0));
        row(lines, "first 1,000 paths on the screen, longest", number("first_worst"), " ms", Target::Below(100.0));
        row(lines, "the same with a thread begun only then", number("first_cold"), " ms", Target::None);
        row(lines, "all paths, shortest", number("whole"), " ms", Target::None);
        row(lines, "the page did not answer for, longest", number("gap_worst"), " ms", Target::Below(50.0));
        row(lines, "answers while it runs", number("answers"), "", Target::None);
        row(lines, "answers after it was cancelled", number("after_cancel"), "", Target::AtMost(0.0));
        let is_same = thread["last"].as_str() == Some(measured.answer.as_str()) && !measured.answer.is_empty();
        let bytes = measured.answer.len();
        let said = if is_same { "the same: reached" } else { "NOT the same: MISSED" };
        lines.push(format!("      {:<44} {said} ({bytes} bytes)", "the answer natively and in wasm"));
    }
    if let Some(ns) = measured.native.get("w3/engine") {
        lines.push(format!("      native   engine {}", time(ns / 1e6)));
    }
}

fn solving(measured: &Measured, lines: &mut Vec<String>) {
    let page = |peer: &str| measured.page["w4"][peer].as_f64();
    if let Some(engine) = page("engine") {
        lines
            .push("W4  the smallest payment that clears 8 debts by month 240, one minor unit less does not".to_owned());
        times(
            lines,
            "wasm",
            &[("engine", Some(engine)), ("plain JavaScript", page("plain")), ("decimal.js", page("exact"))],
        );
        ratio(lines, "× decimal.js, halving", page("exact"), engine, Target::AtLeast(150.0));
        ratio(lines, "× plain JavaScript, halving", page("plain"), engine, Target::None);
    }
    if let Some(ns) = measured.native.get("w4/engine") {
        lines.push(format!("      native   engine {}", time(ns / 1e6)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_reached_or_missed_and_says_so() {
        assert_eq!(Target::AtLeast(3.0).said(3.0, ""), "at least 3: reached");
        assert_eq!(Target::AtLeast(3.0).said(2.9, ""), "at least 3: MISSED");
        assert_eq!(Target::AtMost(3.0).said(3.1, ""), "at most 3: MISSED");
        assert_eq!(Target::Below(50.0).said(50.0, " ms"), "below 50 ms: MISSED");
        assert_eq!(Target::None.said(1.0, ""), "");
    }

    #[test]
    fn a_report_has_what_was_measured_and_nothing_else() {
        let page = serde_json::json!({"w1": {"engine": 0.02, "floats": 0.01, "plain": 0.05, "exact": 4.0}});
        let native = Natively::from([("w5/engine".to_owned(), 0.5e9)]);
        let text = lines(&Measured { page, native, answer: String::new() }).join("\n");
        let has = |what: &str, said: &str| text.lines().any(|line| line.contains(what) && line.ends_with(said));
        assert!(has("× decimal.js", "200.0    at least 150: reached"), "{text}");
        assert!(has("× plain JavaScript", "2.50    at least 3: MISSED"), "{text}");
        assert!(has("bare f64 loop's time, times", "2.00    at most 3: reached"), "{text}");
        assert!(text.contains("W5") && !text.contains("W2") && !text.contains("W4"), "{text}");
    }
}
