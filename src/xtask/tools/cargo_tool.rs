//! Tools that are Rust programs: built once for each version, into the per-user cache.

use std::path::PathBuf;

use super::done;
use crate::command::{cargo, kept, on_path, program, shown};
use crate::failure::{Failure, Outcome};
use crate::place::{self, Place};
use crate::steps::{Done, Line};

/// cargo-deny's version. Raise it by hand.
const CARGO_DENY: &str = "0.20.2";

/// A program that `cargo install` builds.
pub struct CargoTool {
    package: &'static str,
    program: &'static str,
    version: String,
}

/// wasm-bindgen's command line. It must equal the library to the patch, so the lock file decides.
pub fn wasm_bindgen(place: &Place) -> Outcome<CargoTool> {
    let version = place.locked_version("wasm-bindgen")?;
    Ok(CargoTool { package: "wasm-bindgen-cli", program: "wasm-bindgen", version })
}

/// cargo-deny.
pub fn cargo_deny() -> CargoTool {
    CargoTool { package: "cargo-deny", program: "cargo-deny", version: CARGO_DENY.to_owned() }
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
            "check the network; by hand: cargo install {} --version {}, with its folder on PATH",
            tool.package, tool.version
        ))
    })?;
    let program_path = find(place, tool).ok_or_else(|| Failure::new(format!("{} was not installed", tool.package)))?;
    kept(program(program_path).arg("--version"))?;
    Ok(done(true))
}
