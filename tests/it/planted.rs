//! What somebody planted in a cache leads nowhere: links, pipes, directories of others.

use crate::harness::HELLO;
use crate::harness::Harness;
use crate::harness::printing;
use crate::peers;
use crate::server::Answer;
use crate::server::Server;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::path::PathBuf;

const SECRET: &str = "nobody may write here";

/// A tree whose runtime is on a server, and a secret beside it.
struct Scene {
    tree: Harness,
    server: Server,
    digest: String,
}

impl Scene {
    fn new() -> Self {
        let server = Server::start();
        let bytes = wat::parse_str(printing("echo\\n", 5)).expect("the text is a program");
        let digest = wassay::digest::Sha256::of(&bytes).hex();
        server.answer("/echo.wasm", Answer::ok(bytes));
        let url = server.url("/echo.wasm");
        let tree = Harness::with_root()
            .file(
                "suites/echo/.wws.toml",
                format!(
                    "version = 1\n[[repositories]]\nname = \"test\"\n[[repositories.runtimes]]\nname = \"echo\"\n\
                     version = \"1.0\"\nextensions = [\"txt\"]\n[repositories.runtimes.binary]\nurl = \"{url}\"\n\
                     filename = \"echo.wasm\"\nchecksum = {{ type = \"sha256\", value = \"{digest}\" }}\n"
                ),
            )
            .file("suites/echo/one.txt", "anything")
            .file("suites/well/wassay.toml", "")
            .file("suites/well/hello.wat", HELLO);
        let scene = Self {
            tree,
            server,
            digest,
        };
        fs::create_dir_all(scene.outside()).expect("the directory is ours");
        wassay::files::write_atomic(&scene.secret(), SECRET.as_bytes())
            .expect("the directory is ours");
        scene
    }

    fn outside(&self) -> PathBuf {
        self.tree.outside().join("elsewhere")
    }

    fn secret(&self) -> PathBuf {
        self.outside().join("secret")
    }

    fn v1(&self, path: &str) -> PathBuf {
        self.tree.cache().join("v1").join(path)
    }

    fn blob(&self) -> PathBuf {
        self.v1("blobs/sha256")
            .join(&self.digest[..2])
            .join(&self.digest)
    }

    /// Runs, and shows that nothing outside was touched.
    fn runs(&self) {
        self.tree.wassay(&["run", "--update", "accept"]).exits(0);
        self.tree.wassay(&["run", "--offline"]).exits(0);
        self.is_untouched();
        assert!(
            fs::symlink_metadata(self.blob())
                .expect("it is there")
                .is_file()
        );
    }

    fn is_untouched(&self) {
        assert_eq!(
            fs::read_to_string(self.secret()).expect("it is there"),
            SECRET
        );
        let all = fs::read_dir(self.outside()).expect("it is there").count();
        assert_eq!(all, 1, "something was written outside");
    }
}

fn pipe(path: &Path) {
    let made = std::process::Command::new("mkfifo").arg(path).status();
    assert!(made.expect("mkfifo can be started").success());
}

fn dirs(path: &Path) {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .expect("the directory is ours");
}

#[test]
fn links_and_pipes_in_place_of_files_are_never_followed_and_never_waited_for() {
    type Plant = fn(&Scene, &Path);
    let link: Plant = |scene, path| symlink(scene.secret(), path).expect("it is ours");
    let fifo: Plant = |_, path| pipe(path);
    let dir: Plant = |_, path| dirs(path);
    for plant in [link, fifo, dir] {
        let scene = Scene::new();
        let shard = scene.blob();
        let shard = shard.parent().expect("a blob has a shard");
        dirs(shard);
        plant(&scene, &scene.blob());
        scene.runs();
        fs::remove_file(scene.blob().with_extension("seen")).expect("it is there");
        plant(&scene, &scene.blob().with_extension("seen"));
        scene.tree.wassay(&["run", "--offline"]).exits(0);
        scene.is_untouched();
    }
    for plant in [link, fifo, dir] {
        let scene = Scene::new();
        for name in ["locks", "tmp"] {
            dirs(&scene.v1(name));
        }
        plant(&scene, &scene.v1("locks/use.lock"));
        plant(&scene, &scene.v1(&format!("locks/{}.lock", scene.digest)));
        plant(&scene, &scene.v1("tmp/planted"));
        scene.runs();
        scene
            .tree
            .wassay(&["cache", "gc", "--max-age", "0s"])
            .exits(0);
        scene.is_untouched();
    }
}

