//! A wall clock that is wrong: nothing that is true depends on it.

use crate::faults::scene::Scene;
use crate::faults::scene::files_below;
use crate::faults::shim::Shim;
use crate::harness::HELLO;
use crate::harness::Harness;
use std::process::Command;

/// Seconds of a year.
const YEAR: i64 = 365 * 24 * 3600;

/// Has a command believe another time.
fn shifted(shim: &Shim, tree: &Harness, args: &[&str], seconds: i64) -> Command {
    let mut command = tree.command(args);
    shim.below(&mut command, &tree.cache())
        .env("WASSAY_SHIM_CLOCK", seconds.to_string());
    command
}

#[test]
fn a_clock_set_back_a_year_finds_everything_from_the_future() {
    let Some(shim) = Shim::build() else {
        return;
    };
    let tree = Harness::with_root()
        .file("suites/well/wassay.toml", "")
        .file("suites/well/hello.wat", HELLO);
    tree.wassay(&["run", "--update", "accept"]).exits(0);
    for seconds in [-YEAR, YEAR] {
        tree.output(shifted(&shim, &tree, &["run", "--offline"], seconds))
            .exits(0)
            .says("nothing fetched, nothing compiled");
    }
}

#[test]
fn a_wrong_clock_installs_as_a_right_one_does() {
    let Some(shim) = Shim::build() else {
        return;
    };
    for seconds in [-YEAR, YEAR] {
        let scene = Scene::new(3, 100_000);
        let install = || shifted(&shim, &scene.tree, &["install"], seconds);
        scene
            .tree
            .output(install())
            .exits(0)
            .says("3 artifacts fetched");
        scene.is_complete();
        scene
            .tree
            .output(install())
            .exits(0)
            .says("3 already there");
        scene.install().exits(0).says("3 already there");
        assert_eq!(scene.server.asked().len(), 3);
    }
}

#[test]
fn wrong_bytes_are_set_aside_under_a_wrong_clock_too() {
    let Some(shim) = Shim::build() else {
        return;
    };
    let scene = Scene::new(1, 100_000);
    scene.answer_first(crate::server::Answer::ok("others"));
    let command = shifted(&shim, &scene.tree, &["install"], -YEAR);
    scene
        .tree
        .output(command)
        .exits(4)
        .says("does not match its digest");
    scene.left_only(&[]);
    // Their name begins with the time: the process did believe another one than we do.
    let aside = files_below(&scene.cache("aside"));
    let names: Vec<_> = aside.iter().filter_map(|path| path.file_name()).collect();
    let lately = jiff::Timestamp::now() - jiff::SignedDuration::from_secs(YEAR - 24 * 3600);
    let lately = lately.strftime("%Y%m%dT%H%M%SZ").to_string();
    assert!(
        names.len() == 1 && *names[0] < *lately,
        "{names:?} is from before {lately}"
    );
    scene.recovers();
}

#[test]
fn cleaning_with_the_clock_set_back_takes_nothing_that_was_just_used() {
    let Some(shim) = Shim::build() else {
        return;
    };
    let scene = Scene::new(3, 100_000);
    scene.recovers();
    let clean = ["cache", "gc", "--max-age", "30d"];
    for seconds in [-YEAR, 0] {
        scene
            .tree
            .output(shifted(&shim, &scene.tree, &clean, seconds))
            .exits(0);
        scene.is_complete();
        // Used again by a process with the right clock.
        scene.install().exits(0).says("3 already there");
        for file in &scene.files {
            touch(&scene.blob(file).with_extension("seen"));
        }
    }
    scene
        .tree
        .output(shifted(&shim, &scene.tree, &clean, YEAR))
        .exits(0);
    scene.left_only(&[]);
    scene.recovers();
}

/// Notes a use now: a process does so once a day at most.
fn touch(path: &std::path::Path) {
    let file = std::fs::File::open(path);
    file.and_then(|file| file.set_modified(std::time::SystemTime::now()))
        .expect("the note is ours");
}
