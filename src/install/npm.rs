//! Where npm packages come from: what this person's npm configuration says, and nothing else.
//!
//! No registry is built in. The `.npmrc` of a project is not read, since a pull request may bring it: it could name
//! another registry for our requests, or lure a token to another host. What is taken, in npm's order: the environment,
//! the person's `.npmrc`, the machine's `npmrc`, and last what the `npm` command answers.

use crate::install::address;
use crate::install::address::AddressError;
use crate::install::npmrc;
use crate::install::npmrc::Settings;
use base64::Engine as _;
use reqwest::Url;
use std::env;
use std::fmt;
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Stdio;
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;
use std::time::Instant;

/// A person's npm configuration.
pub struct NpmConfig {
    /// Nearest first.
    layers: Vec<Settings>,
    /// What npm itself answers, asked once and only when nothing else is known.
    answer: OnceLock<Option<String>>,
    ask: Ask,
}

/// Whether the `npm` command may be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Ask {
    Npm { from: PathBuf },
    Nobody,
}

/// Why it is not known where a package comes from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegistryError {
    /// Nothing names a registry.
    #[error("no npm registry is configured for `{0}`")]
    None(String),
    /// What is named cannot be used.
    #[error("the npm registry of `{package}` cannot be used")]
    Address {
        /// The package.
        package: String,
        /// Why not.
        #[source]
        source: AddressError,
    },
}

/// The environment as npm sees it; a test brings its own.
pub(super) struct Environment {
    variables: Vec<(String, String)>,
    home: Option<PathBuf>,
}

impl Environment {
    fn of_process() -> Self {
        let text = |name: std::ffi::OsString| name.into_string().ok();
        Self {
            variables: env::vars_os()
                .filter_map(|(name, value)| Some((text(name)?, text(value)?)))
                .collect(),
            home: env::home_dir().filter(|home| home.is_absolute()),
        }
    }

    fn get(&self, name: &str) -> Option<String> {
        self.variables
            .iter()
            .find(|(own, value)| own == name && !value.is_empty())
            .map(|(_, value)| value.clone())
    }

    /// `npm_config_*`, in any case of letters; `_` stands for `-`, but not in keys that name a host.
    fn settings(&self) -> Settings {
        const PREFIX: &str = "npm_config_";
        let mut settings = Settings::new();
        for (name, value) in &self.variables {
            let Some((prefix, key)) = name.split_at_checked(PREFIX.len()) else {
                continue;
            };
            if !prefix.eq_ignore_ascii_case(PREFIX) || key.is_empty() || value.is_empty() {
                continue;
            }
            let key = if key.starts_with("//") {
                key.to_owned()
            } else {
                let (first, rest) = key.split_at(key.chars().next().map_or(0, char::len_utf8));
                format!("{first}{}", rest.replace('_', "-")).to_lowercase()
            };
            settings.insert(key, value.clone());
        }
        settings
    }
}

impl NpmConfig {
    /// Reads the configuration of this person.
    pub fn of_person() -> Self {
        Self::of(&Environment::of_process(), Ask::Nobody).asking_npm()
    }

    /// Takes settings as a `.npmrc` file would hold them, and nothing from anywhere else.
    pub fn of_text(text: &str) -> Self {
        Self {
            layers: vec![npmrc::parse(text, &|_| None)],
            answer: OnceLock::new(),
            ask: Ask::Nobody,
        }
    }

    fn of(environment: &Environment, ask: Ask) -> Self {
        let read = |path: Option<PathBuf>| {
            let text = path.and_then(|path| fs::read_to_string(path).ok());
            npmrc::parse(&text.unwrap_or_default(), &|name| environment.get(name))
        };
        let own = environment.settings();
        let user_file = own.get("userconfig").map(PathBuf::from);
        let user = read(user_file.or_else(|| Some(environment.home.as_ref()?.join(".npmrc"))));
        let global = read(global_file(environment, &[&own, &user]));
        Self {
            layers: vec![own, user, global],
            answer: OnceLock::new(),
            ask,
        }
    }

    /// From the home directory, so that npm finds no configuration of a project.
    fn asking_npm(mut self) -> Self {
        let from = env::home_dir().filter(|home| home.is_dir());
        self.ask = Ask::Npm {
            from: from.unwrap_or_else(|| PathBuf::from("/")),
        };
        self
    }

    /// The registry of a package, ending with `/`.
    pub(super) fn registry(&self, package: &str) -> Result<Url, RegistryError> {
        let scoped = package
            .split_once('/')
            .and_then(|(scope, _)| self.get(&format!("{scope}:registry")));
        let mut text = scoped
            .or_else(|| self.get("registry"))
            .or_else(|| self.answer())
            .ok_or_else(|| RegistryError::None(package.to_owned()))?
            .to_owned();
        if !text.ends_with('/') {
            text.push('/');
        }
        address::allowed(&text).map_err(|source| RegistryError::Address {
            package: package.to_owned(),
            source,
        })
    }

