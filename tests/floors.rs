//! Keeps the house standing: a module may only lean on floors below its own.
use std::{fs, path::Path};

/// Bottom floor first; modules on one floor do not know each other.
const FLOORS: &[&[&str]] = &[
    &["digest", "files", "wording"],
    &["model"],
    &["manifest", "cache", "record", "wasm"],
    &[
        "discover", "matrix", "select", "install", "build", "engine", "snapshot",
    ],
    &["runner", "report", "review"],
    &["cli"],
];

#[test]
fn every_module_leans_only_on_lower_floors() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut breaches = Vec::new();
    visit(&src, &src, &mut breaches);
    assert!(
        breaches.is_empty(),
        "floor plan breached:\n{}",
        breaches.join("\n")
    );
}

fn floor_of(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

fn visit(src: &Path, dir: &Path, breaches: &mut Vec<String>) {
    for entry in fs::read_dir(dir).expect("src is readable") {
        let path = entry.expect("src entry is readable").path();
        if path.is_dir() {
            visit(src, &path, breaches);
            continue;
        }
        let inner = path.strip_prefix(src).expect("walk stays in src");
        let first = inner
            .components()
            .next()
            .expect("a file has a name")
            .as_os_str()
            .to_string_lossy();
        let home = first.trim_end_matches(".rs").to_owned();
        if home == "lib" || home == "main" {
            continue;
        }
        let Some(own) = floor_of(&home) else {
            breaches.push(format!(
                "{} has no floor: add it to FLOORS",
                inner.display()
            ));
            continue;
        };
        let text = fs::read_to_string(&path).expect("source is UTF-8");
        for (index, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for tail in code.split("crate::").skip(1) {
                let target: String = tail
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                if target != home && floor_of(&target).is_none_or(|floor| floor >= own) {
                    breaches.push(format!(
                        "{}:{}: `{home}` leans on `{target}`",
                        inner.display(),
                        index + 1
                    ));
                }
            }
        }
    }
}
