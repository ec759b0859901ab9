//! Lays a trial out: its command line, its directories, all that an engine learns of it.

use crate::model::case::Case;
use crate::model::case::Kind;
use crate::model::cause::Cause;
use crate::model::cause::Stage;
use crate::model::execution::FileChange;
use crate::model::invocation::Access;
use crate::model::invocation::Invocation;
use crate::model::invocation::Mount;
use crate::model::invocation::Task;
use crate::model::limits::Limits;
use crate::model::trial::Trial;
use crate::runner::scratch;
use crate::runner::scratch::Scratch;
use std::io;
use std::path::PathBuf;

/// Where a script's project is mounted.
const SOURCES: &str = "/src";

/// A trial that is ready to run.
pub(crate) struct Staged {
    /// What the engine is asked.
    pub(crate) invocation: Invocation,
    copies: Vec<Copied>,
}

/// A directory the guest may write to.
struct Copied {
    guest: String,
    from: Option<PathBuf>,
    scratch: PathBuf,
}

/// Why a trial could not be laid out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StageError {
    /// No scratch directory could be made.
    #[error("cannot make a scratch directory for `{0}`")]
    Scratch(String, #[source] io::Error),
    /// A directory could not be copied.
    #[error("cannot copy `{0}` for the guest")]
    Copy(PathBuf, #[source] io::Error),
    /// What the guest left could not be read.
    #[error("cannot read what the guest left in `{0}`")]
    Read(String, #[source] io::Error),
}

impl StageError {
    /// The cause of a broken trial.
    pub(crate) fn to_cause(&self) -> Cause {
        let hint = match self {
            Self::Scratch(..) => "`TMPDIR` says where scratch directories are made",
            Self::Copy(..) => "see `dirs` of the case",
            Self::Read(..) => {
                "what a guest leaves is compared; it must be readable and fit in memory"
            }
        };
        Cause::of(Stage::Stage, "stage", self).hint(hint)
    }
}

/// Makes a trial ready to run.
pub(crate) fn stage(
    trial: &Trial,
    limits: Limits,
    scratch: &mut Scratch,
) -> Result<Staged, StageError> {
    let case = &*trial.case;
    let settings = &case.settings;
    let mut mounts =
        Vec::with_capacity(settings.dirs.len() + usize::from(case.kind == Kind::Script));
    if case.kind == Kind::Script {
        mounts.push(Mount {
            host: case.project.dir.clone(),
            guest: SOURCES.to_owned(),
            access: Access::Read,
        });
    }
    let mut copies = Vec::new();
    for dir in &settings.dirs {
        let host = match (dir.access, &dir.from) {
            (Access::Read, Some(from)) => from.clone(),
            (Access::Copy, from) => {
                let made = scratch
                    .directory()
                    .map_err(|error| StageError::Scratch(dir.guest.clone(), error))?;
                if let Some(from) = from {
                    scratch::copy_tree(from, &made)
                        .map_err(|error| StageError::Copy(from.clone(), error))?;
                }
                copies.push(Copied {
                    guest: dir.guest.clone(),
                    from: from.clone(),
                    scratch: made.clone(),
                });
                made
            }
            (Access::Read, None) => scratch
                .directory()
                .map_err(|error| StageError::Scratch(dir.guest.clone(), error))?,
        };
        mounts.push(Mount {
            host,
            guest: dir.guest.clone(),
            access: dir.access,
        });
    }
    let invocation = Invocation {
        task: task(trial),
        args: argv(trial),
        env: environment(trial),
        stdin: settings.stdin.clone(),
        mounts,
        upstream: settings.upstream.clone(),
        limits,
        clock: settings.clock,
        random: settings.random,
        seed: settings.seed,
        network: settings.network,
    };
    Ok(Staged { invocation, copies })
}

/// What a program is asked, by the kind of its case.
pub(crate) fn task(trial: &Trial) -> Task {
    let settings = &trial.case.settings;
    match trial.case.kind {
        Kind::Command | Kind::Script => Task::Run,
        Kind::Http => Task::Requests {
            requests: settings.requests.clone(),
            instances: settings.instances,
        },
        Kind::Invoke => Task::Calls {
            calls: settings.calls.clone(),
        },
        Kind::Wast => Task::Directives,
        Kind::Interface => Task::Describe,
    }
}

impl Staged {
    /// What the guest changed in its `copy` directories, sorted by path.
    pub(crate) fn changes(&self) -> Result<Vec<FileChange>, StageError> {
        let mut found = Vec::new();
        for copied in &self.copies {
            let changes = scratch::changes(&copied.guest, copied.from.as_deref(), &copied.scratch);
            found.extend(changes.map_err(|error| StageError::Read(copied.guest.clone(), error))?);
        }
        found.sort_by(|a, b| a.path.as_bytes().cmp(b.path.as_bytes()));
        Ok(found)
    }

    /// Removes the scratch directories. What resists goes when the worker ends.
    pub(crate) fn clear(self) {
        for copied in self.copies {
            let _ = scratch::remove(&copied.scratch);
        }
    }
}

/// The whole argv of the guest, argv\[0\] included.
pub fn argv(trial: &Trial) -> Vec<String> {
    let case = &*trial.case;
    let mut args = match (&trial.runtime, case.kind) {
        (Some(runtime), Kind::Script) => {
            let source = format!("{SOURCES}/{}", case.label);
            let stands_for_it = |arg: &String| {
                arg.strip_prefix("/src/index.")
                    .is_some_and(|extension| runtime.extensions.iter().any(|own| own == extension))
            };
            let mut args = runtime.args.clone();
            match args.iter_mut().find(|arg| stands_for_it(arg)) {
                Some(arg) => *arg = source,
                None => args.push(source),
            }
            args
        }
        _ => vec![program_name(case).to_owned()],
    };
    args.extend(case.settings.args.iter().cloned());
    args
}

/// File name of a command's program: its argv\[0\], as command lines have it.
fn program_name(case: &Case) -> &str {
    case.label.rsplit('/').next().unwrap_or(&case.label)
}

/// The whole environment of the guest: the runtime's, then the case's, which wins.
pub fn environment(trial: &Trial) -> Vec<(String, String)> {
    let own = &trial.case.settings.env;
    let inherited = trial
        .runtime
        .iter()
        .flat_map(|runtime| &runtime.envs)
        .filter(|(name, _)| !own.contains_key(*name));
    inherited
        .chain(own)
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// What is asked, on one line: the command line as a person would type it, shell-quoted, without where files lie in the
/// guest (`lua numbers.lua`); `GET http://localhost/logo.png` of a handler; `calc.wasm add(2, 40)` of exports.
pub fn command_line(trial: &Trial) -> String {
    let settings = &trial.case.settings;
    match trial.case.kind {
        Kind::Command | Kind::Script | Kind::Wast | Kind::Interface => quoted(trial),
        Kind::Http => several(settings.requests.iter().map(|request| {
            let (method, url) = (&request.method, &request.url);
            if !url.starts_with('/') {
                return format!("{method} {url}");
            }
            let mut headers = request.headers.iter();
            let host = headers.find(|(name, _)| name.eq_ignore_ascii_case("host"));
            let host = host.map_or("localhost".into(), |(_, host)| {
                String::from_utf8_lossy(host)
            });
            format!("{method} http://{host}{url}")
        })),
        Kind::Invoke => {
            let calls = settings.calls.iter().map(|call| {
                let words: Vec<&str> = call.split_whitespace().collect();
                words.join(" ")
            });
            format!("{} {}", program_name(&trial.case), several(calls))
        }
    }
}

/// Most things that a line names.
const NAMED: usize = 3;

fn several(all: impl ExactSizeIterator<Item = String>) -> String {
    let more = all.len().saturating_sub(NAMED);
    let mut line = all.take(NAMED).collect::<Vec<_>>().join("; ");
    if more > 0 {
        line.push_str(&format!("; {more} more"));
    }
    line
}

fn quoted(trial: &Trial) -> String {
    let argv = argv(trial);
    let label = &trial.case.label;
    let is_source = |arg: &str| {
        let below = arg.strip_prefix(SOURCES);
        below.and_then(|rest| rest.strip_prefix('/')) == Some(label)
    };
    let mut line = String::new();
    for arg in argv {
        if !line.is_empty() {
            line.push(' ');
        }
        let arg = if is_source(&arg) { label } else { &arg };
        line.push_str(&shell_words::quote(arg));
    }
    line
}
