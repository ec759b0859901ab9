//! Servers that are broken, slow or hostile.
//!
//! Each test asserts what is said and with which exit code, that nothing wrong and nothing temporary is left, and that
//! the next run succeeds.

use crate::faults::scene::Pinned;
use crate::faults::scene::QUICK;
use crate::faults::scene::Scene;
use crate::harness::Output;
use crate::server::Answer;
use crate::server::Dribble;
use crate::server::End;
use crate::server::Length;
use std::time::Duration;

/// Bytes of a file.
const SIZE: usize = 300_000;
/// Exit code of an installation that could not be made.
const BROKEN: i32 = 4;

/// A scene in which what passes passes quickly.
fn scene() -> Scene {
    let scene = Scene::new(1, SIZE);
    scene.network(QUICK);
    scene
}

/// Asserts that an installation fails with these texts, leaves nothing, and that the next one succeeds.
#[track_caller]
fn fails(scene: &Scene, texts: &[&str]) {
    let output = refused(scene, texts);
    assert!(
        output.stderr.contains("echo 1.0") && output.stderr.contains(&scene.first().path),
        "the artifact and its address are named\n{}",
        output.stderr
    );
    scene.recovers();
}

/// As [`fails`], without the run after it.
#[track_caller]
fn refused(scene: &Scene, texts: &[&str]) -> Output {
    let mut output = scene.install().exits(BROKEN);
    for text in texts {
        output = output.says(text);
    }
    let none: [Pinned; 0] = [];
    scene.left_only(&none);
    output
}

#[test]
fn a_body_that_always_breaks_off_is_told_with_the_bytes_that_came() {
    let scene = scene();
    scene.answer_first(scene.first_answer().end(End::Cut(100_000)));
    let effort = "attempt 4 of 4, 100.0 KB of 300.0 KB received";
    fails(&scene, &["broke off", effort, "try again"]);
}

#[test]
fn a_body_that_breaks_off_once_is_fetched_all_the_same() {
    let scene = scene();
    let cut = scene.first_answer().end(End::Cut(100_000));
    let script = vec![cut, scene.first_answer()];
    scene.server.script(&scene.first().path, script);
    scene.install().exits(0);
    scene.is_complete();
    assert_eq!(scene.server.asked().len(), 2);
}

#[test]
fn a_chunked_body_that_breaks_off_is_not_taken_for_a_whole_one() {
    let scene = scene();
    let cut = scene.first_answer().length(Length::Chunked);
    scene.answer_first(cut.end(End::Cut(100_000)));
    fails(&scene, &["broke off"]);
}

#[test]
fn a_short_body_that_only_ends_with_the_connection_is_a_wrong_digest() {
    let scene = scene();
    let short = Answer::ok(&scene.first().bytes[..100_000]);
    scene.answer_first(short.length(Length::UntilClose));
    fails(
        &scene,
        &[
            "does not match its digest",
            &scene.first().digest,
            "100,000 bytes",
        ],
    );
}

#[test]
fn a_body_that_is_too_long_is_a_wrong_digest() {
    let scene = scene();
    let mut bytes = scene.first().bytes.clone();
    bytes.extend_from_slice(b"and more");
    scene.answer_first(Answer::ok(bytes));
    fails(&scene, &["does not match its digest", "300,008 bytes"]);
}

#[test]
fn bytes_beyond_the_announced_length_are_nobodys() {
    let scene = scene();
    let mut bytes = scene.first().bytes.clone();
    bytes.extend_from_slice(b"HTTP/1.1 200 OK\r\n\r\nsmuggled");
    let answer = Answer::ok(bytes).length(Length::Announced(SIZE as u64));
    scene.answer_first(answer.end(End::Cut(usize::MAX)));
    scene.install().exits(0);
    scene.is_complete();
}

