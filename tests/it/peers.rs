//! Programs that are not ours and that the tests compare with.

/// Whether a peer is installed. Where it is not: with `CI` set the test fails, elsewhere it is skipped by name.
#[track_caller]
pub fn has(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    if std::env::split_paths(&path).any(|dir| dir.join(program).is_file()) {
        return true;
    }
    missing(program);
    false
}

/// The Python that has the validators of reports, as `.ci/run` installs it.
#[track_caller]
pub fn python() -> Option<String> {
    if let Some(python) = std::env::var("WASSAY_TEST_PYTHON")
        .ok()
        .filter(|python| !python.is_empty())
    {
        return Some(python);
    }
    missing("python with jsonschema and junitparser (WASSAY_TEST_PYTHON)");
    None
}

#[track_caller]
fn missing(what: &str) {
    assert!(
        std::env::var_os("CI").is_none(),
        "{what} is not installed; `.ci/run` installs it"
    );
    skipped(&format!("{what} is not installed"));
}

/// Says that a test did not look, and why: a peer is missing, or the kernel refuses.
#[expect(
    clippy::print_stderr,
    reason = "whoever runs the tests must see what is not tested"
)]
pub fn skipped(why: &str) {
    eprintln!("skipped: {why}");
}
