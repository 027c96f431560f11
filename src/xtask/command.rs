//! Running other programs: what they print is shown or kept, and a failure says which program it was.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Mutex};

use crate::error::{Error, Outcome};

/// A command that does not see what `cargo run` told this program about itself: build scripts that watch those
/// variables (ring's does) would otherwise run again on every change between `cargo` and `cargo xtask`.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    for (key, _) in std::env::vars_os() {
        let text = key.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") || text.starts_with("CARGO_BIN_") {
            command.env_remove(&key);
        }
    }
    command
}

/// The cargo that runs this program.
pub fn cargo() -> Command {
    program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Where a program is on PATH.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// Runs with the person watching: output goes straight to the terminal.
pub fn shown(command: &mut Command) -> Outcome {
    let status = command.stdin(Stdio::null()).status().map_err(|cause| not_started(command, &cause))?;
    if status.success() { Ok(()) } else { Err(Error::new(format!("{} failed ({status})", line_of(command)))) }
}

/// Runs and keeps what it prints; shows that only when it fails.
pub fn kept(command: &mut Command) -> Outcome<String> {
    let output = output(command)?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    Err(Error::new(format!("{} failed ({})\n{}", line_of(command), output.status, said.trim_end())))
}

/// Runs to the end, whatever the end is.
pub fn output(command: &mut Command) -> Outcome<Output> {
    command.stdin(Stdio::null()).output().map_err(|cause| not_started(command, &cause))
}

/// Runs with output shown as it comes and kept as well, both streams in one text. The flag says whether it succeeded.
pub fn shown_and_kept(command: &mut Command) -> Outcome<(bool, String)> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|cause| not_started(command, &cause))?;
    let text = Arc::new(Mutex::new(String::new()));
    let out = child.stdout.take().map(|stream| copy_lines(stream, Arc::clone(&text)));
    let err = child.stderr.take().map(|stream| copy_lines(stream, Arc::clone(&text)));
    for thread in [out, err].into_iter().flatten() {
        // A reader only ends early by a panic in this process, which has been reported by then.
        let _ = thread.join();
    }
    let status = child.wait().map_err(|cause| Error::new(format!("lost {}: {cause}", line_of(command))))?;
    let text = text.lock().map(|text| text.clone()).unwrap_or_default();
    Ok((status.success(), text))
}

fn copy_lines(stream: impl Read + Send + 'static, into: Arc<Mutex<String>>) -> std::thread::JoinHandle<()> {
    std::thread::spawn(move || {
        let mut reader = BufReader::new(stream);
        let mut line = Vec::new();
        while matches!(reader.read_until(b'\n', &mut line), Ok(count) if count > 0) {
            let text = String::from_utf8_lossy(&line);
            // Standard output closed means nobody is reading; the count at the end still matters.
            let _ = std::io::stdout().write_all(text.as_bytes());
            if let Ok(mut all) = into.lock() {
                all.push_str(&text);
            }
            line.clear();
        }
    })
}

/// The command as a person would type it, for messages.
pub fn line_of(command: &Command) -> String {
    let name = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let mut line = name.to_string_lossy().into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}

fn not_started(command: &Command, cause: &std::io::Error) -> Error {
    let name = command.get_program().to_string_lossy();
    Error::new(format!("cannot start {name}: {cause}")).remedy(format!("install {name} and have it on PATH"))
}
