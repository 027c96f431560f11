//! `cargo xtask bench`: the engine and its peers on the workloads of `tests/bench`, natively by criterion and in
//! Chromium, in one run; then what was measured beside what is aimed at (`report.rs`).
//!
//! A target that is missed is said, and is no failure: machines differ, and what is a rule of the house is a test. What
//! fails is a peer that has other figures.

mod report;

use std::path::{Path, PathBuf};

use report::{Measured, Natively};
use serde_json::Value;

use crate::command::{cargo, kept, program, shown};
use crate::error::{Error, Outcome};
use crate::files;
use crate::place::Place;
use crate::steps::{self, Done, Step};
use crate::tools::{self, cargo_tool, debian, npm, wasm_target};

/// Sets up, builds, measures and reports; with a filter only the workloads whose name contains it: `w1` to `w5`.
pub fn run(place: &Place, filter: Option<&str>) -> Outcome {
    steps::run(tools::steps(place, &[&tools::PAGES[..], &tools::BENCH].concat())?)?;
    let mut page = Value::Null;
    let mut answer = String::new();
    steps::run(vec![
        Step::new("the workloads' program for the browser", |line| {
            line.busy("compiling …");
            make_fast(place, "bench", "workloads", &folder(place, "program"))?;
            Ok(Done::Made)
        }),
        Step::new("the client's second thread", |line| {
            line.busy("compiling …");
            let folder = folder(place, "thread");
            make_fast(place, "worker", "payoff_simulation", &folder)?;
            files::write(&folder.join("start.js"), &files::read(&place.root.join("src/app/worker/start.js"))?)?;
            Ok(Done::Made)
        }),
        Step::new("natively", |line| {
            line.busy("compiling and measuring …");
            natively(place, filter)?;
            Ok(Done::Made)
        }),
        Step::new("in Chromium", |line| {
            line.busy("all peers agree first, then they are measured …");
            page = in_chromium(place, filter)?;
            answer = native_answer(place)?;
            Ok(Done::Made)
        }),
    ])?;
    let measured = Measured { page, native: read(&criterion(place))?, answer };
    println!();
    for line in report::lines(&measured) {
        println!("{line}");
    }
    Ok(())
}

fn folder(place: &Place, name: &str) -> PathBuf {
    place.target.join("bench").join(name)
}

fn criterion(place: &Place) -> PathBuf {
    place.target.join("criterion")
}

/// Compiles a program for speed, as the client's second thread is, and puts it into a folder of its own.
fn make_fast(place: &Place, package: &str, name: &str, out: &Path) -> Outcome {
    let compiler = wasm_target::installed(place)?;
    let mut command = compiler.cargo(place, "");
    command.args(["build", "--locked", "--profile", "worker", "--target", wasm_target::TARGET]);
    shown(command.args(["--package", package, "--bin", name]))?;
    files::remove_folder(out)?;
    let compiled = compiler.target_folder(place).join(wasm_target::TARGET).join("worker");
    cargo_tool::bind(place, &compiled.join(format!("{name}.wasm")), out, name)?;
    npm::shrink(place, npm::Aim::Fast, &[out.join(format!("{name}_bg.wasm"))])
}

fn natively(place: &Place, filter: Option<&str>) -> Outcome {
    // What an earlier run measured is not this run's.
    files::remove_folder(&criterion(place))?;
    let mut command = cargo();
    command.current_dir(&place.root).args(["bench", "--locked", "--package", "bench", "--bench", "engine", "--"]);
    command.args(["--noplot", "--quiet"]).args(filter).env("CRITERION_HOME", criterion(place));
    shown(&mut command)
}

/// W3's last answer by this machine's own program.
fn native_answer(place: &Place) -> Outcome<String> {
    let mut command = cargo();
    command.current_dir(&place.root);
    command.args(["run", "--quiet", "--locked", "--release", "--package", "bench", "--bin", "workloads"]);
    Ok(kept(&mut command)?.trim_end().to_owned())
}

fn in_chromium(place: &Place, filter: Option<&str>) -> Outcome<Value> {
    let chromium = debian::chromium().ok_or_else(|| Error::new("Chromium is missing"))?;
    let mut command = program("node");
    command.current_dir(npm::bench_folder(place)).arg("run.mjs").args(filter);
    command.env("EVENKEEL_CHROMIUM", chromium);
    command.env("EVENKEEL_PROGRAM", folder(place, "program"));
    command.env("EVENKEEL_THREAD", folder(place, "thread"));
    let text = kept(&mut command)?;
    let last = text.lines().last().unwrap_or_default();
    serde_json::from_str(last).map_err(|cause| Error::new(format!("the page measured nothing: {cause}\n{text}")))
}

/// Criterion's samples: for each bench the shortest, in nanoseconds.
fn read(folder: &Path) -> Outcome<Natively> {
    let mut natively = Natively::new();
    for path in files::all_below(folder)? {
        let name = files::relative(&path, folder);
        if let Some(name) = name.strip_suffix("/new/sample.json") {
            let sample: Value = serde_json::from_slice(&files::read(&path)?)
                .map_err(|cause| Error::new(format!("{}: {cause}", path.display())))?;
            natively.extend(shortest(&sample).map(|ns| (name.to_owned(), ns)));
        }
    }
    Ok(natively)
}

fn shortest(sample: &Value) -> Option<f64> {
    let numbers = |name: &str| sample[name].as_array().map(|list| list.iter().filter_map(Value::as_f64));
    let each = numbers("times")?.zip(numbers("iters")?).map(|(time, times)| time / times);
    each.min_by(f64::total_cmp)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_sample_is_found() {
        let sample = serde_json::json!({"iters": [10.0, 20.0, 40.0], "times": [50.0, 60.0, 200.0]});
        assert_eq!(shortest(&sample), Some(3.0));
        assert_eq!(shortest(&serde_json::json!({})), None);
    }
}
