//! `kill -9` at twenty-two points of an installation.
//!
//! Where a process was when it was killed is not what the test meant but what it found: what the server had been asked
//! and had sent, which hold had been reached, and what had its final name.

use crate::faults::scene::Scene;
use crate::faults::scene::ended;
use crate::faults::scene::spawn;
use crate::faults::shim::Hold;
use crate::faults::shim::Shim;
use crate::faults::shim::wait_held;
use crate::server::Dribble;
use crate::server::Gate;
use crate::server::Length;
use crate::server::wait_until;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Child;
use std::time::Duration;
use std::time::SystemTime;

/// Bytes of a file: more than all buffers on the way.
const SIZE: usize = 4 << 20;

/// Where a process is killed.
#[derive(Clone, Copy, Debug)]
enum Point {
    /// Held by the library, for the first or a later file.
    Held(Hold, usize),
    /// The server was asked and says nothing.
    Asked,
    /// The server is in the middle of the head.
    Head,
    /// The server has sent so many bytes and no more.
    Sent(usize),
    /// As [`Point::Sent`], without having said how many there are.
    Chunked(usize),
}

/// Where a process was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    /// No byte of a body was sent.
    Connect,
    /// Some were.
    Body,
    /// All were, and a file has no name yet.
    Hash,
    /// A file has its name, which may not outlast a loss of power.
    Named,
}

const POINTS: [Point; 22] = [
    Point::Held(Hold::Connect, 0),
    Point::Asked,
    Point::Head,
    Point::Sent(0),
    Point::Sent(1),
    Point::Sent(1000),
    Point::Sent(SIZE / 8),
    Point::Sent(SIZE / 4),
    Point::Sent(SIZE * 3 / 8),
    Point::Sent(SIZE / 2),
    Point::Sent(SIZE * 5 / 8),
    Point::Sent(SIZE * 3 / 4),
    Point::Sent(SIZE * 7 / 8),
    Point::Sent(SIZE - 4096),
    Point::Sent(SIZE - 1),
    Point::Chunked(SIZE / 2),
    Point::Held(Hold::FileBefore, 0),
    Point::Held(Hold::FileAfter, 0),
    Point::Held(Hold::FileBefore, 1),
    Point::Held(Hold::DirBefore, 0),
    Point::Held(Hold::DirAfter, 0),
    Point::Held(Hold::DirBefore, 1),
];

#[test]
#[expect(
    clippy::print_stderr,
    reason = "whoever runs the tests wants to see what was hit"
)]
fn kill_9_at_any_point_leaves_nothing_wrong_and_the_next_run_succeeds() {
    let Some(shim) = Shim::build() else {
        return;
    };
    let mut hits: BTreeMap<Phase, Vec<Point>> = BTreeMap::new();
    for point in POINTS {
        hits.entry(killed_at(&shim, point)).or_default().push(point);
    }
    for (phase, points) in &hits {
        let bar = "#".repeat(points.len());
        eprintln!("{:<8} {:>2} {bar}", format!("{phase:?}"), points.len());
    }
    for phase in [Phase::Connect, Phase::Body, Phase::Hash, Phase::Named] {
        assert!(
            hits.contains_key(&phase),
            "{phase:?} was never hit: {hits:?}"
        );
    }
}

/// Kills an installation of two files at a point, checks what it left, and finishes it.
fn killed_at(shim: &Shim, point: Point) -> Phase {
    let scene = Scene::new(2, SIZE);
    let gate = Gate::shut();
    let mut child = started(shim, &scene, point, &gate);
    child.kill().expect("the child is ours");
    let (code, said) = ended(child);
    assert_eq!(code, -1, "{point:?}: it was killed\n{said}");
    let phase = phase_of(&scene);
    gate.open();
    scene.blobs();
    scene.recovers_from_kill();
    phase
}

/// Starts an installation and waits until it is where it is to be killed.
fn started(shim: &Shim, scene: &Scene, point: Point, gate: &Gate) -> Child {
    let mut command = scene.command();
    let body = |answer| {
        // The second file waits, so that what has come is what came of the first.
        scene.answer_first(answer);
        let second = &scene.files[1];
        let answer = crate::server::Answer::ok(second.bytes.clone()).gate_head(gate);
        scene.server.answer(&second.path, answer);
    };
    match point {
        Point::Held(hold, skip) => {
            let mark = scene.tree.outside().join("held");
            shim.hold(&mut command, &scene.cache(""), (hold, skip, &mark));
            let mut child = spawn(command);
            wait_held(&mut child, &mark);
            if !matches!(hold, Hold::Connect) {
                // The server may be at the other file still.
                for file in &scene.files {
                    scene.server.wait_sent(&file.path, SIZE);
                }
            }
            child
        }
        Point::Asked => {
            body(scene.first_answer().gate_head(gate));
            let child = spawn(command);
            gate.reached(2);
            child
        }
        Point::Head => {
            let pause = Duration::from_mins(10);
            body(scene.first_answer().dribble(Dribble::Head(pause)));
            let child = spawn(command);
            wait_until("the server is asked for both", || {
                (scene.server.asked().len() == 2).then_some(())
            });
            child
        }
        Point::Sent(after) => {
            body(scene.first_answer().gate_body(after, gate));
            let child = spawn(command);
            gate.reached(2);
            wait_written(scene, after);
            child
        }
        Point::Chunked(after) => {
            let answer = scene.first_answer().length(Length::Chunked);
            body(answer.gate_body(after, gate));
            let child = spawn(command);
            gate.reached(2);
            wait_written(scene, after);
            child
        }
    }
}

/// Waits until the process has written a part of what was sent; the rest may be in its buffers.
fn wait_written(scene: &Scene, sent: usize) {
    let written = (sent / 4) as u64;
    wait_until(&format!("{written} bytes are written"), || {
        (sent < SIZE / 4 || scene.unpublished() >= written).then_some(())
    });
}

fn phase_of(scene: &Scene) -> Phase {
    let requests = scene.server.requests();
    let whole = requests
        .iter()
        .filter(|request| request.sent() >= SIZE as u64)
        .count();
    if !scene.blobs().is_empty() {
        Phase::Named
    } else if whole > 0 {
        Phase::Hash
    } else if requests.iter().any(|request| request.sent() > 0) {
        Phase::Body
    } else {
        Phase::Connect
    }
}

impl Scene {
    /// Asserts that the next run succeeds and that what the killed one left is gone or will be when it is old.
    #[track_caller]
    fn recovers_from_kill(&self) {
        self.well();
        self.install().exits(0);
        self.has_only(&self.files);
        let left = self.temporary();
        assert!(left.len() <= self.files.len(), "{left:?}");
        // What a killed process left is swept by a run that writes, once it is old enough to be nobody's.
        age(&left);
        fs::remove_file(self.blob(self.first())).expect("it is published");
        self.install().exits(0);
        self.is_complete();
    }
}

/// Makes files look as if they had been left two hours ago.
fn age(paths: &[PathBuf]) {
    let then = SystemTime::now() - Duration::from_hours(2);
    for path in paths {
        let file = fs::File::options().write(true).open(path);
        file.and_then(|file| file.set_modified(then))
            .expect("the file is ours");
    }
}
