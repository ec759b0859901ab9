//! Disks that are full, read-only, broken or altered behind our back.
//!
//! Mounts are made in a namespace of the test's own: nothing of the machine is touched, and all is gone with it.

use crate::faults::scene::Scene;
use crate::faults::shim::Shim;
use crate::harness::Harness;
use crate::harness::Output;
use crate::peers;
use std::fs;
use std::process::Command;

const SIZE: usize = 300_000;
/// Exit code of an installation that could not be made.
const BROKEN: i32 = 4;

/// What a script of a namespace begins with: `$1` is the cache, the rest is the binary with its arguments.
const HEAD: &str = "set -u; cache=$1; shift\n";
/// What a script says of the blobs, each with what it hashes to, and of what is temporary.
const TAIL: &str = "
find \"$cache/v1/blobs\" -type f ! -name '*.seen' | while read -r blob; do
  echo \"blob ${blob##*/} $(sha256sum < \"$blob\")\"
done
find \"$cache/v1/tmp\" -type f | sed 's/^/left /'
";

/// A shell in a mount namespace of its own, in which it may mount; nothing where the kernel refuses.
fn namespace(tree: &Harness, script: &str) -> Option<Command> {
    if !peers::has("unshare") {
        return None;
    }
    let probe = tree.program("unshare", &["-rm", "mount", "-t", "tmpfs", "none", "/mnt"]);
    if !{ probe }
        .output()
        .is_ok_and(|output| output.status.success())
    {
        peers::skipped("the kernel refuses a mount namespace");
        return None;
    }
    let script = format!("{HEAD}{script}{TAIL}");
    let cache = tree.cache();
    let mut command = tree.program("unshare", &["-rm", "sh", "-c", &script, "sh"]);
    command
        .arg(cache)
        .args([env!("CARGO_BIN_EXE_wassay"), "install"]);
    Some(command)
}

/// Asserts that each blob a script told of hashes to its name; tells how many there are.
#[track_caller]
fn right_blobs(output: &Output) -> usize {
    let blobs = output
        .stdout
        .lines()
        .filter_map(|line| line.strip_prefix("blob "));
    blobs
        .inspect(|line| {
            let mut words = line.split_whitespace();
            assert_eq!(words.next(), words.next(), "{line}");
        })
        .count()
}

/// Lines of a script's output that begin with a word.
fn lines<'a>(output: &'a Output, word: &str) -> Vec<&'a str> {
    let all = output.stdout.lines();
    all.filter(|line| line.starts_with(word)).collect()
}

#[test]
fn a_full_disk_is_told_and_what_fits_is_kept() {
    let scene = Scene::new(3, SIZE);
    let large = vec![7; 3 << 20];
    let digest = wassay::digest::Sha256::of(&large).hex();
    scene
        .server
        .answer("/large.wasm", crate::server::Answer::ok(large.clone()));
    let manifest = scene.tree.read("suites/echo/.wws.toml");
    let more = format!(
        "[[repositories.runtimes]]\nname = \"echo\"\nversion = \"9.0\"\nextensions = [\"txt\"]\n\
         [repositories.runtimes.binary]\nurl = \"{}\"\nfilename = \"echo.wasm\"\n\
         checksum = {{ type = \"sha256\", value = \"{digest}\" }}\n",
        scene.server.url("/large.wasm")
    );
    scene.tree.write("suites/echo/.wws.toml", manifest + &more);
    fs::create_dir_all(scene.tree.cache()).expect("the directory is ours");
    // First too small for the large file, then large enough.
    let script = "mount -t tmpfs -o size=2m none \"$cache\" || exit 99
\"$@\"; echo \"exit $?\"
find \"$cache/v1/tmp\" -type f | sed 's/^/left /'
mount -o remount,size=64m \"$cache\" || exit 99
\"$@\" 2>/dev/null; echo \"exit $?\"";
    let Some(command) = namespace(&scene.tree, script) else {
        return;
    };
    let output = scene.tree.output(command);
    assert_eq!(lines(&output, "exit"), ["exit 4", "exit 0"], "{output:?}");
    assert_eq!(lines(&output, "left"), Vec::<&str>::new(), "{output:?}");
    assert_eq!(right_blobs(&output), 4);
    let output = output
        .says("echo 9.0 cannot be installed")
        .says("free some space");
    assert!(!output.stderr.contains("echo 1.0 "), "{}", output.stderr);
}

#[test]
fn on_a_disk_of_one_mebibyte_nothing_is_published_but_what_is_whole() {
    let scene = Scene::new(8, SIZE);
    fs::create_dir_all(scene.tree.cache()).expect("the directory is ours");
    let script = "mount -t tmpfs -o size=1m none \"$cache\" || exit 99
\"$@\"; echo \"exit $?\"";
    let Some(command) = namespace(&scene.tree, script) else {
        return;
    };
    let output = scene.tree.output(command);
    assert_eq!(lines(&output, "exit"), ["exit 4"], "{output:?}");
    assert_eq!(lines(&output, "left"), Vec::<&str>::new(), "{output:?}");
    assert!(right_blobs(&output) < 4, "more than fits\n{output:?}");
    output.says("free some space");
    scene.recovers();
}

