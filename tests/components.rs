//! The recipe of the component suites: core text + WIT -> component text.
//!
//! Components are carried by the repository as text, so that a reviewer can read them and no toolchain is needed to run
//! them. Nobody writes that text: each `suites/<suite>/src/<name>.core.wat` is a core module that a person wrote, with a
//! line `;; world: ITEMS` naming what it imports and exports, and where that needs packages of its own `;; wit: TEXT`. This test builds the component, prints it, and fails when
//! the text beside it differs. `WASSAY_BLESS=1 cargo test --test components` writes the texts again.
//!
//! A line `;; include FILE` of a core text stands for the lines of that file: `suites/commands/src/lib` holds the
//! printing, the heap and the streams that all of them share. Handlers share theirs with the tests of the engine.
//!
//! A core module that a compiler made lies there as `<name>.core.wasm` and becomes a component in the same way; its
//! suite says what made it.

use sha2::Digest;
use sha2::Sha256;
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

/// Where core modules lie, where their components go, and which packages of the engine's own WIT they are built with.
const RECIPES: [Recipe; 8] = [
    Recipe {
        cores: "suites/commands/src/p2",
        components: "suites/commands/p2",
        owner: "wasmtime-wasi",
        wit: "src/p2/wit",
        package: None,
        world: None,
    },
    Recipe {
        cores: "suites/commands/src/p3",
        components: "suites/commands/p3",
        owner: "wasmtime-wasi",
        wit: "src/p3/wit",
        package: None,
        world: None,
    },
    Recipe {
        cores: "suites/limits/src/p2",
        components: "suites/limits/p2",
        owner: "wasmtime-wasi",
        wit: "src/p2/wit",
        package: None,
        world: None,
    },
    Recipe {
        cores: "suites/limits/src/p3",
        components: "suites/limits/p3",
        owner: "wasmtime-wasi",
        wit: "src/p3/wit",
        package: None,
        world: None,
    },
    Recipe {
        cores: "suites/http/src/p2",
        components: "suites/http/p2",
        owner: "wasmtime-wasi-http",
        wit: "wit",
        package: None,
        world: None,
    },
    Recipe {
        cores: "suites/http/src/p3",
        components: "suites/http/p3",
        owner: "wasmtime-wasi-http",
        wit: "src/p3/wit",
        package: None,
        world: None,
    },
    Recipe {
        cores: "suites/components/src",
        components: "suites/components",
        owner: "wasmtime-wasi",
        wit: "src/p3/wit",
        package: None,
        world: None,
    },
    Recipe {
        cores: "suites/components/languages/src",
        components: "suites/components/languages",
        owner: "wasmtime-wasi-http",
        wit: "wit",
        package: Some("suites/components/languages/wit/languages.wit"),
        world: Some("include wassay:languages/guest@1.0.0;"),
    },
];

struct Recipe {
    cores: &'static str,
    components: &'static str,
    /// The crate that carries the WIT of WASI.
    owner: &'static str,
    wit: &'static str,
    /// A WIT file of our own.
    package: Option<&'static str>,
    /// The world of all these cores; without one, each text names its own.
    world: Option<&'static str>,
}

