//! What becomes of artifacts: fetched, found, wrong, altered, missing.

use crate::digest::Sha256;
use crate::install::InstallOptions;
use crate::install::Installer;
use crate::install::Pace;
use crate::install::plan;
use crate::install::server::Fault;
use crate::install::server::Reply;
use crate::install::server::Server;
use crate::install::tests::Bench;
use crate::install::tests::alone;
use crate::install::tests::echo;
use crate::install::tests::message;
use crate::install::tests::npm;
use crate::install::tests::runtime;
use crate::install::tests::tree;
use crate::install::tests::web;
use crate::model::event::EventKind;
use crate::model::event::Fetched;
use crate::model::event::Verified;
use crate::model::program::Home;
use std::fs;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::Ordering;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use std::time::Instant;

#[test]
fn artifacts_are_fetched_once_and_found_ever_after() {
    let server = echo();
    let bench = Bench::new();
    let preload = ("glue".to_owned(), web(&server.url("/b"), b"/b"));
    let runtimes = [
        runtime("1.0", web(&server.url("/a"), b"/a"), vec![preload.clone()]),
        runtime("2.0", web(&server.url("/c"), b"/c"), vec![preload]),
    ];
    let answers = bench.install(&runtimes);
    let first = answers[0].as_ref().unwrap();
    let roles: Vec<&str> = first
        .artifacts()
        .iter()
        .map(|ready| ready.role.as_str())
        .collect();
    assert_eq!(roles, ["preload glue", "binary"]);
    assert!(
        first
            .artifacts()
            .iter()
            .all(|ready| ready.verified == Verified::Download)
    );
    let program = first.program();
    assert_eq!(fs::read(&program.main.path).unwrap(), b"/a");
    assert_eq!(
        (program.main.home, program.main.digest),
        (Home::Cache, Sha256::of(b"/a"))
    );
    assert_eq!(program.preloads[0].0, "glue");
    assert_eq!(fs::read(&program.preloads[0].1.path).unwrap(), b"/b");
    assert_eq!(bench.outcomes(), [Fetched::Fetched; 3]);
    assert!(
        bench
            .finished()
            .iter()
            .all(|done| done.fetched == 2 && done.attempts == 1)
    );
    let told = |wanted: fn(&EventKind) -> bool| {
        bench
            .events
            .lock()
            .unwrap()
            .iter()
            .filter(|event| wanted(event))
            .count()
    };
    assert_eq!(
        told(|event| matches!(event, EventKind::InstallStarted(_))),
        3
    );
    assert_eq!(told(|event| matches!(event, EventKind::Runtime(_))), 2);
    let whole = |event: &EventKind| matches!(event, EventKind::InstallProgress(progress) if progress.total == Some(progress.received));
    assert_eq!(told(whole), 3);

    let answers = bench.install(&runtimes);
    let again = answers[1].as_ref().unwrap();
    assert!(
        again
            .artifacts()
            .iter()
            .all(|ready| ready.verified == Verified::Cache)
    );
    assert_eq!(bench.outcomes(), [Fetched::Cached; 3]);
    assert_eq!(server.requests().len(), 3);
    assert_eq!(bench.names("tmp"), Vec::<String>::new());
}

#[test]
fn a_runtime_is_handed_out_while_others_are_still_coming() {
    let (release, gate) = mpsc::channel::<()>();
    let gate = Mutex::new(gate);
    let server = Server::start(move |request| {
        if request.path == "/slow" {
            let _ = gate.lock().unwrap().recv_timeout(Duration::from_secs(10));
        }
        Reply::ok(request.path.as_bytes())
    });
    let bench = Bench::new();
    let runtimes = [
        runtime("1.0", web(&server.url("/slow"), b"/slow"), Vec::new()),
        runtime("2.0", web(&server.url("/fast"), b"/fast"), Vec::new()),
    ];
    let mut order = Vec::new();
    bench
        .installer(false)
        .run(&plan(&runtimes), |runtime, answer| {
            assert!(answer.is_ok());
            order.push(runtime.key.version.to_string());
            release.send(()).unwrap();
        });
    assert_eq!(order, ["2.0", "1.0"]);
}

