//! `cargo xtask test`: every test there is, and one plain count at the end.

use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::ValueEnum;

use crate::build::page;
use crate::build::server::{self, Kind};
use crate::build::trunk::Mode;
use crate::check::attack::{self, Extent};
use crate::check::count::Count;
use crate::check::{postgres, proof, size};
use crate::command::{cargo, on_path, program, shown_and_kept};
use crate::error::{Error, Outcome};
use crate::files;
use crate::place::Place;
use crate::steps::{self, Step};
use crate::tools::wasm_target::{self, TARGET};
use crate::tools::{self, Need, cargo_tool, debian, npm};

/// A part of the tests, for the inner loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Domain, content and wire: no server, no browser.
    Rules,
    /// The server's stories, on SQLite and on PostgreSQL.
    Api,
    /// What touches the browser and the form kit, each part alone, in Chromium.
    Components,
    /// The journeys in Chromium.
    Browser,
}

/// The crates behind `rules`.
const RULES: [&str; 3] = ["domain", "content", "wire"];

/// Sets up what the chosen part needs, runs it, and ends with the count, alone on the last line. Answers whether
/// tests ran and all of them passed.
pub fn run(place: &Place, part: Option<Part>, filter: Option<&str>) -> Outcome<bool> {
    let wants = |wanted: Part| part.is_none_or(|part| part == wanted);
    steps::run(preparation(place, part)?)?;
    let mut count = Count::default();
    if wants(Part::Browser) {
        println!("\nthe byte budget");
        count = count.plus(byte_budget(place));
        println!("\nthe JavaScript that is shipped");
        count = count.plus(javascript(place)?);
    }
    if wants(Part::Rules) {
        let packages: Vec<String> = match part {
            // The whole run takes the other crates' own tests with it: tools, tidy, pages.
            None => ["--workspace", "--exclude", "api"].map(str::to_owned).to_vec(),
            Some(_) => RULES.iter().flat_map(|name| ["--package".to_owned(), (*name).to_owned()]).collect(),
        };
        println!("\ntests of the rules{}", if part.is_none() { ", the pages' own and the house's" } else { "" });
        count = count.plus(native(place, &packages, filter, |_| {})?);
        count = count.plus(documentation(place, &packages, filter)?);
        if filter.is_none() {
            count = count.plus(properties(place)?);
        }
    }
    if wants(Part::Api) {
        println!("\ntests of the server, on SQLite and PostgreSQL");
        let database = postgres::Server::start()?;
        let url = database.url();
        let packages = ["--package".to_owned(), "api".to_owned()];
        count = count.plus(native(place, &packages, filter, |command| {
            command.env("EVENKEEL_TEST_POSTGRES_URL", &url);
        })?);
    }
    if wants(Part::Api) && filter.is_none() {
        println!("\nattacks on the server, in short");
        count = count.plus(attacks(place)?);
    }
    if wants(Part::Components) {
        println!("\ncomponents in Chromium");
        count = count.plus(components(place, filter)?);
    }
    if wants(Part::Browser) {
        println!("\njourneys in Chromium");
        count = count.plus(browser(place, filter)?);
    }
    if wants(Part::Rules) {
        reviews(place);
    }
    let verdict = judge(count);
    if let Err(failure) = &verdict {
        eprintln!("{failure}");
    }
    println!("{} passed, {} failed", count.passed, count.failed);
    Ok(verdict.is_ok())
}

/// Tells which dated figures of law were to be looked at again by now. They still hold as far as anybody knows, so this is
/// a warning.
fn reviews(place: &Place) {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let days = i64::try_from(since_epoch.as_secs() / 86_400).unwrap_or_default();
    let Some(today) = domain::calendar::from_day_number(days) else { return };
    let all = content::compile::reviews(&place.root.join("src/content"));
    for review in content::compile::overdue(&all, today) {
        println!("warning: src/content/{review}");
    }
}

/// The budget is a test like any other: over it, the rest still runs and the count says so.
fn byte_budget(place: &Place) -> Count {
    match size::check(place) {
        Ok(()) => Count { passed: 1, failed: 0 },
        Err(failure) => {
            println!("{failure}");
            Count { passed: 0, failed: 1 }
        }
    }
}

/// `cargo xtask proof attack` with few repetitions.
fn attacks(place: &Place) -> Outcome<Count> {
    let holds = attack::run(&server::binary(place, Kind::Here), Extent::SHORT)?;
    Ok(Count { passed: u64::from(holds), failed: u64::from(!holds) })
}

fn judge(count: Count) -> Outcome {
    if count.failed > 0 {
        return Err(Error::new("some tests failed"));
    }
    if count.passed == 0 {
        return Err(Error::new("no test ran").remedy("check the filter"));
    }
    Ok(())
}

fn preparation(place: &Place, part: Option<Part>) -> Outcome<Vec<Step<'_>>> {
    let needs: Vec<Need> = match part {
        Some(Part::Rules) => vec![Need::Compiler],
        Some(Part::Api) => tools::TEST_API.to_vec(),
        Some(Part::Components) => tools::TEST_COMPONENTS.to_vec(),
        Some(Part::Browser) => [&tools::PAGES[..], &tools::TEST_BROWSER].concat(),
        None => {
            let is_of_tests = |need: &Need| !matches!(need, Need::CargoDeny | Need::BenchPackages);
            tools::ALL.into_iter().filter(is_of_tests).collect()
        }
    };
    let mut steps = tools::steps(place, &needs)?;
    if !matches!(part, Some(Part::Rules | Part::Api | Part::Components)) {
        steps.push(Step::new("page", |line| page::ensure(place, Mode::Release, line)));
    }
    if !matches!(part, Some(Part::Rules | Part::Components)) {
        steps.push(Step::new("server", |line| server::ensure(place, Kind::Here, line)));
    }
    Ok(steps)
}

