//! What is meant: the environment, read once, and what a person set for this machine.
//!
//! No other module reads a variable of the environment that changes what wassay does (npm's own configuration is read
//! where packages are fetched).

use crate::cache;
use crate::cli::args::Update;
use crate::cli::config;
use crate::cli::config::Config;
use crate::cli::error::CliError;
use crate::install::Credentials;
use crate::install::InstallOptions;
use crate::model::outcome::UpdatePolicy;
use crate::model::secret::Secret;
use std::collections::BTreeMap;
use std::env;
use std::io::IsTerminal as _;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

/// The environment and the person's configuration.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// Working directory, without symbolic links.
    pub(crate) cwd: PathBuf,
    /// Whether a CI service runs us: `CI` is set and not empty, `0` or `false`.
    pub(crate) ci: bool,
    /// What stderr can show.
    pub(crate) screen: Screen,
    /// Whether stdout takes colours.
    pub(crate) colour_out: bool,
    /// The date that `until` is held against, `2026-11-20`.
    pub(crate) today: String,
    /// Where artifacts, compiled code and records are kept; nothing = the platform's cache directory.
    pub(crate) cache_dir: Option<PathBuf>,
    /// The key that seals compiled code, of `config.toml`; the variable wins, and is read where the key is made.
    pub(crate) seal_key: Option<Secret>,
    /// How artifacts are fetched: patience, mirrors, credentials.
    pub(crate) fetching: InstallOptions,
    /// Caches that are read and never written.
    pub(crate) cache_layers: Vec<PathBuf>,
    insta_update: Option<String>,
}

/// What stderr can show.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Screen {
    /// Whether it takes colours.
    pub(crate) colour: bool,
    /// Whether it is a terminal that can be redrawn.
    pub(crate) live: bool,
    /// Columns of the terminal; 100 where there is none.
    pub(crate) width: usize,
}

impl Settings {
    /// Reads the environment and the person's configuration.
    pub(crate) fn read(cache_dir: Option<&Path>) -> Result<Self, CliError> {
        let cwd = env::current_dir()
            .and_then(std::fs::canonicalize)
            .map_err(CliError::WorkingDirectory)?;
        let config = read_config(cache::config_dir().as_deref())?;
        let set = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
        let terminal = std::io::stderr().is_terminal();
        let dumb = set("TERM").as_deref() == Some("dumb");
        let ci = set("CI").is_some_and(|value| value != "0" && value != "false");
        let chosen = cache_dir
            .map(Path::to_owned)
            .or_else(|| {
                env::var_os("WASSAY_CACHE_DIR")
                    .filter(|dir| !dir.is_empty())
                    .map(PathBuf::from)
            })
            .or(config.cache_dir.clone())
            .map(|dir| cwd.join(dir));
        // As PATH: an empty part names nothing.
        let layers = match env::var_os("WASSAY_CACHE_LAYERS") {
            Some(list) => env::split_paths(&list).collect(),
            None => config.cache_layers.clone(),
        };
        let layers = layers.into_iter().filter(|dir| !dir.as_os_str().is_empty());
        Ok(Self {
            ci,
            cache_layers: layers.map(|dir| cwd.join(dir)).collect(),
            screen: Screen {
                colour: terminal && !dumb && set("NO_COLOR").is_none(),
                live: terminal && !dumb && !ci,
                width: if terminal {
                    usize::from(console::Term::stderr().size().1)
                } else {
                    100
                },
            },
            colour_out: std::io::stdout().is_terminal() && !dumb && set("NO_COLOR").is_none(),
            today: set("WASSAY_TODAY").map_or_else(|| Ok(today()), checked_date)?,
            cache_dir: chosen,
            seal_key: config.seal_key.clone(),
            fetching: fetching(config, &cwd)?,
            insta_update: set("INSTA_UPDATE"),
            cwd,
        })
    }

    /// What is done with documents that differ: the option, else insta's variable, else pending, else (in CI) check.
    pub(crate) fn policy(&self, typed: Option<Update>) -> UpdatePolicy {
        match typed {
            Some(Update::Check) => return UpdatePolicy::Check,
            Some(Update::Pending) => return UpdatePolicy::Pending,
            Some(Update::Accept) => return UpdatePolicy::Accept,
            None => {}
        }
        match self.insta_update.as_deref() {
            Some("no") => UpdatePolicy::Check,
            Some("new") => UpdatePolicy::Pending,
            Some("always" | "1" | "force") => UpdatePolicy::Accept,
            _ if self.ci => UpdatePolicy::Check,
            _ => UpdatePolicy::Pending,
        }
    }
}

/// What this person says of fetching.
fn fetching(config: Config, cwd: &Path) -> Result<InstallOptions, CliError> {
    let mut variables = BTreeMap::new();
    for (name, value) in env::vars_os() {
        let Some(host) = name.to_str().and_then(config::host_of_variable) else {
            continue;
        };
        match value.to_str() {
            Some("") => {}
            Some(token) if config::is_token(token) => {
                variables.insert(host.to_owned(), Secret::new(token));
            }
            _ => return Err(CliError::Token(name.to_string_lossy().into_owned())),
        }
    }
    let credentials =
        Credentials::new(variables, config.tokens, netrc().map(|path| cwd.join(path)));
    Ok(InstallOptions {
        pace: config.pace,
        mirrors: Arc::new(config.mirrors),
        credentials: Arc::new(credentials),
        ..InstallOptions::default()
    })
}

/// `NETRC`, else the file in the home directory.
fn netrc() -> Option<PathBuf> {
    let named = env::var_os("NETRC").filter(|path| !path.is_empty());
    named.map(PathBuf::from).or_else(|| {
        let name = if cfg!(windows) { "_netrc" } else { ".netrc" };
        Some(env::home_dir()?.join(name)).filter(|path| path.is_absolute())
    })
}

fn read_config(dir: Option<&Path>) -> Result<Config, CliError> {
    let Some(path) = dir.map(|dir| dir.join("config.toml")) else {
        return Ok(Config::default());
    };
    match std::fs::read_to_string(&path) {
        Ok(text) => Config::parse(&text).map_err(|faults| CliError::Config { path, faults }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Config::default()),
        Err(error) => Err(CliError::ConfigUnreadable { path, error }),
    }
}

fn today() -> String {
    jiff::Timestamp::now()
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date()
        .to_string()
}

fn checked_date(text: String) -> Result<String, CliError> {
    match text.parse::<jiff::civil::Date>() {
        Ok(date) => Ok(date.to_string()),
        Err(_) => Err(CliError::Today(text)),
    }
}
