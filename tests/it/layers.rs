//! Lower layers of a cache: read, never written, always verified.

use crate::cache::Scene;
use crate::cache::alter;
use crate::cache::below;
use crate::cache::digest;
use crate::cache::seen;
use crate::cache::write;
use crate::harness::Harness;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

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
