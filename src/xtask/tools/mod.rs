//! What the commands need from the machine, how each need is recognised, and how it is met.

pub mod cargo_tool;
pub mod debian;
pub mod npm;
pub mod wasm_target;

use crate::error::{Error, Outcome};
use crate::place::Place;
use crate::steps::{Done, Step};

/// One thing a command cannot work without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// A C compiler, for SQLite and the cryptography of the server.
    Compiler,
    /// Node 20 or later with npm, which run Binaryen and the browser tests.
    Node,
    /// The standard library for wasm32-unknown-unknown.
    WasmTarget,
    /// wasm-bindgen in exactly the version of Cargo.lock.
    WasmBindgen,
    /// trunk, which builds the pages.
    Trunk,
    /// Binaryen, terser and lightningcss, which make what trunk built smaller.
    Shrinkers,
    /// The crates of Cargo.lock: trunk builds without the network.
    Crates,
    /// A Chromium for the browser tests.
    Chromium,
    /// The program through which Chromium runs the tests of components.
    Chromedriver,
    /// A PostgreSQL server for the store's tests.
    Postgres,
    /// The npm packages of the browser tests.
    Harness,
    /// The npm packages of the benches.
    BenchPackages,
    /// cargo-deny.
    CargoDeny,
}

/// What building the pages needs.
pub const PAGES: [Need; 7] =
    [Need::Compiler, Need::Node, Need::WasmTarget, Need::WasmBindgen, Need::Trunk, Need::Shrinkers, Need::Crates];
/// What the API's tests need.
pub const TEST_API: [Need; 2] = [Need::Compiler, Need::Postgres];
/// What the browser tests need beside the pages.
pub const TEST_BROWSER: [Need; 2] = [Need::Chromium, Need::Harness];
/// What the tests of components need.
pub const TEST_COMPONENTS: [Need; 5] =
    [Need::Compiler, Need::WasmTarget, Need::WasmBindgen, Need::Chromium, Need::Chromedriver];
/// What `cargo xtask bench` needs beside the pages.
pub const BENCH: [Need; 2] = [Need::Chromium, Need::BenchPackages];
/// What `cargo xtask lint` needs.
pub const LINT: [Need; 4] = [Need::Compiler, Need::Node, Need::WasmTarget, Need::CargoDeny];
/// Everything, for `cargo xtask setup`.
pub const ALL: [Need; 13] = [
    Need::Compiler,
    Need::Node,
    Need::WasmTarget,
    Need::WasmBindgen,
    Need::Trunk,
    Need::Shrinkers,
    Need::Crates,
    Need::Chromium,
    Need::Chromedriver,
    Need::Postgres,
    Need::Harness,
    Need::BenchPackages,
    Need::CargoDeny,
];

impl Need {
    /// What the step is called.
    fn name(self) -> &'static str {
        match self {
            Self::Compiler => "C compiler",
            Self::Node => "Node 20 or later, with npm",
            Self::WasmTarget => "Rust's standard library for the browser (wasm32)",
            Self::WasmBindgen => "wasm-bindgen",
            Self::Trunk => "trunk",
            Self::Shrinkers => "Binaryen, terser and lightningcss",
            Self::Crates => "crates of Cargo.lock",
            Self::Chromium => "Chromium",
            Self::Chromedriver => "chromedriver",
            Self::Postgres => "PostgreSQL",
            Self::Harness => "npm packages of the browser tests",
            Self::BenchPackages => "npm packages of the benches",
            Self::CargoDeny => "cargo-deny",
        }
    }

    /// The step that meets the need. Doing it twice does nothing the second time.
    pub fn step(self, place: &Place) -> Step<'_> {
        Step::new(self.name(), move |line| match self {
            Self::Compiler => debian::ensure_compiler(line),
            Self::Node => npm::ensure_node(),
            Self::WasmTarget => wasm_target::ensure(place, line),
            Self::WasmBindgen => cargo_tool::ensure(place, &cargo_tool::wasm_bindgen(place)?, line),
            Self::Trunk => cargo_tool::ensure(place, &cargo_tool::trunk(), line),
            Self::Shrinkers => npm::ensure_shrinkers(place, line),
            Self::Crates => cargo_tool::fetch_crates(place),
            Self::Chromium => debian::ensure_chromium(line),
            Self::Chromedriver => debian::ensure_chromedriver(line),
            Self::Postgres => debian::ensure_postgres(line),
            Self::Harness => npm::ensure_packages(&npm::harness_folder(place), line),
            Self::BenchPackages => npm::ensure_packages(&npm::bench_folder(place), line),
            Self::CargoDeny => cargo_tool::ensure(place, &cargo_tool::cargo_deny(), line),
        })
    }

    /// The Debian packages that are missing for this need and that only an administrator can install.
    fn missing_packages(self, place: &Place) -> Vec<&'static str> {
        match self {
            Self::Compiler if debian::compiler().is_none() => debian::COMPILER_PACKAGES.to_vec(),
            Self::Chromium if debian::chromium().is_none() => debian::chromium_packages(),
            Self::Chromedriver if debian::chromedriver().is_none() => debian::chromedriver_packages(),
            Self::Postgres if debian::postgres_bin().is_none() => debian::POSTGRES_PACKAGES.to_vec(),
            Self::WasmTarget => wasm_target::missing_packages(place),
            _ => Vec::new(),
        }
    }
}

/// The steps for these needs, in order. Without root it first checks every system package, and when any is missing
/// says all of them in one line for an administrator rather than failing half-way.
pub fn steps<'a>(place: &'a Place, needs: &[Need]) -> Outcome<Vec<Step<'a>>> {
    if !debian::is_root() {
        let mut missing: Vec<&str> = needs.iter().flat_map(|need| need.missing_packages(place)).collect();
        missing.sort_unstable();
        missing.dedup();
        if !missing.is_empty() {
            return Err(Error::new("some system packages are missing, and only an administrator can install them")
                .remedy(format!("ask an administrator for: sudo apt-get install {}", missing.join(" "))));
        }
    }
    Ok(needs.iter().map(|need| need.step(place)).collect())
}

/// Turns "I had to act or not" into the word shown.
fn done(acted: bool) -> Done {
    if acted { Done::Made } else { Done::Already }
}
