//! Whatever dies when, and whatever the power does: a file among the blobs hashes to its name, and a later run works.

use crate::cache::Access;
use crate::cache::Cache;
use crate::cache::CacheOptions;
use crate::cache::Cleaning;
use crate::cache::PublishError;
use crate::cache::SealSource;
use crate::cache::inventory;
use crate::cache::inventory::Kind;
use crate::cache::tests::director;
use crate::cache::tests::director::Dangers;
use crate::cache::tests::director::Deaths;
use crate::cache::tests::director::Dice;
use crate::cache::tests::stage;
use crate::cache::tests::stage::Synced;
use crate::digest::Sha256;
use std::collections::HashSet;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

/// What is installed. Longer than nothing, shorter than a buffer, and one that is written in several steps.
const CONTENTS: [&[u8]; 3] = [
    b"one",
    b"the second",
    b"the third, which is the longest of all",
];

/// What a process does in a play.
#[derive(Clone, Copy, Debug)]
enum Deed {
    /// Finds an artifact or receives it.
    Install(usize),
    /// Receives other bytes than the pinned ones.
    Wrong(usize),
    /// Hashes what is there.
    Prove(usize),
    /// Begins to receive and gives up.
    Abandon(usize),
}

fn open(dir: &Path, access: Access) -> Cache {
    let options = CacheOptions {
        dir: Some(dir.to_owned()),
        access,
        ..CacheOptions::default()
    };
    Cache::build(options, SealSource::Given("k".repeat(32))).unwrap()
}

fn receive(cache: &Cache, bytes: &[u8], digest: &Sha256) -> Result<(), PublishError> {
    let _lock = cache.blobs().lock(digest, &mut |_| {}).unwrap();
    if cache.blobs().lookup(digest).unwrap().is_some() && Sha256::of(bytes) == *digest {
        return Ok(());
    }
    let mut incoming = cache.blobs().incoming().unwrap();
    for part in bytes.chunks(16) {
        incoming.write_all(part).unwrap();
        incoming.flush().unwrap();
    }
    let blob = cache.blobs().publish(incoming, digest, "a play")?;
    assert_eq!(blob.size, bytes.len() as u64);
    Ok(())
}

fn act(cache: &Cache, deed: Deed) {
    match deed {
        Deed::Install(index) => {
            let digest = Sha256::of(CONTENTS[index]);
            if cache.blobs().lookup(&digest).unwrap().is_none() {
                receive(cache, CONTENTS[index], &digest).unwrap();
            }
        }
        Deed::Wrong(index) => {
            let received = receive(
                cache,
                b"something else altogether",
                &Sha256::of(CONTENTS[index]),
            );
            assert!(matches!(received, Err(PublishError::Mismatch(_))));
        }
        Deed::Prove(index) => {
            let digest = Sha256::of(CONTENTS[index]);
            if let Some(blob) = cache.blobs().prove(&digest).unwrap() {
                assert_eq!(fs::read(blob.path).unwrap(), CONTENTS[index]);
            }
        }
        Deed::Abandon(index) => {
            let mut incoming = cache.blobs().incoming().unwrap();
            incoming.write_all(&CONTENTS[index][..2]).unwrap();
        }
    }
}

fn deed(dice: &mut Dice) -> Deed {
    let index = dice.roll(CONTENTS.len());
    match dice.roll(8) {
        0..4 => Deed::Install(index),
        4..6 => Deed::Wrong(index),
        6 => Deed::Prove(index),
        _ => Deed::Abandon(index),
    }
}

/// Every file among the blobs hashes to its name, but those that the test itself altered.
fn check(root: &Path, altered: &HashSet<(u64, u64)>) {
    for shard in fs::read_dir(root.join("blobs/sha256"))
        .into_iter()
        .flatten()
    {
        for entry in fs::read_dir(shard.unwrap().path()).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            let known = altered.contains(&stage::place(&entry.metadata().unwrap()));
            if name.len() == 64 && !known {
                let bytes = fs::read(entry.path()).unwrap();
                let text = String::from_utf8_lossy(&bytes).into_owned();
                assert_eq!(Sha256::of(&bytes).hex(), name, "{text:?} lies under it");
            }
        }
    }
}

