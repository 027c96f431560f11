//! The byte budget: what is transferred before a page reacts when it is somebody's first, and how that has grown.
//!
//! Measured are the files as they are sent, compressed with brotli; a kilobyte is 1,000 bytes. `docs/sizes.md` has a row
//! for each part as it was (`| name | 12.3 |`) and a line for whatever grew since (`- name +4.5 KB: what for`).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::build::trunk::{CLIENT, PAGES};
use crate::error::{Error, Outcome};
use crate::files;
use crate::place::Place;

// A first page with its cut; a cut alone; all of the client's page, for times without a network; fonts with pictures; and
// what may be added to any of them without saying what for.
const FIRST_BYTES_MAX: usize = 345_000;
const CUT_BYTES_MAX: usize = 125_000;
const ALL_BYTES_MAX: usize = 1_300_000;
const FONTS_BYTES_MAX: usize = 90_000;
const GROWTH_BYTES_MAX: usize = 3_000;

const SIZES: &str = "docs/sizes.md";
const ALL: &str = "all of it";
/// Where the sentences are.
const WORDS: &str = "assets/words/";
const FONTS: &str = "fonts and pictures";
/// What stands before the name of a cut.
const CUT: &str = "cut: ";

/// Bytes by what they are for: a page's first visit by its name, the client's without a cut; a cut with its sentences;
/// then the above.
type Sizes = BTreeMap<String, usize>;

/// Measures the pages in the server's folder.
pub fn measure(dist: &Path) -> Outcome<Sizes> {
    let mut documents = Vec::new();
    for page in PAGES.iter().filter(|page| dist.join(page.document).is_file()) {
        documents.push((page, files::read_text(&dist.join(page.document))?));
    }
    let (mut sizes, mut sentences) = (Sizes::new(), Sizes::new());
    let mut add = |row: &str, bytes: usize| *sizes.entry(row.to_owned()).or_default() += bytes;
    for path in files::all_below(dist)? {
        let name = files::relative(&path, dist);
        let small = PathBuf::from(format!("{}.br", path.display()));
        let bytes = files::read(if small.is_file() { &small } else { &path })?.len();
        let (stem, ending) =
            name.rsplit_once('/').map_or(&*name, |(_, file)| file).rsplit_once('.').unwrap_or_default();
        match (stem, ending) {
            (_, "woff2" | "svg") => add(FONTS, bytes),
            // The second thread comes after the first page.
            ("every", "bin") => add(ALL, bytes),
            (_, "js" | "wasm") if name.starts_with("assets/worker.") => add(ALL, bytes),
            (cut, "bin") => add(&format!("{CUT}{cut}"), bytes),
            (part, "txt") if name.starts_with(WORDS) => {
                let page = name[WORDS.len()..].split('.').next().unwrap_or_default();
                let row = if part == words::SHARED { page.to_owned() } else { format!("{CUT}{part}") };
                // Of the languages a visit needs one: the largest is counted.
                let largest = sentences.entry(row).or_default();
                *largest = bytes.max(*largest);
                if page == CLIENT.name {
                    add(ALL, bytes);
                }
            }
            (_, "html" | "css" | "js" | "wasm") => {
                let is_named =
                    |html: &str| ["href", "src"].iter().any(|by| html.contains(&format!("{by}=\"/{name}\"")));
                for (page, _) in documents.iter().filter(|(page, html)| page.document == name || is_named(html)) {
                    add(page.name, bytes);
                    if page.name == CLIENT.name {
                        add(ALL, bytes);
                    }
                }
            }
            _ => {}
        }
    }
    sentences.iter().for_each(|(row, bytes)| add(row, *bytes));
    Ok(sizes)
}

/// The sizes as `docs/sizes.md` has them.
pub fn table(sizes: &Sizes) -> String {
    let rows = sizes.iter().map(|(name, bytes)| format!("| {name} | {} |\n", kilobytes(*bytes)));
    ["| What | KB |\n|---|---:|\n".to_owned()].into_iter().chain(rows).collect()
}

fn kilobytes(bytes: usize) -> String {
    format!("{}.{}", bytes / 1000, bytes % 1000 / 100)
}

/// Says what the pages weigh, and fails when that is too much or has grown without a word.
pub fn check(place: &Place) -> Outcome {
    let sizes = measure(&place.dist())?;
    println!("{}", table(&sizes));
    let found = [too_heavy(&sizes), unexplained(&sizes, &files::read_text(&place.root.join(SIZES))?)].concat();
    if found.is_empty() { Ok(()) } else { Err(Error::new(format!("the byte budget\n  {}", found.join("\n  ")))) }
}

