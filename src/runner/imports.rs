//! What a component may import: a budget of capabilities, checked before anything runs.

use crate::engine::Prepared;
use crate::model::cause::Cause;
use crate::model::cause::Stage;
use crate::model::execution::Channel;
use crate::model::outcome::Difference;
use crate::model::outcome::Verdict;
use crate::model::program::ProgramKind;
use globset::GlobBuilder;
use globset::GlobMatcher;

/// Holds the imports of a program against the patterns that its case allows; nothing where all are allowed.
///
/// A pattern with a version (`wasi:cli/*@0.2.6`) holds for that version, one without for all of them.
pub(crate) fn check(allowed: &[String], prepared: &Prepared) -> Option<Verdict> {
    match prepared.kind {
        ProgramKind::P1 | ProgramKind::Core | ProgramKind::Script => {
            let message = "`imports` is a budget of a component, and this is none";
            let cause = Cause::new(Stage::Link, "imports-of-no-component", message);
            let hint = "a core module imports functions by module and name; leave `imports` out";
            return Some(Verdict::Broken(Box::new(cause.hint(hint))));
        }
        ProgramKind::P2
        | ProgramKind::P3
        | ProgramKind::HttpP2
        | ProgramKind::HttpP3
        | ProgramKind::Component => {}
    }
    let patterns: Vec<GlobMatcher> = allowed.iter().filter_map(|text| matcher(text)).collect();
    let is_allowed = |import: &&String| {
        let (unversioned, _) = import.split_once('@').unwrap_or((import, ""));
        patterns
            .iter()
            .any(|pattern| pattern.is_match(import.as_str()) || pattern.is_match(unversioned))
    };
    let mut more = prepared
        .imports
        .iter()
        .filter(|import| !is_allowed(import))
        .peekable();
    more.peek()?;
    let rule = match allowed {
        [] => "imports nothing".to_owned(),
        allowed => format!("imports only {}", allowed.join(", ")),
    };
    let differences = more.enumerate().map(|(index, import)| Difference {
        channel: Channel::Interface,
        line: None,
        expected: (index == 0).then(|| rule.clone()),
        actual: Some(format!("imports {import}")),
    });
    Some(Verdict::Differs(differences.take(20).collect()))
}

/// Patterns were read with the manifest, where a wrong one is an error.
fn matcher(text: &str) -> Option<GlobMatcher> {
    let glob = GlobBuilder::new(text).literal_separator(true).build();
    glob.ok().map(|glob| glob.compile_matcher())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn prepared(kind: ProgramKind, imports: &[&str]) -> Prepared {
        Prepared {
            kind,
            imports: imports.iter().map(|import| (*import).to_owned()).collect(),
            compiled: None,
            compile_us: 0,
            code_bytes: 0,
            inner: Arc::new(()),
        }
    }

    fn over(allowed: &[&str], imports: &[&str]) -> Vec<String> {
        let allowed: Vec<String> = allowed.iter().map(|text| (*text).to_owned()).collect();
        match check(&allowed, &prepared(ProgramKind::P2, imports)) {
            None => Vec::new(),
            Some(Verdict::Differs(found)) => {
                found.into_iter().filter_map(|own| own.actual).collect()
            }
            Some(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_no_pattern_allows_is_named() {
        let imports = [
            "wasi:cli/stdout@0.2.6",
            "wasi:io/streams@0.2.6",
            "wasi:sockets/tcp@0.2.0",
            "log",
        ];
        assert_eq!(
            over(&["wasi:cli/*", "wasi:io/*@0.2.6"], &imports),
            ["imports wasi:sockets/tcp@0.2.0", "imports log"]
        );
        assert!(over(&["wasi:*/*", "log"], &imports).is_empty());
        assert_eq!(over(&["wasi:io/*@0.2.0"], &imports[..2]).len(), 2);
        assert_eq!(over(&[], &imports).len(), 4);
        assert!(over(&["nothing:matches/*"], &[]).is_empty());
        assert_eq!(
            over(&["wasi:*"], &imports[..1]).len(),
            1,
            "`*` stays within a name"
        );
    }

    #[test]
    fn a_core_module_has_no_budget() {
        let verdict = check(&[], &prepared(ProgramKind::P1, &["wasi_snapshot_preview1"]));
        assert!(matches!(verdict, Some(Verdict::Broken(_))));
    }
}
