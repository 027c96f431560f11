//! Tools that are Rust programs: built once for each version, into the per-user cache.

use std::path::{Path, PathBuf};

use super::done;
use crate::command::{cargo, kept, on_path, program, shown};
use crate::error::{Error, Outcome};
use crate::place::{self, Place};
use crate::steps::{Done, Line};

/// cargo-deny's version. Raise it by hand.
const CARGO_DENY: &str = "0.20.2";
/// trunk's version, which `Trunk.toml` names too. 0.22 wants a newer Rust than this workspace.
const TRUNK: &str = "0.21.14";

/// A program that `cargo install` builds.
pub struct CargoTool {
    package: &'static str,
    program: &'static str,
    version: String,
    /// Further arguments for `cargo install`.
    options: &'static [&'static str],
}

/// wasm-bindgen's command line. It must equal the library to the patch, so the lock file decides.
pub fn wasm_bindgen(place: &Place) -> Outcome<CargoTool> {
    let version = place.locked_version("wasm-bindgen")?;
    Ok(CargoTool { package: "wasm-bindgen-cli", program: "wasm-bindgen", version, options: &[] })
}

/// cargo-deny.
pub fn cargo_deny() -> CargoTool {
    CargoTool { package: "cargo-deny", program: "cargo-deny", version: CARGO_DENY.to_owned(), options: &[] }
}

/// trunk, without the self-update that its default features bring.
pub fn trunk() -> CargoTool {
    let options = &["--no-default-features", "--features", "rustls"];
    CargoTool { package: "trunk", program: "trunk", version: TRUNK.to_owned(), options }
}

/// The tool's program: one on PATH when it has exactly this version, else the one in the cache.
pub fn find(place: &Place, tool: &CargoTool) -> Option<PathBuf> {
    let folder = place.tool(tool.package, &tool.version);
    if place::is_complete(&folder) {
        return Some(folder.join("bin").join(tool.program));
    }
    let other = on_path(tool.program)?;
    let says = kept(program(&other).arg("--version")).ok()?;
    (says.split_whitespace().nth(1) == Some(tool.version.as_str())).then_some(other)
}

/// The tool's program, or what to do about its absence.
pub fn installed(place: &Place, tool: &CargoTool) -> Outcome<PathBuf> {
    find(place, tool)
        .ok_or_else(|| Error::new(format!("{} is missing", tool.package)).remedy("run `cargo xtask setup`"))
}

/// The tool is there afterwards.
pub fn ensure(place: &Place, tool: &CargoTool, line: &Line) -> Outcome<Done> {
    if find(place, tool).is_some() {
        return Ok(done(false));
    }
    line.busy(&format!("building {} {}, once for this user (some minutes) …", tool.package, tool.version));
    place::install_whole(&place.tool(tool.package, &tool.version), |root| {
        let install = |locked: &[&str]| {
            let mut command = cargo();
            // The tool runs for seconds in a build: compiling it fast matters more than running it fast.
            command
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                .env_remove("CARGO_TARGET_DIR")
                .env_remove("RUSTFLAGS")
                .current_dir(&place.tools)
                .args(["install", tool.package, "--version", &tool.version, "--no-track", "--root"])
                .arg(root)
                .args(tool.options)
                .args(locked);
            shown(&mut command)
        };
        // A registry mirror can lag behind a tool's own lock file; then any allowed dependencies will do.
        install(&["--locked"]).or_else(|_| {
            println!("trying again without the tool's own lock file …");
            install(&[])
        })
    })
    .map_err(|failure| {
        failure.remedy(format!(
            "check the network; by hand: cargo install {} --version {} {}, with its folder on PATH",
            tool.package,
            tool.version,
            tool.options.join(" ")
        ))
    })?;
    let program_path = find(place, tool).ok_or_else(|| Error::new(format!("{} was not installed", tool.package)))?;
    kept(program(program_path).arg("--version"))?;
    Ok(done(true))
}

/// Every crate of Cargo.lock is there afterwards.
pub fn fetch_crates(place: &Place) -> Outcome<Done> {
    let says = kept(cargo().current_dir(&place.root).args(["fetch", "--locked"]))
        .map_err(|failure| failure.remedy("check that cargo can reach its package registry, then run this again"))?;
    Ok(done(!says.is_empty()))
}

/// wasm-bindgen makes `NAME.js` and `NAME_bg.wasm` of a program.
pub fn bind(place: &Place, wasm: &Path, out: &Path, name: &str) -> Outcome {
    let mut command = program(installed(place, &wasm_bindgen(place)?)?);
    // What the linker exports is what the cuts of a program find each other by.
    command.args(["--target", "web", "--no-typescript", "--keep-lld-exports"]);
    command.args(["--remove-producers-section", "--remove-name-section", "--out-name", name, "--out-dir"]);
    kept(command.arg(out).arg(wasm)).map(drop)
}
