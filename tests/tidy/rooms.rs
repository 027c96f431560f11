//! The law inside a page, read from the paths that its files name:
//!
//! ```text
//! routes.rs → features/, shell/      features/X → shared/ → store/      shell/ → shared/, store/
//! ```
//! A feature never names another one, and only `routes.rs` names a feature at all. No circle of files is left beyond a
//! module and what lies below it: whoever changes a file can say which others that reaches.
//!
//! What a file names is every path that starts with `crate`, `self` or `super`, in an import or in the middle of an
//! expression or a macro, and every import from a module of its own. A name that a module only passes on (`pub use`)
//! counts for the file it comes from.

use std::collections::{BTreeMap, BTreeSet};

use crate::Violation;

/// The pages, by their folders.
pub const PAGES: [&str; 2] = ["src/app/", "src/desk/"];

/// Below a page's folder, but a program of its own.
const NOT_OF_THE_PAGE: [&str; 2] = ["worker/", "build.rs"];

/// Each room of a page, and what it must not name.
const MUST_NOT_NAME: [(&str, &[&str]); 4] = [
    ("features", &["shell", "routes", "app"]),
    ("shared", &["features", "shell", "routes", "app"]),
    ("store", &["features", "shared", "shell", "routes", "app"]),
    ("shell", &["features", "routes", "app"]),
];

type Path = Vec<String>;

/// A file as far as the law is concerned.
#[derive(Default)]
struct File {
    /// Its path below the page's folder.
    place: String,
    /// Every path it names, from the crate on.
    names: BTreeSet<Path>,
    /// What it passes on: a name, and where that comes from.
    passes_on: BTreeMap<String, Path>,
}

/// Everything in the files of one page, given with their paths below its folder, that breaks the law.
#[must_use]
pub fn check(files: &[(&str, &str)]) -> Vec<Violation> {
    let of_the_page =
        |place: &str| place.ends_with(".rs") && !NOT_OF_THE_PAGE.iter().any(|other| place.starts_with(other));
    let modules: BTreeSet<Path> =
        files.iter().filter(|(place, _)| of_the_page(place)).map(|(place, _)| module_of(place)).collect();
    let mut page: BTreeMap<Path, File> = BTreeMap::new();
    for (place, text) in files.iter().filter(|(place, _)| of_the_page(place)) {
        let module = module_of(place);
        page.insert(module.clone(), read(place, text, &module, &modules));
    }
    let mut violations = Vec::new();
    for (module, file) in &page {
        for named in &file.names {
            violations.extend(broken(module, named).map(|rule| Violation::new(&file.place, rule)));
        }
    }
    violations.extend(circles(&page));
    violations
}

