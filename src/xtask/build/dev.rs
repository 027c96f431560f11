//! `cargo xtask dev`: builds again whatever is saved, while the server keeps running.

use std::collections::BTreeSet;
use std::process::Child;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use notify_debouncer_full::notify::{Error as NotWatched, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, new_debouncer};

use crate::build::page::{self, INPUTS};
use crate::build::server::{self, Kind, Wish};
use crate::error::{Error, Outcome};
use crate::place::Place;
use crate::steps::{self, Step, seconds};

/// Whoever saves has finished when nothing more was written for so long.
const PAUSE: Duration = Duration::from_millis(200);

/// Builds, serves, and builds again on every change until it is interrupted.
pub fn run(place: &Place, port: u16, further: &[String]) -> Outcome {
    let not_watched = |cause: NotWatched| Error::new(format!("the sources cannot be watched: {cause}"));
    let inputs = INPUTS.map(|name| place.root.join(name));
    let (tell, told) = channel::<DebounceEventResult>();
    let mut watcher = new_debouncer(PAUSE, None, tell).map_err(not_watched)?;
    // Single files by the folder they are in: editors put a new file in the place of the old one.
    watcher.watch(&place.root, RecursiveMode::NonRecursive).map_err(not_watched)?;
    for folder in inputs.iter().filter(|path| path.is_dir()) {
        watcher.watch(folder, RecursiveMode::Recursive).map_err(not_watched)?;
    }
    let mut running = None::<Child>;
    let mut changed = BTreeSet::from(inputs.clone());
    loop {
        let begin = Instant::now();
        let has_changed =
            |but: &[&str]| changed.iter().any(|path| !but.iter().any(|but| path.starts_with(place.root.join(but))));
        let built = steps::run(vec![
            Step::new("pages", |line| page::again(place, &has_changed, line)),
            Step::new("server", |line| server::ensure(place, Kind::Here, line)),
        ]);
        match built.and_then(|()| server::restart(place, &mut running, &Wish { port, further })) {
            Ok(()) => {
                println!("ready after {}: reload the page", seconds(begin.elapsed()));
                changed.clear();
            }
            // What is wrong is being edited; meanwhile the last good page is served.
            Err(failure) => eprintln!("{failure}"),
        }
        let mut saved = Vec::new();
        while saved.is_empty() {
            let events = told.recv().map_err(|cause| Error::new(format!("the sources are not watched: {cause}")))?;
            // A build reads all of them, and what was saved while it ran is built together.
            let events = [events].into_iter().chain(told.try_iter()).flatten().flatten();
            let paths = events.filter(|event| !event.kind.is_access()).flat_map(|event| event.event.paths);
            saved = paths.filter(|path| inputs.iter().any(|input| path.starts_with(input))).collect();
        }
        changed.extend(saved);
    }
}
