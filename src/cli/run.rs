//! `wassay run`.

use crate::cache::Access;
use crate::cache::Cache;
use crate::cache::CacheOptions;
use crate::cache::Waiting;
use crate::cli::args;
use crate::cli::args::MessageFormat;
use crate::cli::error::CliError;
use crate::cli::exit::Exit;
use crate::cli::io;
use crate::cli::io::Streams;
use crate::cli::policy::Permit;
use crate::cli::provenance;
use crate::cli::settings::Settings;
use crate::cli::signals;
use crate::cli::tree;
use crate::cli::tree::Chosen;
use crate::engine::embedded::Compiler;
use crate::model::event::Event;
use crate::model::event::Plan;
use crate::model::event::RunStarted;
use crate::model::outcome::UpdatePolicy;
use crate::model::secret::Secret;
use crate::record;
use crate::report;
use crate::runner;
use crate::runner::Audience;
use crate::runner::Network;
use crate::snapshot::Storage;
use crate::wording;
use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

/// Runs cases and compares what comes out with their snapshots.
pub(crate) fn run(
    arguments: &args::Run,
    settings: &Settings,
    streams: &mut Streams,
    clock: Instant,
) -> Result<Exit, CliError> {
    let cache = open_cache(settings)?;
    let chosen = tree::choose(settings, &arguments.tree, &arguments.selection, &|tree| {
        last_outcomes(&cache, &tree.root)
    })?;
    let usage = if chosen.errors() > 0 {
        Exit::Usage
    } else {
        Exit::Clean
    };
    if chosen.trials.is_empty() {
        streams.defects(&chosen.defects, settings);
        if !chosen.mistyped {
            nothing(&chosen, streams);
        }
        return Ok(usage.and(Exit::Nothing));
    }
    let Permit { policy, refusal } = Permit::new(settings.policy(arguments.update), &chosen);
    let fleeting = cache.code().remark();
    let storage = Storage::open(&chosen.tree.snapshots, &chosen.tree.root)
        .map_err(|error| CliError::Snapshots(chosen.tree.snapshots.clone(), error))?;
    let storage = Arc::new(storage);
    let id = uuid::Uuid::now_v7().to_string();
    let (mut reports, unrecorded) = reports(arguments, settings, (&cache, &chosen), &id)?;
    let kept = cache.clone();
    let unreferenced = unreferenced(arguments, &chosen, &storage);
    let run = runner::Run {
        started: started(settings, &chosen, policy, id),
        plan: plan(&chosen),
        defects: chosen.defects.clone(),
        trials: chosen.trials,
        full: chosen.full,
        storage,
        cache,
        network: if arguments.offline {
            Network::Offline
        } else {
            Network::Online
        },
        fetching: settings.fetching.clone(),
        compiler: Compiler::On,
        options: options(arguments, policy, jobs(arguments.jobs)),
        stop: signals::stop(),
        clock,
    };
    let exit = |tally: &_, ended| Exit::of_run(tally, ended).and(usage).code();
    let finished = runner::run(run, &mut reports, &exit);
    let written = reports.0.finish();
    let mut exit = Exit::of_run(&finished.tally, finished.ended).and(usage);
    exit = exit.and(unwritten(&finished, policy, streams));
    if let Some(why) = refusal {
        streams.note("warning", &why);
        streams.line(STANDS);
    }
    for why in unrecorded.into_iter().chain(kept.warnings()) {
        streams.note("warning", &why);
    }
    if let Some(why) = fleeting.filter(|_| finished.compiled > 0) {
        streams.note("warning", &why);
    }
    streams.leftovers(
        "redundant",
        "equal to what would be compared anyway",
        &finished.redundant,
        &settings.cwd,
    );
    streams.leftovers(
        "unreferenced",
        "compared with no trial",
        &unreferenced,
        &settings.cwd,
    );
    for error in written.iter().filter(|error| !error.is_unread()) {
        exit = exit.and(Exit::Report);
        streams.note("error", &CliError::chain(error));
    }
    Ok(exit)
}

