//! The program `evenkeel`: one command for each thing it does.

mod law;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// A self-service portal for people in debt: budget, plan, offer, arrangement.
#[derive(Parser)]
#[command(name = "evenkeel", version)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the pages and the API
    Serve(Box<api::server::Options>),
    #[command(flatten)]
    Calculate(cli::commands::Calculation),
}

fn main() -> ExitCode {
    let result = match Line::parse().command {
        Command::Serve(options) => api::server::run(*options),
        Command::Calculate(calculation) => return calculation.run(&law::Laws::carried),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("evenkeel: {reason}");
            ExitCode::from(2)
        }
    }
}
