//! Cutting a program into the part that every page needs and cuts that are fetched when they are asked for.
//!
//! The app marks where (`cut!`), and the linker keeps its relocations (`src/app/build.rs`), so that it is known which
//! functions and data each part reaches. What several cuts share becomes a module of its own: hundreds in all. As files
//! of their own they would cost a page as many requests and, compressed one by one, a third more bytes. So each cut is
//! sent as one pack with all that it needs, and the service worker keeps one pack with every module once.
//!
//! A pack is the length of its head (four bytes, the lowest first), its head and its modules, one after the other. The
//! head is JSON: `modules` lists the modules' numbers and lengths, `cuts` the numbers that each cut needs, in the order
//! in which they are started. `loader.js` reads it, and `shipped.test.mjs` tries it on the packs of the built page.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use wasm_split_cli_support::{Options, transform};

use crate::error::{Error, Outcome};
use crate::files;

/// The name of the module that fetches packs, beside the program's own module.
pub const LOADER: &str = "link";

/// A program in parts.
pub struct Parts {
    /// What is started first; wasm-bindgen works on it.
    pub main: PathBuf,
    /// The other modules.
    pub modules: Vec<PathBuf>,
    /// The modules that each cut needs, as names of files without ending, in the order in which they are started.
    needs: BTreeMap<String, Vec<String>>,
}

/// Cuts `wasm` up and writes the parts into `out`. `module` is the program's own module, as the loader sees it.
pub fn cut(wasm: &Path, out: &Path, module: &str) -> Outcome<Parts> {
    let program = files::read(wasm)?;
    let main = out.join("main.wasm");
    let link = format!("./{LOADER}.js");
    let mut options = Options::new(&program);
    (options.output_dir, options.main_out_path) = (out, &main);
    (options.link_name, options.main_module) = (&link, module);
    let parts = transform(options).map_err(|cause| {
        Error::new(format!("{} cannot be cut: {cause:#}", wasm.display())).remedy("see src/xtask/build/cut.rs")
    })?;
    let needs: BTreeMap<_, _> = parts.prefetch_map.into_iter().collect();
    // The module that the library writes fetches each chunk by itself. Ours stands between what it takes from the
    // program's own module and what it gives to the program.
    let mut loader = format!("import {{ initSync }} from \"{module}\";\n{}", include_str!("loader.js"));
    for cut in needs.keys() {
        loader += &format!("export const __wasm_split_load_{cut} = loader(\"{cut}\");\n");
    }
    files::write(&out.join(link), loader.as_bytes())?;
    Ok(Parts { main, modules: parts.split_modules, needs })
}

impl Parts {
    /// Writes the pack of each cut and the one with every module; answers the names of the files.
    pub fn write_packs(&self, out: &Path) -> Outcome<Vec<String>> {
        let names: BTreeSet<_> = self.needs.values().flatten().collect();
        let read = |name: &String| Ok((name.clone(), files::read(&out.join(format!("{name}.wasm")))?));
        let modules = names.into_iter().map(read).collect::<Outcome<Vec<_>>>()?;
        let cut =
            |(name, needs): (&String, &Vec<String>)| (name.clone(), BTreeMap::from([(name.clone(), needs.clone())]));
        let packs = self.needs.iter().map(cut).chain([("every".to_owned(), self.needs.clone())]);
        let write = |(name, cuts)| {
            let name = format!("{name}.bin");
            files::write(&out.join(&name), &pack(&modules, &cuts)).map(|()| name)
        };
        packs.map(write).collect()
    }
}

/// The modules that some cuts need, in one file; a module's number is its place in `modules`.
fn pack(modules: &[(String, Vec<u8>)], cuts: &BTreeMap<String, Vec<String>>) -> Vec<u8> {
    let number = |name: &String| modules.iter().position(|(known, _)| known == name);
    let cuts: BTreeMap<_, Vec<_>> =
        cuts.iter().map(|(cut, names)| (cut, names.iter().filter_map(number).collect())).collect();
    let held = modules.iter().enumerate().filter(|(number, _)| cuts.values().flatten().any(|needed| needed == number));
    let (lengths, bytes): (Vec<_>, Vec<_>) =
        held.map(|(number, (_, module))| ((number, module.len()), module.as_slice())).unzip();
    let head = serde_json::json!({ "modules": lengths, "cuts": cuts }).to_string();
    // Some kilobytes: it names each module once.
    let length = u32::try_from(head.len()).unwrap_or(u32::MAX).to_le_bytes();
    [&length, head.as_bytes(), &bytes.concat()].concat()
}
