//! The wasm bundles: one cargo call compiles all of them, then wasm-bindgen and wasm-opt work on each.
//!
//! A bundler for Rust pages would call cargo once for each page and put an inline loader into it, which the content
//! security policy forbids. What is left of its work is this file, `assets.rs` and `template.rs`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::command::{cargo, kept, program, shown};
use crate::failure::{Failure, Outcome};
use crate::files;
use crate::place::Place;
use crate::split::{self, LINK};
use crate::tools::{cargo_tool, npm, wasm_target};

/// The packages with pages in them.
const PACKAGES: [&str; 3] = ["app", "desk", "ui"];

/// The package with the client's second thread; its one program, and the package's folder in src/app.
const WORKER: &str = "worker";
/// The name of the second thread's program.
pub const WORKER_BIN: &str = "odds";

/// Components without their types: rebuilds take a fraction of the time, and the client's page came out a tenth
/// smaller (521 KB to 476 KB compressed, measured on one state of it).
const FLAGS: &str = "--cfg erase_components";

/// The pages whose program is cut into chunks.
const IN_CHUNKS: [&str; 1] = ["app"];

/// How a page is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Small, for people.
    Release,
    /// Quick to build, for the one who is writing it.
    Development,
}

/// What one page's code became.
pub struct Bundle {
    /// The name of its binary: app, desk or gallery.
    pub name: String,
    /// The module that starts it.
    pub js: Vec<u8>,
    /// The program.
    pub wasm: Vec<u8>,
    /// Further files that the module needs at once, with their path relative to it.
    pub beside: Vec<(String, Vec<u8>)>,
    /// Parts of the program that are fetched when they are needed, with their path relative to the module.
    pub chunks: Vec<(String, Vec<u8>)>,
    /// Which chunks go together: for each place where the program is cut, the paths of all it needs.
    pub needs: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    kind: Vec<String>,
    name: String,
}

/// The names of the pages that exist.
pub fn names(place: &Place) -> Outcome<Vec<String>> {
    let text = kept(cargo().current_dir(&place.root).args(["metadata", "--no-deps", "--format-version", "1"]))?;
    let metadata: Metadata =
        serde_json::from_str(&text).map_err(|cause| Failure::new(format!("cargo metadata: {cause}")))?;
    let pages = metadata.packages.into_iter().filter(|package| PACKAGES.contains(&package.name.as_str()));
    let targets = pages.flat_map(|package| package.targets);
    Ok(targets.filter(|target| target.kind == ["bin"]).map(|target| target.name).collect())
}

/// Compiles every page, or the one named.
pub fn build_all(place: &Place, mode: Mode, only: Option<&str>) -> Outcome<Vec<Bundle>> {
    let bindgen = find_bindgen(place)?;
    let profile = match mode {
        Mode::Release => "page",
        Mode::Development => "dev",
    };
    let compiled = compile(place, profile, &PACKAGES, only)?;
    let work = work_folder(place, &compiled);
    let mut bundles = Vec::new();
    for name in names(place)?.into_iter().filter(|name| only.is_none_or(|only| only == name)) {
        let out = work.join(&name);
        files::remove_folder(&out)?;
        files::make_folder(&out)?;
        let wasm = compiled.join(format!("{name}.wasm"));
        let mut needs = BTreeMap::new();
        let mut chunks = Vec::new();
        if IN_CHUNKS.contains(&name.as_str()) {
            let parts = split::split(&wasm, &out, &format!("{name}.js"))?;
            bind(&bindgen, &parts.main, &out, &name, mode)?;
            chunks = parts.chunks;
            needs = parts.needs;
        } else {
            bind(&bindgen, &wasm, &out, &name, mode)?;
        }
        if mode == Mode::Release {
            optimise(place, &out.join(format!("{name}_bg.wasm")), SMALL)?;
            chunks.iter().try_for_each(|chunk| optimise(place, chunk, SMALL))?;
        }
        bundles.push(collect(&name, &out, &chunks, needs)?);
    }
    Ok(bundles)
}

/// Compiles the client's second thread, with the file that starts it beside it.
pub fn build_worker(place: &Place, mode: Mode) -> Outcome<Bundle> {
    let mut bundle = build_fast(place, mode, WORKER, WORKER_BIN)?;
    let start = files::read(&place.root.join("src/app/worker").join(WORKER_START))?;
    bundle.beside.push((WORKER_START.to_owned(), start));
    Ok(bundle)
}

/// The file that starts the second thread.
pub const WORKER_START: &str = "start.js";