    /// The header that proves this person to the server of `url`, where the configuration has one for it.
    ///
    /// Keys name a host and a path (`//host/path/:_authToken`); the longest path that `url` lies below wins.
    pub(super) fn authorization(&self, url: &Url) -> Option<String> {
        let port = url.port().map_or(String::new(), |port| format!(":{port}"));
        let host = format!("//{}{port}", url.host_str()?);
        let mut path = url.path();
        loop {
            let dir = &path[..=path.rfind('/')?];
            let near = format!("{host}{dir}");
            let found = self
                .credentials(&near)
                .or_else(|| self.credentials(near.trim_end_matches('/')));
            if found.is_some() {
                return found;
            }
            path = dir.strip_suffix('/')?;
        }
    }

    fn credentials(&self, place: &str) -> Option<String> {
        let get = |key: &str| self.get(&format!("{place}:{key}"));
        if let Some(token) = get("_authToken") {
            return Some(format!("Bearer {token}"));
        }
        if let Some(basic) = get("_auth") {
            return Some(format!("Basic {basic}"));
        }
        let standard = base64::engine::general_purpose::STANDARD;
        let password = standard.decode(get("_password")?).ok()?;
        let mut pair = format!("{}:", get("username")?).into_bytes();
        pair.extend(password);
        Some(format!("Basic {}", standard.encode(pair)))
    }

    fn get(&self, key: &str) -> Option<&str> {
        self.layers
            .iter()
            .find_map(|layer| layer.get(key))
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    fn answer(&self) -> Option<&str> {
        let Ask::Npm { from } = &self.ask else {
            return None;
        };
        self.answer.get_or_init(|| ask_npm(from)).as_deref()
    }
}

/// Credentials must not be shown.
impl fmt::Debug for NpmConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NpmConfig(..)")
    }
}

/// Where a registry keeps the archive of a package, as all registries do unless they say otherwise.
pub(super) fn tarball(registry: &Url, package: &str, version: &str) -> Option<Url> {
    let bare = package.rsplit('/').next()?;
    below(registry, &[package, "-", &format!("{bare}-{version}.tgz")])
}

/// Where a registry describes one version of a package.
pub(super) fn page(registry: &Url, package: &str, version: &str) -> Option<Url> {
    below(registry, &[package, version])
}

/// Nothing in a package's name or version may change what the address means.
fn below(registry: &Url, parts: &[&str]) -> Option<Url> {
    let path = parts.join("/");
    let plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '_' | '~' | '+' | '-');
    let good = |part: &str| !matches!(part, "" | "." | "..") && part.chars().all(plain);
    if !path.split('/').all(good) {
        return None;
    }
    registry.join(&path).ok()
}

/// How long npm may take to say where its registry is.
const PATIENCE: Duration = Duration::from_secs(20);

fn ask_npm(from: &Path) -> Option<String> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut child = Command::new(program)
        .args(["config", "get", "registry"])
        .current_dir(from)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    // What it says is short, so it can end before anybody reads it.
    let begun = Instant::now();
    let status = loop {
        match child.try_wait().ok()? {
            Some(status) => break status,
            None if begun.elapsed() < PATIENCE => thread::sleep(Duration::from_millis(10)),
            None => {
                let _ = child.kill().and_then(|()| child.wait());
                return None;
            }
        }
    };
    let mut text = String::new();
    child.stdout.take()?.read_to_string(&mut text).ok()?;
    let line = text.lines().last()?.trim();
    (status.success() && line.contains("://")).then(|| line.to_owned())
}

