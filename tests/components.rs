//! The recipe of the component suites: core text + WIT -> component text.
//!
//! Components are carried by the repository as text, so that a reviewer can read them and no toolchain is needed to run
//! them. Nobody writes that text: each `suites/<suite>/src/<name>.core.wat` is a core module that a person wrote, with a
//! line `;; world: ITEMS` naming what it imports and exports. This test builds the component, prints it, and fails when
//! the text beside it differs. `WASSAY_BLESS=1 cargo test --test components` writes the texts again.
//!
//! A line `;; include FILE` of a core text stands for the lines of that file: `suites/commands/src/lib` holds the
//! printing, the heap and the streams that all of them share.

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use wit_component::ComponentEncoder;
use wit_component::StringEncoding;
use wit_component::embed_component_metadata;
use wit_parser::Resolve;

/// Where core texts lie, where their components go, and which packages of the engine's own WIT they are built with.
const RECIPES: [Recipe; 4] = [
    Recipe {
        cores: "suites/commands/src/p2",
        components: "suites/commands/p2",
        wit: "src/p2/wit",
    },
    Recipe {
        cores: "suites/commands/src/p3",
        components: "suites/commands/p3",
        wit: "src/p3/wit",
    },
    Recipe {
        cores: "suites/limits/src/p2",
        components: "suites/limits/p2",
        wit: "src/p2/wit",
    },
    Recipe {
        cores: "suites/limits/src/p3",
        components: "suites/limits/p3",
        wit: "src/p3/wit",
    },
];

struct Recipe {
    cores: &'static str,
    components: &'static str,
    wit: &'static str,
}

#[test]
fn every_component_is_what_its_core_text_makes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let wasi = wasi_crate(root);
    let bless = env::var_os("WASSAY_BLESS").is_some_and(|value| value == "1");
    let mut stale = Vec::new();
    for recipe in &RECIPES {
        let mut made = BTreeSet::new();
        for core in files_ending(&root.join(recipe.cores), ".core.wat") {
            let name = core
                .file_name()
                .and_then(OsStr::to_str)
                .and_then(|name| name.strip_suffix(".core.wat"))
                .expect("found by that ending");
            let target = root.join(recipe.components).join(format!("{name}.wat"));
            let text = component_text(&core, name, &wasi.join(recipe.wit));
            if fs::read_to_string(&target).ok().as_deref() != Some(text.as_str()) {
                if bless {
                    fs::create_dir_all(root.join(recipe.components)).expect("suites are writable");
                    write(&target, &text);
                } else {
                    stale.push(shown(root, &target));
                }
            }
            made.insert(target);
        }
        for target in files_ending(&root.join(recipe.components), ".wat") {
            if !made.contains(&target) {
                stale.push(format!("{} (no core text makes it)", shown(root, &target)));
            }
        }
    }
    assert!(
        stale.is_empty(),
        "components that differ from what their core texts make:\n  {}\n\
         `WASSAY_BLESS=1 cargo test --test components` writes them again",
        stale.join("\n  ")
    );
}

#[test]
fn a_core_text_without_a_world_is_named() {
    let error = world_of("(module)").expect_err("there is no world line");
    assert!(error.contains(";; world:"), "{error}");
}

#[test]
fn an_include_stands_for_the_lines_of_its_file() {
    let directory = tempfile::tempdir().unwrap();
    write(&directory.path().join("inner.wat"), "  (memory 1)\n");
    let outer = directory.path().join("outer.core.wat");
    write(&outer, "(module\n  ;; include inner.wat\n)\n");
    assert_eq!(expanded(&outer), "(module\n  (memory 1)\n)\n");
}

