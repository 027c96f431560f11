//! Turns the locale files into checked functions.

#[path = "../ui/words/generate.rs"]
mod generate;

fn main() {
    // What the program is cut into chunks by: see src/xtask/split.rs. Other targets have no use for it.
    if std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    generate::generate();
}
