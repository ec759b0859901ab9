//! The cache: what it holds is told, checked and cleaned, lower layers stand below it, and what is planted in it leads
//! nowhere.

use crate::harness::HELLO;
use crate::harness::Harness;
use crate::harness::Output;
use crate::harness::printing;
use crate::server::Answer;
use crate::server::Server;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;
use std::time::Instant;
use std::time::SystemTime;

const DAY: Duration = Duration::from_hours(24);

fn program(text: &str) -> Vec<u8> {
    wat::parse_str(printing(text, text.replace("\\n", "n").len())).expect("the text is a program")
}

fn digest(bytes: &[u8]) -> String {
    wassay::digest::Sha256::of(bytes).hex()
}

fn pin(version: &str, url: &str, digest: &str) -> String {
    format!(
        "[[repositories.runtimes]]\nname = \"echo\"\nversion = \"{version}\"\nextensions = [\"txt\"]\n\
         [repositories.runtimes.binary]\nurl = \"{url}\"\nfilename = \"echo.wasm\"\nchecksum = {{ type = \"sha256\", value = \"{digest}\" }}\n"
    )
}

/// A tree with one script on two releases of a runtime, and the server that has them.
struct Scene {
    tree: Harness,
    server: Server,
    programs: [Vec<u8>; 2],
}

impl Scene {
    fn new() -> Self {
        Self::on(Harness::with_root())
    }

