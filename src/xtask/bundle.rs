//! The wasm bundles: one cargo call compiles all of them, then wasm-bindgen and Binaryen work on each.
//!
//! A bundler for Rust pages would call cargo once for each page and put an inline loader into it, which the content
//! security policy forbids. What is left of its work is this file, `assets.rs` and `template.rs`.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::command::{cargo, kept, program, shown};
use crate::failure::{Failure, Outcome};
use crate::files;
use crate::pack::Chunks;
use crate::place::Place;
use crate::shorten::shorten;
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
    /// The chunks of the program, if it is cut into chunks.
    pub chunks: Option<Chunks>,
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
        bundles.push(if IN_CHUNKS.contains(&name.as_str()) {
            let parts = split::split(&wasm, &out, &format!("{name}.js"))?;
            bind(&bindgen, &parts.main, &out, &name, mode)?;
            shorten_names(mode, &out, &name)?;
            let all: Vec<PathBuf> = parts.chunks.iter().cloned().chain([bound(&out, &name)]).collect();
            optimise(place, mode, SMALL, &all)?;
            let chunks = Chunks::new(&parts.needs, |module| files::read(&out.join(format!("{module}.wasm"))))?;
            files::write(&out.join(LINK), chunks.link(&format!("{name}.js"), &parts.mark).as_bytes())?;
            minify(place, mode, &[out.join(format!("{name}.js")), out.join(LINK)])?;
            collect(&name, &out, Some(chunks))?
        } else {
            bind(&bindgen, &wasm, &out, &name, mode)?;
            shorten_names(mode, &out, &name)?;
            optimise(place, mode, SMALL, &[bound(&out, &name)])?;
            minify(place, mode, &[out.join(format!("{name}.js"))])?;
            collect(&name, &out, None)?
        });
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
    optimise(place, mode, FAST, &[bound(&out, name)])?;
    collect(name, &out, None)
}

/// One cargo call for the browser; answers the folder with the programs.
fn compile(place: &Place, profile: &str, packages: &[&str], only: Option<&str>) -> Outcome<PathBuf> {
    let compiler = wasm_target::find(place).ok_or_else(|| missing("the standard library for the browser"))?;
    let target = compiler.target_folder(place);
    let mut command = compiler.cargo(&place.root, &[FLAGS, &without_paths()].join(" "));
    command.args(["build", "--locked", "--profile", profile, "--target", wasm_target::TARGET]);
    match only {
        Some(name) => command.args(["--bin", name]),
        None => command.arg("--bins"),
    };
    command.args(packages.iter().flat_map(|package| ["--package", package])).arg("--target-dir").arg(&target);
    shown(&mut command)?;
    Ok(target.join(wasm_target::TARGET).join(if profile == "dev" { "debug" } else { profile }))
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

/// What wasm-bindgen made of a program.
fn bound(out: &Path, name: &str) -> PathBuf {
    out.join(format!("{name}_bg.wasm"))
}

/// What the optimiser aims at in a page, and in a program that is compiled for speed.
const SMALL: &str = "small";
const FAST: &str = "fast";

/// Makes programs smaller or faster, unless they are for development.
fn optimise(place: &Place, mode: Mode, aim: &str, programs: &[PathBuf]) -> Outcome {
    if mode == Mode::Development {
        return Ok(());
    }
    let script = place.root.join("src/xtask/optimise.mjs");
    kept(program("node").arg(script).arg(npm::binaryen(place)?).arg(aim).args(programs)).map(drop)
}

/// Shortens what wasm-bindgen's module and the program call each other, unless they are for development.
fn shorten_names(mode: Mode, out: &Path, name: &str) -> Outcome {
    if mode == Mode::Development {
        return Ok(());
    }
    let (wasm_path, js_path) = (bound(out, name), out.join(format!("{name}.js")));
    let mut wasm = files::read(&wasm_path)?;
    let js = shorten(&mut wasm, &files::read_text(&js_path)?);
    // Exported in vain, like what is behind them in the program: see optimise.mjs.
    let js = js.replace("export class IntoUnderlying", "class IntoUnderlying");
    files::write(&wasm_path, &wasm)?;
    files::write(&js_path, js.as_bytes())
}

/// Makes modules smaller, unless they are for development.
fn minify(place: &Place, mode: Mode, modules: &[PathBuf]) -> Outcome {
    if mode == Mode::Development {
        return Ok(());
    }
    let script = place.root.join("src/xtask/minify.mjs");
    kept(program("node").arg(script).arg(npm::terser(place)?).args(modules)).map(drop)
}

fn collect(name: &str, out: &Path, chunks: Option<Chunks>) -> Outcome<Bundle> {
    let with_path = |path: &Path| Ok((files::relative(path, out), files::read(path)?));
    let mut beside = files::all_below(&out.join("snippets"))?;
    if chunks.is_some() {
        beside.push(out.join(LINK));
    }
    Ok(Bundle {
        name: name.to_owned(),
        js: files::read(&out.join(format!("{name}.js")))?,
        wasm: files::read(&bound(out, name))?,
        beside: beside.iter().map(|path| with_path(path)).collect::<Outcome<_>>()?,
        chunks,
    })
}
