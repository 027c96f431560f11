//! Turns the locale files into checked functions.

fn main() {
    // A release of the page is cut, and must know what each part reaches: see src/xtask/build/cut.rs.
    println!("cargo::rustc-check-cfg=cfg(split)");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_FAMILY", "wasm") && is("PROFILE", "release") {
        println!("cargo::rustc-cfg=split");
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    words::compile::build("app");
}
