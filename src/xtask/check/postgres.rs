//! A private PostgreSQL for one test run: a cluster of its own in a temporary folder, reached by a socket in that
//! folder, gone when the run ends however it ends.

use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{kept, program};
use crate::error::{Error, Outcome};
use crate::files;
use crate::tools::debian;

/// A running server. Dropping it stops it and removes its data.
pub struct Server {
    bin: PathBuf,
    folder: PathBuf,
    user: Option<User>,
}

/// PostgreSQL refuses to run as root, so root lends it the user that the Debian package made.
#[derive(Clone, Copy)]
struct User {
    user: u32,
    group: u32,
}

/// The folders' names; the number of the process that made one follows.
const PREFIX: &str = "evenkeel-pg-";

/// Only the name of the socket file depends on it: the server listens on no network.
const PORT: u32 = 5432;

impl Server {
    /// Makes a cluster and starts it.
    pub fn start() -> Outcome<Self> {
        let bin = debian::postgres_bin()
            .ok_or_else(|| Error::new("PostgreSQL is missing").remedy("run `cargo xtask setup`"))?;
        let user = if debian::is_root() { Some(postgres_user()?) } else { None };
        // A short name: a socket's path may not be longer than about a hundred characters.
        let folder = std::env::temp_dir().join(format!("{PREFIX}{}", std::process::id()));
        sweep(&bin, user)?;
        files::make_folder(&folder)?;
        let server = Self { bin, folder, user };
        server.own_folder()?;
        server.run("initdb", |command| {
            command.args(["--username=evenkeel", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]);
            command.arg("--pgdata").arg(server.data());
        })?;
        let options = format!(
            "-c listen_addresses= -c unix_socket_directories={} -c port={PORT} -c fsync=off -c full_page_writes=off \
             -c synchronous_commit=off -c max_connections=300",
            server.folder.display()
        );
        server
            .run("pg_ctl", |command| {
                // A log file, not our pipe: the server would hold the pipe open and `pg_ctl` would seem never to end.
                command.args(["start", "--wait", "--silent", "--timeout=60", "--options", &options]);
                command.arg("--log").arg(server.folder.join("log")).arg("--pgdata").arg(server.data());
            })
            .map_err(|failure| match files::read_text(&server.folder.join("log")) {
                Ok(log) => Error::new(format!("PostgreSQL does not start: {}", log.trim_end())),
                Err(_) => failure,
            })?;
        Ok(server)
    }

    /// The address for the tests, of a database whose owner may create others.
    pub fn url(&self) -> String {
        format!("postgres://evenkeel@localhost:{PORT}/postgres?host={}", self.folder.display())
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// Nobody but the server's user and root reaches the folder and with it the socket.
    fn own_folder(&self) -> Outcome {
        let failed = |cause| Error::file("prepare", &self.folder, &cause);
        std::fs::set_permissions(&self.folder, std::fs::Permissions::from_mode(0o700)).map_err(failed)?;
        if let Some(user) = self.user {
            chown(&self.folder, Some(user.user), Some(user.group)).map_err(failed)?;
        }
        Ok(())
    }

    fn run(&self, name: &str, arguments: impl FnOnce(&mut Command)) -> Outcome {
        let mut command = program(self.bin.join(name));
        command.current_dir(&self.folder);
        if let Some(user) = self.user {
            command.uid(user.user).gid(user.group);
        }
        arguments(&mut command);
        kept(&mut command).map(drop)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.data().join("postmaster.pid").exists() {
            let stopped = self.run("pg_ctl", |command| {
                command.args(["stop", "--mode=immediate", "--silent", "--pgdata"]).arg(self.data());
            });
            if let Err(failure) = stopped {
                eprintln!("{failure}");
            }
        }
        if let Err(failure) = files::remove_folder(&self.folder) {
            eprintln!("{failure}");
        }
    }
}

/// Ends what runs left behind that were interrupted: a server whose maker no longer exists. Dropping it does the work.
fn sweep(bin: &Path, user: Option<User>) -> Outcome {
    let temporary = std::env::temp_dir();
    let entries = std::fs::read_dir(&temporary).map_err(|cause| Error::file("list", &temporary, &cause))?;
    for entry in entries.flatten() {
        let name = entry.file_name();
        let maker = name.to_str().and_then(|name| name.strip_prefix(PREFIX));
        let mine = entry.metadata().is_ok_and(|data| may_touch(&data, user));
        if mine && maker.is_some_and(is_gone) {
            drop(Server { bin: bin.to_path_buf(), folder: entry.path(), user });
        }
    }
    Ok(())
}

fn is_gone(process: &str) -> bool {
    process
        .parse::<u32>()
        .is_ok_and(|number| number == std::process::id() || !Path::new("/proc").join(process).exists())
}

/// Whether the folder was made by this user's runs, and not by somebody else's on the same machine.
fn may_touch(data: &std::fs::Metadata, user: Option<User>) -> bool {
    match user {
        Some(user) => data.uid() == user.user,
        None => std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == data.uid()),
    }
}

fn postgres_user() -> Outcome<User> {
    let missing = || {
        Error::new("PostgreSQL cannot run as root and there is no user `postgres`")
            .remedy("install the Debian package postgresql, which makes that user, or run the tests as another user")
    };
    let number = |flag: &str| -> Outcome<u32> {
        let text = kept(program("id").args([flag, "postgres"])).map_err(|_| missing())?;
        text.trim().parse().map_err(|_| missing())
    };
    Ok(User { user: number("-u")?, group: number("-g")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_folder_whose_maker_is_gone_is_left_over() {
        assert!(!is_gone("1"), "the first process always runs");
        assert!(is_gone("4294967295"));
        assert!(!is_gone("data"));
    }
}