    fn on(tree: Harness) -> Self {
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
    fn warm() -> Self {
        let scene = Self::new();
        scene.tree.wassay(&["run", "--update", "accept"]).exits(0);
        scene
    }

    fn wassay(&self, args: &[&str]) -> Output {
        self.tree.wassay(args)
    }

    fn v1(&self) -> PathBuf {
        self.tree.cache().join("v1")
    }

    fn blob(&self, index: usize) -> PathBuf {
        let digest = digest(&self.programs[index]);
        let shard = self.v1().join("blobs/sha256").join(&digest[..2]);
        shard.join(digest)
    }

    fn code(&self) -> Vec<PathBuf> {
        below(&self.v1().join("code"))
            .into_iter()
            .filter(|path| path.extension().is_some_and(|own| own == "cwasm"))
            .collect()
    }
}

fn write(path: &Path, text: impl AsRef<[u8]>) {
    wassay::files::write_atomic(path, text.as_ref()).expect("the file is ours");
}

/// The entries of a directory.
fn below(dir: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(dir)
        .expect("the directory is there")
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    paths.sort();
    paths
}

/// Replaces the bytes of a file in place, whatever its mode, and sets the time of its last change back.
fn alter(path: &Path, bytes: &[u8]) {
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

fn seen(blob: &Path) -> PathBuf {
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

fn signal(name: &str, pid: u32) {
    let status = std::process::Command::new("kill")
        .args(["-s", name, &pid.to_string()])
        .status();
    assert!(status.expect("kill can be started").success());
}

/// Waits until something is so.
fn until(what: &str, is: &dyn Fn() -> bool) {
    let start = Instant::now();
    while !is() {
        assert!(start.elapsed() < Duration::from_mins(1), "never: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
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
    until("the first blob is there", &|| seen(&scene.blob(0)).exists());
    signal("STOP", run.id());
    let gc = scene.tree.command(&["cache", "gc", "--max-age", "0s"]);
    let gc = spawn(gc);
    let said = std::thread::spawn(move || gc.wait_with_output().expect("it ends"));
    // Longer than it takes until waiting is mentioned.
    std::thread::sleep(Duration::from_millis(2500));
    assert!(!said.is_finished());
    assert!(scene.blob(0).exists(), "a verified blob was taken");
    // Others may use the cache meanwhile.
    scene.wassay(&["cache", "info"]).exits(0);
    signal("CONT", run.id());
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

#[test]
fn suites_pass_from_a_read_only_layer_with_an_empty_cache_of_their_own() {
    let below = Scene::warm();
    let layer = below.tree.cache();
    let scene = Scene::on(Harness::with_root().env("WASSAY_CACHE_LAYERS", &layer));
    let before = listing(&layer);
    scene
        .wassay(&["run", "--offline", "--update", "accept"])
        .exits(0);
    scene
        .wassay(&["run", "--offline"])
        .exits(0)
        .says("nothing fetched, nothing compiled");
    assert_eq!(scene.server.asked(), Vec::<String>::new());
    assert!(!scene.blob(0).exists(), "a blob of a layer is not copied");
    let output = scene.wassay(&["cache", "info"]).exits(0);
    assert!(
        output
            .stdout
            .contains(&format!("layer  {}", layer.display()))
    );
    // Wrong bytes below are passed over, and fetched into our own cache.
    alter(&below.blob(0), b"something else");
    let named = digest(b"something else");
    scene
        .wassay(&["run", "--offline"])
        .says("warning: `")
        .says(&named);
    scene
        .wassay(&["install"])
        .exits(0)
        .says("1 artifact fetched");
    scene.wassay(&["run", "--offline"]).exits(0);
    assert!(scene.blob(0).exists() && below.blob(0).exists());
    let after = listing(&layer);
    assert_eq!(before, after, "nothing is written to a layer");
}

/// Names of all files below a directory.
fn listing(dir: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for path in below(dir) {
        if path.is_dir() {
            all.extend(listing(&path));
        }
        all.push(path);
    }
    all
}

#[test]
fn layers_come_from_the_configuration_and_one_that_is_missing_is_named() {
    let below = Scene::warm();
    let scene = Scene::new();
    let config = scene.tree.outside().join("home/.config/wassay/config.toml");
    fs::create_dir_all(config.parent().expect("a file has a parent")).expect("it is ours");
    let text = format!("cache-layers = [\"{}\"]\n", below.tree.cache().display());
    write(&config, text);
    scene
        .wassay(&["run", "--offline", "--update", "accept"])
        .exits(0);
    write(&config, "cache-layers = [\"/nowhere/at/all\"]\n");
    scene
        .wassay(&["run", "--offline"])
        .exits(4)
        .says("the cache layer `/nowhere/at/all` does not exist")
        .says("WASSAY_CACHE_LAYERS");
    // A manifest cannot name one.
    scene.tree.write(
        "wassay.toml",
        "version = 1\nsuites = [\"suites\"]\ncache-layers = [\"x\"]\n",
    );
    write(&config, "");
    scene.wassay(&["list"]).exits(2).says("cache-layers");
}

/// A note that says that the bytes of a blob are as they were when they were proved.
fn forge(blob: &Path) {
    use std::os::unix::fs::MetadataExt as _;
    let now = fs::metadata(blob).expect("the blob is there");
    let nanos = |seconds: i64, rest: i64| seconds * 1_000_000_000 + rest;
    let text = format!(
        "{{\"fingerprint\":{{\"size\":{},\"mtime\":{},\"ctime\":{},\"inode\":{}}},\"from\":\"\"}}",
        now.size(),
        nanos(now.mtime(), now.mtime_nsec()),
        nanos(now.ctime(), now.ctime_nsec()),
        now.ino()
    );
    write(&seen(blob), text);
}

#[test]
fn a_blob_that_turns_out_altered_is_taken_from_a_layer_that_has_it() {
    let below = Scene::warm();
    let scene = Scene::warm();
    for index in [0, 1] {
        alter(&scene.blob(index), b"\0asm others");
        forge(&scene.blob(index));
    }
    for path in scene.code() {
        fs::remove_file(path).expect("it is ours");
    }
    let mut command = scene.tree.command(&["run", "--offline"]);
    command.env("WASSAY_CACHE_LAYERS", below.tree.cache());
    scene.tree.output(command).exits(0);
    assert!(!scene.blob(0).exists(), "what is wrong is set aside");
}

#[test]
fn a_cache_that_is_its_own_layer_can_be_used_and_cleaned() {
    let scene = Scene::warm();
    for args in [
        &["run", "--offline"][..],
        &["cache", "gc", "--max-age", "0s"],
    ] {
        let mut command = scene.tree.command(args);
        command.env("WASSAY_CACHE_LAYERS", scene.tree.cache());
        scene.tree.output(command).exits(0);
    }
    assert!(!scene.blob(0).exists());
}
