//! A release build carries the pages: it must be made again when they are. And every build carries the law and what an
//! operator's figures are held against, compiled from the same sources as the pages' copy, so that neither `evenkeel rights`
//! nor `--guidelines` needs a folder.

use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo::rerun-if-changed=../../target/dist");
    }
    let content = Path::new("../content");
    println!("cargo::rerun-if-changed={}", content.display());
    let compiled = content::compile::compile_all(content).map_err(|problems| {
        let list: Vec<String> = problems.iter().map(ToString::to_string).collect();
        list.join("\n")
    })?;
    let folder = std::env::var("OUT_DIR")?;
    for country in content::COUNTRIES {
        // Groups of the budget have one id in every language.
        let files = [
            ("law", content::law_path(country)),
            ("standards", content::standards_path(country)),
            ("country", content::country_path(country, content::LANGUAGES[0])),
        ];
        for (kind, path) in files {
            let file =
                compiled.iter().find(|file| file.path == path).ok_or_else(|| format!("{path} is not compiled"))?;
            std::fs::write(Path::new(&folder).join(format!("{kind}-{country}.json")), &file.bytes)?;
        }
    }
    Ok(())
}
