//! Who may know whom. A boundary is a Cargo edge, so the edges are read from Cargo, not from imports.
//!
//! ```text
//! domain ← json, content, wire, cli, ui, app, worker, desk, api    json ← content, wire, cli, browser, worker
//! content, wire ← cli, app, desk, api    cli ← api    browser, words ← ui, app, desk    ui ← app, desk
//! ```
//! Nothing else: the pages and the server never meet. `json` knows the domain's figures, because only the crate of a
//! trait or of a type may say how the one is the other; who reads what `content` or `wire` declares finds it there as
//! `wire::json`. `xtask` may use `content` and `words`, which it compiles, and `domain`, whose steps are in the table of
//! addresses. `worker`, the client's second thread, is a part of `app` and brings the protocol between them. `bench`
//! measures what is true, what is sent and what the thread works out.

use serde::Deserialize;

use crate::Violation;

/// Each crate, and the crates of the house it may depend on, for building, testing or running.
const MAY_USE: [(&str, &[&str]); 15] = [
    ("domain", &[]),
    ("json", &["domain"]),
    ("content", &["domain", "json"]),
    ("wire", &["domain", "json"]),
    ("cli", &["content", "domain", "json", "wire"]),
    ("browser", &["json"]),
    ("words", &[]),
    ("ui", &["browser", "domain", "words"]),
    ("app", &["browser", "content", "domain", "ui", "wire", "words", "worker"]),
    ("worker", &["domain", "json"]),
    ("desk", &["browser", "content", "domain", "ui", "wire", "words"]),
    ("api", &["cli", "content", "domain", "wire"]),
    ("xtask", &["content", "domain", "words"]),
    ("bench", &["domain", "wire", "worker"]),
    ("tidy", &[]),
];

/// What the domain may use from outside when it is not under test. No I/O, clock, locale, random or serialisation: a
/// crate that brings one of them has no place here.
const DOMAIN_MAY_USE: [&str; 3] = ["iso_currency", "jiff", "rust_decimal"];

/// The crates of the pages, which must not carry the compiler of the content: the words are fetched.
const PAGES: [&str; 4] = ["browser", "ui", "app", "desk"];

/// What `cargo metadata --no-deps` says, as far as it matters here.
#[derive(Deserialize)]
pub struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    kind: Option<String>,
    path: Option<String>,
    #[serde(default)]
    features: Vec<String>,
}

/// Every edge that the house does not have.
pub fn check(metadata: &Metadata) -> Vec<Violation> {
    let mut violations = Vec::new();
    for package in &metadata.packages {
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == package.name) else {
            violations.push(Violation::new(
                &package.name,
                "this crate is not in the house: give it a room in tests/tidy/edges.rs",
            ));
            continue;
        };
        for dependency in &package.dependencies {
            violations.extend(edge(package, dependency, allowed));
        }
    }
    violations
}

fn edge(package: &Package, dependency: &Dependency, allowed: &[&str]) -> Option<Violation> {
    let name = dependency.name.as_str();
    if dependency.path.is_some() && !allowed.contains(&name) {
        return Some(Violation::new(&package.name, format!("must not depend on {name}")));
    }
    let is_normal = dependency.kind.is_none();
    if package.name == "domain" && is_normal && !DOMAIN_MAY_USE.contains(&name) {
        return Some(Violation::new("domain", format!("must not depend on {name}: it is total and sealed")));
    }
    if ["app", "desk"].contains(&package.name.as_str()) && name == "web-sys" {
        return Some(Violation::new(
            &package.name,
            "must not depend on web-sys: the browser is behind the crate browser",
        ));
    }
    let compiles = dependency.features.iter().any(|feature| feature == "compile");
    if PAGES.contains(&package.name.as_str()) && name == "content" && compiles {
        return Some(Violation::new(&package.name, "must not compile content: the page fetches it"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(json: &str) -> Metadata {
        serde_json::from_str(json).expect("valid metadata")
    }

    fn rules(json: &str) -> Vec<(String, String)> {
        check(&parsed(json)).into_iter().map(|violation| (violation.place, violation.rule)).collect()
    }

    #[test]
    fn the_house_has_only_its_edges() {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = std::process::Command::new(cargo)
            .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
            .current_dir(crate::root())
            .output()
            .expect("cargo runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let metadata = parsed(&String::from_utf8(output.stdout).expect("text"));
        assert_eq!(metadata.packages.len(), MAY_USE.len(), "every room has a crate");
        crate::assert_clean(&check(&metadata));
    }

    #[test]
    fn the_domain_may_not_look_up() {
        let json = r#"{"packages":[{"name":"domain","dependencies":[
            {"name":"wire","kind":null,"path":"/x/wire"},{"name":"jiff","kind":null,"path":null}]}]}"#;
        assert_eq!(rules(json), [("domain".into(), "must not depend on wire".into())]);
    }

    #[test]
    fn the_pages_and_the_server_never_meet_even_in_tests() {
        let json = r#"{"packages":[
            {"name":"app","dependencies":[{"name":"api","kind":"dev","path":"/x/api"}]},
            {"name":"api","dependencies":[{"name":"ui","kind":null,"path":"/x/ui"}]}]}"#;
        assert_eq!(rules(json).len(), 2);
    }

    #[test]
    fn the_domain_stays_sealed_but_its_tests_are_free() {
        let json = r#"{"packages":[{"name":"domain","dependencies":[
            {"name":"serde","kind":null,"path":null},{"name":"proptest","kind":"dev","path":null}]}]}"#;
        assert_eq!(rules(json).len(), 1);
        assert!(rules(json)[0].1.contains("serde"));
    }

    #[test]
    fn words_stay_out_of_the_pages() {
        let json = r#"{"packages":[{"name":"app","dependencies":[
            {"name":"content","kind":null,"path":"/x/content","features":["compile"]}]}]}"#;
        assert_eq!(rules(json).len(), 1);
    }

    #[test]
    fn the_pages_reach_the_browser_through_its_crate_alone() {
        let package = |name: &str| {
            let start = "{\"packages\":[{\"name\":\"";
            [start, name, "\",\"dependencies\":[{\"name\":\"web-sys\",\"kind\":null,\"path\":null}]}]}"].concat()
        };
        assert_eq!(rules(&package("app")).len(), 1);
        assert_eq!(rules(&package("desk")).len(), 1);
        assert!(rules(&package("browser")).is_empty());
    }

    #[test]
    fn a_crate_without_a_room_is_found() {
        assert_eq!(rules(r#"{"packages":[{"name":"utils","dependencies":[]}]}"#).len(), 1);
    }
}
