//! The command line: what was typed (`args`) becomes what is meant (`settings`) becomes one command.
//!
//! Everything printed goes through `io::Streams`; every error ends in `error::show`, once, with its chain and a
//! hint; the exit code is one value of [`Exit`].

mod args;
mod cache;
mod config;
mod decide;
mod error;
mod exit;
mod explain;
mod install;
mod io;
mod list;
mod policy;
mod provenance;
mod run;
mod settings;
mod signals;
mod tree;

pub use crate::cli::exit::Exit;

use crate::cli::args::Arguments;
use crate::cli::args::Cache;
use crate::cli::args::Command;
use crate::cli::decide::Decision;
use crate::cli::error::CliError;
use crate::cli::io::Streams;
use crate::cli::settings::Settings;
use clap::Parser as _;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

/// Does what the command line says and gives the exit code.
///
/// A panic is a fault of wassay: it is said so and exits with 70.
pub fn main() -> ExitCode {
    let clock = Instant::now();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version go to stdout and are no error.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() {
                Exit::Usage.code()
            } else {
                Exit::Clean.code()
            });
        }
    };
    let mut streams = Streams {
        out: Box::new(std::io::stdout()),
        err: Box::new(std::io::stderr()),
    };
    let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        command(arguments.command, &mut streams, clock)
    }));
    let exit = match done {
        Ok(Ok(exit)) => exit,
        Ok(Err(error)) => {
            error::show(&error, &mut streams.err);
            error.exit()
        }
        Err(_) => {
            streams.line("error: this is a fault of wassay; the message above says where");
            Exit::Fault
        }
    };
    ExitCode::from(exit.code())
}

fn command(command: Command, streams: &mut Streams, clock: Instant) -> Result<Exit, CliError> {
    let settings = Settings::read(cache_dir(&command))?;
    match command {
        Command::Run(arguments) => run::run(&arguments, &settings, streams, clock),
        Command::List(arguments) => list::list(&arguments, &settings, streams),
        Command::Install(arguments) => install::install(&arguments, &settings, streams),
        Command::Explain(arguments) => explain::explain(&arguments, &settings, streams),
        Command::Diff(arguments) => decide::diff(&arguments, &settings, streams),
        Command::Pending(arguments) => decide::pending(&arguments, &settings, streams),
        Command::Accept(arguments) => {
            decide::decide(Decision::Accept, &arguments, &settings, streams)
        }
        Command::Reject(arguments) => {
            decide::decide(Decision::Reject, &arguments, &settings, streams)
        }
        Command::Cache(Cache::Info(arguments)) => cache::info(&arguments, &settings, streams),
        Command::Cache(Cache::Verify(_)) => cache::verify(&settings, streams),
        Command::Cache(Cache::Gc(arguments)) => cache::gc(&arguments, &settings, streams),
    }
}

/// The cache that was typed.
fn cache_dir(command: &Command) -> Option<&Path> {
    let dir = match command {
        Command::Run(arguments) => &arguments.tree.cache_dir,
        Command::List(arguments) => &arguments.tree.cache_dir,
        Command::Install(arguments) => &arguments.tree.cache_dir,
        Command::Explain(arguments) => &arguments.tree.cache_dir,
        Command::Diff(arguments) => &arguments.tree.cache_dir,
        Command::Pending(arguments) => &arguments.tree.cache_dir,
        Command::Accept(arguments) | Command::Reject(arguments) => &arguments.tree.cache_dir,
        Command::Cache(Cache::Info(arguments)) => &arguments.cache.cache_dir,
        Command::Cache(Cache::Verify(arguments)) => &arguments.cache.cache_dir,
        Command::Cache(Cache::Gc(arguments)) => &arguments.cache.cache_dir,
    };
    dir.as_deref()
}
