//! `cargo xtask …`: everything a person does with this repository besides editing it.

mod bench;
mod build;
mod check;
mod command;
mod error;
mod files;
mod place;
mod steps;
mod tools;

use std::process::ExitCode;

use build::server::{self, Kind, Wish};
use build::trunk::{self, Mode};
use build::{dev, finish, page};
use check::attack::{self, Extent};
use check::test::Part;
use check::{lint, proof, size, test};
use clap::{Args, Parser, Subcommand, ValueEnum};
use error::Outcome;
use place::Place;
use steps::Step;

/// Everything that is done with this repository besides editing it. Each command first sets up what it needs.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install the tools that the other commands use, once for your user; takes some minutes the first time
    Setup,
    /// Try the product: build it as it is released and serve it at http://127.0.0.1:8080
    Serve(Serve),
    /// Work on pages and server together: serve them, and build again whatever you save
    Dev(Serve),
    /// Work on one page alone, the quickest way: `trunk serve` for the client's page with its API from a running server
    Trunk {
        /// What trunk is told: `serve`, `build`, `serve --config src/desk/Trunk.toml`, …
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Build the pages only, into target/dist, and see what they weigh
    Page {
        /// Build quickly, as `dev` does
        #[arg(long)]
        dev: bool,
    },
    /// Make what is installed elsewhere: target/release/evenkeel, one program with the pages inside
    Build,
    /// Find out whether a change is right: run all tests, or one part of them, and count
    Test {
        /// Only this part
        part: Option<Part>,
        /// Only tests whose name contains this
        filter: Option<String>,
    },
    /// Find out whether a change is clean: formatting, clippy for server and browser, scripts, licences
    Lint,
    /// Look for what tests have missed, for as long as you like: properties and documents at random
    Proof {
        /// Only attack the server, as it is released, within two minutes
        what: Option<Proof>,
        /// How long documents are changed at random
        #[arg(long, default_value_t = 10)]
        minutes: u32,
    },
    /// See how fast the engine is beside its peers, natively and in Chromium
    Bench {
        /// Only workloads whose name contains this: w1 to w5
        filter: Option<String>,
    },
    /// trunk's hook after a build
    #[command(hide = true)]
    Finish,
}

/// A proof by itself.
#[derive(Clone, Copy, ValueEnum)]
enum Proof {
    /// What strangers have done to the server, again, with figures and limits
    Attack,
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
            prepare(&place, Mode::Release, Some(Kind::Here))?;
            server::become_it(&mut server::command(&place, &Wish { port: serve.port, further: &serve.further }))?;
        }
        Command::Dev(serve) => {
            steps::run(tools::steps(&place, &tools::PAGES)?)?;
            dev::run(&place, serve.port, &serve.further)?;
        }
        Command::Trunk { arguments } => {
            steps::run(tools::steps(&place, &tools::PAGES)?)?;
            server::become_it(trunk::command(&place)?.args(arguments))?;
        }
        Command::Page { dev } => {
            prepare(&place, if dev { Mode::Development } else { Mode::Release }, None)?;
        }
        Command::Build => {
            prepare(&place, Mode::Release, Some(Kind::SelfContained))?;
            server::describe(&place)?;
            size::check(&place)?;
        }
        Command::Test { part, filter } => return test::run(&place, part, filter.as_deref()),
        Command::Lint => lint::run(&place)?,
        Command::Proof { what: Some(Proof::Attack), .. } => {
            let step = Step::new("server", |line| server::ensure(&place, Kind::SelfContained, line));
            steps::run(vec![step])?;
            return attack::run(&server::binary(&place, Kind::SelfContained), Extent::WHOLE);
        }
        Command::Proof { what: None, minutes } => proof::run(&place, minutes)?,
        Command::Bench { filter } => bench::run(&place, filter.as_deref())?,
        Command::Finish => finish::run(&place)?,
    }
    Ok(true)
}

/// Sets up what building needs, then builds the page and, if asked, the server.
fn prepare(place: &Place, mode: Mode, kind: Option<Kind>) -> Outcome {
    let mut steps = tools::steps(place, &tools::PAGES)?;
    steps.push(Step::new("page", move |line| page::ensure(place, mode, line)));
    if let Some(kind) = kind {
        steps.push(Step::new("server", move |line| server::ensure(place, kind, line)));
    }
    steps::run(steps)
}
