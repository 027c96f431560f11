//! `cargo xtask …`: everything a person does with this repository besides editing it.

mod assets;
mod bench;
mod bench_report;
mod bundle;
mod command;
mod count;
mod dev;
mod failure;
mod files;
mod lint;
mod pack;
mod page;
mod place;
mod postgres;
mod server;
mod shorten;
mod size;
mod split;
mod steps;
mod style;
mod template;
mod test;
mod tools;
mod worker;

use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use bundle::Mode;
use failure::Outcome;
use place::Place;
use server::{Kind, Wish};
use steps::Step;
use test::Part;

/// Set-up, run, test and bench for Evenkeel.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install whatever any of the other commands needs
    Setup,
    /// Build page and server and serve them on this machine
    Serve(Serve),
    /// Serve, and build again whatever changes
    Dev(Serve),
    /// Build the page only, into target/dist
    Page {
        /// The quick build that `dev` uses
        #[arg(long)]
        dev: bool,
        /// Only this bundle: app, desk or gallery
        #[arg(long)]
        only: Option<String>,
    },
    /// Build one self-contained program with the page inside: target/release/evenkeel
    Build,
    /// Run the tests, all or one part of them
    Test {
        /// Only this part
        part: Option<Part>,
        /// Only tests whose name contains this
        filter: Option<String>,
    },
    /// Check formatting, clippy for native and browser, scripts and dependencies
    Lint,
    /// Measure the engine and its peers, natively and in Chromium, and print ratios beside the targets
    Bench {
        /// Only workloads whose name contains this: w1 to w5
        filter: Option<String>,
    },
}

#[derive(Args)]
struct Serve {
    /// The port on this machine
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Further arguments for `evenkeel serve`
    #[arg(last = true)]
    further: Vec<String>,
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

/// Carries out a command. The answer is false when it did its work and what it found is bad.
fn run(command: Command) -> Outcome<bool> {
    let place = Place::find()?;
    match command {
        Command::Setup => steps::run(tools::steps(&place, &tools::ALL)?)?,
        Command::Serve(serve) => {
            prepare(&place, Mode::Release, None, Some(Kind::Here))?;
            server::become_it(&place, &Wish { port: serve.port, further: &serve.further })?;
        }
        Command::Dev(serve) => {
            steps::run(tools::steps(&place, &tools::SERVE)?)?;
            dev::run(&place, serve.port, &serve.further)?;
        }
        Command::Page { dev, only } => {
            let mode = if dev { Mode::Development } else { Mode::Release };
            prepare(&place, mode, only.as_deref(), None)?;
        }
        Command::Build => {
            prepare(&place, Mode::Release, None, Some(Kind::SelfContained))?;
            server::describe(&place)?;
            size::check(&place)?;
        }
        Command::Test { part, filter } => return test::run(&place, part, filter.as_deref()),
        Command::Lint => lint::run(&place)?,
        Command::Bench { filter } => bench::run(&place, filter.as_deref())?,
    }
    Ok(true)
}

/// Sets up what building needs, then builds the page and, if asked, the server.
fn prepare(place: &Place, mode: Mode, only: Option<&str>, kind: Option<Kind>) -> Outcome {
    let mut steps = tools::steps(place, &tools::SERVE)?;
    steps.push(Step::new("page", move |line| page::ensure(place, mode, only, line)));
    if let Some(kind) = kind {
        steps.push(Step::new("server", move |line| server::ensure(place, kind, line)));
    }
    steps::run(steps)
}
