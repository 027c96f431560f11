//! What comes from the system's packages: a C compiler, Chromium, PostgreSQL.

use std::path::{Path, PathBuf};

use super::done;
use crate::command::{kept, on_path, program, shown};
use crate::error::{Error, Outcome};
use crate::steps::{Done, Line};

/// The packages that bring a C compiler.
pub const COMPILER_PACKAGES: [&str; 2] = ["gcc", "libc6-dev"];
/// The packages that bring a PostgreSQL server.
pub const POSTGRES_PACKAGES: [&str; 1] = ["postgresql"];

/// Whether this process may install system packages.
pub fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

/// The C compiler, if there is one.
pub fn compiler() -> Option<PathBuf> {
    std::env::var_os("CC").map(PathBuf::from).or_else(|| on_path("cc"))
}

/// The Chromium to test with: the one the person names, or what the system has.
pub fn chromium() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("EVENKEEL_CHROMIUM").filter(|named| !named.is_empty()) {
        return Some(PathBuf::from(named));
    }
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].into_iter().find_map(on_path)
}

fn is_ubuntu() -> bool {
    std::fs::read_to_string("/etc/os-release").is_ok_and(|release| release.lines().any(|line| line == "ID=ubuntu"))
}

/// Debian calls the package chromium; Ubuntu has only chromium-browser.
pub fn chromium_packages() -> Vec<&'static str> {
    if is_ubuntu() { vec!["chromium-browser"] } else { vec!["chromium"] }
}

/// The driver of Chromium, if there is one: the one the person names, or what the system has.
pub fn chromedriver() -> Option<PathBuf> {
    std::env::var_os("CHROMEDRIVER").map(PathBuf::from).or_else(|| on_path("chromedriver"))
}

/// The packages that bring it.
pub fn chromedriver_packages() -> Vec<&'static str> {
    if is_ubuntu() { vec!["chromium-chromedriver"] } else { vec!["chromium-driver"] }
}

/// The folder with `initdb` and `postgres`. Debian keeps them off PATH, one folder for each major version: the newest
/// one is taken.
pub fn postgres_bin() -> Option<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, bin)| bin.join("initdb").is_file())
        .collect();
    found.sort();
    let debian = found.pop().map(|(_, bin)| bin);
    debian.or_else(|| on_path("initdb").and_then(|initdb| initdb.parent().map(Path::to_path_buf)))
}

/// A C compiler is there afterwards.
pub fn ensure_compiler(line: &Line) -> Outcome<Done> {
    ensure(line, || compiler().is_some(), "a C compiler", &COMPILER_PACKAGES)
}

/// A Chromium is there afterwards, and it starts.
pub fn ensure_chromium(line: &Line) -> Outcome<Done> {
    let done = ensure(line, || chromium().is_some(), "Chromium", &chromium_packages())?;
    let chromium = chromium().ok_or_else(|| Error::new("no Chromium found"))?;
    kept(program(&chromium).arg("--version")).map_err(|failure| {
        failure.remedy("reinstall it, or set EVENKEEL_CHROMIUM to the path of a Chromium that starts")
    })?;
    Ok(done)
}

/// The driver of Chromium is there afterwards.
pub fn ensure_chromedriver(line: &Line) -> Outcome<Done> {
    ensure(line, || chromedriver().is_some(), "chromedriver", &chromedriver_packages())
}

/// A PostgreSQL server is there afterwards.
pub fn ensure_postgres(line: &Line) -> Outcome<Done> {
    ensure(line, || postgres_bin().is_some(), "PostgreSQL", &POSTGRES_PACKAGES)
}

fn ensure(line: &Line, there: impl Fn() -> bool, thing: &str, packages: &[&str]) -> Outcome<Done> {
    if there() {
        return Ok(done(false));
    }
    install(line, packages)?;
    if there() {
        return Ok(done(true));
    }
    Err(Error::new(format!("{thing} is still missing after installing {}", packages.join(" ")))
        .remedy(format!("install {thing} in your system's own way, then run this again")))
}

/// Installs Debian packages, with a fresh package list when the present one does not know them.
pub fn install(line: &Line, packages: &[&str]) -> Outcome {
    let by_hand = format!("sudo apt-get install {}", packages.join(" "));
    if on_path("apt-get").is_none() {
        return Err(Error::new(format!("missing: {}", packages.join(", ")))
            .remedy("this is not Debian or Ubuntu: install them in your system's own way, then run this again"));
    }
    if !is_root() {
        return Err(Error::new(format!("missing: {}", packages.join(", ")))
            .remedy(format!("ask an administrator for: {by_hand}")));
    }
    line.busy(&format!("installing {} …", packages.join(" ")));
    let apt = |arguments: &[&str]| {
        let mut command = program("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").arg("-qq").args(arguments);
        command
    };
    let install = || shown(apt(&["install", "-y", "--no-install-recommends"]).args(packages));
    if install().is_ok() {
        return Ok(());
    }
    println!("trying again with a fresh package list …");
    shown(&mut apt(&["update"]))
        .and_then(|()| install())
        .map_err(|failure| failure.remedy(format!("see what it says above; by hand: {by_hand}")))
}
