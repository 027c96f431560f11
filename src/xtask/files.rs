//! File operations that name the file when they fail, which `std::io::Error` does not.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};

/// The bytes of a file.
pub fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|cause| Failure::file("read", path, &cause))
}

/// The text of a file.
pub fn read_text(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|cause| Failure::file("read", path, &cause))
}

/// Writes a file and the folders above it.
pub fn write(path: &Path, bytes: &[u8]) -> Outcome {
    if let Some(folder) = path.parent() {
        make_folder(folder)?;
    }
    fs::write(path, bytes).map_err(|cause| Failure::file("write", path, &cause))
}

/// Makes a folder and those above it.
pub fn make_folder(path: &Path) -> Outcome {
    fs::create_dir_all(path).map_err(|cause| Failure::file("create", path, &cause))
}

/// Removes a folder with all it holds; one that is not there is already as wished.
pub fn remove_folder(path: &Path) -> Outcome {
    match fs::remove_dir_all(path) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(Failure::file("remove", path, &cause)),
        _ => Ok(()),
    }
}

/// Renames a file or folder within one file system.
pub fn rename(from: &Path, to: &Path) -> Outcome {
    fs::rename(from, to).map_err(|cause| Failure::file("move into place", to, &cause))
}

/// Every file below `folder`, sorted, so that whatever is made from the list is the same on every machine.
/// A folder that does not exist has no files.
pub fn all_below(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => continue,
            Err(cause) => return Err(Failure::file("list", &folder, &cause)),
            Ok(entries) => entries,
        };
        for entry in entries {
            let path = entry.map_err(|cause| Failure::file("list", &folder, &cause))?.path();
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

/// `path` relative to `base`, with forward slashes, as it appears in an address.
pub fn relative(path: &Path, base: &Path) -> String {
    let path = path.strip_prefix(base).unwrap_or(path);
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}
