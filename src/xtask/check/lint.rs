//! `cargo xtask lint`: what a reviewer should not have to look for.

use std::cell::RefCell;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::mpsc;
use std::time::Duration;

use crate::command::{cargo, kept, program, shown};
use crate::error::{Error, Outcome};
use crate::files;
use crate::place::Place;
use crate::steps::{Done, Step};
use crate::tools::wasm_target::{self, TARGET};
use crate::tools::{self, cargo_tool};

/// The crates that only make sense in a browser.
const PAGES: [&str; 10] =
    ["--package", "app", "--package", "browser", "--package", "desk", "--package", "ui", "--package", "worker"];

/// How long the list of known security holes may take to come. It is a courtesy, not a gate: where it cannot be
/// reached, a change must still be able to land.
const ADVISORIES_WAIT_MAX: Duration = Duration::from_secs(60);

/// One check of the repository.
type Check = fn(&Place) -> Outcome<Done>;

/// Sets up, then checks everything: one finding does not hide the next.
pub fn run(place: &Place) -> Outcome {
    let checks: [(&str, Check); 6] = [
        ("formatting", formatting),
        ("clippy, native", clippy_native),
        ("clippy, browser, and words nobody uses", clippy_browser),
        ("JavaScript syntax", javascript),
        ("dependencies: bans, licences, sources", dependencies),
        ("dependencies: known security holes", advisories),
    ];
    let failed = RefCell::new(Vec::new());
    let mut steps = tools::steps(place, &tools::LINT)?;
    for (name, check) in checks {
        let failed = &failed;
        steps.push(Step::new(name, move |line| {
            line.busy("");
            check(place).or_else(|failure| {
                eprintln!("{failure}");
                failed.borrow_mut().push(name);
                Ok(Done::Otherwise("failed".to_owned()))
            })
        }));
    }
    crate::steps::run(steps)?;
    let failed = failed.into_inner();
    if failed.is_empty() {
        return Ok(());
    }
    Err(Error::new(format!("not clean: {}", failed.join("; "))))
}

fn formatting(place: &Place) -> Outcome<Done> {
    shown(cargo().current_dir(&place.root).args(["fmt", "--all", "--check"]))
        .map_err(|failure| failure.remedy("run `cargo fmt --all`"))?;
    Ok(Done::Made)
}

fn clippy_native(place: &Place) -> Outcome<Done> {
    files::make_folder(&place.dist())?;
    let mut command = cargo();
    command.current_dir(&place.root).args(["clippy", "--locked", "--workspace", "--all-targets"]);
    shown(command.args(["--", "--deny", "warnings"]))?;
    Ok(Done::Made)
}

/// The words of a page are generated code: one that no page uses is dead code, and rustc says so.
fn clippy_browser(place: &Place) -> Outcome<Done> {
    let compiler = wasm_target::installed(place)?;
    if compiler.has_clippy() {
        let mut command = compiler.cargo(place, "");
        command.args(["clippy", "--locked", "--target", TARGET]).args(PAGES);
        shown(command.args(["--", "--deny", "warnings"]))?;
    } else {
        println!("this compiler comes without clippy; its own warnings are denied instead");
        let mut command = compiler.cargo(place, "--deny warnings");
        command.args(["check", "--locked", "--target", TARGET]).args(PAGES);
        shown(&mut command)?;
    }
    Ok(Done::Made)
}

fn javascript(place: &Place) -> Outcome<Done> {
    let checked = place.target.join("lint-js");
    for path in scripts(place)? {
        // Node takes a .js file for an old-style script unless a package says otherwise; these are modules.
        let copy = checked.join(files::relative(&path, &place.root).replace('/', "_")).with_extension("mjs");
        files::write(&copy, &files::read(&path)?)?;
        kept(program("node").arg("--check").arg(&copy))
            .map_err(|failure| failure.remedy(format!("the source is {}", path.display())))?;
    }
    Ok(Done::Made)
}

fn scripts(place: &Place) -> Outcome<Vec<PathBuf>> {
    let is_script = |path: &Path| path.extension().is_some_and(|extension| extension == "js" || extension == "mjs");
    let is_ours = |path: &Path| !path.components().any(|part| part.as_os_str() == "node_modules");
    let mut found = files::all_below(&place.root.join("public"))?;
    for folder in ["tests/e2e", "tests/bench", "src/app/worker", "src/xtask"] {
        found.extend(files::all_below(&place.root.join(folder))?);
    }
    found.retain(|path| is_script(path) && is_ours(path));
    Ok(found)
}

fn deny(place: &Place) -> Outcome<std::process::Command> {
    let mut command = program(cargo_tool::installed(place, &cargo_tool::cargo_deny())?);
    command.current_dir(&place.root).args(["--locked", "--workspace", "check"]);
    Ok(command)
}

fn dependencies(place: &Place) -> Outcome<Done> {
    shown(deny(place)?.args(["--hide-inclusion-graph", "bans", "licenses", "sources"]))
        .map_err(|failure| failure.remedy("see deny.toml"))?;
    Ok(Done::Made)
}

fn advisories(place: &Place) -> Outcome<Done> {
    let mut command = deny(place)?;
    command.args(["--hide-inclusion-graph", "advisories"]).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|cause| Error::new(format!("cannot start cargo-deny: {cause}")))?;
    let mut stderr = child.stderr.take().ok_or_else(|| Error::new("cargo-deny has no voice"))?;
    let (ended, waiting) = mpsc::channel();
    std::thread::spawn(move || {
        let mut said = Vec::new();
        // What was said up to a broken pipe is all there is; nobody listens any more once the wait is over.
        let _ = stderr.read_to_end(&mut said);
        let _ = ended.send(String::from_utf8_lossy(&said).into_owned());
    });
    let said = waiting.recv_timeout(ADVISORIES_WAIT_MAX);
    if said.is_err() {
        // It fails only when the process has just ended by itself.
        let _ = child.kill();
    }
    let status = child.wait().map_err(|cause| Error::new(format!("lost cargo-deny: {cause}")))?;
    let Ok(said) = said else { return Ok(out_of_reach()) };
    if status.success() {
        return Ok(Done::Made);
    }
    if is_unreachable(&said) {
        return Ok(out_of_reach());
    }
    println!("{}", said.trim_end());
    Err(Error::new("a dependency has a known security hole").remedy("update it, or see deny.toml"))
}

fn out_of_reach() -> Done {
    Done::Otherwise("skipped, the list is out of reach from here".to_owned())
}

/// Whether cargo-deny failed for want of its database rather than by what the database says.
fn is_unreachable(said: &str) -> bool {
    said.contains("failed to fetch advisory database") || said.contains("failed to load advisory database")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_missing_database_is_forgiven() {
        assert!(is_unreachable("[ERROR] failed to fetch advisory database https://…"));
        assert!(!is_unreachable("error[vulnerability]: memory corruption in nothing 1.0"));
    }
}