/// Said where snapshots are not written.
const STANDS: &str = "             the verdicts stand, and the documents are in the record";

/// Says what could not be written, once.
fn unwritten(finished: &runner::Finished, policy: UpdatePolicy, streams: &mut Streams) -> Exit {
    let Some(error) = finished.failed.first() else {
        return Exit::Clean;
    };
    let count = wording::count(finished.failed.len() as u64, "snapshot");
    let why = CliError::chain(error);
    streams.note("warning", &format!("{count} could not be written: {why}"));
    match policy {
        // Such a trial passes because its document is the snapshot from now on, which it is not.
        UpdatePolicy::Accept => {
            streams.line("             these documents are not accepted; they are in the record");
            Exit::Failed
        }
        UpdatePolicy::Check | UpdatePolicy::Pending => {
            streams.line(STANDS);
            Exit::Clean
        }
    }
}

/// Opens the cache that the settings name.
pub(crate) fn open_cache(settings: &Settings) -> Result<Cache, CliError> {
    open_cache_for(settings, Access::Shared)
}

/// Opens the cache that the settings name, for use or to clean it, and says so when somebody keeps us waiting.
pub(crate) fn open_cache_for(settings: &Settings, access: Access) -> Result<Cache, CliError> {
    let does = match access {
        Access::Shared => "cleans",
        Access::Alone => "uses",
    };
    let mut waiting = |who: Waiting| {
        // When stderr is gone there is nobody to tell.
        let _ = writeln!(
            std::io::stderr(),
            "{:>12} waiting for {who}, which {does} the cache",
            "Waiting"
        );
    };
    let options = CacheOptions {
        dir: settings.cache_dir.clone(),
        layers: settings.cache_layers.clone(),
        seal_key: settings.seal_key.as_ref().map(Secret::reveal),
        access,
        waiting: Some(&mut waiting),
    };
    Cache::open(options).map_err(CliError::Cache)
}

/// How many threads run trials or compile.
pub(crate) fn jobs(typed: Option<u16>) -> usize {
    typed.map_or_else(
        || std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        usize::from,
    )
}

/// Outcomes of the newest record of a root.
pub(crate) fn last_outcomes(
    cache: &Cache,
    root: &Path,
) -> Result<std::collections::HashMap<String, crate::model::outcome::Outcome>, CliError> {
    let Some(path) = cache.records().last(root) else {
        return Err(CliError::Record(
            "no run of this root is on record yet".to_owned(),
        ));
    };
    record::outcomes(&path).map_err(|error| CliError::Record(error.to_string()))
}

/// The reporters of a run.
struct Reports(report::Fanout);

impl Audience for Reports {
    fn event(&mut self, event: &Event) {
        self.0.event(event);
    }

    fn tick(&mut self, elapsed: Duration) {
        self.0.tick(elapsed);
    }
}

fn nothing(chosen: &Chosen, streams: &mut Streams) {
    let cases = chosen.tree.cases.len();
    let why = match (&chosen.filter, cases) {
        (_, 0) => "no case was found here".to_owned(),
        (Some(filter), _) => format!(
            "none of {} is selected by {filter}",
            wording::count(cases as u64, "case")
        ),
        (None, _) => format!(
            "none of {} is selected",
            wording::count(cases as u64, "case")
        ),
    };
    streams.note("error", &format!("nothing to run: {why}"));
    if cases == 0 {
        streams.line("hint: a project is a directory with `.wws.toml` or `wassay.toml`; name a directory to run what lies in it");
    }
}

fn options(arguments: &args::Run, policy: UpdatePolicy, jobs: usize) -> runner::Options {
    runner::Options {
        jobs,
        policy,
        retries: arguments.retries,
        timeout: arguments.timeout,
        max_fail: arguments.max_fail,
        flaky: match arguments.flaky {
            args::Flaky::Pass => runner::FlakyPolicy::Pass,
            args::Flaky::Fail => runner::FlakyPolicy::Fail,
        },
        documents: match arguments.record_documents {
            args::RecordDocuments::Changed => runner::Documents::Changed,
            args::RecordDocuments::All => runner::Documents::All,
        },
        check_determinism: arguments.check_determinism,
    }
}

