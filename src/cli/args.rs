//! What a person typed, and nothing else: defaults that depend on the environment are [`crate::cli::settings`]' job.

use crate::manifest::units;
use clap::Args;
use clap::Parser;
use clap::Subcommand;
use clap::ValueEnum;
use std::path::PathBuf;
use std::time::Duration;

/// Tests Wasm releases: every case, on every runtime release, on every engine, compared with reviewed snapshots.
#[derive(Debug, Parser)]
#[command(name = "wassay", version, disable_help_subcommand = true, help_template = HELP)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands in the groups in which people look for them.
const HELP: &str = "\
{about}

Usage: wassay COMMAND

  Run        run [PATH|ADDRESS]...      list   install
  Look       explain ADDRESS   diff [ADDRESS]...
  Decide     pending   accept   reject
  Start      cache info|verify|gc

  `wassay COMMAND --help` says more of each.

An ADDRESS is a case id, a glob of case ids, or cells of the matrix: lua/numbers, 'lua/*', lua/numbers@lua=5.4,
lua/numbers@engine=winch.

Exit codes: 0 clean, 1 a trial failed, 2 the command line or a manifest is wrong, 3 nothing was selected,
4 a trial could not be asked, 5 a report could not be written, 70 a fault of wassay, 130 interrupted.

Options:
{options}
";

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run cases and compare what comes out with their snapshots.
    Run(Box<Run>),
    /// Print the trials that would run, one id a line.
    List(List),
    /// Install every runtime that the tree pins; compile and run nothing.
    Install(Install),
    /// Say all that decides about one trial.
    Explain(Explain),
    /// Show how pending snapshots differ from the accepted ones.
    Diff(Diff),
    /// List pending snapshots.
    Pending(Pending),
    /// Make pending snapshots the accepted ones.
    Accept(Decide),
    /// Throw pending snapshots away.
    Reject(Decide),
    /// Look at the cache, check it, clean it.
    #[command(subcommand)]
    Cache(Cache),
}

/// `wassay cache`.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Cache {
    /// Say where the cache is and how much of what it holds.
    Info(CacheInfo),
    /// Hash every blob and check all compiled code; what is wrong is put out of the way and fetched again by the next
    /// run.
    Verify(CacheVerify),
    /// Take away what nobody needs, when no other wassay uses the cache. Records of runs stay.
    ///
    /// Without options only remains go: temporary files, and what was set aside or half fetched thirty days ago.
    Gc(CacheGc),
}

/// Which cache.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct CacheArguments {
    /// Where artifacts, compiled code and records are kept.
    #[arg(long, value_name = "DIR")]
    pub(crate) cache_dir: Option<PathBuf>,
}

/// `wassay cache info`.
#[derive(Args, Clone, Debug)]
pub(crate) struct CacheInfo {
    #[command(flatten)]
    pub(crate) cache: CacheArguments,
    /// `json`: one object.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) message_format: MessageFormat,
    /// Name each blob, with its size, its last use and where it came from.
    #[arg(short, long)]
    pub(crate) verbose: bool,
}

/// `wassay cache verify`.
#[derive(Args, Clone, Debug)]
pub(crate) struct CacheVerify {
    #[command(flatten)]
    pub(crate) cache: CacheArguments,
}

/// `wassay cache gc`.
#[derive(Args, Clone, Debug)]
pub(crate) struct CacheGc {
    #[command(flatten)]
    pub(crate) cache: CacheArguments,
    /// Take what was not used for so long: 12h, 30d, 8w.
    #[arg(long, value_name = "AGE", value_parser = units::age)]
    pub(crate) max_age: Option<Duration>,
    /// Take the least recently used until no more than this is left, records not counted: 500MB, 5GiB.
    #[arg(long, value_name = "SIZE", value_parser = units::size)]
    pub(crate) max_size: Option<u64>,
    /// Only say what would go.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Which tree.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct TreeArguments {
    /// Look for the root manifest from here upward, instead of from the working directory.
    #[arg(long, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
    /// Where snapshots are kept, instead of the root manifest's `snapshots`.
    #[arg(long, value_name = "DIR")]
    pub(crate) snapshots: Option<PathBuf>,
    /// Where artifacts, compiled code and records are kept.
    #[arg(long, value_name = "DIR")]
    pub(crate) cache_dir: Option<PathBuf>,
}

/// Which trials.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Selection {
    /// Paths, case ids, globs of case ids, or addresses; NAME=PATH names a suite of another place.
    #[arg(value_name = "PATH|ADDRESS")]
    pub(crate) targets: Vec<String>,
    /// Only trials that a filter expression selects; several are joined by `|`.
    #[arg(short = 'E', long = "filter", value_name = "EXPRESSION")]
    pub(crate) filters: Vec<String>,
    /// Only these releases: NAME@RANGE, as in lua@5.4 or 'ruby@>=3.3'.
    #[arg(long, value_name = "NAME@RANGE")]
    pub(crate) runtime: Vec<String>,
    /// These engines instead of the manifests'.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) engine: Vec<String>,
    /// Only trials that were not good in the last run.
    #[arg(long)]
    pub(crate) last_failed: bool,
}

