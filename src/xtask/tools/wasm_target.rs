//! Rust's standard library for `wasm32-unknown-unknown`.
//!
//! rustup has it for most people. Where rustup cannot download, Debian's `rustc-web` compiler and its library sources
//! build it once, into the per-user cache; the page is then built with that compiler, since a standard library only
//! fits the compiler that made it. Nothing outside the cache and the package manager's own folders is touched.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{debian, done};
use crate::command::{cargo, kept, on_path, output, program, shown};
use crate::error::{Error, Outcome};
use crate::files;
use crate::place::{self, Place};
use crate::steps::{Done, Line};

/// The target's name.
pub const TARGET: &str = "wasm32-unknown-unknown";
const DEBIAN_PACKAGES: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_SOURCES: &str = "/usr/lib/rustlib/src/rust/library";

/// Which compiler makes the page.
pub enum Compiler {
    /// The one that also builds everything else.
    Same,
    /// Debian's, with the standard library built from its sources.
    Debian {
        /// The private folder that holds that library.
        sysroot: PathBuf,
        /// `rust-lld` or `lld`.
        linker: PathBuf,
    },
}

impl Compiler {
    /// A cargo command that compiles for the browser with these flags of rustc.
    pub fn cargo(&self, place: &Place, flags: &str) -> Command {
        let mut command = match self {
            Self::Same => cargo(),
            Self::Debian { .. } => program(DEBIAN_CARGO),
        };
        self.prepare(place, &mut command, flags);
        command
    }

    /// Lets a command, and the cargo that it may start from PATH, compile for the browser with these flags of rustc
    /// beside those of `.cargo/config.toml`.
    pub fn prepare(&self, place: &Place, command: &mut Command, flags: &str) {
        // RUSTFLAGS would be taken in the place of the flags for one target.
        let mut all = std::env::var("RUSTFLAGS").unwrap_or_default();
        if let Self::Debian { sysroot, linker } = self {
            command
                .env("RUSTC", DEBIAN_RUSTC)
                .env("CARGO", DEBIAN_CARGO)
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
                .env_remove("RUSTUP_TOOLCHAIN");
            all = format!("{all} --sysroot {}", sysroot.display());
        }
        all = format!("{all} {flags} {}", without_paths());
        command
            .env_remove("RUSTFLAGS")
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", all.trim())
            .env("CARGO_TARGET_DIR", self.target_folder(place))
            .current_dir(&place.root);
    }

    /// The folder that has this compiler's cargo as `cargo`, where that is not the one on PATH.
    pub fn cargo_folder(&self, place: &Place) -> Outcome<Option<PathBuf>> {
        match self {
            Self::Same => Ok(None),
            Self::Debian { .. } => {
                // Beside it lie the system's other programs, which PATH may rightly have in other versions.
                let folder = place.target.join("debian-cargo");
                files::link(Path::new(DEBIAN_CARGO), &folder.join("cargo"))?;
                Ok(Some(folder))
            }
        }
    }

    /// Cargo's target folder, which keeps the two compilers' work apart: cargo does not notice when a sysroot changes
    /// under it.
    pub fn target_folder(&self, place: &Place) -> PathBuf {
        match self {
            Self::Same => place.target.clone(),
            Self::Debian { sysroot, .. } => {
                let name = sysroot.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                place.target.join(name)
            }
        }
    }

    /// Whether clippy can check the pages; it reads only its own compiler's libraries.
    pub fn has_clippy(&self) -> bool {
        matches!(self, Self::Same)
    }
}

/// The person's wish for the Debian route, to try it where rustup works.
fn debian_is_forced() -> bool {
    std::env::var("EVENKEEL_WASM_TARGET").is_ok_and(|value| value == "debian")
}

/// Flags that keep the folders of this machine out of the messages in a program: they say who built it, and two
/// machines could not build the same bytes.
fn without_paths() -> String {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let sources = home.and_then(|home| std::fs::read_dir(home.join("registry/src")).ok());
    let folders =
        sources.into_iter().flatten().filter_map(|entry| entry.ok()?.path().into_os_string().into_string().ok());
    // Flags are told apart by blanks.
    let folders = folders.filter(|folder| !folder.contains(char::is_whitespace));
    folders.map(|folder| format!("--remap-path-prefix={folder}/=")).collect::<Vec<_>>().join(" ")
}

/// The compiler that can make the page now, or what to do about its absence.
pub fn installed(place: &Place) -> Outcome<Compiler> {
    find(place)
        .ok_or_else(|| Error::new("the standard library for the browser is missing").remedy("run `cargo xtask setup`"))
}

/// The compiler that can make the page now, if one can.
pub fn find(place: &Place) -> Option<Compiler> {
    if !debian_is_forced() && same_compiler_has_it() {
        return Some(Compiler::Same);
    }
    let sysroot = debian_sysroot(place)?;
    if place::is_complete(&sysroot) { Some(Compiler::Debian { sysroot, linker: linker()? }) } else { None }
}

