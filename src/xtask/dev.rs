//! `cargo xtask dev`: builds again whatever changed, while the server keeps running.

use std::path::Path;
use std::process::Child;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use notify::{Event, RecursiveMode, Watcher};

use crate::bundle::Mode;
use crate::failure::{Failure, Outcome};
use crate::place::Place;
use crate::server::{self, Kind, Wish};
use crate::steps::{self, Step, seconds};
use crate::{command, page};

/// What is watched, from the top of the repository.
const WATCHED: [&str; 5] = ["src", "style", "public", "index.html", "Cargo.toml"];

/// An editor writes a file in several strokes; this long without another one and the change is whole.
const QUIET: Duration = Duration::from_millis(150);

/// What has to be built again after a change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Stale {
    page: bool,
    server: bool,
}

/// Builds, serves, and builds again on every change until it is interrupted.
pub fn run(place: &Place, port: u16, further: &[String]) -> Outcome {
    let (sender, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // The receiver is gone only when this function is about to return.
        let _ = sender.send(event);
    })
    .map_err(|cause| Failure::new(format!("cannot watch files: {cause}")))?;
    for name in WATCHED {
        watcher
            .watch(&place.root.join(name), RecursiveMode::Recursive)
            .map_err(|cause| Failure::new(format!("cannot watch {name}: {cause}")))?;
    }
    build(place, Stale { page: true, server: true })?;
    let wish = Wish { port, further };
    let mut running = start(place, &wish)?;
    loop {
        let stale = next_change(&changes, &place.root)?;
        let start_time = Instant::now();
        if let Err(failure) = build(place, stale) {
            // What is wrong is being edited; the last good page is still served.
            eprintln!("{failure}");
            continue;
        }
        if stale.server {
            stop(&mut running);
            running = start(place, &wish)?;
        }
        println!("ready again after {}: reload the page", seconds(start_time.elapsed()));
    }
}

fn build(place: &Place, stale: Stale) -> Outcome {
    let mut wanted = Vec::new();
    if stale.page {
        wanted.push(Step::new("page", |line: &_| page::ensure(place, Mode::Development, None, line)));
    }
    if stale.server {
        wanted.push(Step::new("server", |line: &_| server::ensure(place, Kind::Here, line)));
    }
    steps::run(wanted)
}

fn start(place: &Place, wish: &Wish<'_>) -> Outcome<Child> {
    let mut server = server::command(place, wish);
    server.spawn().map_err(|cause| Failure::new(format!("cannot start {}: {cause}", command::line_of(&server))))
}

fn stop(server: &mut Child) {
    // Both fail only when it has ended already, which is the wish.
    let _ = server.kill();
    let _ = server.wait();
}

/// Waits for a change that matters and for the quiet after it.
fn next_change(changes: &Receiver<notify::Result<Event>>, root: &Path) -> Outcome<Stale> {
    let mut stale = Stale::default();
    loop {
        let event = if stale == Stale::default() {
            changes.recv().map_err(|_| Failure::new("the file watcher stopped"))?
        } else {
            match changes.recv_timeout(QUIET) {
                Ok(event) => event,
                Err(_) => return Ok(stale),
            }
        };
        let event = event.map_err(|cause| Failure::new(format!("the file watcher: {cause}")))?;
        if !event.kind.is_access() {
            stale = event.paths.iter().fold(stale, |stale, path| with(stale, path, root));
        }
    }
}

fn with(stale: Stale, path: &Path, root: &Path) -> Stale {
    let Ok(path) = path.strip_prefix(root) else { return stale };
    let is_below = |names: &[&str]| names.iter().any(|name| path.starts_with(name));
    if is_below(&["src/xtask"]) {
        return stale;
    }
    Stale {
        page: stale.page || !is_below(&["src/api"]),
        server: stale.server || is_below(&["src/api", "src/domain", "src/content", "src/wire", "Cargo.toml"]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_builds_what_it_touches() {
        let after = |name: &str| with(Stale::default(), &Path::new("/r").join(name), Path::new("/r"));
        assert_eq!(after("src/app/main.rs"), Stale { page: true, server: false });
        assert_eq!(after("style/base.css"), Stale { page: true, server: false });
        assert_eq!(after("src/api/main.rs"), Stale { page: false, server: true });
        assert_eq!(after("src/domain/money.rs"), Stale { page: true, server: true });
        assert_eq!(after("src/xtask/main.rs"), Stale::default());
        assert_eq!(with(Stale::default(), Path::new("/elsewhere/x"), Path::new("/r")), Stale::default());
    }
}