/// The module that a file is.
fn module_of(place: &str) -> Path {
    let stem = place.strip_suffix(".rs").unwrap_or(place);
    let stem = if stem == "main" { "" } else { stem.strip_suffix("/mod").unwrap_or(stem) };
    stem.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Which line of the law is broken where one module names another.
fn broken(module: &[String], named: &[String]) -> Option<String> {
    let part = |path: &[String], index: usize| path.get(index).cloned().unwrap_or_default();
    let (room, other) = (part(module, 0), part(named, 0));
    let (feature, other_feature) = (part(module, 1), part(named, 1));
    if other == "features" {
        if room == "features" && !feature.is_empty() && feature != other_feature {
            return Some(format!(
                "features/{feature} must not name features/{other_feature}: move what both need to shared"
            ));
        }
        if room != "features" && room != "routes" {
            return Some(format!("must not name features/{other_feature}: only routes.rs does"));
        }
    }
    let (_, forbidden) = MUST_NOT_NAME.iter().find(|(name, _)| *name == room)?;
    forbidden.contains(&other.as_str()).then(|| format!("{room} must not name {other}"))
}

/// Circles of files: among those that do not lie below each other, and those that reach beyond one module.
fn circles(page: &BTreeMap<Path, File>) -> Vec<Violation> {
    let edges = |is_kept: &dyn Fn(&Path, &Path) -> bool| -> BTreeMap<Path, BTreeSet<Path>> {
        let targets = |module: &Path, file: &File| {
            let targets = file.names.iter().map(|named| resolve(page, named, 0));
            targets.filter(|target| target != module && is_kept(module, target)).collect()
        };
        page.iter().map(|(module, file)| (module.clone(), targets(module, file))).collect()
    };
    let beside = loops(&edges(&|from, to| !is_below(from, to) && !is_below(to, from)));
    let any = loops(&edges(&|_, _| true));
    let beyond = any
        .into_iter()
        .filter(|circle| !circle.iter().any(|head| circle.iter().all(|other| other == head || is_below(other, head))));
    let all: BTreeSet<Vec<Path>> = beside.into_iter().chain(beyond).collect();
    let place = |module: &Path| page.get(module).map_or("", |file| file.place.as_str());
    all.iter()
        .map(|circle| {
            let others: Vec<&str> = circle.iter().skip(1).map(place).collect();
            Violation::new(circle.first().map_or("", place), format!("stands in a circle with {}", others.join(", ")))
        })
        .collect()
}

/// Whether a module lies below another one that is not the whole page.
fn is_below(module: &[String], other: &[String]) -> bool {
    !other.is_empty() && module.len() > other.len() && module.starts_with(other)
}

/// The module of the file that a path leads to.
fn resolve(page: &BTreeMap<Path, File>, path: &[String], depth: usize) -> Path {
    let length = (0..=path.len()).rev().find(|length| page.contains_key(&path[..*length])).unwrap_or_default();
    let (module, rest) = path.split_at(length);
    let passed_on = rest.first().and_then(|name| page.get(module)?.passes_on.get(name));
    match passed_on {
        // A chain this long would be a circle of its own.
        Some(from) if depth < 8 => resolve(page, &[from.as_slice(), &rest[1..]].concat(), depth + 1),
        _ => module.to_vec(),
    }
}

/// Every set of modules of which each leads to all the others.
fn loops(edges: &BTreeMap<Path, BTreeSet<Path>>) -> BTreeSet<Vec<Path>> {
    let reached = |from: &Path| {
        let mut reached: BTreeSet<&Path> = BTreeSet::new();
        let mut open: Vec<&Path> = vec![from];
        while let Some(module) = open.pop() {
            let next = edges.get(module).into_iter().flatten().filter(|next| !reached.contains(*next));
            let next: Vec<&Path> = next.collect();
            reached.extend(next.iter().copied());
            open.extend(next);
        }
        reached
    };
    let all: BTreeMap<&Path, BTreeSet<&Path>> = edges.keys().map(|module| (module, reached(module))).collect();
    let is_mutual = |one: &Path, other: &Path| all.get(other).is_some_and(|reached| reached.contains(one));
    let circle = |(module, reached): (&&Path, &BTreeSet<&Path>)| -> Vec<Path> {
        reached.iter().filter(|other| is_mutual(module, other)).map(|other| (*other).clone()).collect()
    };
    all.iter().map(circle).filter(|circle| circle.len() > 1).collect()
}

/// Reads what a file names.
fn read(place: &str, text: &str, module: &Path, modules: &BTreeSet<Path>) -> File {
    let tokens = tokens(text);
    let mut file = File { place: place.to_owned(), ..File::default() };
    // Modules written out within the file, each with the depth of braces at which it ends.
    let (mut depth, mut inner): (usize, Vec<(usize, String)>) = (0, Vec::new());
    let token = |at: usize| tokens.get(at).map_or("", String::as_str);
    let mut at = 0;
    while at < tokens.len() {
        let here = || [module.as_slice(), &inner.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>()].concat();
        let is_start = at == 0 || token(at - 1) != "::";
        let starts = |at: usize| matches!(token(at), "crate" | "self" | "super") && token(at + 1) == "::";
        match token(at) {
            "mod" if token(at + 2) == "{" => {
                inner.push((depth, token(at + 1).to_owned()));
                at += 1;
            }
            "{" => depth += 1,
            "}" => {
                depth = depth.saturating_sub(1);
                inner.retain(|(ends_at, _)| *ends_at < depth);
            }
            "use" => {
                let is_passed_on = at > 0 && (token(at - 1) == "pub" || token(at - 1) == ")");
                let mut found = Vec::new();
                at = tree(&tokens, at + 1, &[], &mut found);
                for (path, name) in found {
                    let Some(path) = absolute(&path, &here(), modules) else { continue };
                    if is_passed_on {
                        file.passes_on.insert(name, path.clone());
                    }
                    file.names.insert(path);
                }
                continue;
            }
            _ if is_start && starts(at) => {
                let mut found = Vec::new();
                at = tree(&tokens, at, &[], &mut found);
                file.names.extend(found.iter().filter_map(|(path, _)| absolute(path, &here(), modules)));
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    file
}

/// A path from the crate on; `None` where it leads to another crate.
fn absolute(path: &[String], here: &[String], modules: &BTreeSet<Path>) -> Option<Path> {
    let (first, rest) = path.split_first()?;
    match first.as_str() {
        "crate" => Some(rest.to_vec()),
        "self" => Some([here, rest].concat()),
        "super" => {
            let ups = path.iter().take_while(|part| *part == "super").count();
            let base = &here[..here.len().saturating_sub(ups)];
            Some([base, &path[ups..]].concat())
        }
        _ => {
            let below = [here, &path[..1]].concat();
            modules.contains(&below).then(|| [here, path].concat())
        }
    }
}

/// Reads a path, or a tree of paths in braces, each with the name it has here. Answers the place after it.
fn tree(tokens: &[String], start: usize, before: &[String], found: &mut Vec<(Path, String)>) -> usize {
    let token = |at: usize| tokens.get(at).map_or("", String::as_str);
    let mut path = before.to_vec();
    let mut at = start;
    loop {
        match token(at) {
            "{" => {
                at += 1;
                while !matches!(token(at), "}" | "") {
                    at = tree(tokens, at, &path, found);
                    at += usize::from(token(at) == ",");
                }
                return at + 1;
            }
            "*" => {
                found.push((path, String::new()));
                return at + 1;
            }
            part if is_name(part) => path.push(part.to_owned()),
            _ => break,
        }
        at += 1;
        if token(at) != "::" {
            break;
        }
        at += 1;
    }
    // `a::{self, b}` names `a`.
    if before.len() + 1 == path.len() && !before.is_empty() && path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    let mut name = path.last().cloned().unwrap_or_default();
    if token(at) == "as" {
        name = token(at + 1).to_owned();
        at += 2;
    }
    if path.len() > before.len() || !before.is_empty() {
        found.push((path, name));
    }
    at.max(start + 1)
}

fn is_name(token: &str) -> bool {
    token.starts_with(|letter: char| letter.is_alphabetic() || letter == '_')
}

/// The names and signs of a text, without comments and without what stands in quotation marks.
fn tokens(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let letter = |at: usize| letters.get(at).copied().unwrap_or('\0');
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let start = at;
        match letter(at) {
            '/' if letter(at + 1) == '/' => {
                while at < letters.len() && letter(at) != '\n' {
                    at += 1;
                }
            }
            '"' => at = after_quote(&letters, at),
            'r' if matches!((letter(at + 1), letter(at + 2)), ('"', _) | ('#', '"' | '#')) => {
                let hashes = letters[at + 1..].iter().take_while(|letter| **letter == '#').count();
                let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
                at += hashes + 2;
                while at < letters.len() && !letters[at..].starts_with(&end) {
                    at += 1;
                }
                at += end.len();
            }
            // A letter in quotation marks; anything else after this sign is a lifetime.
            '\'' if letter(at + 1) == '\\' => {
                at += 3;
                while at < letters.len() && letter(at) != '\'' {
                    at += 1;
                }
                at += 1;
            }
            '\'' if letter(at + 2) == '\'' => at += 3,
            first if first.is_alphanumeric() || first == '_' => {
                while letter(at).is_alphanumeric() || letter(at) == '_' {
                    at += 1;
                }
                tokens.push(letters[start..at].iter().collect());
            }
            ':' if letter(at + 1) == ':' => {
                tokens.push("::".to_owned());
                at += 2;
            }
            other => {
                if !other.is_whitespace() {
                    tokens.push(other.to_string());
                }
                at += 1;
            }
        }
    }
    tokens
}

fn after_quote(letters: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while at < letters.len() && letters[at] != '"' {
        at += if letters[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(files: &[(&str, &str)]) -> Vec<String> {
        check(files).into_iter().map(|violation| violation.place).collect()
    }

    #[test]
    fn the_pages_keep_the_law() {
        for page in PAGES {
            let files = crate::files(&crate::root()).expect("listed");
            let files = files.iter().filter_map(|(path, file)| Some((path.strip_prefix(page)?, file)));
            let files = files.filter(|(place, _)| place.ends_with(".rs"));
            let files: Vec<(&str, String)> =
                files.map(|(place, file)| (place, std::fs::read_to_string(file).expect("read"))).collect();
            let files: Vec<(&str, &str)> = files.iter().map(|(place, text)| (*place, text.as_str())).collect();
            assert!(files.iter().any(|(place, _)| *place == "routes.rs"), "{page} has rooms");
            crate::assert_clean(&check(&files));
        }
    }

    #[test]
    fn a_feature_that_names_another_is_found() {
        let good = ("features/plan/page.rs", "use crate::features::plan::order;\nuse crate::shared::terms;");
        assert_eq!(places(&[good]), Vec::<String>::new());
        for bad in [
            "use crate::features::debts::page;",
            "use crate::{features::{debts, plan}, shared};",
            "fn draw() { crate::features::debts::page() }",
            "fn draw() -> AnyView { view! { <p>{crate::features::debts::sum()}</p> } }",
            "use super::super::debts::page;",
        ] {
            assert_eq!(places(&[("features/plan/page.rs", bad)]), ["features/plan/page.rs"], "{bad}");
        }
    }

    #[test]
    fn a_room_that_looks_up_is_found() {
        for (place, bad) in [
            ("shared/terms.rs", "use crate::features::plan;"),
            ("shared/terms.rs", "use crate::shell::header;"),
            ("shared/terms.rs", "use crate::routes;"),
            ("store/debts.rs", "use crate::shared::terms;"),
            ("store/debts.rs", "use crate::features::plan;"),
            ("store/debts.rs", "use crate::shell;"),
            ("store/debts.rs", "#[cfg(test)] mod tests { use crate::shared::plan_inputs::plan; }"),
            ("features/plan/page.rs", "use crate::shell::header;"),
        ] {
            assert!(places(&[(place, bad)]).contains(&place.to_owned()), "{place}: {bad}");
        }
        let good = [
            ("shared/terms.rs", "use crate::store::AppState;"),
            ("shell/mod.rs", "use crate::shared::terms; use crate::store::AppState;"),
            ("store/debts.rs", "// not crate::shared::terms\nconst WHERE: &str = \"crate::shared::terms\";"),
        ];
        assert_eq!(places(&good), Vec::<String>::new());
    }

    #[test]
    fn only_the_routes_know_the_features() {
        let several = "use crate::features::{debts, plan};";
        assert_eq!(
            places(&[("routes.rs", several), ("features/mod.rs", "pub mod debts;\npub mod plan;")]),
            Vec::<String>::new()
        );
        assert_eq!(places(&[("app.rs", several)]), ["app.rs", "app.rs"]);
        assert_eq!(places(&[("router.rs", "use crate::features::plan;")]), ["router.rs"]);
    }

    #[test]
    fn a_circle_of_files_is_found() {
        let circle = [
            ("shared/a.rs", "use crate::shared::b::B;"),
            ("shared/b.rs", "fn c() { crate::shared::c::go() }"),
            ("shared/c.rs", "use crate::shared::a;"),
            ("shared/d.rs", "use crate::shared::a;"),
        ];
        let found = check(&circle);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].place, "shared/a.rs");
        assert_eq!(found[0].rule, "stands in a circle with shared/b.rs, shared/c.rs");
        assert!(check(&circle[1..]).is_empty());
    }

    #[test]
    fn a_circle_through_names_that_are_passed_on_is_found() {
        let store = ("store/mod.rs", "mod a;\nmod b;\npub use a::A;\npub use b::{B, C as D};");
        let circle = [store, ("store/a.rs", "use crate::store::D;"), ("store/b.rs", "use crate::store::A;")];
        assert_eq!(places(&circle), ["store/a.rs"]);
    }

    #[test]
    fn a_module_and_what_lies_below_it_may_know_each_other_and_no_more() {
        let module = ("store/mod.rs", "mod a;\npub use a::A;\npub struct State(A);");
        let below = ("store/a.rs", "use crate::store::State;");
        assert_eq!(places(&[module, below]), Vec::<String>::new());
        let below = ("store/a.rs", "use crate::words::use_words;");
        let words = ("words.rs", "use crate::store::State;");
        assert_eq!(places(&[module, below, words]), ["store/mod.rs"]);
    }
}