/// A compiler that can make the page is there afterwards.
pub fn ensure(place: &Place, line: &Line) -> Outcome<Done> {
    if find(place).is_some() {
        return Ok(done(false));
    }
    if add_with_rustup() {
        return Ok(done(true));
    }
    line.busy("rustup cannot add it here; Debian's compiler will do");
    build_with_debian(place, line).map_err(|failure| {
        failure.remedy(format!(
            "where rustup can download: rustup target add {TARGET}; else install {} and lld",
            DEBIAN_PACKAGES.join(" ")
        ))
    })?;
    find(place).map(|_| done(true)).ok_or_else(|| Error::new(format!("no compiler for {TARGET} after setting it up")))
}

/// The Debian packages an administrator must install. Whether rustup can download is only known by trying, which needs
/// no administrator; so it is tried here, and the answer names everything at once.
pub fn missing_packages(place: &Place) -> Vec<&'static str> {
    if find(place).is_some() || add_with_rustup() { Vec::new() } else { missing_debian_packages() }
}

fn add_with_rustup() -> bool {
    if debian_is_forced() || on_path("rustup").is_none() {
        return false;
    }
    let added = output(program("rustup").args(["target", "add", TARGET]).args(rustup_toolchain()));
    added.is_ok_and(|added| added.status.success()) && same_compiler_has_it()
}

fn missing_debian_packages() -> Vec<&'static str> {
    if debian_is_there() { Vec::new() } else { DEBIAN_PACKAGES.to_vec() }
}

fn debian_is_there() -> bool {
    [DEBIAN_RUSTC, DEBIAN_CARGO, DEBIAN_SOURCES].iter().all(|path| Path::new(path).exists())
}

fn rustup_toolchain() -> Vec<String> {
    std::env::var("RUSTUP_TOOLCHAIN").map(|name| vec!["--toolchain".to_owned(), name]).unwrap_or_default()
}

fn same_compiler_has_it() -> bool {
    let Ok(folder) = kept(program("rustc").args(["--print", "target-libdir", "--target", TARGET])) else {
        return false;
    };
    has_standard_library(Path::new(folder.trim()))
}

fn has_standard_library(folder: &Path) -> bool {
    std::fs::read_dir(folder).into_iter().flatten().flatten().any(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with("libstd-") && name.ends_with(".rlib")
    })
}

/// The linker for wasm: the one in this toolchain, or Debian's.
fn linker() -> Option<PathBuf> {
    let bundled = kept(program("rustc").args(["--print", "sysroot"])).ok().and_then(|sysroot| {
        let below = Path::new(sysroot.trim()).join("lib/rustlib");
        let targets = std::fs::read_dir(below).ok()?;
        targets.flatten().map(|target| target.path().join("bin/rust-lld")).find(|linker| linker.is_file())
    });
    bundled.or_else(|| ["rust-lld", "wasm-ld", "lld"].into_iter().find_map(on_path))
}

/// The private sysroot for Debian's present compiler; `None` when that compiler is not installed.
fn debian_sysroot(place: &Place) -> Option<PathBuf> {
    if !Path::new(DEBIAN_RUSTC).is_file() {
        return None;
    }
    let says = kept(program(DEBIAN_RUSTC).arg("--version").env_remove("RUSTUP_TOOLCHAIN")).ok()?;
    Some(place.tool("wasm-sysroot-debian", says.split_whitespace().nth(1)?))
}

fn build_with_debian(place: &Place, line: &Line) -> Outcome {
    let missing = missing_debian_packages();
    if !missing.is_empty() {
        debian::install(line, &missing)?;
    }
    if linker().is_none() {
        debian::install(line, &["lld"])?;
    }
    let sysroot = debian_sysroot(place).ok_or_else(|| Error::new(format!("{DEBIAN_RUSTC} does not start")))?;
    let linker = linker().ok_or_else(|| Error::new("no linker for wasm (rust-lld)"))?;
    line.busy("building the standard library for the browser, once for this user (about a minute) …");
    place::install_whole(&sysroot, |temporary| {
        let work = temporary.join("work");
        files::write(
            &work.join("Cargo.toml"),
            b"[package]\nname = \"nothing\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[lib]\npath = \"lib.rs\"\n[workspace]\n",
        )?;
        files::write(&work.join("lib.rs"), b"")?;
        shown(
            program(DEBIAN_CARGO)
                .current_dir(&work)
                .env("RUSTC", DEBIAN_RUSTC)
                // Building the standard library is not yet a stable feature of cargo; this says we know.
                .env("RUSTC_BOOTSTRAP", "1")
                // Without the bitcode a later link-time optimisation finds no section .llvmbc.
                .env("RUSTFLAGS", "-Cembed-bitcode=yes")
                .env("CARGO_TARGET_DIR", work.join("target"))
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", &linker)
                .env_remove("RUSTUP_TOOLCHAIN")
                .args(["build", "-Zbuild-std=std,panic_abort", "--target", TARGET, "--release"]),
        )?;
        let built = work.join("target").join(TARGET).join("release/deps");
        let library = temporary.join("lib/rustlib").join(TARGET).join("lib");
        for path in files::all_below(&built)? {
            let is_library = path.extension().is_some_and(|extension| extension == "rlib");
            if let Some(name) = path.file_name().filter(|name| is_library && *name != "libnothing.rlib") {
                files::write(&library.join(name), &files::read(&path)?)?;
            }
        }
        files::remove_folder(&work)?;
        if has_standard_library(&library) { Ok(()) } else { Err(Error::new("cargo made no standard library")) }
    })
}
