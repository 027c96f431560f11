//! The program `evenkeel`: one command for each thing it does.

mod law;

use api::server::{DataOptions, admin};
use clap::{Parser, Subcommand};
use std::path::PathBuf;
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
    /// Write everything into one file, also while the server runs
    Backup {
        /// The file, which must not be there yet
        file: PathBuf,
        #[command(flatten)]
        data: DataOptions,
    },
    /// Check a backup and put it into an empty data folder
    Restore {
        /// The backup
        file: PathBuf,
        #[command(flatten)]
        data: DataOptions,
    },
    /// Give a counsellor who forgot the password another one, and print it
    ResetPassword {
        /// The sign-in name
        name: String,
        #[command(flatten)]
        data: DataOptions,
    },
    /// Sign receipts with another key from the next start on, because the one before is lost or known to others
    RotateKey {
        #[command(flatten)]
        data: DataOptions,
    },
    #[command(flatten)]
    Calculate(cli::commands::Calculation),
}

fn main() -> ExitCode {
    let result = match Line::parse().command {
        Command::Serve(options) => api::server::run(*options),
        Command::Backup { file, data } => admin::back_up(&data, &file),
        Command::Restore { file, data } => admin::restore(&data, &file),
        Command::ResetPassword { name, data } => admin::reset_password(&data, &name),
        Command::RotateKey { data } => admin::rotate_key(&data),
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