#[test]
fn every_component_is_what_its_core_text_makes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let crates = CrateDirectories::ask(root);
    let bless = env::var_os("WASSAY_BLESS").is_some_and(|value| value == "1");
    let mut stale = Vec::new();
    for recipe in &RECIPES {
        let mut made = BTreeSet::new();
        for core in recipe.core_modules(root) {
            let file = core
                .file_name()
                .and_then(OsStr::to_str)
                .expect("found by its ending");
            let name = file.split(".core.").next().expect("found by its ending");
            let target = root.join(recipe.components).join(format!("{name}.wat"));
            let wit = recipe.resolved(root, &crates.of(recipe.owner));
            let text = recipe
                .component_text(&core, file, wit)
                .unwrap_or_else(|error| panic!("{}: {error}", core.display()));
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

/// Nobody can build these again bit for bit, so what they are is what was written down when they were built.
#[test]
fn every_carried_binary_is_the_one_that_was_built() {
    let suite = Path::new(env!("CARGO_MANIFEST_DIR")).join("suites/components/languages");
    let sums = match fs::read_to_string(suite.join("recipe/SHA256SUMS")) {
        Ok(sums) => sums,
        // The published package has these tests, but not the suites.
        Err(_) if !suite.exists() => return,
        Err(error) => panic!("{error}"),
    };
    let mut named = BTreeSet::new();
    for line in sums.lines() {
        let (sum, file) = line.split_once("  ").expect("a sum, two blanks, a file");
        let bytes = fs::read(suite.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert_eq!(format!("{:x}", Sha256::digest(bytes)), sum, "{file}");
        named.insert(suite.join(file));
    }
    for directory in [suite.clone(), suite.join("src")] {
        for binary in files_ending(&directory, ".wasm") {
            assert!(named.contains(&binary), "{}: no sum", binary.display());
        }
    }
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

impl Recipe {
    fn core_modules(&self, root: &Path) -> Vec<PathBuf> {
        let directory = root.join(self.cores);
        let mut cores = files_ending(&directory, ".core.wat");
        cores.extend(files_ending(&directory, ".core.wasm"));
        cores
    }

    /// The WIT these components are built with.
    fn resolved(&self, root: &Path, owner: &Path) -> Resolve {
        let mut resolve = Resolve::default();
        let own = self.package.map(|package| root.join(package));
        for path in [Some(owner.join(self.wit)), own].into_iter().flatten() {
            resolve
                .push_path(&path)
                .unwrap_or_else(|error| panic!("{}: {error:#}", path.display()));
        }
        resolve
    }

    /// Builds the component and prints it below a head that says what it shows and where it came from.
    fn component_text(&self, core: &Path, file: &str, wit: Resolve) -> Result<String, String> {
        let (text, module) = if core.extension() == Some(OsStr::new("wasm")) {
            let bytes = fs::read(core).map_err(|error| error.to_string())?;
            (String::new(), bytes)
        } else {
            let text = expanded(core);
            let bytes = wat::Parser::new()
                .parse_str(Some(core), &text)
                .map_err(|error| error.to_string())?;
            (text, bytes)
        };
        let world = self
            .world
            .map_or_else(|| world_of(&text), |world| Ok(world.to_owned()))?;
        let packages = lines_of(&text, ";; wit:");
        let bytes = component(
            module,
            &format!("{packages}\nworld command {{ {world} }}"),
            wit,
        )?;
        let head = text.lines().take_while(|line| {
            let of_recipe = line.starts_with(";; world:") || line.starts_with(";; wit:");
            line.starts_with(";;") && !of_recipe
        });
        let mut printed = String::new();
        for line in head {
            printed.push_str(line);
            printed.push('\n');
        }
        printed.push_str(&format!(
            ";; Made from {file} by tests/components.rs, which says how; not to be edited.\n"
        ));
        printed
            .push_str(&wasmprinter::print_bytes(&bytes).expect("what was encoded can be printed"));
        printed.push('\n');
        Ok(printed)
    }
}

fn component(mut module: Vec<u8>, items: &str, mut resolve: Resolve) -> Result<Vec<u8>, String> {
    let source = format!("package wassay:suites;\n{items}");
    let package = resolve
        .push_str("world.wit", &source)
        .map_err(|error| format!("{error:#}"))?;
    let world = resolve
        .select_world(&[package], Some("command"))
        .map_err(|error| format!("{error:#}"))?;
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8)
        .map_err(|error| format!("{error:#}"))?;
    ComponentEncoder::default()
        .validate(true)
        .module(&module)
        .and_then(|mut encoder| encoder.encode())
        .map_err(|error| format!("{error:#}"))
}

fn world_of(text: &str) -> Result<String, String> {
    let items = lines_of(text, ";; world:");
    if items.is_empty() {
        return Err("it has no line `;; world: ITEMS`".to_owned());
    }
    Ok(items)
}

/// What stands behind a mark at the beginning of lines.
fn lines_of(text: &str, mark: &str) -> String {
    let lines = text.lines().filter_map(|line| line.strip_prefix(mark));
    let lines: Vec<&str> = lines.map(str::trim).collect();
    lines.join(" ")
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

/// Where the crates lie that this build uses; two of them carry the WIT of WASI.
///
/// Asked of cargo, because where it unpacks crates is its own business.
struct CrateDirectories(serde_json::Value);

impl CrateDirectories {
    fn ask(root: &Path) -> Self {
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
        Self(serde_json::from_slice(&metadata).expect("`cargo metadata` answers with JSON"))
    }

    fn of(&self, name: &str) -> PathBuf {
        let manifest = self.0["packages"]
            .as_array()
            .and_then(|packages| packages.iter().find(|package| package["name"] == name))
            .and_then(|package| package["manifest_path"].as_str())
            .unwrap_or_else(|| panic!("{name} is not a dependency"));
        Path::new(manifest)
            .parent()
            .expect("a manifest has a directory")
            .to_owned()
    }
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