/// Snapshots that no trial of the full matrix is compared with; said only when the whole tree was asked for.
fn unreferenced(arguments: &args::Run, chosen: &Chosen, storage: &Storage) -> Vec<PathBuf> {
    let whole = arguments.selection.targets.is_empty() && chosen.errors() == 0;
    let cells = chosen.full.iter().map(|trial| (&trial.id, trial.tags()));
    if whole {
        crate::snapshot::unreferenced(storage, cells)
    } else {
        Vec::new()
    }
}

fn started(settings: &Settings, chosen: &Chosen, policy: UpdatePolicy, run: String) -> RunStarted {
    RunStarted {
        schema: record::SCHEMA.to_owned(),
        run,
        at: jiff::Timestamp::now().to_string(),
        wassay: env!("CARGO_PKG_VERSION").to_owned(),
        command: std::env::args().collect(),
        host: provenance::host(),
        source: provenance::source(&chosen.tree.root),
        policy,
        seed: 0,
        ci: provenance::ci(settings.ci),
        shard: None,
    }
}

/// Suites that take part: all that were found, or those of the selected trials when less than everything was asked.
fn suites(chosen: &Chosen) -> u64 {
    if chosen.trials.len() == chosen.full.len() {
        return chosen.tree.suites.len() as u64;
    }
    let names: BTreeSet<&str> = chosen
        .trials
        .iter()
        .map(|trial| trial.id.case.suite())
        .collect();
    names.len() as u64
}

fn plan(chosen: &Chosen) -> Plan {
    Plan {
        suites: suites(chosen),
        cases: 0,
        manifests: chosen.tree.manifests as u64,
        tree: provenance::tree_digest(&chosen.full),
        matrix: chosen.axes.clone(),
        trials: 0,
        keys: crate::digest::Sha256::of(b""),
        selected: 0,
        filter: chosen.filter.clone(),
        case_order: crate::digest::Sha256::of(b""),
        by_suite: Vec::new(),
        programs: 0,
        discovery: chosen.elapsed,
        remark: chosen.tree.remark.clone(),
        recognised: chosen.tree.recognised.clone(),
        left_out: chosen.left_out,
        errors: chosen.errors(),
    }
}

fn reports(
    arguments: &args::Run,
    settings: &Settings,
    (cache, chosen): (&Cache, &Chosen),
    run: &str,
) -> Result<(Reports, Option<String>), CliError> {
    let mut fanout = report::Fanout::default();
    let mut terminal = io::terminal(settings, arguments.volume);
    if cache.code().remark().is_some() {
        terminal.keeps_no_code();
    }
    fanout.add(terminal);
    // A cache that cannot be written is no reason not to run.
    let unrecorded = match keep_record(cache, &chosen.tree.root, run) {
        Ok(recorder) => {
            fanout.add(recorder);
            None
        }
        Err(why) => Some(format!("this run is not on record: {why}")),
    };
    if let Some(path) = &arguments.record {
        fanout.add(report::Recorder::new(
            record::Writer::create(path).map_err(CliError::Recorder)?,
        ));
    }
    if let Some(path) = &arguments.junit {
        fanout.add(report::junit::Junit::new(path));
    }
    if arguments.message_format == MessageFormat::Json {
        fanout.add(report::Recorder::new(
            record::Writer::to_stdout().map_err(CliError::Recorder)?,
        ));
    }
    Ok((Reports(fanout), unrecorded))
}

/// Begins the record that the cache keeps of every run; or says why there is none.
fn keep_record(cache: &Cache, root: &Path, run: &str) -> Result<report::Recorder, String> {
    let path = cache.records().create(root, run);
    let path = path.map_err(|error| CliError::chain(&error))?;
    let writer = record::Writer::create(&path).map_err(|error| CliError::chain(&error))?;
    Ok(report::Recorder::new(writer))
}
