//! The folder that the server serves: every page that trunk built, put together.

use crate::build::trunk::{self, Mode, PAGES, Page};
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
pub fn ensure(place: &Place, mode: Mode, line: &Line) -> Outcome<Done> {
    let made = build(place, mode, &|_| true, line)?;
    if matches!(made, Done::Made) && mode == Mode::Release {
        println!("{}", size::table(&size::measure(&place.dist())?));
    }
    Ok(made)
}

/// Builds for development the pages that something changed of. `has_changed` looks at all but what is below some folders.
pub fn again(place: &Place, has_changed: &dyn Fn(&[&str]) -> bool, line: &Line) -> Outcome<Done> {
    let is_stale = |page: &Page| {
        let others = PAGES.iter().map(|other| other.sources).filter(|sources| *sources != page.sources);
        has_changed(&others.chain(NO_INPUTS).collect::<Vec<_>>())
    };
    build(place, Mode::Development, &is_stale, line)
}

fn build(place: &Place, mode: Mode, is_stale: &dyn Fn(&Page) -> bool, line: &Line) -> Outcome<Done> {
    let (dist, stamp) = (place.dist(), stamp(place, mode)?);
    let stamp_file = dist.with_extension("stamp");
    if dist.is_dir() && std::fs::read_to_string(&stamp_file).is_ok_and(|found| found == stamp) {
        return Ok(Done::Already);
    }
    line.busy("building …");
    PAGES.iter().filter(|page| is_stale(page)).try_for_each(|page| trunk::build(place, page, mode))?;
    put_together(place)?;
    files::write(&stamp_file, stamp.as_bytes())?;
    Ok(Done::Made)
}

/// Copies pages into the server's folder, which is swapped at the end, so that a failure leaves the last good pages.
/// What the pages before one have brought too (fonts, icons, the service worker) stays theirs.
fn put_together(place: &Place) -> Outcome {
    let next = place.dist().with_extension("next");
    files::remove_folder(&next)?;
    for page in &PAGES {
        let from = page.dist(place);
        for path in files::all_below(&from)? {
            let name = files::relative(&path, &from);
            let target = next.join(if name == "index.html" { page.document } else { &name });
            if !target.exists() {
                files::write(&target, &files::read(&path)?)?;
            }
        }
    }
    files::remove_folder(&place.dist())?;
    files::rename(&next, &place.dist())
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
