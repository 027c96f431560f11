//! The whole page: bundles, stylesheet, content, templates and public files, put together in one folder.

use std::path::Path;
use std::time::Instant;

use sha2::{Digest, Sha256};

use crate::assets::{self, Asset, Dist};
use crate::bundle::{self, Bundle, Mode};
use crate::command::{kept, program};
use crate::failure::{Failure, Outcome};
use crate::pack::{Chunks, ENDING, Pack};
use crate::place::Place;
use crate::steps::{Done, Line, seconds};
use crate::{files, size, style, template, worker};

/// The templates by bundle, and where each ends up.
const TEMPLATES: [(&str, &str, &str); 3] = [
    ("app", "index.html", "index.html"),
    ("desk", "src/desk/desk.html", "desk.html"),
    ("gallery", "src/ui/gallery/gallery.html", "gallery.html"),
];

/// The bundle whose page works offline and is held to the byte budget.
const CLIENT: &str = "app";

/// What the page is made of. A page is only built again when something here has changed.
const INPUTS: [&str; 13] = [
    "Cargo.toml",
    "Cargo.lock",
    "index.html",
    "public",
    "style",
    "src/domain",
    "src/content",
    "src/wire",
    "src/ui",
    "src/app",
    "src/desk",
    "src/xtask",
    ".cargo/config.toml",
];

/// The files in public/ that the build reads itself instead of copying them.
const NOT_COPIED: [&str; 2] = ["boot.js", "sw.js"];

/// The page is there afterwards, fit for its sources.
///
/// With `only`, it holds that one bundle and nothing is counted as finished: the next whole build is a real one.
pub fn ensure(place: &Place, mode: Mode, only: Option<&str>, line: &Line) -> Outcome<Done> {
    let dist = place.dist();
    let stamp_file = dist.with_extension("stamp");
    let stamp = only.map_or_else(|| stamp(place, mode), |only| Ok(only.to_owned()))?;
    if only.is_none() && dist.is_dir() && std::fs::read_to_string(&stamp_file).is_ok_and(|found| found == stamp) {
        return Ok(Done::Already);
    }
    line.busy(match mode {
        Mode::Release => "building the page …",
        Mode::Development => "building the page for development …",
    });
    build(place, mode, only, &dist)?;
    files::write(&stamp_file, stamp.as_bytes())?;
    Ok(Done::Made)
}

/// Builds into a folder beside `dist` and swaps at the end, so that a failed build leaves the last good page.
fn build(place: &Place, mode: Mode, only: Option<&str>, dist: &Path) -> Outcome {
    let next = dist.with_extension("next");
    files::remove_folder(&next)?;
    files::make_folder(&next)?;
    let start = Instant::now();
    let bundles = bundle::build_all(place, mode, only)?;
    let worker = match only {
        None | Some(CLIENT) => Some(bundle::build_worker(place, mode)?),
        Some(_) => None,
    };
    println!("  bundles: {}", seconds(start.elapsed()));
    let start = Instant::now();
    let out = Dist::new(&next, mode == Mode::Release);
    let stylesheet = out.add_hashed("style", "css", style::whole(&place.root.join("style"))?.as_bytes())?;
    let boot = out.add_hashed("boot", "js", &files::read(&place.root.join("public/boot.js"))?)?;
    let public = copy_public(place, &out)?;
    let content = match write_content(place, &out) {
        // Who works on one page, or watches changes, sees what is wrong and goes on; a whole release does not.
        Err(failure) if mode == Mode::Development || only.is_some() => {
            println!("{failure}");
            Vec::new()
        }
        content => content?,
    };
    let thread = worker.map(|bundle| add_code(&out, &bundle)).transpose()?;
    let odds = thread.as_ref().and_then(Code::start).unwrap_or_default();
    let mut sizes = Vec::new();
    for bundle in &bundles {
        let code = add_code(&out, bundle)?;
        let Some((_, source, target)) = TEMPLATES.iter().find(|(name, ..)| *name == bundle.name) else {
            return Err(Failure::new(format!("the bundle {} has no template", bundle.name))
                .remedy("name it in TEMPLATES in src/xtask/page.rs"));
        };
        let html = fill(place, source, &stylesheet, &boot, &code, odds)?;
        out.add(target, html.as_bytes())?;
        let mut later_bytes = 0;
        if bundle.name == CLIENT {
            let mut shell = vec![stylesheet.address.clone(), boot.address.clone()];
            shell.extend([code.js.address.clone(), code.wasm.address.clone()]);
            shell.extend(code.others.clone());
            if let Some(thread) = &thread {
                shell.extend([thread.js.address.clone(), thread.wasm.address.clone()]);
                shell.extend(thread.others.clone());
                later_bytes = thread.js.sent_bytes + thread.wasm.sent_bytes + thread.beside_bytes;
            }
            shell.extend(public.iter().filter(|address| is_shown(address)).cloned());
            let source = files::read_text(&place.root.join("public/sw.js"))?;
            out.add("sw.js", worker::with_lists(&source, &html, &shell, &content)?.as_bytes())?;
        }
        sizes.push(size::Weight {
            name: bundle.name.clone(),
            wasm: code.wasm.sent_bytes,
            js: code.js.sent_bytes + boot.sent_bytes + code.beside_bytes,
            css: stylesheet.sent_bytes,
            packs: code.packs,
            every: code.every_bytes + later_bytes,
        });
    }
    println!("  put together: {}", seconds(start.elapsed()));
    files::remove_folder(dist)?;
    files::rename(&next, dist)?;
    if mode == Mode::Release { size::report(place, &sizes) } else { Ok(()) }
}

