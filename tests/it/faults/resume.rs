//! Downloads that go on where an earlier attempt, or an earlier process, broke off; and servers that make that hard.

use crate::faults::scene::QUICK;
use crate::faults::scene::Scene;
use crate::faults::scene::ended;
use crate::faults::scene::files_below;
use crate::faults::scene::spawn;
use crate::server::Answer;
use crate::server::End;
use crate::server::Gate;
use crate::server::wait_until;

/// Bytes of a file: more than all buffers on the way.
const SIZE: usize = 4 << 20;
/// Exit code of an installation that could not be made.
const BROKEN: i32 = 4;

fn scene() -> Scene {
    let scene = Scene::new(1, SIZE);
    scene.network(QUICK);
    scene
}

/// The first byte each request asked for; 0 where it asked for all.
fn from(scene: &Scene) -> Vec<u64> {
    let requests = scene.server.requests();
    let ranges = requests
        .iter()
        .map(|request| match request.header("range") {
            None => 0,
            Some(range) => range
                .strip_prefix("bytes=")
                .and_then(|range| range.strip_suffix('-'))
                .and_then(|from| from.parse().ok())
                .unwrap_or_else(|| panic!("`{range}` is no range to the end")),
        });
    ranges.collect()
}

/// Kills an installation in the middle of the body, when a part of it was written.
fn killed_in_the_middle(scene: &Scene, answer: Answer) {
    let gate = Gate::shut();
    scene.answer_first(answer.gate_body(SIZE / 2, &gate));
    let mut child = spawn(scene.command());
    gate.reached(1);
    wait_until("bytes are written", || {
        (scene.unpublished() >= (SIZE / 4) as u64).then_some(())
    });
    child.kill().expect("the child is ours");
    ended(child);
    gate.open();
}

#[test]
fn the_next_run_asks_for_the_rest_of_what_a_killed_one_received() {
    let scene = scene();
    killed_in_the_middle(&scene, scene.first_answer().ranges("one"));
    scene.answer_first(scene.first_answer().ranges("one"));
    scene.install().exits(0);
    scene.is_complete();
    let from = from(&scene);
    assert!(
        from.len() == 2 && from[1] >= (SIZE / 4) as u64,
        "the second asks for the rest: {from:?}"
    );
    let requests = scene.server.requests();
    assert_eq!(requests[1].header("if-range"), Some("\"one\""));
}

#[test]
fn five_kills_leave_no_more_than_one_growing_file() {
    let scene = scene();
    for _ in 0..5 {
        // A little more comes each time: the rest of the rest, and of that only a part.
        let gate = Gate::shut();
        let answer = scene.first_answer().ranges("one");
        scene.answer_first(answer.gate_body(SIZE / 8, &gate));
        let before = scene.unpublished();
        let mut child = spawn(scene.command());
        gate.reached(1);
        wait_until("some of what was sent is written", || {
            (scene.unpublished() >= before + 0x1_0000).then_some(())
        });
        child.kill().expect("the child is ours");
        ended(child);
        gate.open();
        let left = scene.unpublished();
        assert!(left <= SIZE as u64, "{left} bytes are left");
    }
    scene.answer_first(scene.first_answer().ranges("one"));
    scene.install().exits(0);
    scene.is_complete();
    assert!(from(&scene).is_sorted(), "{:?}", from(&scene));
}

#[test]
fn a_body_that_breaks_off_again_and_again_comes_in_parts() {
    let scene = scene();
    let cut = scene.first_answer().ranges("one").end(End::Cut(SIZE / 3));
    scene.answer_first(cut);
    scene.install().exits(0);
    scene.is_complete();
    let from = from(&scene);
    assert!(from.len() > 2 && from.is_sorted(), "{from:?}");
    assert!(from[1..].iter().all(|from| *from > 0), "{from:?}");
}

#[test]
fn a_file_that_changes_during_a_resume_is_fetched_anew() {
    let scene = scene();
    let mut old = scene.first().bytes.clone();
    old[0] ^= 1;
    let script = vec![
        Answer::ok(old).ranges("old").end(End::Cut(SIZE / 2)),
        scene.first_answer().ranges("new"),
    ];
    scene.server.script(&scene.first().path, script);
    scene.install().exits(0);
    scene.is_complete();
    let requests = scene.server.requests();
    assert_eq!(requests[1].header("if-range"), Some("\"old\""));
}