/// Compiles one program without a page: for speed, unless it is for development.
pub fn build_fast(place: &Place, mode: Mode, package: &str, name: &str) -> Outcome<Bundle> {
    let bindgen = find_bindgen(place)?;
    let profile = match mode {
        Mode::Release => "worker",
        Mode::Development => "dev",
    };
    let compiled = compile(place, profile, &[package], Some(name))?;
    let out = work_folder(place, &compiled).join(name);
    files::remove_folder(&out)?;
    files::make_folder(&out)?;
    bind(&bindgen, &compiled.join(format!("{name}.wasm")), &out, name, mode)?;
    if mode == Mode::Release {
        optimise(place, &out.join(format!("{name}_bg.wasm")), FAST)?;
    }
    collect(name, &out, &[], BTreeMap::new())
}

/// One cargo call for the browser; answers the folder with the programs.
fn compile(place: &Place, profile: &str, packages: &[&str], only: Option<&str>) -> Outcome<PathBuf> {
    let compiler = wasm_target::find(place).ok_or_else(|| missing("the standard library for the browser"))?;
    let target = compiler.target_folder(place);
    let mut command = compiler.cargo(&place.root, FLAGS);
    command.args(["build", "--locked", "--profile", profile, "--target", wasm_target::TARGET]);
    match only {
        Some(name) => command.args(["--bin", name]),
        None => command.arg("--bins"),
    };
    command.args(packages.iter().flat_map(|package| ["--package", package])).arg("--target-dir").arg(&target);
    shown(&mut command)?;
    Ok(target.join(wasm_target::TARGET).join(if profile == "dev" { "debug" } else { profile }))
}

/// Where the programs of one profile are worked on.
fn work_folder(place: &Place, compiled: &Path) -> PathBuf {
    place.target.join("page-work").join(compiled.file_name().unwrap_or_default())
}

fn find_bindgen(place: &Place) -> Outcome<PathBuf> {
    cargo_tool::find(place, &cargo_tool::wasm_bindgen(place)?).ok_or_else(|| missing("wasm-bindgen"))
}

fn missing(thing: &str) -> Failure {
    Failure::new(format!("{thing} is missing")).remedy("run `cargo xtask setup`")
}

fn bind(bindgen: &Path, wasm: &Path, out: &Path, name: &str, mode: Mode) -> Outcome {
    let mut command = program(bindgen);
    command
        .args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", name, "--out-dir"])
        .arg(out)
        .arg(wasm);
    match mode {
        Mode::Release => command.args(["--remove-producers-section", "--remove-name-section"]),
        Mode::Development => command.args(["--debug", "--keep-debug"]),
    };
    kept(&mut command).map(drop)
}

/// What wasm-opt aims at in a page, and in a program that is compiled for speed.
const SMALL: &str = "-Oz";
const FAST: &str = "-O3";

/// Makes the program smaller or faster. The features named are those that this compiler uses by itself.
fn optimise(place: &Place, wasm: &Path, aim: &str) -> Outcome {
    let smaller: PathBuf = wasm.with_extension("opt.wasm");
    let mut command = program("node");
    command.arg(npm::wasm_opt(place)?).arg(wasm).arg("-o").arg(&smaller).args([
        aim,
        "--strip-debug",
        "--enable-bulk-memory",
        "--enable-nontrapping-float-to-int",
        "--enable-sign-ext",
        "--enable-mutable-globals",
        "--enable-reference-types",
        "--enable-multivalue",
    ]);
    kept(&mut command)?;
    files::rename(&smaller, wasm)
}

fn collect(name: &str, out: &Path, chunks: &[PathBuf], needs: BTreeMap<String, Vec<String>>) -> Outcome<Bundle> {
    let with_path = |path: &Path| Ok((files::relative(path, out), files::read(path)?));
    let mut beside = files::all_below(&out.join("snippets"))?;
    if !chunks.is_empty() {
        beside.push(out.join(LINK));
    }
    let wasm_of = |names: Vec<String>| names.into_iter().map(|name| format!("{name}.wasm")).collect();
    Ok(Bundle {
        name: name.to_owned(),
        js: files::read(&out.join(format!("{name}.js")))?,
        wasm: files::read(&out.join(format!("{name}_bg.wasm")))?,
        beside: beside.iter().map(|path| with_path(path)).collect::<Outcome<_>>()?,
        chunks: chunks.iter().map(|path| with_path(path)).collect::<Outcome<_>>()?,
        needs: needs.into_iter().map(|(place, names)| (place, wasm_of(names))).collect(),
    })
}