/// Builds the component and prints it below a head that says what it shows and where it came from.
fn component_text(core: &Path, name: &str, wit: &Path) -> String {
    let text = expanded(core);
    let bytes =
        component(core, &text, wit).unwrap_or_else(|error| panic!("{}: {error}", core.display()));
    let head = text
        .lines()
        .take_while(|line| line.starts_with(";;") && !line.starts_with(";; world:"));
    let mut printed = String::new();
    for line in head {
        printed.push_str(line);
        printed.push('\n');
    }
    printed.push_str(&format!(
        ";; Made from {name}.core.wat by tests/components.rs, which says how; not to be edited.\n"
    ));
    printed.push_str(&wasmprinter::print_bytes(&bytes).expect("what was encoded can be printed"));
    printed.push('\n');
    printed
}

fn component(core: &Path, text: &str, wit: &Path) -> Result<Vec<u8>, String> {
    let mut resolve = Resolve::default();
    resolve
        .push_path(wit)
        .map_err(|error| format!("{error:#}"))?;
    let source = format!(
        "package wassay:suites;\nworld command {{ {} }}",
        world_of(text)?
    );
    let package = resolve
        .push_str("world.wit", &source)
        .map_err(|error| format!("{error:#}"))?;
    let world = resolve
        .select_world(&[package], Some("command"))
        .map_err(|error| format!("{error:#}"))?;
    let mut module = wat::Parser::new()
        .parse_str(Some(core), text)
        .map_err(|error| error.to_string())?;
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8)
        .map_err(|error| format!("{error:#}"))?;
    ComponentEncoder::default()
        .validate(true)
        .module(&module)
        .and_then(|mut encoder| encoder.encode())
        .map_err(|error| format!("{error:#}"))
}

fn world_of(text: &str) -> Result<String, String> {
    let lines: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix(";; world:"))
        .map(str::trim)
        .collect();
    if lines.is_empty() {
        return Err("it has no line `;; world: ITEMS`".to_owned());
    }
    Ok(lines.join(" "))
}

/// The text with each `;; include FILE` replaced by that file; the path is relative to the text that names it.
fn expanded(path: &Path) -> String {
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let directory = path.parent().expect("a file has a directory");
    let mut whole = String::with_capacity(text.len());
    for line in text.lines() {
        if let Some(file) = line.trim_start().strip_prefix(";; include ") {
            whole.push_str(&expanded(&directory.join(file.trim())));
        } else {
            whole.push_str(line);
            whole.push('\n');
        }
    }
    whole
}

/// The directory of the `wasmtime-wasi` crate this build uses, which carries the WIT of WASI 0.2 and 0.3.
///
/// Asked of cargo, because where it unpacks crates is its own business.
fn wasi_crate(root: &Path) -> PathBuf {
    let cargo = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(root)
            .output()
            .expect("the cargo that runs this test can be started");
        assert!(
            output.status.success(),
            "cargo {arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        output.stdout
    };
    // Without the host named, cargo wants the packages of every platform, which nobody has downloaded.
    let version = String::from_utf8(cargo(&["-vV"])).expect("cargo speaks UTF-8");
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .expect("`cargo -vV` names the host");
    let metadata = cargo(&[
        "metadata",
        "--offline",
        "--format-version=1",
        "--filter-platform",
        host,
    ]);
    let metadata: serde_json::Value =
        serde_json::from_slice(&metadata).expect("`cargo metadata` answers with JSON");
    let manifest = metadata["packages"]
        .as_array()
        .and_then(|packages| {
            packages
                .iter()
                .find(|package| package["name"] == "wasmtime-wasi")
        })
        .and_then(|package| package["manifest_path"].as_str())
        .expect("wasmtime-wasi is a dependency");
    Path::new(manifest)
        .parent()
        .expect("a manifest has a directory")
        .to_owned()
}

fn files_ending(directory: &Path, ending: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(directory) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the directory is readable").path())
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    files.sort();
    files
}

fn shown(root: &Path, path: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .display()
        .to_string()
}

/// Texts of a working tree are nobody else's to read while they are written, so a plain write will do.
#[expect(
    clippy::disallowed_methods,
    reason = "a test that blesses, not the program"
)]
fn write(path: &Path, text: &str) {
    fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