#[test]
fn a_length_beyond_the_body_is_a_body_that_breaks_off() {
    let scene = scene();
    let answer = scene
        .first_answer()
        .length(Length::Announced(SIZE as u64 + 1));
    scene.answer_first(answer.end(End::Cut(SIZE)));
    fails(&scene, &["broke off", "300.0 KB"]);
}

#[test]
fn a_length_below_the_body_is_a_wrong_digest() {
    let scene = scene();
    let answer = scene.first_answer().length(Length::Announced(1000));
    scene.answer_first(answer.end(End::Cut(SIZE)));
    fails(&scene, &["does not match its digest", "1,000 bytes"]);
}

#[test]
fn a_length_beyond_all_measure_is_refused_at_the_head() {
    let scene = scene();
    let answer = scene.first_answer().length(Length::Announced(1 << 50));
    scene.answer_first(answer.end(End::Stall(0)));
    fails(&scene, &["sends more than"]);
    assert_eq!(scene.server.asked().len(), 2, "one refusal, one recovery");
}

#[test]
fn a_wrong_digest_is_as_wrong_the_second_time() {
    let scene = scene();
    let mut bytes = scene.first().bytes.clone();
    bytes[SIZE / 2] ^= 1;
    scene.answer_first(Answer::ok(bytes));
    let texts = ["does not match its digest", &scene.first().digest];
    refused(&scene, &texts);
    refused(&scene, &texts);
    fails(&scene, &texts);
}

#[test]
fn a_page_with_status_200_is_no_runtime() {
    let scene = scene();
    let page = "<!DOCTYPE html><html><body>Log in to the network</body></html>";
    let answer = Answer::ok(page).header("content-type", "text/html");
    scene.answer_first(answer);
    let output = refused(&scene, &["does not match its digest", "62 bytes"]);
    // What a server sends is never repeated.
    output.is_silent_on("Log in");
    scene.recovers();
}

#[test]
fn an_encoding_that_was_not_asked_for_is_refused() {
    let scene = scene();
    let answer = scene.first_answer().header("content-encoding", "gzip");
    scene.answer_first(answer);
    fails(&scene, &["`gzip`", "was not asked for"]);
    let requests = scene.server.requests();
    assert_eq!(requests[0].header("accept-encoding"), Some("identity"));
}

#[test]
fn a_reset_is_tried_again_and_told_when_it_stays() {
    for after in [0, 1, SIZE / 2, SIZE - 1] {
        let scene = scene();
        let reset = scene.first_answer().end(End::Reset(after));
        let script = vec![reset.clone(), reset.clone(), scene.first_answer()];
        scene.server.script(&scene.first().path, script);
        scene.install().exits(0);
        scene.is_complete();
        assert_eq!(scene.server.asked().len(), 3, "after {after} bytes");
    }
    let scene = scene();
    scene.answer_first(scene.first_answer().end(End::Reset(SIZE / 2)));
    fails(&scene, &["try again"]);
}

#[test]
fn a_redirect_loop_ends() {
    let scene = scene();
    let url = scene.server.url(&scene.first().path);
    scene.answer_first(Answer::redirect(&url));
    fails(&scene, &["redirects more than 10 times"]);
    assert_eq!(scene.server.asked().len(), 11 + 1, "ten hops, one recovery");
}

#[test]
fn a_redirect_to_where_nothing_may_be_fetched_from_is_not_followed() {
    for target in ["file:///etc/passwd", "ftp://127.0.0.1/x", "http://["] {
        let scene = scene();
        scene.answer_first(Answer::redirect(target));
        fails(&scene, &[]);
        assert_eq!(scene.server.asked().len(), 2, "{target}");
    }
}

#[test]
fn a_redirect_nowhere_is_told() {
    let scene = scene();
    scene.answer_first(Answer::status("302 Found"));
    fails(&scene, &["redirects"]);
}

