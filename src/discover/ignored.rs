//! Whether git ignores a directory, as far as the `.gitignore` files of the tree say so.
//!
//! cargo-insta walks a tree as git sees it, so snapshots in an ignored directory would never be reviewed. Only one
//! path is ever asked about; a few lines of the rules suffice, and what they do not know is not ignored.

use crate::files::read_bounded;
use crate::manifest::source::LARGEST;
use globset::GlobBuilder;
use std::path::Path;

/// Longer than any path.
const LONGEST_RULE: usize = 8 << 10;

/// Whether `relative`, a directory below `root`, or a directory on the way to it is ignored.
pub(super) fn is_ignored(root: &Path, relative: &Path) -> bool {
    let parts: Vec<String> = relative
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    (1..=parts.len()).any(|length| {
        let mut verdict = false;
        for depth in 0..length {
            let dir = parts[..depth]
                .iter()
                .fold(root.to_owned(), |dir, part| dir.join(part));
            let Ok(text) = read_bounded(&dir.join(".gitignore"), LARGEST) else {
                continue;
            };
            let text = String::from_utf8_lossy(&text);
            let below = parts[depth..length].join("/");
            for line in text.lines() {
                verdict = rule(line, &below).unwrap_or(verdict);
            }
        }
        verdict
    })
}

/// What one line says of a directory: ignored, not ignored, or nothing.
fn rule(line: &str, path: &str) -> Option<bool> {
    let line = line.trim_end();
    if line.is_empty() || line.starts_with('#') {
        return None;
    }
    let (ignored, line) = match line.strip_prefix('!') {
        Some(rest) => (false, rest),
        None => (true, line),
    };
    let line = line.trim_end_matches('/');
    let glob = match line.strip_prefix('/') {
        Some(anchored) => anchored.to_owned(),
        None if line.contains('/') => line.to_owned(),
        None => format!("**/{line}"),
    };
    // The compiler of globs panics at what would need megabytes.
    if glob.len() > LONGEST_RULE {
        return None;
    }
    let matcher = GlobBuilder::new(&glob)
        .literal_separator(true)
        .build()
        .ok()?;
    matcher.compile_matcher().is_match(path).then_some(ignored)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::write_atomic;

    #[test]
    fn rules_are_those_of_git() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        write_atomic(
            &root.join(".gitignore"),
            b"# note\n/out\nbuild/\ndeep/snap*\n*.d\n!keep.d\n",
        )
        .unwrap();
        write_atomic(&root.join("sub/.gitignore"), b"/here\n").unwrap();
        let table = [
            ("out", true),
            ("sub/out", false),
            ("build", true),
            ("sub/build/snapshots", true),
            ("deep/snapshots", true),
            ("x.d", true),
            ("keep.d", false),
            ("sub/here", true),
            ("here", false),
            ("snapshots", false),
        ];
        for (path, expected) in table {
            assert_eq!(is_ignored(root, Path::new(path)), expected, "{path}");
        }
    }
}
