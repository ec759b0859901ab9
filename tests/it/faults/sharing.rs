//! Many processes, one cache.

use crate::faults::scene::Scene;
use crate::faults::scene::ended;
use crate::faults::scene::signal;
use crate::faults::scene::spawn;
use crate::faults::shim::Shim;
use crate::harness::Harness;
use crate::harness::printing;
use crate::peers;
use crate::server::Answer;
use crate::server::Gate;
use crate::server::Server;
use crate::server::wait_until;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Child;

const SIZE: usize = 2 << 20;

/// Whether it can be seen which files a process has open.
fn can_look_into_processes() -> bool {
    if Path::new("/proc/self/fd").is_dir() {
        return true;
    }
    peers::skipped("there is no /proc to look into processes");
    false
}

/// Waits until a process stands at the lock of each file: it has it, or waits for it.
#[track_caller]
fn wait_at_locks(child: &Child, scene: &Scene) {
    let fds = format!("/proc/{}/fd", child.id());
    wait_until("a process has opened the lock of each file", || {
        let open: Vec<_> = fs::read_dir(&fds)
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| fs::read_link(entry.path()).ok())
            .map(|path| path.to_string_lossy().into_owned())
            .filter(|path| path.contains("/v1/locks/"))
            .collect();
        let all = scene.files.iter();
        let mut stands = all.map(|file| open.iter().any(|path| path.contains(&file.digest)));
        stands.all(|stands| stands).then_some(())
    });
}

/// Has the server hold the answers for all files at a gate, before the head.
fn hold_all(scene: &Scene) -> Gate {
    let gate = Gate::shut();
    for file in &scene.files {
        let answer = Answer::ok(file.bytes.clone()).gate_head(&gate);
        scene.server.answer(&file.path, answer);
    }
    gate
}

#[test]
fn eight_processes_on_an_empty_cache_ask_once_for_each_digest() {
    if !can_look_into_processes() {
        return;
    }
    let scene = Scene::new(5, 200_000);
    let gate = hold_all(&scene);
    let children: Vec<_> = (0..8).map(|_| spawn(scene.command())).collect();
    for child in &children {
        wait_at_locks(child, &scene);
    }
    gate.reached(5);
    gate.open();
    for child in children {
        let (code, said) = ended(child);
        assert_eq!(code, 0, "{said}");
    }
    scene.is_complete();
    let asked = scene.server.asked();
    let distinct: BTreeSet<_> = asked.iter().collect();
    assert_eq!((asked.len(), distinct.len()), (5, 5), "{asked:?}");
}

#[test]
fn where_locks_do_not_work_files_are_fetched_more_than_once_and_right() {
    let Some(shim) = Shim::build() else {
        return;
    };
    let scene = Scene::new(3, 200_000);
    let gate = hold_all(&scene);
    let children: Vec<_> = (0..4)
        .map(|_| {
            let mut command = scene.command();
            shim.below(&mut command, &scene.cache(""))
                .env("WASSAY_SHIM_ENOLCK", "1");
            spawn(command)
        })
        .collect();
    gate.reached(12);
    gate.open();
    for child in children {
        let (code, said) = ended(child);
        assert_eq!(code, 0, "{said}");
    }
    scene.is_complete();
    assert_eq!(scene.server.asked().len(), 12, "each asks for itself");
}

#[test]
fn who_waits_for_a_process_that_is_killed_goes_on_in_its_place() {
    if !can_look_into_processes() {
        return;
    }
    let scene = Scene::new(1, SIZE);
    let gate = Gate::shut();
    let held = scene.first_answer().gate_body(SIZE / 2, &gate);
    let script = vec![held, scene.first_answer()];
    scene.server.script(&scene.first().path, script);
    let mut holder = spawn(scene.command());
    gate.reached(1);
    let waiters: Vec<_> = (0..3).map(|_| spawn(scene.command())).collect();
    for waiter in &waiters {
        wait_at_locks(waiter, &scene);
    }
    assert_eq!(scene.server.asked().len(), 1, "they wait");
    holder.kill().expect("the child is ours");
    ended(holder);
    for waiter in waiters {
        let (code, said) = ended(waiter);
        assert_eq!(code, 0, "{said}");
    }
    gate.open();
    assert_eq!(scene.server.asked().len(), 2, "one of them asked again");
    scene.has_only(&scene.files);
}

