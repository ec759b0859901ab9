//! Installations that are told to stop: they end at once, whatever the server does, and tidy up.

use crate::faults::scene::Pinned;
use crate::faults::scene::Scene;
use crate::faults::scene::ended;
use crate::faults::scene::signal;
use crate::faults::scene::spawn;
use crate::server::Answer;
use crate::server::Gate;
use crate::server::wait_until;

const SIZE: usize = 2 << 20;

/// Stops an installation in the middle of two bodies; it ends at once although the server says nothing more.
#[track_caller]
fn stopped_by(name: &str, command: &str, expected: i32) {
    let scene = Scene::new(3, SIZE);
    let gate = Gate::shut();
    for (file, after) in scene.files.iter().zip([0, SIZE / 2]) {
        let answer = whole(file).gate_body(after, &gate);
        scene.server.answer(&file.path, answer);
    }
    let child = spawn(scene.tree.command(&[command]));
    gate.reached(2);
    let third = &scene.files[2];
    wait_until("the third file is published", || {
        scene.blob(third).exists().then_some(())
    });
    wait_until("bytes of the second file are written", || {
        (scene.unpublished() >= (SIZE / 4) as u64).then_some(())
    });
    signal(name, &child);
    let (code, said) = ended(child);
    assert_eq!(code, expected, "{said}");
    gate.open();
    scene.left_only(std::slice::from_ref(third));
    for file in &scene.files {
        scene.server.answer(&file.path, whole(file));
    }
    scene.server.forget();
    scene.install().exits(0);
    scene.is_complete();
    let requests = scene.server.requests();
    let second = requests
        .iter()
        .find(|request| request.path == scene.files[1].path);
    let range = second.and_then(|request| request.header("range"));
    assert!(range.is_some(), "what came is kept, and the rest asked for");
}

/// What the server answers when nothing stops it.
fn whole(file: &Pinned) -> Answer {
    Answer::ok(file.bytes.clone()).ranges("one")
}

#[test]
fn ctrl_c_in_the_middle_of_a_run_keeps_what_is_whole_and_leaves_nothing_temporary() {
    stopped_by("INT", "run", 130);
}

#[test]
fn sigterm_in_the_middle_of_a_run_keeps_what_is_whole_and_leaves_nothing_temporary() {
    stopped_by("TERM", "run", 143);
}

#[test]
fn ctrl_c_in_the_middle_of_an_installation_keeps_what_is_whole() {
    stopped_by("INT", "install", 130);
}

#[test]
fn sigterm_in_the_middle_of_an_installation_keeps_what_is_whole() {
    stopped_by("TERM", "install", 143);
}
