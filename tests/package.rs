//! The package is whole: licences of all dependencies are on a list, and what is published holds no suites.

use std::path::Path;
use std::process::Command;

/// Licences that may be linked into the binary. Each alternative of a dependency must be on it, or one of an `OR`.
const ALLOWED: [&str; 10] = [
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "CDLA-Permissive-2.0",
    "Unlicense",
];

fn cargo(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo can be started");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("cargo speaks UTF-8")
}

/// Whether an SPDX expression can be met with allowed licences: `OR` needs one side, `AND` both.
fn is_allowed(expression: &str) -> bool {
    let expression = expression.trim();
    let inner = expression
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    if let Some(inner) = inner.filter(|inner| !inner.contains(['(', ')'])) {
        return is_allowed(inner);
    }
    let split = |word: &str| -> Vec<String> {
        let mut depth = 0;
        let mut parts = vec![String::new()];
        for token in expression.split_whitespace() {
            if token == word && depth == 0 {
                parts.push(String::new());
                continue;
            }
            depth += token.matches('(').count();
            depth -= token.matches(')').count();
            let last = parts.last_mut().expect("there is always one");
            last.push(' ');
            last.push_str(token);
        }
        parts
    };
    let any = split("OR");
    if any.len() > 1 {
        return any.iter().any(|part| is_allowed(part));
    }
    let all = split("AND");
    if all.len() > 1 {
        return all.iter().all(|part| is_allowed(part));
    }
    expression
        .split('/')
        .any(|licence| ALLOWED.contains(&licence.trim()))
}

#[test]
fn every_dependency_has_a_licence_of_the_list() {
    let metadata: serde_json::Value = serde_json::from_str(&cargo(&[
        "metadata",
        "--format-version",
        "1",
        "--locked",
        "--all-features",
    ]))
    .expect("cargo metadata is JSON");
    let packages = metadata["packages"].as_array().expect("there are packages");
    assert!(packages.len() > 100, "the whole graph is looked at");
    let refused: Vec<String> = packages
        .iter()
        .filter(|package| !package["license"].as_str().is_some_and(is_allowed))
        .map(|package| {
            format!(
                "{} {}: {}",
                package["name"], package["version"], package["license"]
            )
        })
        .collect();
    assert!(
        refused.is_empty(),
        "licences outside the list:\n{}",
        refused.join("\n")
    );
}

#[test]
fn the_list_is_read_as_spdx() {
    for good in [
        "MIT OR Apache-2.0",
        "GPL-3.0 OR MIT",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
        "MIT/Apache-2.0",
    ] {
        assert!(is_allowed(good), "{good}");
    }
    for bad in [
        "GPL-3.0",
        "MIT AND GPL-3.0",
        "(MIT OR Apache-2.0) AND OpenSSL",
        "",
    ] {
        assert!(!is_allowed(bad), "{bad}");
    }
}

#[test]
fn the_package_holds_no_suites_and_both_licences() {
    let listed = cargo(&["package", "--list", "--allow-dirty", "--locked"]);
    let files: Vec<&str> = listed.lines().collect();
    for wanted in [
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "THIRD-PARTY.md",
        "README.md",
        "CHANGELOG.md",
        "docs/record-1.schema.json",
        "src/lib.rs",
    ] {
        assert!(
            files.contains(&wanted),
            "{wanted} is missing from the package"
        );
    }
    let stray: Vec<&&str> = files
        .iter()
        .filter(|file| {
            file.starts_with("suites/")
                || file.starts_with("snapshots/")
                || Path::new(file)
                    .extension()
                    .is_some_and(|extension| extension == "wasm")
        })
        .collect();
    assert!(stray.is_empty(), "not for the package: {stray:?}");
}