/// The files of one program, all in a folder named after their content: they name each other, so none of them can be
/// named after its own.
struct Code {
    js: Asset,
    wasm: Asset,
    /// Addresses of everything else that it may ask for without a network.
    others: Vec<String>,
    /// Brotli bytes of the other files that every visit needs.
    beside_bytes: usize,
    /// The places where it is cut, with the brotli bytes of what each needs.
    packs: Vec<(String, usize)>,
    /// Brotli bytes of all chunks.
    every_bytes: usize,
}

impl Code {
    /// The address of the file that starts it as a thread, if it has one.
    fn start(&self) -> Option<&str> {
        self.others.iter().map(String::as_str).find(|address| address.ends_with(bundle::WORKER_START))
    }
}

fn add_code(out: &Dist<'_>, bundle: &Bundle) -> Outcome<Code> {
    let mut digest = Sha256::new();
    let packs: Vec<Pack> = bundle.chunks.iter().flat_map(Chunks::packs).collect();
    let every: Option<Pack> = bundle.chunks.as_ref().map(Chunks::every);
    let others = bundle.beside.iter().chain(&packs).chain(&every);
    for bytes in [&bundle.js, &bundle.wasm].into_iter().chain(others.map(|(_, bytes)| bytes)) {
        digest.update(bytes.len().to_le_bytes());
        digest.update(bytes);
    }
    let hash = &assets::hex(&digest.finalize())[..16];
    let folder = format!("{}/{}.{hash}", assets::HASHED_FOLDER, bundle.name);
    let add = |path: &str, bytes: &[u8]| out.add_asset(&format!("{folder}/{path}"), bytes);
    let js = add(&format!("{}.js", bundle.name), &bundle.js)?;
    let wasm = add(&format!("{}.wasm", bundle.name), &bundle.wasm)?;
    let mut others = Vec::new();
    let mut beside_bytes = 0;
    for (path, bytes) in &bundle.beside {
        let asset = add(path, bytes)?;
        beside_bytes += asset.sent_bytes;
        others.push(asset.address);
    }
    let mut places = Vec::new();
    for (name, bytes) in &packs {
        places.push((name.clone(), add(&format!("{name}.{ENDING}"), bytes)?.sent_bytes));
    }
    let mut every_bytes = 0;
    if let Some((name, bytes)) = &every {
        let asset = add(&format!("{name}.{ENDING}"), bytes)?;
        every_bytes = asset.sent_bytes;
        others.push(asset.address);
    }
    Ok(Code { js, wasm, others, beside_bytes, packs: places, every_bytes })
}

fn fill(place: &Place, source: &str, stylesheet: &Asset, boot: &Asset, code: &Code, odds: &str) -> Outcome<String> {
    let html = template::without_comments(&files::read_text(&place.root.join(source))?);
    template::fill(
        &html,
        &[
            ("stylesheet", &stylesheet.address),
            ("stylesheet-integrity", &stylesheet.integrity),
            ("boot", &boot.address),
            ("boot-integrity", &boot.integrity),
            ("js", &code.js.address),
            ("js-integrity", &code.js.integrity),
            ("wasm", &code.wasm.address),
            ("wasm-integrity", &code.wasm.integrity),
            ("odds", odds),
        ],
    )
    .map_err(|failure| failure.remedy(format!("see {source} and `fill` in src/xtask/page.rs")))
}

/// Copies public/ and answers the addresses.
fn copy_public(place: &Place, out: &Dist<'_>) -> Outcome<Vec<String>> {
    let folder = place.root.join("public");
    let mut addresses = Vec::new();
    for path in files::all_below(&folder)? {
        let name = files::relative(&path, &folder);
        if !NOT_COPIED.contains(&name.as_str()) {
            out.add(&name, &files::read(&path)?)?;
            addresses.push(format!("/{name}"));
        }
    }
    Ok(addresses)
}

/// Whether a public file is part of the page itself: the system's launcher asks for the large icons, the page never.
fn is_shown(address: &str) -> bool {
    [".woff2", ".svg", ".webmanifest"].iter().any(|ending| address.ends_with(ending))
}

/// Compiles lessons, countries and law, and answers the addresses.
fn write_content(place: &Place, out: &Dist<'_>) -> Outcome<Vec<String>> {
    let compiled = content::compile::compile_all(&place.root.join("src/content")).map_err(|problems| {
        let lines: Vec<String> =
            problems.iter().map(|problem| format!("  {}: {}", problem.file, problem.what)).collect();
        Failure::new(format!("the content does not compile\n{}", lines.join("\n")))
    })?;
    let mut addresses = Vec::new();
    for file in compiled {
        out.add(&file.path, &file.bytes)?;
        addresses.push(format!("/{}", file.path));
    }
    Ok(addresses)
}

/// A fingerprint of everything the page is made of, the compiler and the mode included: a page built for development
/// is never taken for a finished one.
fn stamp(place: &Place, mode: Mode) -> Outcome<String> {
    let mut digest = Sha256::new();
    digest.update(match mode {
        Mode::Release => "release",
        Mode::Development => "development",
    });
    digest.update(kept(program("rustc").arg("-Vv"))?);
    digest.update(std::env::var("RUSTFLAGS").unwrap_or_default());
    digest.update(std::env::var("EVENKEEL_WASM_TARGET").unwrap_or_default());
    for input in INPUTS {
        let path = place.root.join(input);
        let found = if path.is_dir() { files::all_below(&path)? } else { vec![path] };
        for file in found {
            digest.update(files::relative(&file, &place.root));
            digest.update([0]);
            let bytes = files::read(&file)?;
            digest.update(bytes.len().to_le_bytes());
            digest.update(bytes);
        }
    }
    Ok(assets::hex(&digest.finalize()))
}