/// One play: what is there before it, two processes that install, one that may clean, and what a later run finds.
fn play(dir: &Path, seed: u64) -> Deaths {
    let mut dice = Dice::new(seed);
    let root = dir.join("v1");
    let synced = Synced::default();
    let mut altered = HashSet::new();
    if dice.roll(3) == 0 {
        let cache = open(dir, Access::Shared);
        let digest = Sha256::of(CONTENTS[0]);
        receive(&cache, CONTENTS[0], &digest).unwrap();
        let path = cache.blobs().path(&digest);
        let place = stage::place(&path.metadata().unwrap());
        synced.lock().unwrap().insert(place);
        if dice.roll(2) == 0 {
            director::overwrite(&path, b"rotten");
            altered.insert(place);
        }
    }
    let mut parts: Vec<Box<dyn FnOnce() + Send>> = Vec::new();
    for _ in 0..2 {
        let deeds: Vec<Deed> = (0..=dice.roll(3)).map(|_| deed(&mut dice)).collect();
        parts.push(Box::new(move || {
            let cache = open(dir, Access::Shared);
            for deed in deeds {
                act(&cache, deed);
            }
        }));
    }
    if dice.roll(3) == 0 {
        let max_age = (dice.roll(2) == 0).then_some(Duration::ZERO);
        parts.push(Box::new(move || {
            let cleaned = open(dir, Access::Alone).clean(Cleaning {
                max_age,
                ..Cleaning::default()
            });
            assert!(cleaned.failed.is_empty(), "{:?}", cleaned.failed);
        }));
    }
    let dangers = Dangers {
        death: 25,
        outage: 50,
    };
    let look = || check(&root, &altered);
    let deaths = director::play(parts, (&mut dice, dangers), (&root, &synced), &look);
    look();
    run_cleanly(dir);
    deaths
}

/// A run after all of it: everything can be had, and cleaning leaves nothing behind but that.
fn run_cleanly(dir: &Path) {
    let cache = open(dir, Access::Shared);
    for content in CONTENTS {
        let digest = Sha256::of(content);
        if cache.blobs().prove(&digest).unwrap().is_none() {
            receive(&cache, content, &digest).unwrap();
        }
        let blob = cache.blobs().prove(&digest).unwrap().unwrap();
        assert_eq!(fs::read(blob.path).unwrap(), content);
    }
    drop(cache);
    let cache = open(dir, Access::Alone);
    assert!(cache.clean(Cleaning::default()).failed.is_empty());
    let left = inventory::take(&cache);
    let count = |kind| left.iter().filter(|item| item.kind == kind).count();
    assert_eq!((count(Kind::Temporary), count(Kind::Lock)), (0, 0));
    assert_eq!(count(Kind::Blob), CONTENTS.len());
    check(&dir.join("v1"), &HashSet::new());
}

#[test]
fn a_file_among_the_blobs_hashes_to_its_name_whoever_dies_when() {
    const PLAYS: u64 = 3000;
    // In memory where that is possible: the syncs are there for disks.
    let shared = Path::new("/dev/shm");
    let base = if shared.is_dir() {
        tempfile::tempdir_in(shared).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    };
    let mut deaths = Deaths::new();
    for seed in 0..PLAYS {
        let dir = base.path().join(seed.to_string());
        let played = std::panic::catch_unwind(|| play(&dir, seed));
        let played = played.unwrap_or_else(|_| panic!("the play of seed {seed} failed"));
        for (point, count) in played {
            *deaths.entry(point).or_default() += count;
        }
        fs::remove_dir_all(&dir).unwrap();
    }
    for point in [
        "start",
        "lock.wait",
        "temporary.made",
        "incoming.write",
        "prove.written",
        "prove.before-sync",
        "publish.before-rename",
        "publish.before-dir-sync",
        "publish.before-note",
        "publish.done",
        "find.before-hash",
        "find.before-aside",
        "clean.before-remove",
        "power",
    ] {
        assert!(
            deaths.contains_key(point),
            "nobody died at {point}: {deaths:?}"
        );
    }
}
