//! trunk, with the tools and the environment that it needs.

use std::path::PathBuf;
use std::process::Command;

use crate::command::{program, shown};
use crate::error::{Error, Outcome};
use crate::files;
use crate::place::Place;
use crate::tools::{cargo_tool, wasm_target};

/// A page that trunk builds.
pub struct Page {
    /// The name of its program.
    pub name: &'static str,
    /// The folder of its own sources.
    pub sources: &'static str,
    /// Its `Trunk.toml`, which lies beside its index.html.
    config: &'static str,
    /// The name under which the server finds the document.
    pub document: &'static str,
}

/// The client's page, which works offline.
pub const CLIENT: Page = Page { name: "app", sources: "src/app", config: "Trunk.toml", document: "index.html" };
/// Every page, the client's first.
pub const PAGES: [Page; 3] = [
    CLIENT,
    Page { name: "desk", sources: "src/desk", config: "src/desk/Trunk.toml", document: "desk.html" },
    Page { name: "gallery", sources: "src/ui/gallery", config: "src/ui/gallery/Trunk.toml", document: "gallery.html" },
];

impl Page {
    /// Where trunk puts what it built; the page's `Trunk.toml` says so too.
    pub fn dist(&self, place: &Place) -> PathBuf {
        place.root.join("target/trunk").join(self.name)
    }
}

/// How a page is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Small, for people.
    Release,
    /// Quick to build, for the one who is writing it.
    Development,
}

/// A trunk command at the top of the repository. Its own cargo calls compile with the compiler that can, and its hook
/// is this very program.
pub fn command(place: &Place) -> Outcome<Command> {
    let bindgen = cargo_tool::installed(place, &cargo_tool::wasm_bindgen(place)?)?;
    let compiler = wasm_target::installed(place)?;
    let mut command = program(cargo_tool::installed(place, &cargo_tool::trunk())?);
    compiler.prepare(place, &mut command, "");
    let hook = std::env::current_exe().map_err(|cause| Error::new(format!("cannot find this program: {cause}")))?;
    command.env("EVENKEEL_XTASK", hook);
    let mut folders: Vec<PathBuf> = compiler.cargo_folder(place)?.into_iter().collect();
    folders.extend(bindgen.parent().map(PathBuf::from));
    folders.extend(std::env::var_os("PATH").iter().flat_map(std::env::split_paths));
    command.env("PATH", std::env::join_paths(folders).map_err(|cause| Error::new(format!("PATH: {cause}")))?);
    // All of its pages share a folder of snippets that trunk never clears.
    files::remove_folder(&compiler.target_folder(place).join("wasm-bindgen"))?;
    Ok(command)
}

/// Builds one page into its folder.
pub fn build(place: &Place, page: &Page, mode: Mode) -> Outcome {
    let mut command = command(place)?;
    command.args(["build", "--config"]).arg(place.root.join(page.config));
    if mode == Mode::Release {
        command.arg("--release");
    }
    shown(&mut command)
}
