//! `step n of m … (time)`: a person who waits knows what for, and how much is left.

use std::cell::Cell;
use std::io::Write;
use std::time::{Duration, Instant};

use crate::error::Outcome;

/// How a step went when it went well.
pub enum Done {
    /// It did something.
    Made,
    /// There was nothing to do.
    Already,
    /// It ended otherwise, and how, without being a reason to stop.
    Otherwise(String),
}

/// The line of the step that is running. Silent work keeps it open so that the result lands on the same line.
pub struct Line {
    open: Cell<bool>,
}

impl Line {
    /// Says that other output follows: ends the open line first.
    pub fn busy(&self, doing: &str) {
        println!("{doing}");
        self.open.set(false);
    }
}

/// What a step does.
type Work<'a> = Box<dyn FnOnce(&Line) -> Outcome<Done> + 'a>;

/// One thing to do, and its name.
pub struct Step<'a> {
    name: String,
    work: Work<'a>,
}

impl<'a> Step<'a> {
    /// A step of this name.
    pub fn new(name: impl Into<String>, work: impl FnOnce(&Line) -> Outcome<Done> + 'a) -> Self {
        Self { name: name.into(), work: Box::new(work) }
    }
}

/// Runs the steps in order and stops at the first that fails.
pub fn run(steps: Vec<Step<'_>>) -> Outcome {
    let count = steps.len();
    for (index, step) in steps.into_iter().enumerate() {
        let head = format!("step {} of {count}: {}", index + 1, step.name);
        print!("{head} … ");
        // A closed terminal must not stop the work.
        let _ = std::io::stdout().flush();
        let line = Line { open: Cell::new(true) };
        let start = Instant::now();
        let result = (step.work)(&line);
        let time = seconds(start.elapsed());
        let back = if line.open.get() { String::new() } else { format!("{head}: ") };
        match result {
            Ok(Done::Made) => println!("{back}done ({time})"),
            Ok(Done::Already) => println!("{back}there ({time})"),
            Ok(Done::Otherwise(how)) => println!("{back}{how} ({time})"),
            Err(failure) => {
                println!("{back}failed ({time})");
                return Err(failure);
            }
        }
    }
    Ok(())
}

/// A duration as people say it.
pub fn seconds(time: Duration) -> String {
    let tenths = time.as_millis() / 100;
    if tenths < 600 {
        format!("{}.{} s", tenths / 10, tenths % 10)
    } else {
        format!("{} min {} s", tenths / 600, tenths % 600 / 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    #[test]
    fn times_read_well() {
        assert_eq!(seconds(Duration::from_millis(40)), "0.0 s");
        assert_eq!(seconds(Duration::from_millis(9_960)), "9.9 s");
        assert_eq!(seconds(Duration::from_millis(61_000)), "1 min 1 s");
    }

    #[test]
    fn a_failed_step_stops_the_ones_after_it() {
        let ran = Cell::new(0);
        let steps = vec![
            Step::new("first", |_| {
                ran.set(ran.get() + 1);
                Ok(Done::Made)
            }),
            Step::new("second", |_| Err(Error::new("no"))),
            Step::new("third", |_| {
                ran.set(ran.get() + 10);
                Ok(Done::Made)
            }),
        ];
        assert!(run(steps).is_err());
        assert_eq!(ran.get(), 1);
    }
}
