//! What comes from npm: Binaryen, terser and lightningcss for the build, a browser driver and an accessibility checker for
//! the tests.

use std::path::{Path, PathBuf};

use super::done;
use crate::command::{kept, on_path, program, shown};
use crate::error::{Error, Outcome};
use crate::files;
use crate::place::{self, Place};
use crate::steps::{Done, Line};

const NODE_MAJOR_MIN: u32 = 20;

/// Node and npm are there and new enough. They are not installed here: a person chooses how Node comes to a machine.
pub fn ensure_node() -> Outcome<Done> {
    let remedy = "install Node 20 or later with npm, and have both on PATH";
    let version = kept(program("node").arg("--version")).map_err(|_| Error::new("no Node").remedy(remedy))?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE_MAJOR_MIN) {
        return Err(Error::new(format!("Node {} is too old", version.trim())).remedy(remedy));
    }
    on_path("npm").ok_or_else(|| Error::new("no npm").remedy(remedy))?;
    Ok(done(false))
}

/// The folder of the npm packages that the build uses. Its name follows the lock file's content.
fn build_folder(place: &Place) -> Outcome<PathBuf> {
    let lock = files::read(&place.root.join("src/xtask/npm/package-lock.json"))?;
    Ok(place.tool("npm-build", &short_hash(&lock)))
}

/// Makes wasm, JavaScript and CSS files smaller, where they are, or compresses any files.
pub fn shrink(place: &Place, aim: Aim, paths: &[PathBuf]) -> Outcome {
    let mut command = program("node");
    command.arg(place.root.join("src/xtask/build/shrink.mjs")).arg(build_folder(place)?.join("node_modules"));
    command.arg(match aim {
        Aim::Small => "small",
        Aim::Fast => "fast",
        Aim::Sent => "sent",
    });
    kept(command.args(paths)).map(drop)
}

/// What files are made for.
#[derive(Clone, Copy)]
pub enum Aim {
    /// Few bytes to transfer.
    Small,
    /// Short running time.
    Fast,
    /// To be sent: each gets a smaller twin, `NAME.br`.
    Sent,
}

/// Binaryen, terser and lightningcss are there afterwards.
pub fn ensure_shrinkers(place: &Place, line: &Line) -> Outcome<Done> {
    let folder = build_folder(place)?;
    if place::is_complete(&folder) {
        return Ok(done(false));
    }
    line.busy("installing Binaryen, terser and lightningcss …");
    let from = place.root.join("src/xtask/npm");
    place::install_whole(&folder, |temporary| {
        for name in ["package.json", "package-lock.json"] {
            files::write(&temporary.join(name), &files::read(&from.join(name))?)?;
        }
        install(temporary)?;
        kept(program("node").arg(temporary.join("node_modules/binaryen/bin/wasm-opt")).arg("--version")).map(drop)
    })?;
    Ok(done(true))
}

/// The folder of the browser tests.
pub fn harness_folder(place: &Place) -> PathBuf {
    place.root.join("tests/e2e")
}

/// The folder of the benches.
pub fn bench_folder(place: &Place) -> PathBuf {
    place.root.join("tests/bench")
}

/// The packages beside the scripts of a folder are there afterwards, exactly as its lock file says.
pub fn ensure_packages(folder: &Path, line: &Line) -> Outcome<Done> {
    let lock = files::read(&folder.join("package-lock.json"))?;
    // Modules are looked up beside the scripts, so they live there; the mark inside says which lock they fulfil.
    let mark = folder.join("node_modules/.evenkeel");
    let wanted = short_hash(&lock);
    if std::fs::read_to_string(&mark).is_ok_and(|found| found == wanted) {
        return Ok(done(false));
    }
    line.busy("installing the packages …");
    install(folder)?;
    files::write(&mark, wanted.as_bytes())?;
    Ok(done(true))
}

fn install(folder: &Path) -> Outcome {
    // No install scripts: nothing here needs one, and a browser driver's would try to download a browser.
    shown(program("npm").current_dir(folder).args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]))
    .map_err(|failure| failure.remedy("check that npm can reach its package registry, then run this again"))
}

fn short_hash(bytes: &[u8]) -> String {
    files::hash([bytes])[..12].to_owned()
}