/// `wassay run`.
#[derive(Args, Clone, Debug)]
pub(crate) struct Run {
    #[command(flatten)]
    pub(crate) tree: TreeArguments,
    #[command(flatten)]
    pub(crate) selection: Selection,
    /// Threads that run trials or compile, together [default: the number of cores].
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
    /// Stop after so many trials that are not good.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) max_fail: Option<u64>,
    /// Try a failing trial again so often, instead of what its case says.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(..=10))]
    pub(crate) retries: Option<u32>,
    /// Time limit of every trial, instead of what its case says: 500ms, 10s, 2m.
    #[arg(long, value_name = "DURATION", value_parser = units::duration)]
    pub(crate) timeout: Option<Duration>,
    /// What is done with documents that differ [default: pending; check when CI is set].
    #[arg(long, value_name = "POLICY")]
    pub(crate) update: Option<Update>,
    /// What trials that passed after a retry count as.
    #[arg(long, value_name = "OUTCOME", default_value = "pass")]
    pub(crate) flaky: Flaky,
    /// Run each trial twice and show the first difference between the two.
    #[arg(long)]
    pub(crate) check_determinism: bool,
    /// Open no connection; what is not in the cache is broken.
    #[arg(long)]
    pub(crate) offline: bool,
    /// Write the record of the run to a file as well.
    #[arg(long, value_name = "FILE")]
    pub(crate) record: Option<PathBuf>,
    /// Which documents the record holds.
    #[arg(long, value_name = "WHICH", default_value = "changed")]
    pub(crate) record_documents: RecordDocuments,
    /// Write a JUnit report.
    #[arg(long, value_name = "FILE")]
    pub(crate) junit: Option<PathBuf>,
    /// `json`: the record's lines on stdout.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) message_format: MessageFormat,
    #[command(flatten)]
    pub(crate) volume: Volume,
}

/// How much is said.
#[derive(Args, Clone, Copy, Debug, Default)]
pub(crate) struct Volume {
    /// One line for each trial.
    #[arg(short, long, conflicts_with = "quiet")]
    pub(crate) verbose: bool,
    /// The summary alone.
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// `wassay list`.
#[derive(Args, Clone, Debug)]
pub(crate) struct List {
    #[command(flatten)]
    pub(crate) tree: TreeArguments,
    #[command(flatten)]
    pub(crate) selection: Selection,
    /// `json`: one object a trial.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) message_format: MessageFormat,
    /// Say kind, program and where each is declared.
    #[arg(short, long)]
    pub(crate) verbose: bool,
}

/// `wassay install`.
#[derive(Args, Clone, Debug)]
pub(crate) struct Install {
    #[command(flatten)]
    pub(crate) tree: TreeArguments,
    /// Only pins of projects below these paths.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<String>,
    /// Only say what is missing.
    #[arg(long)]
    pub(crate) offline: bool,
    #[command(flatten)]
    pub(crate) volume: Volume,
}

/// `wassay explain`.
#[derive(Args, Clone, Debug)]
pub(crate) struct Explain {
    #[command(flatten)]
    pub(crate) tree: TreeArguments,
    /// A trial, or a case (then its first trial is explained and the others are named).
    #[arg(value_name = "ADDRESS")]
    pub(crate) address: String,
    /// Also everything that the engine reports of itself: every option and feature in force.
    #[arg(short, long)]
    pub(crate) verbose: bool,
}

/// `wassay diff`.
#[derive(Args, Clone, Debug)]
pub(crate) struct Diff {
    #[command(flatten)]
    pub(crate) tree: TreeArguments,
    /// Snapshots, cases or globs; all that is pending when none is named.
    #[arg(value_name = "ADDRESS")]
    pub(crate) addresses: Vec<String>,
}

/// `wassay pending`.
#[derive(Args, Clone, Debug)]
pub(crate) struct Pending {
    #[command(flatten)]
    pub(crate) tree: TreeArguments,
    /// Snapshots, cases or globs; all that is pending when none is named.
    #[arg(value_name = "ADDRESS")]
    pub(crate) addresses: Vec<String>,
    /// `json`: one object a snapshot.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) message_format: MessageFormat,
}

/// `wassay accept`, `wassay reject`.
#[derive(Args, Clone, Debug)]
pub(crate) struct Decide {
    #[command(flatten)]
    pub(crate) tree: TreeArguments,
    /// Snapshots, cases or globs; all that is pending when none is named.
    #[arg(value_name = "ADDRESS")]
    pub(crate) addresses: Vec<String>,
    /// All snapshots with the same change, by the number that `wassay pending` shows.
    #[arg(long, value_name = "N")]
    pub(crate) group: Option<usize>,
}

/// How lists are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// For people.
    Human,
    /// For tools.
    Json,
}

/// What is done with documents that differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Update {
    /// Nothing is written.
    Check,
    /// Pending files are written.
    Pending,
    /// Snapshots are written.
    Accept,
}

/// What flaky trials count as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Flaky {
    /// Good.
    Pass,
    /// Bad.
    Fail,
}

/// Which documents the record holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RecordDocuments {
    /// Those that differ.
    Changed,
    /// All.
    All,
}
