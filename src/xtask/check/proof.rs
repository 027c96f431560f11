//! `cargo xtask proof`: what takes too long for every change.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::command::{cargo, shown};
use crate::error::Outcome;
use crate::files;
use crate::place::Place;
use crate::steps::{self, Done, Step};
use crate::tools::{self, Need};

/// How often each property is tried.
const CASES: &str = "100000";

/// Tries each property often, with a new seed, and documents that are changed at random for so many minutes.
pub fn run(place: &Place, minutes: u32) -> Outcome {
    let mut steps = tools::steps(place, &[Need::Compiler])?;
    steps.push(Step::new(format!("{CASES} cases of each property"), |line| {
        let seed = new_seed();
        line.busy(&format!("PROPTEST_RNG_SEED={seed} PROPTEST_CASES={CASES} …"));
        let mut command = cargo();
        command.current_dir(&place.root).args(["test", "--locked", "--release", "--no-fail-fast"]);
        command.args(packages(place)?).env("PROPTEST_RNG_SEED", seed).env("PROPTEST_CASES", CASES);
        shown(&mut command)?;
        Ok(Done::Made)
    }));
    steps.push(Step::new(format!("documents changed at random, for {minutes} minutes"), move |line| {
        line.busy("with overflow checks and assertions …");
        let mut command = cargo();
        command.current_dir(&place.root).args(["test", "--locked", "--profile", "fuzz", "--package", "cli", "--lib"]);
        command.args(["fuzz", "--", "--nocapture"]).env("EVENKEEL_FUZZ_S", (u64::from(minutes) * 60).to_string());
        shown(&mut command)?;
        Ok(Done::Made)
    }));
    steps::run(steps)
}

/// A seed for proptest that no run has had.
pub fn new_seed() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    now.as_nanos().wrapping_add(u128::from(std::process::id())).to_string().chars().rev().take(18).collect()
}

/// cargo's arguments for the crates that have properties.
pub fn packages(place: &Place) -> Outcome<Vec<String>> {
    let mut arguments = Vec::new();
    for path in files::all_below(&place.root.join("src"))?.iter().filter(|path| path.ends_with("Cargo.toml")) {
        let manifest: toml::Table = toml::from_str(&files::read_text(path)?).unwrap_or_default();
        let has_properties = manifest.get("dev-dependencies").is_some_and(|all| all.get("proptest").is_some());
        let name = manifest.get("package").and_then(|package| package.get("name")).and_then(toml::Value::as_str);
        if let Some(name) = name.filter(|_| has_properties) {
            arguments.extend(["--package".to_owned(), name.to_owned()]);
        }
    }
    Ok(arguments)
}
