//! What lies where: the top level, the folders of src and tests, and what every manifest has in common.

use crate::Violation;

/// The top level. Beside the rooms only what a tool needs there.
const TOP: [&str; 25] = [
    ".cargo",
    ".ci",
    ".editorconfig",
    ".github",
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "SECURITY.md",
    "STYLE.md",
    "Trunk.toml",
    "clippy.toml",
    "deny.toml",
    "docs",
    "index.html",
    "public",
    "rustfmt.toml",
    "src",
    "style",
    "tests",
];

/// The folders below src: each is a crate.
const CRATES: [&str; 12] =
    ["api", "app", "browser", "cli", "content", "desk", "domain", "json", "ui", "wire", "words", "xtask"];

/// Where proptest keeps the cases in which a property failed, for the crates beside it.
const KEPT_CASES: &str = "proptest-regressions";

/// The folders below tests: what belongs to no single crate.
const TESTS: [&str; 5] = ["bench", "e2e", "fixtures", "golden", "tidy"];

/// Files that lie where nothing of their kind belongs.
pub fn check<'a>(paths: impl IntoIterator<Item = &'a str>) -> Vec<Violation> {
    paths.into_iter().filter_map(|path| misplaced(path).map(|rule| Violation::new(path, rule))).collect()
}

fn misplaced(path: &str) -> Option<&'static str> {
    let mut parts = path.split('/');
    let top = parts.next().unwrap_or_default();
    let second = parts.next().unwrap_or_default();
    if !TOP.contains(&top) {
        return Some("the top level holds only what tests/tidy/layout.rs lists");
    }
    match top {
        "src" if !CRATES.contains(&second) && second != KEPT_CASES => {
            Some("every folder in src is a crate, and tests/tidy/layout.rs lists them")
        }
        "tests" if !TESTS.contains(&second) => {
            Some("tests holds tidy, golden, fixtures, bench and e2e; others live in their crate")
        }
        _ => None,
    }
}

/// Whether a crate's manifest takes its lints from the workspace.
pub fn takes_workspace_lints(manifest: &str) -> bool {
    let Ok(manifest) = manifest.parse::<toml::Table>() else { return false };
    let lints = manifest.get("lints").and_then(|lints| lints.get("workspace"));
    lints.and_then(toml::Value::as_bool) == Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_lies_where_it_belongs() {
        let files = crate::files(&crate::root()).expect("listed");
        crate::assert_clean(&check(files.iter().map(|(path, _)| path.as_str())));
    }

    #[test]
    fn a_stray_file_is_found() {
        assert_eq!(check(["notes.txt", "src/domain/money.rs", "README.md"]).len(), 1);
        assert_eq!(check(["src/utils/lib.rs"]).len(), 1);
        assert_eq!(check(["src/lib.rs"]).len(), 1);
        assert_eq!(check(["tests/helpers.rs", "tests/e2e/journey.spec.mjs"]).len(), 1);
    }

    #[test]
    fn every_crate_takes_the_workspace_lints() {
        let files = crate::files(&crate::root()).expect("listed");
        let manifests: Vec<_> = files.iter().filter(|(path, _)| path.ends_with("/Cargo.toml")).collect();
        assert_eq!(manifests.len(), CRATES.len() + 3, "each crate, the client's second thread, the benches, tidy");
        for (path, file) in manifests {
            let manifest = std::fs::read_to_string(file).expect("read");
            assert!(takes_workspace_lints(&manifest), "{path}: add [lints] workspace = true");
        }
    }

    #[test]
    fn a_manifest_with_lints_of_its_own_is_found() {
        assert!(takes_workspace_lints("[lints]\nworkspace = true"));
        assert!(!takes_workspace_lints("[package]\nname = \"x\""));
        assert!(!takes_workspace_lints("[lints.clippy]\nall = \"allow\""));
    }
}
