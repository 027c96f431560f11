//! The folder that the server serves: every page that trunk built, put together.

use std::path::Path;

use crate::build::trunk::{self, CLIENT, Mode, PAGES, Page};
use crate::check::size;
use crate::command::{kept, program};
use crate::error::Outcome;
use crate::files;
use crate::place::Place;
use crate::steps::{Done, Line};

/// What the pages are made of, and what of that they are not. They are only built again when one of these has changed.
pub const INPUTS: [&str; 8] =
    ["Cargo.toml", "Cargo.lock", "Trunk.toml", "index.html", "public", "style", "src", ".cargo/config.toml"];
pub const NO_INPUTS: [&str; 2] = ["src/api", "src/cli"];

/// The pages are there afterwards, fit for their sources.
///
/// With `only`, the folder holds that one page and nothing is counted as finished: the next whole build is a real one.
pub fn ensure(place: &Place, mode: Mode, only: Option<&str>, line: &Line) -> Outcome<Done> {
    let dist = place.dist();
    let stamp_file = dist.with_extension("stamp");
    let stamp = only.map_or_else(|| stamp(place, mode), |only| Ok(only.to_owned()))?;
    if only.is_none() && dist.is_dir() && std::fs::read_to_string(&stamp_file).is_ok_and(|found| found == stamp) {
        return Ok(Done::Already);
    }
    line.busy(match mode {
        Mode::Release => "building the pages …",
        Mode::Development => "building the pages for development …",
    });
    let pages = || PAGES.iter().filter(|page| only.is_none_or(|only| only == page.name));
    for page in pages() {
        if mode == Mode::Release || !is_fresh(place, page)? {
            trunk::build(place, page, mode)?;
        }
    }
    // Put together beside the folder and swapped at the end, so that a failure leaves the last good pages.
    let next = dist.with_extension("next");
    files::remove_folder(&next)?;
    for page in pages() {
        copy(&page.dist(place), &next, page.document)?;
    }
    files::remove_folder(&dist)?;
    files::rename(&next, &dist)?;
    files::write(&stamp_file, stamp.as_bytes())?;
    if mode == Mode::Release && only.is_none_or(|only| only == CLIENT.name) {
        println!("{}", size::table(&size::measure(&dist)?));
    }
    Ok(Done::Made)
}

/// Whether a page was built for development since anything of it changed.
fn is_fresh(place: &Place, page: &Page) -> Outcome<bool> {
    let others = PAGES.iter().map(|other| other.sources).filter(|sources| *sources != page.sources);
    let newest = files::newest(&place.root, &INPUTS, &others.chain(NO_INPUTS).collect::<Vec<_>>())?;
    Ok(newest < files::written(&page.dist(place).join(format!("{}.js", page.name))))
}

/// Copies a page. What the pages before it have brought too (fonts, icons, the service worker) stays theirs.
fn copy(from: &Path, to: &Path, document: &str) -> Outcome {
    for path in files::all_below(from)? {
        let name = files::relative(&path, from);
        let target = to.join(if name == "index.html" { document } else { &name });
        if !target.exists() {
            files::write(&target, &files::read(&path)?)?;
        }
    }
    Ok(())
}

/// A fingerprint of everything that the pages are made of, the compiler and the mode included: a page built for
/// development is never taken for a finished one.
fn stamp(place: &Place, mode: Mode) -> Outcome<String> {
    let mut parts = vec![
        vec![u8::from(mode == Mode::Release)],
        kept(program("rustc").arg("-Vv"))?.into_bytes(),
        std::env::var("RUSTFLAGS").unwrap_or_default().into_bytes(),
        std::env::var("EVENKEEL_WASM_TARGET").unwrap_or_default().into_bytes(),
    ];
    for file in files::all_of(&place.root, &INPUTS, &NO_INPUTS)? {
        parts.push(files::relative(&file, &place.root).into_bytes());
        parts.push(files::read(&file)?);
    }
    Ok(files::hash(parts.iter().map(Vec::as_slice)))
}
