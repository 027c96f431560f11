//! `cargo xtask dev`: builds again whatever changed, while the server keeps running.

use std::process::Child;
use std::time::{Duration, Instant};

use crate::build::page;
use crate::build::server::{self, Kind, Wish};
use crate::build::trunk::Mode;
use crate::command::line_of;
use crate::error::{Error, Outcome};
use crate::files;
use crate::place::Place;
use crate::steps::{self, Step, seconds};

/// What the server is not made of, of all that is in src.
const NOT_SERVER: [&str; 5] = ["src/app", "src/browser", "src/desk", "src/ui", "src/xtask"];

/// How often the sources are looked at. An editor that is still writing is built once more.
const PAUSE: Duration = Duration::from_millis(300);

/// Builds, serves, and builds again on every change until it is interrupted.
pub fn run(place: &Place, port: u16, further: &[String]) -> Outcome {
    let (mut running, mut built) = (None::<Child>, (None, None));
    let mut is_server_stale = false;
    loop {
        let pages = files::newest(&place.root, &page::INPUTS, &page::NO_INPUTS)?;
        let now = (pages, files::newest(&place.root, &["Cargo.toml", "src"], &NOT_SERVER)?);
        if now == built {
            std::thread::sleep(PAUSE);
            continue;
        }
        let start = Instant::now();
        is_server_stale |= now.1 != built.1;
        built = now;
        let mut wanted = vec![Step::new("page", |line: &_| page::ensure(place, Mode::Development, None, line))];
        if is_server_stale {
            wanted.push(Step::new("server", |line: &_| server::ensure(place, Kind::Here, line)));
        }
        if let Err(failure) = steps::run(wanted) {
            // What is wrong is being edited; the last good page is still served.
            eprintln!("{failure}");
            continue;
        }
        if std::mem::take(&mut is_server_stale) {
            if let Some(mut server) = running.take() {
                // Both fail only when it has ended already, which is the wish.
                let _ = server.kill();
                let _ = server.wait();
            }
            let mut server = server::command(place, &Wish { port, further });
            let started = server.spawn();
            running = Some(started.map_err(|cause| Error::new(format!("{}: {cause}", line_of(&server))))?);
        }
        println!("ready again after {}: reload the page", seconds(start.elapsed()));
    }
}
