//! The directories that a platform gives a person's programs.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

/// How variables of the environment are read; a test brings its own.
type Variables<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// Directory for what can be made again: `~/.cache/wassay`, `~/Library/Caches/wassay`, `%LOCALAPPDATA%\wassay\cache`.
pub(super) fn cache_dir() -> Option<PathBuf> {
    cache_dir_from(&|name| env::var_os(name), env::home_dir())
}

/// Directory for what a person decides: `~/.config/wassay`, `~/Library/Application Support/wassay`,
/// `%APPDATA%\wassay`.
pub fn config_dir() -> Option<PathBuf> {
    config_dir_from(&|name| env::var_os(name), env::home_dir())
}

fn cache_dir_from(variables: Variables<'_>, home: Option<PathBuf>) -> Option<PathBuf> {
    if cfg!(windows) {
        return absolute(variables, "LOCALAPPDATA").map(|dir| dir.join("wassay").join("cache"));
    }
    let fallback = if cfg!(target_os = "macos") {
        "Library/Caches"
    } else {
        ".cache"
    };
    absolute(variables, "XDG_CACHE_HOME")
        .or_else(|| usable(home).map(|home| home.join(fallback)))
        .map(|dir| dir.join("wassay"))
}

fn config_dir_from(variables: Variables<'_>, home: Option<PathBuf>) -> Option<PathBuf> {
    if cfg!(windows) {
        return absolute(variables, "APPDATA").map(|dir| dir.join("wassay"));
    }
    let fallback = if cfg!(target_os = "macos") {
        "Library/Application Support"
    } else {
        ".config"
    };
    absolute(variables, "XDG_CONFIG_HOME")
        .or_else(|| usable(home).map(|home| home.join(fallback)))
        .map(|dir| dir.join("wassay"))
}

/// The specification says that relative paths in these variables are to be ignored.
fn absolute(variables: Variables<'_>, name: &str) -> Option<PathBuf> {
    variables(name)
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
}

fn usable(home: Option<PathBuf>) -> Option<PathBuf> {
    home.filter(|home| home.is_absolute())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_variable_wins_over_the_home_directory_and_relative_paths_are_ignored() {
        let home = || Some(PathBuf::from("/home/me"));
        let none = |_: &str| None;
        let set = |value: &'static str| move |_: &str| Some(OsString::from(value));
        assert_eq!(
            cache_dir_from(&none, home()),
            Some("/home/me/.cache/wassay".into())
        );
        assert_eq!(
            config_dir_from(&none, home()),
            Some("/home/me/.config/wassay".into())
        );
        assert_eq!(
            cache_dir_from(&set("/var/c"), home()),
            Some("/var/c/wassay".into())
        );
        assert_eq!(
            cache_dir_from(&set("rel"), home()),
            Some("/home/me/.cache/wassay".into())
        );
        assert_eq!(cache_dir_from(&none, None), None);
        assert_eq!(cache_dir_from(&none, Some(PathBuf::new())), None);
    }
}