#[test]
fn a_file_that_changes_under_the_same_validator_is_fetched_once_more_from_the_start() {
    let scene = scene();
    let mut old = scene.first().bytes.clone();
    old[0] ^= 1;
    let script = vec![
        Answer::ok(old).ranges("same").end(End::Cut(SIZE / 2)),
        scene.first_answer().ranges("same"),
    ];
    scene.server.script(&scene.first().path, script);
    scene.install().exits(0);
    scene.is_complete();
    let from = from(&scene);
    assert_eq!((from.len(), from[2]), (3, 0), "{from:?}");
}

#[test]
fn a_part_that_is_not_the_one_asked_for_is_never_appended() {
    let wrong = [
        format!("bytes 0-{}/{SIZE}", SIZE / 2 - 1),
        format!("bytes {}-{}/{SIZE}", SIZE / 2 + 1, SIZE - 1),
        format!("bytes {}-{}/{}", SIZE / 2, SIZE - 1, SIZE + 7),
        "bytes */7".to_owned(),
        "nonsense".to_owned(),
    ];
    for range in wrong {
        let scene = scene();
        let part = Answer {
            status: "206 Partial Content",
            ..Answer::ok(&scene.first().bytes[SIZE / 2..])
        };
        let part = part.header("etag", "\"one\"");
        let script = vec![
            scene.first_answer().ranges("one").end(End::Cut(SIZE / 2)),
            part.header("content-range", range.clone()),
            scene.first_answer(),
        ];
        scene.server.script(&scene.first().path, script);
        let output = scene.install();
        assert!(output.code == 0 || output.code == BROKEN, "{output:?}");
        if output.code == 0 {
            scene.is_complete();
        } else {
            scene.left_only(&[]);
        }
        scene.recovers();
    }
}

#[test]
fn a_part_that_nobody_asked_for_is_refused() {
    let scene = scene();
    let part = Answer {
        status: "206 Partial Content",
        ..scene.first_answer()
    };
    let range = format!("bytes 0-{}/{SIZE}", SIZE - 1);
    scene.answer_first(part.header("content-range", range));
    scene.install().exits(BROKEN).says("206");
    scene.left_only(&[]);
    scene.recovers();
}

#[test]
fn a_partial_file_that_is_longer_than_the_whole_is_begun_anew() {
    let scene = scene();
    killed_in_the_middle(&scene, scene.first_answer().ranges("one"));
    let partial = files_below(&scene.cache("partial"));
    let grown = partial.iter().max_by_key(|path| {
        let metadata = path.metadata().expect("nobody removes it");
        metadata.len()
    });
    let grown = grown.expect("what came is kept");
    let file = std::fs::File::options().write(true).open(grown);
    let file = file.expect("it is ours");
    file.set_len(SIZE as u64 + 1000).expect("it is ours");
    scene.answer_first(scene.first_answer().ranges("one"));
    scene.install().exits(0);
    scene.is_complete();
}

#[test]
fn a_partial_file_with_a_flipped_bit_is_begun_anew() {
    let scene = scene();
    killed_in_the_middle(&scene, scene.first_answer().ranges("one"));
    let partial = scene.cache("partial").join(&scene.first().digest);
    let mut bytes = std::fs::read(&partial).expect("what came is kept");
    bytes[1000] ^= 1;
    let mut file = std::fs::File::create(&partial).expect("it is ours");
    std::io::Write::write_all(&mut file, &bytes).expect("it is ours");
    drop(file);
    scene.answer_first(scene.first_answer().ranges("one"));
    scene.install().exits(0);
    scene.is_complete();
}

#[test]
fn the_rest_from_another_server_is_not_appended_without_proof() {
    let scene = scene();
    killed_in_the_middle(&scene, scene.first_answer().ranges("one"));
    // The file moved: its new address serves the same bytes under a validator of its own.
    scene
        .server
        .answer("/moved.wasm", scene.first_answer().ranges("two"));
    let manifest = scene.tree.read("suites/echo/.wws.toml");
    let moved = manifest.replace(&scene.first().path, "/moved.wasm");
    scene.tree.write("suites/echo/.wws.toml", moved);
    scene.install().exits(0);
    scene.is_complete();
}