#[test]
fn a_pipe_among_the_records_is_not_waited_for() {
    let scene = Scene::new();
    scene.runs();
    let roots = fs::read_dir(scene.v1("records")).expect("a run was recorded");
    for root in roots.flatten() {
        pipe(&root.path().join("zzzz.ndjson"));
    }
    scene.tree.wassay(&["run", "--last-failed"]).exits(3);
}

#[test]
fn a_link_in_place_of_a_shard_or_of_a_roots_records_is_replaced() {
    let scene = Scene::new();
    dirs(&scene.v1("blobs/sha256"));
    let blob = scene.blob();
    let shard = blob.parent().expect("a blob has a shard");
    symlink(scene.outside(), shard).expect("it is ours");
    scene.runs();
    let records = fs::read_dir(scene.v1("records")).expect("a run is on record");
    for root in records {
        let root = root.expect("it can be read").path();
        fs::remove_dir_all(&root).expect("it is ours");
        symlink(scene.outside(), &root).expect("it is ours");
    }
    scene.runs();
    // `verify` puts right what no run comes across.
    let other = scene.v1("blobs/sha256/zz");
    symlink(scene.outside(), &other).expect("it is ours");
    scene
        .tree
        .wassay(&["cache", "verify"])
        .exits(1)
        .says("`zz`");
    scene.is_untouched();
}

#[test]
fn a_link_in_place_of_a_directory_of_the_frame_is_refused() {
    for name in [
        "", "blobs", "tmp", "locks", "aside", "code", "known", "partial", "records",
    ] {
        let scene = Scene::new();
        let path = scene.tree.cache().join("v1").join(name);
        let path = path.components().collect::<PathBuf>();
        dirs(path.parent().expect("it has a parent"));
        symlink(scene.outside(), &path).expect("it is ours");
        scene
            .tree
            .wassay(&["run"])
            .exits(4)
            .says("v1")
            .says("is a symbolic link")
            .says("--cache-dir DIR");
        scene.is_untouched();
    }
}

#[test]
fn a_directory_that_others_can_write_to_is_refused() {
    let scene = Scene::new();
    scene.runs();
    let dir = scene.v1("blobs");
    fs::set_permissions(&dir, fs::Permissions::from_mode(0o777)).expect("it is ours");
    scene
        .tree
        .wassay(&["run"])
        .exits(4)
        .says("can be written by other users (its mode is 777)")
        .says("chmod -R go-w");
}

#[test]
fn a_cache_of_somebody_else_is_refused_and_can_be_a_layer() {
    let scene = Scene::new();
    scene.runs();
    if std::os::unix::fs::chown(scene.v1(""), Some(65534), None).is_err() {
        peers::skipped("only root can give a directory away");
        return;
    }
    scene
        .tree
        .wassay(&["run"])
        .exits(4)
        .says("belongs to user 65534; you are user 0")
        .says("--cache-dir DIR")
        .says("cache-layers");
    let own = scene.tree.outside().join("own");
    let layer = scene.tree.cache();
    let mut command = scene.tree.command(&["run", "--offline", "--cache-dir"]);
    command.arg(&own).env("WASSAY_CACHE_LAYERS", &layer);
    scene.tree.output(command).exits(0);
    assert_eq!(scene.server.asked().len(), 1);
}