/// Mounts the cache over itself, so that nothing can be written there.
const READ_ONLY: &str = "mount --bind \"$cache\" \"$cache\" || exit 99
mount -o remount,ro,bind \"$cache\" || exit 99
! touch \"$cache/v1/x\" 2>/dev/null || exit 98
\"$@\"; echo \"exit $?\"";

#[test]
fn a_read_only_cache_serves_what_it_has() {
    let scene = Scene::new(3, SIZE);
    scene.recovers();
    scene.server.forget();
    let Some(command) = namespace(&scene.tree, READ_ONLY) else {
        return;
    };
    let output = scene.tree.output(command);
    assert_eq!(lines(&output, "exit"), ["exit 0"], "{output:?}");
    assert_eq!(right_blobs(&output), 3);
    output.says("3 already there");
    assert_eq!(scene.server.asked(), Vec::<String>::new());
}

#[test]
fn a_read_only_cache_that_lacks_something_says_what() {
    let scene = Scene::new(3, SIZE);
    scene.recovers();
    fs::remove_file(scene.blob(&scene.files[1])).expect("it was published");
    let Some(command) = namespace(&scene.tree, READ_ONLY) else {
        return;
    };
    let output = scene.tree.output(command);
    assert_eq!(lines(&output, "exit"), ["exit 4"], "{output:?}");
    assert_eq!(right_blobs(&output), 2);
    output
        .says("echo 1.1 cannot be installed")
        .says("Read-only file system")
        .says("--cache-dir DIR")
        .is_silent_on("echo 1.0 ");
    scene.recovers();
}

#[test]
fn a_case_runs_from_a_read_only_cache() {
    let tree = Harness::with_root()
        .file("suites/well/wassay.toml", "")
        .file("suites/well/hello.wat", crate::harness::HELLO);
    tree.wassay(&["run", "--update", "accept"]).exits(0);
    let script = READ_ONLY.replace("\"$@\"", "\"$1\" run --offline");
    let Some(command) = namespace(&tree, &script) else {
        return;
    };
    let output = tree.output(command);
    assert_eq!(lines(&output, "exit"), ["exit 0"], "{output:?}");
    output.says("nothing fetched, nothing compiled");
}

#[test]
fn a_disk_that_cannot_make_bytes_last_publishes_nothing() {
    let Some(shim) = Shim::build() else {
        return;
    };
    let scene = Scene::new(2, SIZE);
    let mut command = scene.command();
    shim.below(&mut command, &scene.cache(""))
        .env("WASSAY_SHIM_EIO", "1");
    let output = scene.tree.output(command).exits(BROKEN);
    output
        .says("echo 1.0 cannot be installed")
        .says("echo 1.1 cannot be installed")
        .says("Input/output error");
    scene.left_only(&[]);
    scene.recovers();
}

#[cfg(unix)]
#[test]
fn a_blob_altered_behind_our_back_is_noticed_though_size_and_time_are_as_before() {
    use std::os::unix::fs::PermissionsExt as _;
    let scene = Scene::new(2, SIZE);
    scene.recovers();
    let blob = scene.blob(scene.first());
    let before = blob.metadata().expect("it was published");
    // The clock of a file system ticks coarsely: a change within the tick of publishing would not show.
    std::thread::sleep(std::time::Duration::from_millis(20));
    fs::set_permissions(&blob, fs::Permissions::from_mode(0o644)).expect("it is ours");
    let file = fs::File::options().write(true).open(&blob);
    let mut file = file.expect("it is ours");
    std::io::Write::write_all(&mut file, b"evil").expect("it is ours");
    let modified = before.modified().expect("this system knows times");
    file.set_modified(modified).expect("it is ours");
    fs::set_permissions(&blob, before.permissions()).expect("it is ours");
    let now = blob.metadata().expect("it is there");
    assert_eq!(
        (now.len(), now.modified().ok()),
        (before.len(), Some(modified))
    );
    scene.server.forget();
    scene.install().exits(0).says("1 artifact fetched");
    assert_eq!(scene.server.asked(), [scene.first().path.clone()]);
    scene.is_complete();
}

#[test]
fn what_lies_under_a_blobs_name_and_is_no_file_is_moved_out_of_the_way() {
    let scene = Scene::new(3, SIZE);
    scene.recovers();
    for file in &scene.files {
        fs::remove_file(scene.blob(file)).expect("it was published");
    }
    fs::create_dir(scene.blob(&scene.files[0])).expect("the place is free");
    fs::File::create(scene.blob(&scene.files[1])).expect("the place is free");
    let fifo = Command::new("mkfifo")
        .arg(scene.blob(&scene.files[2]))
        .status();
    assert!(fifo.is_ok_and(|status| status.success()));
    scene.recovers();
}

#[test]
fn thirty_two_open_files_are_enough_for_forty_artifacts() {
    let scene = Scene::new(40, 20_000);
    let binary = env!("CARGO_BIN_EXE_wassay");
    let limited = "ulimit -n 32 && exec \"$@\"";
    let command = scene
        .tree
        .program("sh", &["-c", limited, "sh", binary, "install"]);
    let output = scene.tree.output(command);
    if output.code == 0 {
        scene.is_complete();
        return;
    }
    output.exits(BROKEN).says("Too many open files");
    // What came is right and what did not come leaves nothing.
    scene.blobs();
    assert_eq!(scene.temporary(), Vec::<std::path::PathBuf>::new());
    scene.recovers();
}
