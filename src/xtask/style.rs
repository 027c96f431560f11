//! One stylesheet from the files in style/, in the order of the layers.

use std::path::Path;

use crate::failure::{Failure, Outcome};
use crate::files;

/// The files in the order they must come: later ones may rely on earlier ones, never the other way round.
const ORDER: [&str; 8] =
    ["tokens.css", "base.css", "layout.css", "form.css", "components.css", "charts.css", "pages.css", "print.css"];

/// All of them in one text, without comments.
pub fn whole(folder: &Path) -> Outcome<String> {
    for path in files::all_below(folder)? {
        let name = files::relative(&path, folder);
        if !ORDER.contains(&name.as_str()) {
            return Err(Failure::new(format!("style/{name} is in no layer"))
                .remedy("put its rules into one of the layers, or add it to ORDER in src/xtask/style.rs"));
        }
    }
    let mut all = String::new();
    for name in ORDER {
        let path = folder.join(name);
        if path.is_file() {
            all.push_str(&without_comments(&files::read_text(&path)?));
        }
    }
    Ok(all)
}

/// Removes comments, indentation and empty lines. Nothing cleverer: a stylesheet that compresses well anyway is not
/// worth a minifier that may break it.
fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    let mut quote: Option<char> = None;
    while let Some(letter) = rest.chars().next() {
        if quote.is_none() && rest.starts_with("/*") {
            rest = rest.find("*/").map_or("", |end| &rest[end + 2..]);
            continue;
        }
        let mut take = letter.len_utf8();
        match quote {
            Some(open) if letter == open => quote = None,
            Some(_) if letter == '\\' => take += rest[take..].chars().next().map_or(0, char::len_utf8),
            None if letter == '"' || letter == '\'' => quote = Some(letter),
            _ => {}
        }
        out.push_str(&rest[..take]);
        rest = &rest[take..];
    }
    let mut lines = String::with_capacity(out.len());
    for line in out.lines().map(str::trim).filter(|line| !line.is_empty()) {
        lines.push_str(line);
        lines.push('\n');
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_strings_stay() {
        let css = "/* a\n b */\n.x {\n  color: red; /* why */\n\n  content: \"/* not a comment \\\" */\";\n}\n";
        assert_eq!(without_comments(css), ".x {\ncolor: red;\ncontent: \"/* not a comment \\\" */\";\n}\n");
    }

    #[test]
    fn layers_come_in_order_and_a_stray_file_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        files::write(&folder.path().join("base.css"), b"b{}").expect("written");
        files::write(&folder.path().join("tokens.css"), b"a{}").expect("written");
        assert_eq!(whole(folder.path()).expect("joined"), "a{}\nb{}\n");
        files::write(&folder.path().join("stray.css"), b"c{}").expect("written");
        assert!(whole(folder.path()).is_err());
    }
}
