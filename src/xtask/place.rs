//! Where things are: the repository, its target folder, and the per-user cache of tools.

use std::path::{Path, PathBuf};

use crate::error::{Error, Outcome};
use crate::files;

/// The folders every command works with.
pub struct Place {
    /// The top of the repository.
    pub root: PathBuf,
    /// Cargo's target folder of this repository.
    pub target: PathBuf,
    /// Where tools are kept, one folder for each tool and version, so that a clean checkout finds them again.
    pub tools: PathBuf,
}

impl Place {
    /// Finds the repository from the running crate or, failing that, upwards from the current folder.
    pub fn find() -> Outcome<Self> {
        let start = match std::env::var_os("CARGO_MANIFEST_DIR") {
            Some(folder) => PathBuf::from(folder),
            None => std::env::current_dir().map_err(|cause| Error::new(format!("no current folder: {cause}")))?,
        };
        let root = start
            .ancestors()
            .find(|folder| folder.join("Cargo.lock").is_file() && folder.join("src/xtask").is_dir())
            .ok_or_else(|| Error::new("this is not the repository").remedy("run `cargo xtask` inside it"))?
            .to_path_buf();
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => root.join(folder),
            None => root.join("target"),
        };
        Ok(Self { target, tools: tools_folder()?, root })
    }

    /// Where the page goes, in either mode: the server names this very folder in its source, so `CARGO_TARGET_DIR` does
    /// not move it.
    pub fn dist(&self) -> PathBuf {
        self.root.join("target/dist")
    }

    /// The folder of one tool in one version.
    pub fn tool(&self, name: &str, version: &str) -> PathBuf {
        self.tools.join(format!("{name}-{version}"))
    }

    /// The version of a package in Cargo.lock.
    pub fn locked_version(&self, package: &str) -> Outcome<String> {
        let text = files::read_text(&self.root.join("Cargo.lock"))?;
        locked_version(&text, package)
            .ok_or_else(|| Error::new(format!("Cargo.lock has no {package}")).remedy("run `cargo fetch`"))
    }
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let lock: toml::Table = toml::from_str(lock).ok()?;
    let found = lock
        .get("package")?
        .as_array()?
        .iter()
        .find(|entry| entry.get("name").and_then(|n| n.as_str()) == Some(package))?;
    Some(found.get("version")?.as_str()?.to_owned())
}

fn tools_folder() -> Outcome<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = set("EVENKEEL_TOOLS")
        .or_else(|| set("XDG_CACHE_HOME").map(|cache| cache.join("evenkeel/tools")))
        .or_else(|| set("HOME").map(|home| home.join(".cache/evenkeel/tools")))
        .ok_or_else(|| Error::new("no folder for tools").remedy("set HOME or EVENKEEL_TOOLS"))?;
    std::path::absolute(&folder).map_err(|cause| Error::file("find", &folder, &cause))
}

/// The file whose presence says that a tool was installed to the end.
const COMPLETE: &str = ".complete";

/// Whether a tool folder was finished. One without the mark is left over from an install that was cut off.
pub fn is_complete(folder: &Path) -> bool {
    folder.join(COMPLETE).is_file()
}

/// Installs into a sibling folder, marks it, and only then gives it its name: a half-installed tool is never found
/// under the name the next run looks for.
pub fn install_whole(folder: &Path, install: impl FnOnce(&Path) -> Outcome) -> Outcome {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let temporary = folder.with_file_name(format!(".{name}.{}", std::process::id()));
    files::remove_folder(&temporary)?;
    files::make_folder(&temporary)?;
    let made = install(&temporary).and_then(|()| files::write(&temporary.join(COMPLETE), b""));
    if let Err(failure) = made {
        // The failure that matters is the first one.
        let _ = files::remove_folder(&temporary);
        return Err(failure);
    }
    files::remove_folder(folder)?;
    files::rename(&temporary, folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_names_one_version() {
        let lock = "version = 4\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.9\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("0.2.9"));
        assert_eq!(locked_version(lock, "absent"), None);
    }

    #[test]
    fn a_cut_off_install_is_not_trusted() {
        let home = tempfile::tempdir().expect("a folder");
        let tool = home.path().join("tool-1.0");
        files::write(&tool.join("bin/tool"), b"half").expect("written");
        assert!(!is_complete(&tool));
        let failed = install_whole(&tool, |temporary| {
            files::write(&temporary.join("bin/tool"), b"other half")?;
            Err(Error::new("the network went away"))
        });
        assert!(failed.is_err());
        assert!(!is_complete(&tool));
        let left: Vec<_> = std::fs::read_dir(home.path()).expect("listed").flatten().map(|e| e.file_name()).collect();
        assert_eq!(left, ["tool-1.0"], "the temporary folder must be gone");
        install_whole(&tool, |temporary| files::write(&temporary.join("bin/tool"), b"whole")).expect("installed");
        assert!(is_complete(&tool));
        assert_eq!(files::read(&tool.join("bin/tool")).expect("read"), b"whole");
    }
}
