//! Building and running the server.

use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command};

use crate::command::{cargo, kept, line_of, program, shown};
use crate::error::{Error, Outcome};
use crate::files;
use crate::place::Place;
use crate::steps::{Done, Line};

/// How the server is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Reads the page from the dist folder, so that a change of the page needs no new server. For this machine.
    Here,
    /// Carries the page inside and needs no other file. For every other machine.
    SelfContained,
}

/// Where the server's program is.
pub fn binary(place: &Place, kind: Kind) -> PathBuf {
    place.target.join(match kind {
        Kind::Here => "debug/evenkeel",
        Kind::SelfContained => "release/evenkeel",
    })
}

/// The server is there afterwards. Cargo knows by itself when there is nothing to do; it is asked every time.
pub fn ensure(place: &Place, kind: Kind, line: &Line) -> Outcome<Done> {
    // The page's folder is named in the server's source and must exist to compile it.
    files::make_folder(&place.dist())?;
    let mut command = cargo();
    command.current_dir(&place.root).args(["build", "--locked", "--package", "api", "--bin", "evenkeel"]);
    if kind == Kind::SelfContained {
        command.arg("--release");
    }
    line.busy("building the server …");
    shown(&mut command)?;
    let path = binary(place, kind);
    if path.is_file() { Ok(Done::Made) } else { Err(Error::new(format!("cargo made no {}", path.display()))) }
}

/// What a person wants of `serve`.
pub struct Wish<'a> {
    /// The port on this machine.
    pub port: u16,
    /// Further arguments for the server.
    pub further: &'a [String],
}

/// Becomes another program: the person's Ctrl-C reaches it directly. Only returns when that cannot start.
pub fn become_it(command: &mut Command) -> Outcome {
    let cause = command.exec();
    Err(Error::new(format!("cannot start {}: {cause}", line_of(command))))
}

/// The command that runs the server on this machine, with its data in the repository's own data folder.
pub fn command(place: &Place, wish: &Wish<'_>) -> Command {
    let mut command = program(binary(place, Kind::Here));
    command.current_dir(&place.root).arg("serve").arg("--listen").arg(format!("127.0.0.1:{}", wish.port));
    command.arg("--data-dir").arg(place.root.join("data"));
    command.args(wish.further);
    command
}

/// Runs the server in the place of one that may be running.
pub fn restart(place: &Place, running: &mut Option<Child>, wish: &Wish<'_>) -> Outcome {
    if let Some(mut before) = running.take() {
        // Both fail only when it has ended already, which is the wish.
        let _ = before.kill();
        let _ = before.wait();
    }
    let mut command = command(place, wish);
    let started = command.spawn().map_err(|cause| Error::new(format!("{}: {cause}", line_of(&command))))?;
    *running = Some(started);
    Ok(())
}

/// Says what was built, and how large it is.
pub fn describe(place: &Place) -> Outcome {
    let path = binary(place, Kind::SelfContained);
    let bytes = std::fs::metadata(&path).map_err(|cause| Error::file("read", &path, &cause))?.len();
    let version = kept(program(&path).arg("--version"))?;
    println!("{} ({} KB): {}", path.display(), bytes.div_ceil(1000), version.trim());
    Ok(())
}