/// Rust tests of these packages, with nextest where it is installed.
fn native(place: &Place, packages: &[String], filter: Option<&str>, more: impl FnOnce(&mut Command)) -> Outcome<Count> {
    // The server's tests embed the page's folder, which may not have been built yet.
    files::make_folder(&place.dist())?;
    let mut command = cargo();
    command.current_dir(&place.root);
    if on_path("cargo-nextest").is_some() {
        command.args(["nextest", "run", "--no-fail-fast", "--no-tests", "pass"]);
    } else {
        // Library, program and test binaries; the documentation's examples run on their own.
        command.args(["test", "--no-fail-fast", "--lib", "--bins", "--tests"]);
    }
    command.arg("--locked").args(packages).args(filter);
    more(&mut command);
    let (succeeded, output) = shown_and_kept(&mut command)?;
    Ok(Count::of_run(succeeded, &output))
}

/// The examples in the documentation, which nextest does not run.
fn documentation(place: &Place, packages: &[String], filter: Option<&str>) -> Outcome<Count> {
    let mut command = cargo();
    command.current_dir(&place.root).args(["test", "--locked", "--no-fail-fast", "--doc"]).args(packages);
    if let Some(filter) = filter {
        command.args(["--", filter]);
    }
    let (succeeded, output) = shown_and_kept(&mut command)?;
    Ok(Count::of_run(succeeded, &output))
}

/// The properties once more, with cases that nobody has seen. A case that fails is kept beside the sources, and tried
/// first from then on.
fn properties(place: &Place) -> Outcome<Count> {
    let seed = proof::new_seed();
    println!("\nproperties with another seed: PROPTEST_RNG_SEED={seed}");
    let count = native(place, &proof::packages(place)?, None, |command| {
        command.env("PROPTEST_RNG_SEED", &seed);
    })?;
    // The tests are the ones that have been counted already.
    Ok(Count { passed: u64::from(count.failed == 0), ..count })
}

/// What runs in browsers beside the programs, as it is sent: the loader of cuts, the starter, the service worker.
fn javascript(place: &Place) -> Outcome<Count> {
    let mut command = program("node");
    command.args(["--test", "--test-reporter=spec"]).arg(place.root.join("src/xtask/build/shipped.test.mjs"));
    let (succeeded, output) = shown_and_kept(command.env("EVENKEEL_DIST", place.dist()))?;
    Ok(Count::of_run(succeeded, &output))
}

/// The tests of `browser`, `ui` and the store of `app` in Chromium, by the runner that comes with wasm-bindgen.
fn components(place: &Place, filter: Option<&str>) -> Outcome<Count> {
    let compiler = wasm_target::find(place).ok_or_else(|| Error::new("no compiler for the browser"))?;
    let runner = cargo_tool::installed(place, &cargo_tool::wasm_bindgen(place)?)?;
    let driver = debian::chromedriver().ok_or_else(|| Error::new("chromedriver is missing"))?;
    let mut command = compiler.cargo(place, "");
    command.args(["test", "--locked", "--package", "browser", "--package", "ui", "--package", "app"]);
    command.args(["--test", "components"]);
    command.args(["--no-fail-fast", "--target", TARGET]);
    command.arg("--target-dir").arg(compiler.target_folder(place));
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner.with_file_name("wasm-bindgen-test-runner"));
    command.env("CHROMEDRIVER", driver);
    if let Some(filter) = filter {
        command.args(["--", filter]);
    }
    let (succeeded, output) = shown_and_kept(&mut command)?;
    Ok(Count::of_run(succeeded, &output))
}

fn browser(place: &Place, filter: Option<&str>) -> Outcome<Count> {
    let folder = npm::harness_folder(place);
    let specs: Vec<_> = files::all_below(&folder)?
        .into_iter()
        .filter(|path| {
            let name = files::relative(path, &folder);
            name.ends_with(".spec.mjs") && !name.starts_with("node_modules/")
        })
        .collect();
    if specs.is_empty() {
        println!("no spec in tests/e2e");
        return Ok(Count::default());
    }
    let chromium = debian::chromium().ok_or_else(|| Error::new("Chromium is missing"))?;
    let mut command = program("node");
    // A browser and a server take two cores: with more of them than that, they make each other's waits run out.
    let side_by_side = std::thread::available_parallelism().map_or(1, |cores| (cores.get() / 2).max(1));
    command.current_dir(&folder).args(["--test", "--test-reporter=spec"]);
    command.arg(format!("--test-concurrency={side_by_side}"));
    if let Some(filter) = filter {
        command.arg(format!("--test-name-pattern={filter}"));
    }
    command.args(specs);
    command.env("EVENKEEL_CHROMIUM", chromium);
    command.env("EVENKEEL_BIN", server::binary(place, Kind::Here));
    command.env("EVENKEEL_DIST", place.dist());
    let (succeeded, output) = shown_and_kept(&mut command)?;
    Ok(Count::of_run(succeeded, &output))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_and_an_empty_run_both_fail() {
        assert!(judge(Count { passed: 3, failed: 0 }).is_ok());
        assert!(judge(Count { passed: 3, failed: 1 }).is_err());
        assert!(judge(Count::default()).is_err());
    }
}