#[test]
fn wrong_bytes_break_one_runtime_now_and_ever_after() {
    let server = Server::start(|request| match request.path.as_str() {
        "/bad" => Reply::ok(b"\0asm\x01\0\0\0evil".to_vec()),
        path => Reply::ok(path.as_bytes()),
    });
    let bench = Bench::new();
    let runtimes = [
        runtime("1.0", web(&server.url("/bad"), b"good"), Vec::new()),
        runtime("2.0", web(&server.url("/ok"), b"/ok"), Vec::new()),
    ];
    for time in 1..=2 {
        let answers = bench.install(&runtimes);
        let expected = format!(
            "x 1.0 does not match its digest\nfrom      {}\npinned    {}\nreceived  {}\n          \
             12 bytes, a core module; set aside, never run",
            server.url("/bad"),
            Sha256::of(b"good"),
            Sha256::of(b"\0asm\x01\0\0\0evil"),
        );
        assert_eq!(message(&answers[0]), expected);
        assert!(answers[1].is_ok());
        // Never tried again within a run, and never remembered as good.
        assert_eq!(server.count("/bad"), time);
        assert!(
            bench
                .cache()
                .blobs()
                .lookup(&Sha256::of(b"good"))
                .unwrap()
                .is_none()
        );
        assert_eq!(bench.names("aside").len(), 1);
        assert_eq!(bench.names("tmp"), Vec::<String>::new());
        let failed = bench
            .finished()
            .into_iter()
            .find(|done| done.outcome == Fetched::Failed);
        assert_eq!(failed.unwrap().cause.unwrap().code, "digest-mismatch");
    }
}

#[test]
fn bytes_that_break_off_unnoticed_do_not_match() {
    let server = Server::start(|_| Reply::ok("whole").fault(Fault::Short(3)));
    let bench = Bench::new();
    let answers = bench.install(&[alone(web(&server.url("/x"), b"whole"))]);
    assert!(message(&answers[0]).contains("3 bytes, text; set aside"));
    // Nobody could tell that these were not all, so they were asked for once more.
    assert_eq!(server.requests().len(), 2);
    for below in ["tmp", "partial"] {
        assert_eq!(bench.names(below), Vec::<String>::new(), "{below}");
    }
}

#[test]
fn faults_that_pass_are_counted() {
    let server = Server::start(|request| match request.times {
        1 => Reply::status(503, ""),
        2 => Reply::ok("body").fault(Fault::Cut(1)),
        _ => Reply::ok("body"),
    });
    let bench = Bench::new();
    let answers = bench.install(&[alone(web(&server.url("/x"), b"body"))]);
    assert_eq!(message(&answers[0]), "installed");
    assert_eq!(
        (bench.finished()[0].attempts, bench.finished()[0].fetched),
        (3, 4)
    );
}

#[test]
fn a_server_that_is_not_there_is_named_with_the_reason() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/x", listener.local_addr().unwrap());
    drop(listener);
    let answers = Bench::new().install(&[alone(web(&url, b"x"))]);
    let cause = answers[0].as_ref().unwrap_err().to_cause();
    assert_eq!(
        cause.chain[..4],
        [
            "x 1.0 cannot be installed".to_owned(),
            format!("from      {url}"),
            "attempt 4 of 4, nothing received".to_owned(),
            format!("`{url}` cannot be reached"),
        ]
    );
    assert!(
        cause.chain[4].to_lowercase().contains("refused"),
        "{cause:?}"
    );
    assert_eq!(cause.chain.len(), 5);
}