/// The machine's `npmrc`: named, or below the prefix, which is that of `node` unless it is set.
fn global_file(environment: &Environment, layers: &[&Settings]) -> Option<PathBuf> {
    let get = |key: &str| layers.iter().find_map(|layer| layer.get(key));
    if let Some(path) = get("globalconfig") {
        return Some(PathBuf::from(path));
    }
    let prefix = get("prefix")
        .cloned()
        .or_else(|| environment.get("PREFIX"))
        .map(PathBuf::from)
        .or_else(|| {
            let name = if cfg!(windows) { "node.exe" } else { "node" };
            let path = environment.get("PATH")?;
            let node = env::split_paths(&path)
                .map(|dir| dir.join(name))
                .find(|node| node.is_file())?;
            let home = fs::canonicalize(node).ok()?.parent()?.to_owned();
            Some(if cfg!(windows) {
                home
            } else {
                home.parent()?.to_owned()
            })
        })?;
    Some(prefix.join("etc").join("npmrc"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(home: &Path, variables: &[(&str, &str)]) -> Environment {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Environment {
            variables: variables.iter().map(own).collect(),
            home: Some(home.to_owned()),
        }
    }

    fn registry(config: &NpmConfig, package: &str) -> String {
        match config.registry(package) {
            Ok(url) => url.to_string(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn the_environment_wins_over_the_person_and_the_person_over_the_machine() {
        let dir = tempfile::tempdir().unwrap();
        let home = dir.path();
        let write = |name: &str, text: &str| {
            crate::files::write_atomic(&home.join(name), text.as_bytes()).unwrap();
        };
        let prefix = home.join("prefix").display().to_string();
        let empty = environment(home, &[("PREFIX", &prefix)]);
        let of = |environment: &Environment| NpmConfig::of(environment, Ask::Nobody);
        assert_eq!(
            registry(&of(&empty), "x"),
            "no npm registry is configured for `x`"
        );
        write(
            "prefix/etc/npmrc",
            "registry=https://machine.test/\n@ours:registry=https://ours.test/npm",
        );
        assert_eq!(registry(&of(&empty), "x"), "https://machine.test/");
        write(".npmrc", "registry=https://person.test");
        assert_eq!(registry(&of(&empty), "x"), "https://person.test/");
        assert_eq!(registry(&of(&empty), "@theirs/x"), "https://person.test/");
        let set = environment(
            home,
            &[
                ("PREFIX", &prefix),
                ("NPM_CONFIG_REGISTRY", "https://env.test/r"),
            ],
        );
        assert_eq!(registry(&of(&set), "x"), "https://env.test/r/");
        // A registry of the scope wins over any other, wherever it is written.
        assert_eq!(registry(&of(&set), "@ours/x"), "https://ours.test/npm/");
        let scoped = environment(
            home,
            &[("npm_config_@ours:registry", "https://scope.test/")],
        );
        assert_eq!(registry(&of(&scoped), "@ours/x"), "https://scope.test/");
        write("other", "registry=https://other.test/");
        let other = home.join("other").display().to_string();
        let named = environment(home, &[("NPM_CONFIG_USERCONFIG", &other)]);
        assert_eq!(registry(&of(&named), "x"), "https://other.test/");
    }

    #[test]
    fn a_registry_must_be_an_address_that_may_be_asked() {
        let config = NpmConfig::of_text("registry=http://plain.test/");
        assert!(matches!(
            config.registry("x"),
            Err(RegistryError::Address { .. })
        ));
        let config = NpmConfig::of_text("registry=http://127.0.0.1:4873");
        assert_eq!(registry(&config, "x"), "http://127.0.0.1:4873/");
    }

    #[test]
    fn credentials_go_only_where_they_are_meant_for() {
        let config = NpmConfig::of_text(
            "//a.test/:_authToken=root\n//a.test/deep/:_authToken=deep\n//b.test:444/:_auth=YTpi\n\
             //c.test/:username=me\n//c.test/:_password=c2VjcmV0\n_authToken=everywhere\n",
        );
        let table = [
            ("https://a.test/x/-/x-1.0.0.tgz", Some("Bearer root")),
            ("https://a.test/deep/x/-/x-1.0.0.tgz", Some("Bearer deep")),
            ("https://a.test/deeper/x", Some("Bearer root")),
            ("https://a.test:8443/x", None),
            ("https://b.test:444/x", Some("Basic YTpi")),
            ("https://b.test/x", None),
            ("https://c.test/x", Some("Basic bWU6c2VjcmV0")),
            ("https://d.test/a.test/x", None),
            ("https://a.test.evil.test/x", None),
        ];
        for (url, expected) in table {
            let url = Url::parse(url).unwrap();
            assert_eq!(config.authorization(&url).as_deref(), expected, "{url}");
        }
        assert!(!format!("{config:?}").contains("deep"));
    }

    #[test]
    fn variables_name_credentials_too() {
        let dir = tempfile::tempdir().unwrap();
        let environment = environment(dir.path(), &[("npm_config_//a.test/:_authToken", "t")]);
        let config = NpmConfig::of(&environment, Ask::Nobody);
        let url = Url::parse("https://a.test/x").unwrap();
        assert_eq!(config.authorization(&url).as_deref(), Some("Bearer t"));
    }

    #[test]
    fn packages_lie_below_their_registry() {
        let registry = Url::parse("https://a.test/npm/").unwrap();
        let at =
            |package: &str, version: &str| tarball(&registry, package, version).map(String::from);
        assert_eq!(
            at("@ruby/3.4-wasm-wasi", "2.10.1").as_deref(),
            Some("https://a.test/npm/@ruby/3.4-wasm-wasi/-/3.4-wasm-wasi-2.10.1.tgz")
        );
        assert_eq!(
            at("x", "1.0.0-rc.1").as_deref(),
            Some("https://a.test/npm/x/-/x-1.0.0-rc.1.tgz")
        );
        for bad in [
            "../x",
            "x/../../y",
            "",
            "/x",
            "x?y",
            "x#y",
            "x%2fy",
            "x\\y",
            "https://evil.test/x",
        ] {
            assert_eq!(at(bad, "1.0.0"), None, "{bad}");
            assert_eq!(page(&registry, "x", bad), None, "{bad}");
        }
        let page = page(&registry, "@ours/x", "1.0.0").map(String::from);
        assert_eq!(page.as_deref(), Some("https://a.test/npm/@ours/x/1.0.0"));
    }

    #[test]
    fn a_project_is_not_asked() {
        let config = NpmConfig::of_person();
        let Ask::Npm { from } = &config.ask else {
            panic!("npm is asked last");
        };
        assert_eq!(
            from.canonicalize().ok(),
            env::home_dir().and_then(|home| home.canonicalize().ok())
        );
    }
}
