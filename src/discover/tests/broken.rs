//! Manifests with one mistake each: `tests/fixtures/broken-manifests.toml`.

use super::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Fixtures {
    base: BTreeMap<String, String>,
    manifest: Vec<Fixture>,
}

#[derive(Deserialize)]
struct Fixture {
    name: String,
    code: String,
    at: String,
    message: String,
    label: String,
    #[serde(default)]
    more: Vec<String>,
    #[serde(default)]
    links: BTreeMap<String, String>,
    files: BTreeMap<String, String>,
}

fn fixtures() -> Fixtures {
    let text = include_str!("../../../tests/fixtures/broken-manifests.toml");
    toml::from_str(text).unwrap()
}

#[test]
fn every_broken_manifest_is_told_exactly_and_its_neighbour_runs() {
    let fixtures = fixtures();
    let mut wrong = Vec::new();
    for fixture in &fixtures.manifest {
        let mut files = fixtures.base.clone();
        files.extend(fixture.files.clone());
        let site = Site::new(
            files
                .iter()
                .map(|(path, text)| (path.as_str(), text.as_str())),
        );
        for (path, target) in &fixture.links {
            std::os::unix::fs::symlink(target, site.root().join(path)).unwrap();
        }
        let tree = site.tree();
        let mut expected = vec![format!(
            "{} {} {} | {}",
            fixture.code,
            fixture.at,
            fixture.message,
            fixture
                .label
                .replace("[VERSION]", env!("CARGO_PKG_VERSION"))
        )];
        let found = shown(&tree.defects);
        let brief = |line: &String| line.splitn(3, ' ').take(2).collect::<Vec<_>>().join(" ");
        let mut rest: Vec<String> = found
            .iter()
            .filter(|line| **line != expected[0])
            .map(brief)
            .collect();
        rest.sort();
        let mut more = fixture.more.clone();
        more.sort();
        if found.iter().all(|line| *line != expected[0]) || rest != more {
            expected.extend(more);
            wrong.push(format!(
                "{}\n  expected {expected:#?}\n  found {found:#?}",
                fixture.name
            ));
        }
        if !ids(&tree).contains(&"good/ok") {
            wrong.push(format!(
                "{}: the neighbour is gone: {:?}",
                fixture.name,
                ids(&tree)
            ));
        }
        if fixture.at.starts_with("suites/bad/")
            && ids(&tree).iter().any(|id| id.starts_with("bad/"))
        {
            wrong.push(format!("{}: the project still runs", fixture.name));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}\n{}",
        wrong.len(),
        fixtures.manifest.len(),
        wrong.join("\n")
    );
}