#[test]
fn what_a_server_will_never_answer_is_asked_once() {
    for status in [
        "400 Bad Request",
        "401 Unauthorized",
        "403 Forbidden",
        "404 Not Found",
        "410 Gone",
        "501 Not Implemented",
    ] {
        let scene = scene();
        scene.answer_first(Answer::status(status));
        fails(&scene, &[&status[..3]]);
        assert_eq!(scene.server.asked().len(), 2, "{status}");
    }
}

#[test]
fn what_a_server_may_answer_later_is_asked_again() {
    for status in [
        "408 Request Timeout",
        "429 Too Many Requests",
        "500 Internal Server Error",
        "502 Bad Gateway",
        "503 Service Unavailable",
    ] {
        let scene = scene();
        let busy = Answer::status(status);
        // A date long ago is no wait at all; one far away is cut to the longest that the person allows.
        let script = vec![
            busy.clone()
                .header("retry-after", "Fri, 31 Dec 1999 23:59:59 GMT"),
            busy.clone().header("retry-after", "99999999"),
            busy.header("retry-after", "soon"),
            scene.first_answer(),
        ];
        scene.server.script(&scene.first().path, script);
        scene.install().exits(0);
        scene.is_complete();
        assert_eq!(scene.server.asked().len(), 4, "{status}");
    }
}

#[test]
fn a_server_that_stays_busy_is_told() {
    let scene = scene();
    let busy = Answer::status("503 Service Unavailable");
    scene.answer_first(busy.header("retry-after", "0"));
    fails(&scene, &["503"]);
}

#[test]
fn a_stall_in_the_middle_ends_when_the_person_has_no_more_patience() {
    let scene = scene();
    scene.network("idle = \"2s\"\nretries = 1\npause = \"1ms\"\n");
    scene.answer_first(scene.first_answer().end(End::Stall(SIZE / 2)));
    refused(&scene, &["nothing came from"]);
    assert_eq!(scene.server.asked().len(), 2);
    scene.network(QUICK);
    scene.recovers();
}

#[test]
fn a_head_that_never_ends_is_a_stall() {
    let scene = scene();
    scene.network("idle = \"200ms\"\nretries = 0\n");
    let pause = Duration::from_millis(20);
    let slow = scene.first_answer().dribble(Dribble::Head(pause));
    let endless = "x".repeat(500);
    scene.answer_first(slow.header("x-endless", endless));
    refused(&scene, &["nothing came from"]);
    scene.network(QUICK);
    scene.recovers();
}

#[test]
fn a_body_of_a_byte_now_and_then_is_too_slow() {
    let scene = Scene::new(1, 1000);
    scene.network("idle = \"500ms\"\nslowest = 10000\nretries = 0\n");
    let pause = Duration::from_millis(20);
    scene.answer_first(scene.first_answer().dribble(Dribble::Body(pause)));
    refused(&scene, &["echo 1.0"]);
    scene.network(QUICK);
    scene.recovers();
}

#[test]
fn two_hundred_artifacts_at_once_come_with_one_request_each() {
    let scene = Scene::new(200, 10_000);
    scene.install().exits(0).says("200 artifacts fetched");
    scene.is_complete();
    let mut asked = scene.server.asked();
    asked.sort();
    asked.dedup();
    assert_eq!((scene.server.asked().len(), asked.len()), (200, 200));
}

#[test]
fn of_many_artifacts_only_the_wrong_ones_fail() {
    let scene = Scene::new(20, 10_000);
    scene.network(QUICK);
    for file in scene.files.iter().step_by(2) {
        scene.server.answer(&file.path, Answer::ok("others"));
    }
    let output = scene.install().exits(BROKEN).says("10 artifacts fetched");
    for index in (0..20).step_by(2) {
        assert!(output.stderr.contains(&format!("echo 1.{index} ")));
    }
    let right: Vec<_> = scene.files.iter().skip(1).step_by(2).cloned().collect();
    scene.left_only(&right);
    scene.recovers();
}
