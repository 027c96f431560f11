//! The service worker's lists: what it keeps, and under which version.

use crate::assets;
use crate::failure::{Failure, Outcome};

/// The worker's source with the lists before it. The version is a hash of everything the worker serves, so a build
/// that changes nothing is no update, and one that changes anything is.
pub fn with_lists(source: &str, index: &str, shell: &[String], content: &[String]) -> Outcome<String> {
    let list = |addresses: &[String]| {
        serde_json::to_string(addresses).map_err(|cause| Failure::new(format!("cannot list addresses: {cause}")))
    };
    let (shell, content) = (list(shell)?, list(content)?);
    let version = assets::content_hash([index, &shell, &content, source].concat().as_bytes());
    Ok(format!("const VERSION = \"{version}\";\nconst SHELL = {shell};\nconst CONTENT = {content};\n{source}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_changes_with_what_is_served() {
        let shell = ["/assets/app.1.js".to_owned()];
        let first = with_lists("work();", "<p>", &shell, &[]).expect("made");
        assert!(first.starts_with("const VERSION = \""));
        assert!(first.contains("const SHELL = [\"/assets/app.1.js\"];"));
        assert!(first.ends_with("\nwork();"));
        assert_eq!(with_lists("work();", "<p>", &shell, &[]).expect("made"), first);
        assert_ne!(with_lists("work();", "<b>", &shell, &[]).expect("made"), first);
    }
}
