//! Many threads and processes that want the same.

use crate::install::server::Reply;
use crate::install::server::Server;
use crate::install::server::tgz;
use crate::install::tests::Bench;
use crate::install::tests::alone;
use crate::install::tests::message;
use crate::install::tests::npm;
use crate::install::tests::runtime;
use crate::install::tests::web;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::Barrier;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;

#[test]
fn at_most_eight_downloads_from_one_server_run_at_once() {
    let now = Arc::new(AtomicUsize::new(0));
    let most = Arc::new(AtomicUsize::new(0));
    let (inside, peak) = (Arc::clone(&now), Arc::clone(&most));
    let server = Server::start(move |request| {
        peak.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        thread::sleep(Duration::from_millis(30));
        inside.fetch_sub(1, Ordering::SeqCst);
        Reply::ok(request.path.as_bytes())
    });
    let bench = Bench::new();
    let runtimes: Vec<_> = (0..40)
        .map(|index| {
            let path = format!("/{index}");
            runtime(&path, web(&server.url(&path), path.as_bytes()), Vec::new())
        })
        .collect();
    assert!(bench.install(&runtimes).iter().all(Result::is_ok));
    let most = most.load(Ordering::SeqCst);
    assert!((2..=8).contains(&most), "{most}");
}

#[test]
fn many_installers_on_an_empty_cache_ask_once_for_each_digest() {
    let server = Server::start(|request| {
        thread::sleep(Duration::from_millis(20));
        match request.path.as_str() {
            "/pack/-/pack-1.0.0.tgz" => Reply::ok(tgz(&[
                ("p/a", b"member a"),
                ("p/b", b"member b"),
                ("p/c", b"member c"),
            ])),
            path => Reply::ok(path.repeat(10_000)),
        }
    });
    let keep = tempfile::tempdir().unwrap();
    let start = Barrier::new(8);
    thread::scope(|scope| {
        for thread in 0..8 {
            let (server, start, dir) = (&server, &start, keep.path());
            scope.spawn(move || {
                let bench = Bench::at(dir.to_owned()).npm(&format!("registry={}", server.url("/")));
                let mut runtimes: Vec<_> = (0..10)
                    .map(|index| {
                        let path = format!("/{index}");
                        let bytes = path.repeat(10_000);
                        runtime(&path, web(&server.url(&path), bytes.as_bytes()), Vec::new())
                    })
                    .collect();
                // Others want others of the same package, in another order.
                for member in [["a", "b"], ["b", "c"], ["c", "a"]][thread % 3] {
                    let bytes = format!("member {member}");
                    runtimes.push(alone(npm("pack", member, bytes.as_bytes())));
                }
                start.wait();
                for answer in bench.install(&runtimes) {
                    assert_eq!(message(&answer), "installed");
                }
            });
        }
    });
    for index in 0..10 {
        assert_eq!(server.count(&format!("/{index}")), 1);
    }
    assert!(server.count("/pack/-/pack-1.0.0.tgz") <= 3);
    assert_eq!(fs::read_dir(keep.path().join("v1/tmp")).unwrap().count(), 0);
}

const CHILD: &str = "WASSAY_TEST_INSTALL_CHILD";

#[test]
fn eight_processes_on_an_empty_cache_ask_once_for_each_digest() {
    let server = Server::start(|request| {
        thread::sleep(Duration::from_millis(300));
        Reply::ok(request.path.repeat(10_000))
    });
    let dir = tempfile::tempdir().unwrap();
    let children: Vec<_> = (0..8)
        .map(|_| {
            Command::new(std::env::current_exe().unwrap())
                .args([
                    "install::tests::sharing::child",
                    "--exact",
                    "--ignored",
                    "--nocapture",
                ])
                .env(CHILD, dir.path())
                .env(format!("{CHILD}_URL"), server.url(""))
                .stdout(std::process::Stdio::piped())
                .stderr(std::process::Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success() && text.contains("1 passed"),
            "{text}"
        );
    }
    for path in ["/0", "/1", "/2"] {
        assert_eq!(server.count(path), 1, "{path}");
    }
}

#[test]
#[ignore = "one of eight processes of the test above"]
fn child() {
    let (Ok(dir), Ok(url)) = (std::env::var(CHILD), std::env::var(format!("{CHILD}_URL"))) else {
        return;
    };
    let bench = Bench::at(PathBuf::from(dir));
    let runtimes: Vec<_> = (0..3)
        .map(|index| {
            let path = format!("/{index}");
            let bytes = path.repeat(10_000);
            runtime(
                &path,
                web(&format!("{url}{path}"), bytes.as_bytes()),
                Vec::new(),
            )
        })
        .collect();
    for answer in bench.install(&runtimes) {
        assert_eq!(message(&answer), "installed");
    }
}
