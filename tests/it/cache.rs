//! The cache: what it holds is told, checked and cleaned, lower layers stand below it, and what is planted in it leads
//! nowhere.

use crate::faults::scene::signal;
use crate::harness::HELLO;
use crate::harness::Harness;
use crate::harness::Output;
use crate::harness::printing;
use crate::server::Answer;
use crate::server::Server;
use crate::server::wait_until;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;
use std::time::SystemTime;

const DAY: Duration = Duration::from_hours(24);

pub fn program(text: &str) -> Vec<u8> {
    wat::parse_str(printing(text, text.replace("\\n", "n").len())).expect("the text is a program")
}

pub fn digest(bytes: &[u8]) -> String {
    wassay::digest::Sha256::of(bytes).hex()
}

fn pin(version: &str, url: &str, digest: &str) -> String {
    format!(
        "[[repositories.runtimes]]\nname = \"echo\"\nversion = \"{version}\"\nextensions = [\"txt\"]\n\
         [repositories.runtimes.binary]\nurl = \"{url}\"\nfilename = \"echo.wasm\"\nchecksum = {{ type = \"sha256\", value = \"{digest}\" }}\n"
    )
}

/// A tree with one script on two releases of a runtime, and the server that has them.
pub struct Scene {
    pub tree: Harness,
    pub server: Server,
    pub programs: [Vec<u8>; 2],
}

impl Scene {
    pub fn new() -> Self {
        Self::on(Harness::with_root())
    }

    /// As [`Scene::new`], on a tree of one's own.
    pub fn on(tree: Harness) -> Self {
        let server = Server::start();
        let programs = [program("one\\n"), program("two\\n")];
        let mut manifest = "version = 1\n[[repositories]]\nname = \"test\"\n".to_owned();
        for (index, bytes) in programs.iter().enumerate() {
            let path = format!("/{index}.wasm");
            server.answer(&path, Answer::ok(bytes.clone()));
            manifest.push_str(&pin(
                &format!("{index}.0"),
                &server.url(&path),
                &digest(bytes),
            ));
        }
        let tree = tree
            .file("suites/echo/.wws.toml", manifest)
            .file(
                "suites/echo/wassay.toml",
                "[matrix]\necho = [\"0.0\", \"1.0\"]\n",
            )
            .file("suites/echo/one.txt", "anything")
            .file("suites/well/wassay.toml", "")
            .file("suites/well/hello.wat", HELLO);
        Self {
            tree,
            server,
            programs,
        }
    }

    /// As [`Scene::new`], and everything is installed and accepted.
    pub fn warm() -> Self {
        let scene = Self::new();
        scene.tree.wassay(&["run", "--update", "accept"]).exits(0);
        scene
    }

    pub fn wassay(&self, args: &[&str]) -> Output {
        self.tree.wassay(args)
    }

    pub fn v1(&self) -> PathBuf {
        self.tree.cache().join("v1")
    }

    pub fn blob(&self, index: usize) -> PathBuf {
        let digest = digest(&self.programs[index]);
        let shard = self.v1().join("blobs/sha256").join(&digest[..2]);
        shard.join(digest)
    }

    pub fn code(&self) -> Vec<PathBuf> {
        below(&self.v1().join("code"))
            .into_iter()
            .filter(|path| path.extension().is_some_and(|own| own == "cwasm"))
            .collect()
    }
}

pub fn write(path: &Path, text: impl AsRef<[u8]>) {
    wassay::files::write_atomic(path, text.as_ref()).expect("the file is ours");
}

/// The entries of a directory.
pub fn below(dir: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(dir)
        .expect("the directory is there")
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    paths.sort();
    paths
}

/// Replaces the bytes of a file in place, whatever its mode, and sets the time of its last change back.
pub fn alter(path: &Path, bytes: &[u8]) {
    let metadata = fs::metadata(path).expect("the file is there");
    let modified = metadata.modified().expect("the system has times");
    let mut permissions = metadata.permissions();
    #[expect(
        clippy::permissions_set_readonly_false,
        reason = "the file is the test's own"
    )]
    permissions.set_readonly(false);
    fs::set_permissions(path, permissions).expect("the file is ours");
    let mut file = fs::File::options()
        .write(true)
        .truncate(true)
        .open(path)
        .expect("the file is ours");
    std::io::Write::write_all(&mut file, bytes).expect("the file is ours");
    file.set_modified(modified).expect("the file is ours");
}

/// Says that something was last used so long ago.
fn age(path: &Path, ago: Duration) {
    let time = SystemTime::now() - ago;
    set_time(path, time);
}

fn set_time(path: &Path, time: SystemTime) {
    let file = fs::File::open(path).expect("the file is there");
    file.set_modified(time).expect("the file is ours");
}