#[test]
fn a_digest_with_several_sources_is_fetched_once_from_the_first_that_has_it() {
    let server = Server::start(|request| match request.path.as_str() {
        "/gone" => Reply::status(404, ""),
        "/bad" => Reply::ok("bad"),
        _ => Reply::ok("good"),
    });
    let bench = Bench::new();
    let pin = |path: &str| web(&server.url(path), b"good");
    let runtimes = ["/gone", "/bad", "/good", "/other"].map(|path| alone(pin(path)));
    let answers = bench.install(&runtimes);
    assert!(answers.iter().all(Result::is_ok));
    let asked: Vec<String> = server
        .requests()
        .into_iter()
        .map(|request| request.path)
        .collect();
    assert_eq!(asked, ["/gone", "/bad", "/good"]);
    assert_eq!(bench.outcomes(), [Fetched::Fetched]);

    let bench = Bench::new();
    let answers = bench.install(&["/gone", "/bad"].map(|path| alone(pin(path))));
    assert!(message(&answers[0]).contains("/gone` answered 404 Not Found"));
    assert!(message(&answers[1]).contains("does not match its digest"));
}

#[test]
fn offline_nothing_is_asked_and_what_is_missing_is_named() {
    let server = echo();
    let bench = Bench::new().npm(&format!("registry={}", server.url("/")));
    let there = runtime("1.0", web(&server.url("/a"), b"/a"), Vec::new());
    bench.install(std::slice::from_ref(&there));
    let runtimes = [
        there,
        runtime("2.0", web(&server.url("/b"), b"/b"), Vec::new()),
        runtime("3.0", npm("x", "x.wasm", b"/c"), Vec::new()),
    ];
    let answers = bench.run(&bench.installer(true), &runtimes);
    assert_eq!(message(&answers[0]), "installed");
    let cause = answers[1].as_ref().unwrap_err().to_cause();
    assert_eq!(
        cause.chain,
        [
            "x 2.0 is not in the cache".to_owned(),
            format!("from      {}", server.url("/b")),
            format!("pinned    {}", Sha256::of(b"/b")),
        ]
    );
    assert_eq!(cause.hint.unwrap(), "run `wassay install` while online");
    assert!(message(&answers[2]).starts_with("x 3.0 is not in the cache"));
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn files_of_the_tree_are_used_where_they_lie_if_they_match() {
    let dir = tempfile::tempdir().unwrap();
    let bench = Bench::new();
    let path = dir.path().join("good.wasm");
    crate::files::write_atomic(&path, b"good").unwrap();
    let altered = dir.path().join("altered.wasm");
    crate::files::write_atomic(&altered, b"\0asm\x0d\0\x01\0").unwrap();
    let answers = bench.install(&[
        alone(tree(&path, b"good")),
        alone(tree(&altered, b"good")),
        alone(tree(&dir.path().join("gone.wasm"), b"good")),
        alone(tree(dir.path(), b"good")),
    ]);
    let good = answers[0].as_ref().unwrap();
    assert_eq!(good.program().main.path, path);
    assert_eq!(good.program().main.home, Home::Tree);
    assert_eq!(good.artifacts()[0].verified, Verified::Bundle);
    assert!(message(&answers[1]).ends_with("8 bytes, a component; never run"));
    assert!(altered.exists(), "a file of the tree is never moved");
    assert!(message(&answers[2]).contains("the file cannot be read"));
    assert!(message(&answers[3]).contains("not a file"));
    let mut outcomes = bench.outcomes();
    outcomes.sort_by_key(|outcome| *outcome != Fetched::Bundled);
    assert_eq!(outcomes[0], Fetched::Bundled);
    assert_eq!(outcomes[1..], [Fetched::Failed; 3]);
}

#[test]
fn altered_blobs_are_fetched_again() {
    let server = echo();
    let bench = Bench::new();
    let runtimes = [alone(web(&server.url("/a"), b"/a"))];
    let path = bench.install(&runtimes)[0]
        .as_ref()
        .unwrap()
        .program()
        .main
        .path
        .clone();
    let alter = || {
        fs::remove_file(&path).unwrap();
        crate::files::write_atomic(&path, b"/A").unwrap();
    };
    alter();
    assert!(bench.install(&runtimes)[0].is_ok());
    assert_eq!(fs::read(&path).unwrap(), b"/a");
    assert_eq!(server.count("/a"), 2);

    // Altered behind the back of a running process, found by several threads at once.
    let installer = bench.installer(false);
    bench.run(&installer, &runtimes);
    alter();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let repaired = installer.repair(&Sha256::of(b"/a")).unwrap().unwrap();
                assert_eq!(fs::read(repaired).unwrap(), b"/a");
            });
        }
    });
    assert_eq!(server.count("/a"), 3);
    assert!(installer.repair(&Sha256::of(b"unknown")).unwrap().is_none());
    let offline = bench.installer(true);
    bench.run(&offline, &runtimes);
    alter();
    let error = offline.repair(&Sha256::of(b"/a")).unwrap_err();
    assert_eq!(error.to_string(), "x 1.0 is not in the cache");
}

