//! What no file may say: paths of one machine, hosts of package registries; how long Rust files may be; and what the
//! domain may not call.

use crate::Violation;

/// A Rust file longer than this holds more than one thing.
const LINES_MAX: usize = 600;

/// Where somebody's machine keeps things. Split, so that this file does not find itself.
const MACHINE_PATHS: [&str; 4] =
    [concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/Us", "ers/"), concat!("/wo", "rk/")];

/// Hosts that a mirror or an offline machine replaces, so that nothing may depend on their names.
const REGISTRY_HOSTS: [&str; 6] = [
    concat!("crates", ".io"),
    concat!("npm", "js.org"),
    concat!("npm", "js.com"),
    concat!("py", "pi.org"),
    concat!("deb", ".debian.org"),
    concat!("static", ".rust-lang.org"),
];

/// Cargo writes its default registry's name into the lock file; everybody's has it.
const MAY_NAME_A_REGISTRY: [&str; 1] = ["Cargo.lock"];

/// What the domain does not do, and why. It is total: the same arguments give the same answer everywhere.
const NOT_IN_DOMAIN: [(&str, &str); 8] = [
    ("println!", "the domain says nothing"),
    ("eprintln!", "the domain says nothing"),
    ("SystemTime::now", "today is an argument"),
    ("Instant::now", "today is an argument"),
    ("Timestamp::now", "today is an argument"),
    ("Zoned::now", "today is an argument"),
    ("f64", "money and rates are integers"),
    ("f32", "money and rates are integers"),
];

/// The one place where a root is found in floating point; its answer is certified by its residual.
const FLOATS_ALLOWED: [&str; 1] = ["src/domain/apr.rs"];

/// What one file says that it may not.
pub fn check(path: &str, text: &str) -> Vec<Violation> {
    let mut violations = Vec::new();
    let is_rust = path.ends_with(".rs");
    let lines = text.lines().count();
    if is_rust && lines > LINES_MAX {
        violations.push(Violation::new(path, format!("{lines} lines: split it, {LINES_MAX} is the most")));
    }
    for (index, line) in text.lines().enumerate() {
        let place = || format!("{path}:{}", index + 1);
        if MACHINE_PATHS.iter().any(|part| line.contains(part)) {
            violations.push(Violation::new(place(), "names a path of one machine"));
        }
        if !MAY_NAME_A_REGISTRY.contains(&path) && REGISTRY_HOSTS.iter().any(|host| line.contains(host)) {
            violations.push(Violation::new(place(), "names the host of a package registry"));
        }
        if is_rust && path.starts_with("src/domain/") {
            violations.extend(domain_line(path, line).map(|rule| Violation::new(place(), rule)));
        }
    }
    violations
}

fn domain_line(path: &str, line: &str) -> Option<String> {
    let code = line.split("//").next().unwrap_or_default();
    let (what, why) = NOT_IN_DOMAIN.iter().find(|(what, _)| has_word(code, what))?;
    let is_float = what.starts_with('f');
    if is_float && FLOATS_ALLOWED.contains(&path) {
        return None;
    }
    Some(format!("no {what} in the domain: {why}"))
}

/// Whether `word` stands in `code` by itself: `f64` in `x: f64` and `1f64`, not in `of64k`.
fn has_word(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(start, _)| {
        let before = code[..start].chars().next_back();
        let after = code[start + word.len()..].chars().next();
        let joins_before = before.is_some_and(|letter| letter.is_alphabetic() || letter == '_');
        let joins_after = after.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
        !joins_before && !joins_after
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_says_what_it_may_not() {
        let mut violations = Vec::new();
        for (path, file) in crate::files(&crate::root()).expect("listed") {
            // What is not text (fonts, pictures) says nothing.
            if let Ok(text) = std::fs::read_to_string(file) {
                violations.extend(check(&path, &text));
            }
        }
        crate::assert_clean(&violations);
    }

    #[test]
    fn a_long_file_is_found() {
        assert!(check("src/ui/lib.rs", &"\n".repeat(LINES_MAX)).is_empty());
        assert_eq!(check("src/ui/lib.rs", &"\n".repeat(LINES_MAX + 1)).len(), 1);
        assert!(check("style/base.css", &"\n".repeat(LINES_MAX + 1)).is_empty());
    }

    #[test]
    fn a_path_of_a_machine_is_found() {
        for path in MACHINE_PATHS {
            assert_eq!(check("README.md", &format!("see {path}somebody/x")).len(), 1, "{path}");
        }
        assert!(check("README.md", "see src/domain and /usr/lib").is_empty());
    }

    #[test]
    fn a_registry_is_found_except_in_the_lock() {
        for host in REGISTRY_HOSTS {
            let line = format!("\"resolved\": \"https://{host}/x\"");
            assert_eq!(check("tests/e2e/package-lock.json", &line).len(), 1, "{host}");
            assert!(check("Cargo.lock", &line).is_empty());
        }
    }

    #[test]
    fn the_domain_says_nothing_reads_no_clock_and_has_no_floats() {
        for bad in [
            "    println!(\"{amount}\");",
            "let today = jiff::Timestamp::now();",
            "let now = std::time::SystemTime::now();",
            "fn rate() -> f64 {",
            "let half = 0.5f32;",
        ] {
            assert_eq!(check("src/domain/money.rs", bad).len(), 1, "{bad}");
            assert!(check("src/api/main.rs", bad).is_empty(), "{bad}");
        }
        assert!(check("src/domain/money.rs", "// as fast as f64, and exact").is_empty());
        assert!(check("src/domain/money.rs", "let of64k = 1;").is_empty());
    }

    #[test]
    fn the_root_finder_alone_may_use_floats_and_nothing_more() {
        assert!(check("src/domain/apr.rs", "fn worth(rate: f64) -> f64 {").is_empty());
        assert_eq!(check("src/domain/apr.rs", "println!(\"{rate}\")").len(), 1);
    }
}