fn too_heavy(sizes: &Sizes) -> Vec<String> {
    let base = sizes.get(CLIENT.name).copied().unwrap_or_default();
    let mut found = Vec::new();
    for (name, bytes) in sizes {
        let limits = match name.as_str() {
            "gallery" => vec![], // Downloaded only by those who work on the pages.
            ALL => vec![(*bytes, ALL_BYTES_MAX)],
            FONTS => vec![(*bytes, FONTS_BYTES_MAX)],
            name if name.starts_with(CUT) => vec![(*bytes, CUT_BYTES_MAX), (base + bytes, FIRST_BYTES_MAX)],
            _ => vec![(*bytes, FIRST_BYTES_MAX)],
        };
        for (bytes, limit) in limits.into_iter().filter(|(bytes, limit)| bytes > limit) {
            found.push(format!("{name}: {} KB of {}", kilobytes(bytes), kilobytes(limit)));
        }
    }
    found
}

fn unexplained(sizes: &Sizes, kept: &str) -> Vec<String> {
    let mut allowed = Sizes::new();
    for line in kept.lines() {
        let row = line.strip_prefix("| ").and_then(|row| row.trim_end_matches(" |").split_once(" | "));
        let grown = line.strip_prefix("- ").and_then(|line| line.split_once(" KB: "));
        let grown = grown.filter(|(_, reason)| !reason.trim().is_empty()).and_then(|(what, _)| what.split_once(" +"));
        let size = |text: &str| Some((text.parse::<f64>().ok()? * 1000.0).round() as usize);
        if let Some((name, bytes)) = row.or(grown).and_then(|(name, text)| Some((name, size(text)?))) {
            // Tenths are rounded down, also those of what is measured.
            *allowed.entry(name.to_owned()).or_insert(99) += bytes;
        }
    }
    let gone = allowed.keys().filter(|name| !sizes.contains_key(*name));
    let gone = gone.map(|name| format!("{name}: there is no such part, but {SIZES} has it"));
    let grown = sizes.iter().filter_map(|(name, bytes)| {
        let more = bytes.saturating_sub(allowed.get(name).copied().unwrap_or_default());
        let ask = format!("{name}: grown; say in {SIZES} what for: `- {name} +{} KB: …`", kilobytes(more + 99));
        (more > GROWTH_BYTES_MAX).then_some(ask)
    });
    gone.chain(grown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(rows: &[(&str, usize)]) -> Sizes {
        rows.iter().map(|(name, bytes)| ((*name).to_owned(), *bytes)).collect()
    }

    #[test]
    fn no_page_is_exempt_but_the_gallery() {
        assert!(too_heavy(&sizes(&[("app", 220_000), ("cut: plan", 125_000), ("gallery", 900_000)])).is_empty());
        assert_eq!(too_heavy(&sizes(&[("app", 220_001), ("cut: plan", 125_000)])).len(), 1);
        let heavy = [("cut: plan", 125_001), ("desk", 345_001), (ALL, 1_300_001), (FONTS, 90_001)];
        assert_eq!(too_heavy(&sizes(&heavy)).len(), 4);
    }

    #[test]
    fn growth_needs_a_reason_and_what_is_gone_is_missed() {
        let before = sizes(&[("app", 100_099), ("cut: plan", 50_500)]);
        let missed = |plan, line: &str| {
            let now = sizes(&[("app", 103_000), ("cut: plan", plan)]);
            unexplained(&now, &format!("{}\n{line}", table(&before))).len()
        };
        assert_eq!([missed(53_599, ""), missed(53_600, "")], [0, 1]);
        assert_eq!([missed(55_500, "- cut: plan +2.0 KB: dates"), missed(55_500, "- cut: plan +2.0 KB: ")], [0, 1]);
        assert_eq!(unexplained(&sizes(&[("app", 1)]), &table(&before)).len(), 1);
    }

    #[test]
    fn a_first_visit_is_all_that_the_document_names() {
        let folder = tempfile::tempdir().expect("a folder");
        let html = "<link href=\"/assets/a.css\"><script src=\"/assets/b.js\" data-payoff-simulation=\"/assets/worker.1/c.js\">";
        let write = |name: &str, text: &str| files::write(&folder.path().join(name), text.as_bytes()).expect("written");
        write("index.html", html);
        let code = [
            ("a.css", 1_000),
            ("a.css.br", 100),
            ("b.js", 200),
            ("worker.1/c.js", 30),
            ("app.1/every.bin", 7),
            ("app.1/plan.bin", 5),
            ("words/app.en.1/shared.txt", 3),
            ("words/app.es.1/shared.txt", 4),
            ("words/app.en.1/plan.txt", 2),
        ];
        code.into_iter().for_each(|(name, size)| write(&format!("assets/{name}"), &" ".repeat(size)));
        let first = html.len() + 300;
        let all = sizes(&[("app", first + 4), (ALL, first + 37 + 9), ("cut: plan", 7)]);
        assert_eq!(measure(folder.path()).expect("measured"), all);
    }
}
