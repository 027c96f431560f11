//! The house rules that a machine can check, read from the tree itself. Each rule is a function from what it looks at
//! to what it found, so that each has a test with a bad example beside the test over the real tree.

pub mod edges;
pub mod layout;
pub mod rooms;
pub mod text;
pub mod words;

use std::path::{Path, PathBuf};

/// Something that breaks a rule: where, and which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The file or crate.
    pub place: String,
    /// The rule, and what to do.
    pub rule: String,
}

impl Violation {
    fn new(place: impl Into<String>, rule: impl Into<String>) -> Self {
        Self { place: place.into(), rule: rule.into() }
    }
}

/// The top of the repository.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What tools leave behind, at any depth: not part of the house. In a second worktree `.git` is a file.
const NOT_OURS: [&str; 4] = [".git", "target", "data", "node_modules"];

/// Every file of the repository with its path from the top, sorted.
///
/// # Errors
/// When a folder cannot be listed.
pub fn files(root: &Path) -> std::io::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    let mut folders = vec![(String::new(), root.to_path_buf())];
    while let Some((prefix, folder)) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
            if NOT_OURS.contains(&name.as_str()) {
                continue;
            }
            if entry.file_type()?.is_dir() {
                folders.push((path, entry.path()));
            } else {
                found.push((path, entry.path()));
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
fn assert_clean(violations: &[Violation]) {
    let lines: Vec<String> =
        violations.iter().map(|violation| format!("{}: {}", violation.place, violation.rule)).collect();
    assert!(lines.is_empty(), "\n{}", lines.join("\n"));
}