#[test]
fn a_wish_to_stop_is_heard_while_a_server_keeps_silent() {
    let server = Server::start(|request| match request.path.as_str() {
        "/silent" => Reply::ok("body").fault(Fault::Stall(1)),
        path => Reply::ok(path.as_bytes()),
    });
    let bench = Bench::new();
    let runtimes = [
        runtime("1.0", web(&server.url("/silent"), b"body"), Vec::new()),
        runtime("2.0", web(&server.url("/a"), b"/a"), Vec::new()),
    ];
    let cancel = Arc::clone(&bench.cancel);
    let start = Instant::now();
    let mut answers = Vec::new();
    bench.installer(false).run(&plan(&runtimes), |_, answer| {
        answers.push(message(&answer));
        cancel.store(true, Ordering::Relaxed);
    });
    assert!(start.elapsed() < Duration::from_secs(3));
    assert_eq!(
        answers,
        ["installed", "x 1.0 was not installed: the run was stopped"]
    );
}

#[test]
fn a_server_that_stays_silent_is_given_up() {
    let server = Server::start(|_| Reply::ok("body").fault(Fault::Stall(2)));
    let bench = Bench::new();
    let options = InstallOptions {
        pace: Pace {
            idle: Duration::from_millis(100),
            pause: Duration::from_millis(1),
            retries: 1,
            ..Pace::default()
        },
        ..InstallOptions::default()
    };
    let installer = Installer::new(bench.cache(), options, |_| {});
    let answers = bench.run(&installer, &[alone(web(&server.url("/x"), b"body"))]);
    assert!(
        message(&answers[0]).contains("nothing came from"),
        "{}",
        message(&answers[0])
    );
    assert_eq!(server.requests().len(), 2);
    assert_eq!(bench.names("tmp"), Vec::<String>::new());
}

#[test]
fn a_warm_installation_takes_about_a_millisecond() {
    let server = echo();
    let dir = tempfile::tempdir().unwrap();
    let bench = Bench::new();
    let earlier = std::time::SystemTime::now() - Duration::from_hours(1);
    let mut runtimes = Vec::new();
    for index in 0..13 {
        let path = format!("/{index}");
        let artifact = if index < 8 {
            let file = dir.path().join(index.to_string());
            crate::files::write_atomic(&file, path.as_bytes()).unwrap();
            fs::File::open(&file)
                .unwrap()
                .set_modified(earlier)
                .unwrap();
            tree(&file, path.as_bytes())
        } else {
            web(&server.url(&path), path.as_bytes())
        };
        runtimes.push(runtime(&path, artifact, Vec::new()));
    }
    // Files must be left alone for two seconds before their digests are remembered.
    thread::sleep(Duration::from_millis(2100));
    assert!(bench.install(&runtimes).iter().all(Result::is_ok));
    let best = (0..20)
        .map(|_| {
            let start = Instant::now();
            assert!(bench.install(&runtimes).iter().all(Result::is_ok));
            start.elapsed()
        })
        .min()
        .unwrap();
    assert!(best < Duration::from_millis(3), "{best:?}");
    assert_eq!(server.requests().len(), 5);
}