pub fn seen(blob: &Path) -> PathBuf {
    blob.with_extension("seen")
}

#[test]
fn info_tells_what_there_is_and_where_it_came_from() {
    let scene = Scene::warm();
    let output = scene.wassay(&["cache", "info", "-v"]).exits(0);
    assert_eq!(output.stderr, "");
    let cache = scene.tree.cache().display().to_string();
    for text in [
        &format!("cache  {cache}\n"),
        "\n2 blobs, ",
        "compiled programs, ",
        "\n1 record, ",
        &digest(&scene.programs[0]),
        &scene.server.url("/1.wasm"),
    ] {
        assert!(output.stdout.contains(text), "{text}\n{}", output.stdout);
    }
    let output = scene
        .wassay(&["cache", "info", "--message-format", "json"])
        .exits(0);
    let value: serde_json::Value = serde_json::from_str(&output.stdout).expect("it is JSON");
    assert_eq!(value["directory"], cache);
    assert_eq!(value["kinds"]["blobs"]["count"], 2);
    assert_eq!(value["blobs"].as_array().map(Vec::len), Some(2));
}

#[test]
fn verify_finds_what_was_altered_in_place_and_the_next_run_repairs_it() {
    let scene = Scene::warm();
    scene
        .wassay(&["cache", "verify"])
        .exits(0)
        .says("2 blobs, ")
        .says("nothing is wrong");
    let mut bytes = scene.programs[0].clone();
    *bytes.last_mut().expect("a program has bytes") ^= 1;
    alter(&scene.blob(0), &bytes);
    let code = &scene.code()[0];
    let mut machine = fs::read(code).expect("it is ours");
    let middle = machine.len() / 2;
    machine[middle] ^= 1;
    alter(code, &machine);
    scene
        .wassay(&["cache", "verify"])
        .exits(1)
        .says(&digest(&scene.programs[0]))
        .says(&scene.server.url("/0.wasm"))
        .says("set aside")
        .says("does not fit its seal: removed")
        .says("2 things were wrong")
        .says("`wassay install`");
    assert!(!scene.blob(0).exists() && !code.exists());
    assert_eq!(below(&scene.v1().join("aside")).len(), 1);
    scene.wassay(&["cache", "verify"]).exits(0);
    scene.wassay(&["run"]).exits(0);
    assert_eq!(scene.server.asked().len(), 3);
    assert_eq!(
        fs::read(scene.blob(0)).expect("it is back"),
        scene.programs[0]
    );
}

#[test]
fn gc_without_limits_takes_remains_only() {
    let scene = Scene::warm();
    let v1 = scene.v1();
    for name in [
        "tmp/left",
        "code/.tmpleft",
        "aside/new",
        "aside/old",
        "partial/old",
    ] {
        write(&v1.join(name), "remains");
    }
    age(&v1.join("aside/old"), 31 * DAY);
    age(&v1.join("partial/old"), 31 * DAY);
    let before = below(&v1.join("records"));
    scene
        .wassay(&["cache", "gc", "--dry-run"])
        .exits(0)
        .says("Would free 1 file set aside, 7 bytes")
        .says("nothing was removed");
    assert!(v1.join("aside/old").exists());
    scene
        .wassay(&["cache", "gc"])
        .exits(0)
        .says("Freed 1 file set aside, 7 bytes")
        .says("Freed 1 partial download, 7 bytes")
        .says("Freed 2 temporary files, 14 bytes");
    assert_eq!(below(&v1.join("aside")), [v1.join("aside/new")]);
    assert_eq!(below(&v1.join("partial")), Vec::<PathBuf>::new());
    assert_eq!(below(&v1.join("tmp")), Vec::<PathBuf>::new());
    assert_eq!(below(&v1.join("locks")), [v1.join("locks/use.lock")]);
    assert_eq!(below(&v1.join("records")), before);
    scene
        .wassay(&["run", "--offline"])
        .exits(0)
        .says("nothing fetched, nothing compiled");
}

