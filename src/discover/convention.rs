//! Cases that nobody declares: a file whose extension a pinned runtime claims is a script, `.wasm` and `.wat` are
//! commands, `.wast` is a script of directives.

use crate::discover::outline::Draft;
use crate::discover::outline::Outline;
use crate::discover::outline::group;
use crate::discover::outline::id_tail;
use crate::discover::reader::Reader;
use crate::discover::survey::Site;
use crate::model::case::Kind;
use crate::model::defect::Defect;
use crate::wording::visible;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

/// Longest description taken from a comment, in characters.
const DESCRIPTION_LIMIT: usize = 200;

/// Whether a file is a program by its extension.
pub(super) fn is_program(label: &str) -> bool {
    matches!(extension(label), "wasm" | "wat")
}

/// What follows the last dot of a file's name, or nothing.
pub(super) fn extension(label: &str) -> &str {
    let file = label.rsplit('/').next().unwrap_or(label);
    file.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// Names of the runtimes that are pinned for a site.
pub(super) fn pinned(site: &Site) -> Vec<Arc<str>> {
    let mut names: Vec<Arc<str>> = Vec::new();
    for pin in site.wws.iter().flat_map(|wws| &wws.runtimes) {
        if names.iter().all(|name| **name != pin.value.key.name) {
            names.push(pin.value.key.name.as_str().into());
        }
    }
    names
}

/// Whether a runtime of this name is pinned.
pub(super) fn is_pinned(site: &Site, name: &str) -> bool {
    let mut pins = site.wws.iter().flat_map(|wws| &wws.runtimes);
    pins.any(|pin| pin.value.key.name == name)
}

/// Names of the runtimes that claim an extension in any release.
pub(super) fn claiming(site: &Site, extension: &str) -> Vec<Arc<str>> {
    let mut names: Vec<Arc<str>> = Vec::new();
    for pin in site.wws.iter().flat_map(|wws| &wws.runtimes) {
        let claims = pin.value.extensions.iter().any(|own| own == extension);
        if claims && names.iter().all(|name| **name != pin.value.key.name) {
            names.push(pin.value.key.name.as_str().into());
        }
    }
    names
}

/// Finds the cases of a site by convention.
pub(super) fn outline(
    site: &Site,
    named: &BTreeSet<PathBuf>,
    outline: &mut Outline,
    reader: &mut Reader,
) {
    // Broken pins hide which extensions are claimed.
    outline.is_partial |= site.wws.as_ref().is_some_and(|wws| wws.is_broken);
    let used = Used::below(site, named);
    let mut claims: BTreeMap<&str, Vec<Arc<str>>> = BTreeMap::new();
    let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
    for label in &site.files {
        let extension = extension(label);
        let claiming = claims
            .entry(extension)
            .or_insert_with(|| claiming(site, extension));
        let (kind, runtime) = match &claiming[..] {
            [] if is_program(label) => (Kind::Command, None),
            [] if extension == "wast" => (Kind::Wast, None),
            [] => continue,
            [one] => (Kind::Script, Some(Arc::clone(one))),
            several => {
                if !used.holds(label) {
                    several_claim(site, label, several, reader);
                    outline.is_partial = true;
                    outline.broken = true;
                    // Once is enough for all files of this extension.
                    claiming.clear();
                }
                continue;
            }
        };
        if used.holds(label) {
            continue;
        }
        let group = *groups.entry(kind.as_str()).or_insert_with(|| {
            let (group, broken) = group(site, None, kind, reader);
            outline.broken |= broken;
            outline.groups.push(group);
            outline.groups.len() - 1
        });
        outline.drafts.push(Draft {
            id: format!("{}/{}", site.id, id_tail(label)),
            label: label.clone(),
            kind,
            runtime,
            group,
        });
    }
}

fn several_claim(site: &Site, label: &str, claiming: &[Arc<str>], reader: &mut Reader) {
    let pins = site.wws.iter().flat_map(|wws| &wws.runtimes);
    let second = pins
        .filter(|pin| pin.value.key.name == *claiming[1])
        .map(|pin| &pin.at);
    let message = format!(
        "{} runtimes claim `{}`: {}",
        claiming.len(),
        visible(label),
        claiming.join(", ")
    );
    let at = second.map(crate::manifest::source::Mark::span).next();
    reader.defects.push(
        Defect::error("unknown-runtime", message, at)
            .label("a `[[case]]` with `runtime` says which"),
    );
}

/// Files of a site that some manifest names.
struct Used {
    files: BTreeSet<String>,
    dirs: Vec<String>,
}

impl Used {
    fn below(site: &Site, named: &BTreeSet<PathBuf>) -> Self {
        let mut used = Self {
            files: BTreeSet::new(),
            dirs: Vec::new(),
        };
        // Sorted paths below a directory follow it without a gap.
        let from = named.range(site.dir.clone()..);
        for path in from.take_while(|path| path.starts_with(&site.dir)) {
            let label = crate::discover::label_of(path, &site.dir);
            used.dirs.push(format!("{label}/"));
            used.files.insert(label);
        }
        used
    }

    fn holds(&self, label: &str) -> bool {
        self.files.contains(label) || self.dirs.iter().any(|dir| label.starts_with(dir))
    }
}

/// The first comment at the head of a script, for people.
///
/// Reads at most 4 KiB. What cannot be read has no description; running it will say why.
pub(super) fn description(file: &Path) -> Option<String> {
    let mut head = Vec::with_capacity(512);
    let file = fs::File::open(file).ok()?;
    file.take(4096).read_to_end(&mut head).ok()?;
    first_comment(&String::from_utf8_lossy(&head))
}

fn first_comment(text: &str) -> Option<String> {
    for (index, line) in text.lines().enumerate() {
        let line = line.trim_start_matches('\u{feff}').trim();
        if line.is_empty() || (index == 0 && line.starts_with("#!")) {
            continue;
        }
        let marker = ["--", "//", "#"]
            .into_iter()
            .find(|marker| line.starts_with(marker))?;
        let comment = line.trim_start_matches(&marker[..1]);
        // `--[[ ... ]]` of Lua.
        let long = comment
            .strip_prefix('[')
            .map(|rest| rest.trim_start_matches('='));
        let comment = match long.and_then(|rest| rest.strip_prefix('[')) {
            Some(inner) if marker == "--" => inner.split("]]").next().unwrap_or(inner),
            _ => comment,
        };
        let comment = comment.trim();
        if !comment.is_empty() {
            return Some(comment.chars().take(DESCRIPTION_LIMIT).collect());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_comment_is_the_description() {
        let table = [
            (
                "-- Numbers and arithmetic\nprint(1)",
                Some("Numbers and arithmetic"),
            ),
            (
                "#!/usr/bin/lua\n\n-- after the shebang",
                Some("after the shebang"),
            ),
            ("# ruby\n", Some("ruby")),
            ("#\n# second line\n", Some("second line")),
            ("// js // twice", Some("js // twice")),
            ("/// doc", Some("doc")),
            ("--[[ long ]] print(1)", Some("long")),
            ("--[==[\nnext", None),
            ("print(1) -- not at the head", None),
            ("", None),
            ("#!shebang only", None),
        ];
        for (text, expected) in table {
            assert_eq!(first_comment(text).as_deref(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_head_panics(text in "[#/\\-\\[= a\n\u{e9}]{0,40}") {
            if let Some(found) = first_comment(&text) {
                prop_assert!(!found.is_empty() && !found.contains('\n'));
            }
        }
    }
}