#[test]
fn who_waits_for_a_process_that_is_stopped_goes_on_when_it_does() {
    if !can_look_into_processes() {
        return;
    }
    let scene = Scene::new(1, SIZE);
    let gate = Gate::shut();
    scene.answer_first(scene.first_answer().gate_body(SIZE / 2, &gate));
    let holder = spawn(scene.command());
    gate.reached(1);
    signal("STOP", &holder);
    gate.open();
    let waiter = spawn(scene.command());
    wait_at_locks(&waiter, &scene);
    signal("CONT", &holder);
    for child in [holder, waiter] {
        let (code, said) = ended(child);
        assert_eq!(code, 0, "{said}");
    }
    assert_eq!(scene.server.asked().len(), 1);
    scene.is_complete();
}

#[test]
fn who_waits_for_a_process_that_never_ends_can_be_stopped() {
    if !can_look_into_processes() {
        return;
    }
    for (name, expected) in [("INT", 130), ("TERM", 143)] {
        let scene = Scene::new(1, SIZE);
        scene.tree.wassay(&["cache", "info"]).exits(0);
        let lock = scene.cache(&format!("locks/{}.lock", scene.first().digest));
        let held = fs::File::create(lock).expect("the cache is ours");
        held.lock().expect("nobody has it");
        let waiter = spawn(scene.command());
        wait_at_locks(&waiter, &scene);
        signal(name, &waiter);
        let (code, said) = ended(waiter);
        assert_eq!(code, expected, "{said}");
        drop(held);
        scene.install().exits(0);
        scene.is_complete();
    }
}

#[test]
fn two_runs_of_different_trees_share_one_cache() {
    let server = Server::start();
    let shared = wat::parse_str(printing("shared\\n", 7)).expect("the text is a program");
    let gate = Gate::shut();
    server.answer("/shared.wasm", Answer::ok(shared.clone()).gate_head(&gate));
    let digest = wassay::digest::Sha256::of(&shared).hex();
    let manifest = format!(
        "version = 1\n[[repositories]]\nname = \"test\"\n\
         [[repositories.runtimes]]\nname = \"echo\"\nversion = \"1.0\"\nextensions = [\"txt\"]\n\
         [repositories.runtimes.binary]\nurl = \"{}\"\nfilename = \"echo.wasm\"\n\
         checksum = {{ type = \"sha256\", value = \"{digest}\" }}\n",
        server.url("/shared.wasm")
    );
    let cache = tempfile::tempdir().expect("a temporary directory can be made");
    let trees = ["one", "two"].map(|name| {
        Harness::with_root()
            .env("WASSAY_CACHE_DIR", cache.path())
            .file("suites/echo/.wws.toml", &manifest)
            .file("suites/echo/one.txt", name)
            .file("suites/own/wassay.toml", "")
            .file("suites/own/own.wat", printing(name, 3))
    });
    let children = trees
        .each_ref()
        .map(|tree| spawn(tree.command(&["run", "--update", "accept"])));
    gate.reached(1);
    gate.open();
    for child in children {
        let (code, said) = ended(child);
        assert_eq!(code, 0, "{said}");
    }
    assert_eq!(server.asked(), ["/shared.wasm"]);
    for (tree, name) in trees.iter().zip(["one", "two"]) {
        assert!(tree.read("snapshots/own/own.snap").contains(name));
        assert!(tree.read("snapshots/echo/one.snap").contains("shared"));
    }
}