#[test]
fn gc_takes_what_was_not_used_for_long_and_the_least_recent_first() {
    let scene = Scene::warm();
    age(&seen(&scene.blob(0)), 40 * DAY);
    age(&seen(&scene.blob(1)), 20 * DAY);
    scene.wassay(&["cache", "gc", "--max-age", "41d"]).exits(0);
    assert!(scene.blob(0).exists());
    scene
        .wassay(&["cache", "gc", "--max-age", "30d"])
        .exits(0)
        .says("Freed 1 blob");
    assert!(!scene.blob(0).exists() && !seen(&scene.blob(0)).exists());
    assert!(scene.blob(1).exists());
    let code = scene.code().len();
    let all: u64 = scene
        .code()
        .iter()
        .map(|path| path.metadata().expect("it is there").len())
        .sum();
    // Without the blob, which is the oldest, the rest fits.
    let most = format!("{}B", all + 100_000);
    scene.wassay(&["cache", "gc", "--max-size", &most]).exits(0);
    assert_eq!(scene.code().len(), code);
    let most = format!("{all}B");
    scene.wassay(&["cache", "gc", "--max-size", &most]).exits(0);
    assert!(!scene.blob(1).exists());
    scene.wassay(&["cache", "gc", "--max-age", "0s"]).exits(0);
    assert_eq!(scene.code(), Vec::<PathBuf>::new());
    assert_eq!(scene.wassay(&["run"]).exits(0).code, 0);
    scene
        .wassay(&["cache", "gc", "--max-age", "soon"])
        .exits(2)
        .says("does not begin with a number");
}

#[test]
fn a_use_is_noted_once_a_day_and_a_time_in_the_future_is_just_now() {
    let scene = Scene::warm();
    let note = seen(&scene.blob(0));
    let used = || {
        let metadata = note.metadata().expect("it is there");
        metadata.modified().expect("the system has times")
    };
    age(&note, 40 * DAY);
    scene.wassay(&["run", "--offline"]).exits(0);
    assert!(used().elapsed().is_ok_and(|ago| ago < DAY));
    age(&note, DAY / 2);
    let then = used();
    scene.wassay(&["run", "--offline"]).exits(0);
    assert_eq!(used(), then);
    // The clock was set back by a year since.
    let ahead = SystemTime::now() + 365 * DAY;
    set_time(&note, ahead);
    let left = scene.v1().join("tmp/left");
    write(&left, "remains");
    set_time(&left, ahead);
    scene.wassay(&["run", "--offline"]).exits(0);
    scene.wassay(&["cache", "gc", "--max-age", "1d"]).exits(0);
    assert!(scene.blob(0).exists() && !left.exists());
    assert!(used() < ahead, "from now on it ages");
}

#[test]
fn gc_waits_for_a_stopped_process_and_takes_nothing_that_it_verified() {
    let scene = Scene::new();
    scene.server.answer(
        "/1.wasm",
        Answer {
            delay: Duration::from_secs(3),
            ..Answer::ok(scene.programs[1].clone())
        },
    );
    let run = scene.tree.command(&["run", "--update", "accept"]);
    let mut run = spawn(run);
    wait_until("the first blob is there", || {
        seen(&scene.blob(0)).exists().then_some(())
    });
    signal("STOP", &run);
    let gc = scene.tree.command(&["cache", "gc", "--max-age", "0s"]);
    let gc = spawn(gc);
    let said = std::thread::spawn(move || gc.wait_with_output().expect("it ends"));
    // Longer than it takes until waiting is mentioned.
    std::thread::sleep(Duration::from_millis(2500));
    assert!(!said.is_finished());
    assert!(scene.blob(0).exists(), "a verified blob was taken");
    // Others may use the cache meanwhile.
    scene.wassay(&["cache", "info"]).exits(0);
    signal("CONT", &run);
    assert_eq!(run.wait().expect("it ends").code(), Some(0));
    let gc = said.join().expect("no thread panics");
    let stderr = String::from_utf8_lossy(&gc.stderr).into_owned();
    assert_eq!(gc.status.code(), Some(0), "{stderr}");
    let named = format!("waiting for process {}, which uses the cache", run.id());
    let unnamed = "waiting for another process, which uses the cache";
    assert!(
        stderr.contains(&named) || stderr.contains(unnamed),
        "{stderr}"
    );
    assert!(!scene.blob(0).exists());
}

fn spawn(mut command: std::process::Command) -> std::process::Child {
    command
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped());
    command.spawn().expect("the binary can be started")
}

#[test]
fn a_run_waits_while_the_cache_is_cleaned() {
    let scene = Scene::warm();
    let lock = fs::File::options()
        .read(true)
        .write(true)
        .open(scene.v1().join("locks/use.lock"))
        .expect("every run makes it");
    lock.lock().expect("nobody has it");
    // In place, as the holder of a lock does.
    lock.set_len(0)
        .and_then(|()| std::io::Write::write_all(&mut &lock, b"4711"))
        .expect("it is ours");
    let run = spawn(scene.tree.command(&["run", "--offline"]));
    let said = std::thread::spawn(move || run.wait_with_output().expect("it ends"));
    std::thread::sleep(Duration::from_millis(2500));
    assert!(!said.is_finished());
    drop(lock);
    let run = said.join().expect("no thread panics");
    let stderr = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(run.status.code(), Some(0), "{stderr}");
    assert!(
        stderr.contains("waiting for process 4711, which cleans the cache"),
        "{stderr}"
    );
}
