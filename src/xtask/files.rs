//! File operations that name the file when they fail, which `std::io::Error` does not.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::error::{Error, Outcome};

/// The bytes of a file.
pub fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|cause| Error::file("read", path, &cause))
}

/// The text of a file.
pub fn read_text(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|cause| Error::file("read", path, &cause))
}

/// Writes a file and the folders above it.
pub fn write(path: &Path, bytes: &[u8]) -> Outcome {
    if let Some(folder) = path.parent() {
        make_folder(folder)?;
    }
    fs::write(path, bytes).map_err(|cause| Error::file("write", path, &cause))
}

/// Makes a folder and those above it.
pub fn make_folder(path: &Path) -> Outcome {
    fs::create_dir_all(path).map_err(|cause| Error::file("create", path, &cause))
}

/// Removes a folder with all it holds; one that is not there is already as wished.
pub fn remove_folder(path: &Path) -> Outcome {
    match fs::remove_dir_all(path) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(Error::file("remove", path, &cause)),
        _ => Ok(()),
    }
}

/// Makes `name` a symbolic link to a file.
pub fn link(file: &Path, name: &Path) -> Outcome {
    if fs::read_link(name).is_ok_and(|found| found == file) {
        return Ok(());
    }
    write(name, b"")?;
    remove_file(name)?;
    std::os::unix::fs::symlink(file, name).map_err(|cause| Error::file("link", name, &cause))
}

/// Removes a file.
pub fn remove_file(path: &Path) -> Outcome {
    fs::remove_file(path).map_err(|cause| Error::file("remove", path, &cause))
}

/// The SHA-256 of some bytes, each part with its length, in hexadecimal digits.
pub fn hash<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part.len().to_le_bytes());
        digest.update(part);
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Renames a file or folder within one file system.
pub fn rename(from: &Path, to: &Path) -> Outcome {
    fs::rename(from, to).map_err(|cause| Error::file("move into place", to, &cause))
}

/// Every file below `folder`, sorted, so that whatever is made from the list is the same on every machine.
/// A folder that does not exist has no files.
pub fn all_below(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => continue,
            Err(cause) => return Err(Error::file("list", &folder, &cause)),
            Ok(entries) => entries,
        };
        for entry in entries {
            let path = entry.map_err(|cause| Error::file("list", &folder, &cause))?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// These files and every file below these folders, but for what is below some others; all named from `root`.
pub fn all_of(root: &Path, names: &[&str], but: &[&str]) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in names.iter().map(|name| root.join(name)) {
        found.extend(if path.is_file() { vec![path] } else { all_below(&path)? });
    }
    found.retain(|path| !but.iter().any(|name| path.starts_with(root.join(name))));
    Ok(found)
}

/// `path` relative to `base`, with forward slashes, as it appears in an address.
pub fn relative(path: &Path, base: &Path) -> String {
    let path = path.strip_prefix(base).unwrap_or(path);
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}
