//! Cutting a page's program into the part everybody needs and chunks that are fetched when they are asked for.
//!
//! `wasm_split` in src/app marks where. The linker keeps its relocations (`src/app/build.rs`), so that it is known which
//! function and which data each part reaches; what two chunks share becomes a chunk of its own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use wasm_split_cli_support::{Options, transform};

use crate::failure::{Failure, Outcome};
use crate::files;

/// The module that fetches chunks, beside the page's own module.
pub const LINK: &str = "link.js";

/// A program in parts.
pub struct Parts {
    /// What is started first; wasm-bindgen works on it.
    pub main: PathBuf,
    /// The files of the chunks.
    pub chunks: Vec<PathBuf>,
    /// For each place where the program is cut, the names of the files it needs, without ending.
    pub needs: BTreeMap<String, Vec<String>>,
    /// What the chunks recognise the main part by, as the fields of a JavaScript object. Empty without debug assertions.
    pub mark: String,
}

/// Cuts `wasm` up and writes the parts into `out`. `module` is the page's own module, as the chunks' one sees it.
pub fn split(wasm: &Path, out: &Path, module: &str) -> Outcome<Parts> {
    files::make_folder(out)?;
    let program = files::read(wasm)?;
    let main = out.join("main.wasm");
    let link = format!("./{LINK}");
    let module = format!("./{module}");
    let mut options = Options::new(&program);
    options.output_dir = out;
    options.main_out_path = &main;
    options.link_name = &link;
    options.main_module = &module;
    let parts = transform(options).map_err(|cause| {
        Failure::new(format!("{} cannot be cut into chunks: {cause:#}", wasm.display()))
            .remedy("see src/xtask/split.rs and the places marked with `wasm_split` in src/app")
    })?;
    // The module that the library writes fetches each chunk by itself; `pack.rs` writes another. This is what that one
    // cannot know by itself.
    let theirs = out.join(LINK);
    let text = files::read_text(&theirs)?;
    let mark = text.split_once("__wasm_split: {").and_then(|(_, rest)| rest.split_once('}')).ok_or_else(|| {
        Failure::new(format!("{} has another form than expected", theirs.display()))
            .remedy("see what the new version of wasm_split_cli_support writes, and src/xtask/split.rs")
    })?;
    let mark = mark.0.trim().to_owned();
    Ok(Parts { main, chunks: parts.split_modules, needs: parts.prefetch_map.into_iter().collect(), mark })
}
