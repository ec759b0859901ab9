//! Bytes that are taken up again, and what else may lie under their name.

use super::*;
use crate::cache::Cache;
use crate::cache::PublishError;
use crate::cache::SealSource;
use std::io::Write as _;

const URL: &str = "https://a.test/x";

/// A cache, bytes worth keeping, and which file they are.
struct Rig {
    _dir: tempfile::TempDir,
    cache: Cache,
    bytes: Vec<u8>,
    digest: Sha256,
    edition: Edition,
}

impl Rig {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let cache = Cache::open_sealed(dir.path(), SealSource::Nowhere).unwrap();
        let bytes: Vec<u8> = (0..100_000_u32).flat_map(u32::to_le_bytes).collect();
        let edition = Edition {
            url: URL.to_owned(),
            etag: Some("\"a\"".to_owned()),
            modified: None,
            total: Some(bytes.len() as u64),
        };
        Self {
            _dir: dir,
            digest: Sha256::of(&bytes),
            cache,
            bytes,
            edition,
        }
    }

    fn blobs(&self) -> Blobs<'_> {
        self.cache.blobs()
    }

    fn path(&self) -> PathBuf {
        self.blobs().partial_path(&self.digest)
    }

    fn begin(&self) -> Incoming {
        self.blobs().begin(&self.digest, &self.edition).unwrap()
    }

    /// Receives the first bytes and breaks off.
    fn leave(&self, count: usize) {
        let mut incoming = self.begin();
        assert!(incoming.is_kept());
        incoming.write_all(&self.bytes[..count]).unwrap();
    }

    fn take_up(&self) -> Option<Incoming> {
        let (incoming, edition) = self.blobs().kept(&self.digest, URL)?;
        assert_eq!(edition, self.edition);
        Some(incoming)
    }

    fn names(&self, below: &str) -> usize {
        fs::read_dir(self.cache.path(below)).unwrap().count()
    }

    /// Receives everything, from the first byte on, and publishes it.
    fn whole(&self) {
        let mut incoming = self.begin();
        incoming.write_all(&self.bytes).unwrap();
        self.publish(incoming).unwrap();
        assert_eq!(self.names("tmp"), 0);
    }

    fn publish(&self, incoming: Incoming) -> Result<(), PublishError> {
        let blob = self.blobs().publish(incoming, &self.digest, "a test")?;
        assert_eq!(fs::read(&blob.path).unwrap(), self.bytes);
        Ok(())
    }
}

#[test]
fn what_broke_off_goes_on_where_it_ended() {
    let rig = Rig::new();
    rig.leave(150_000);
    let mut incoming = rig.take_up().unwrap();
    assert_eq!(incoming.size(), 150_000);
    incoming.write_all(&rig.bytes[150_000..300_001]).unwrap();
    drop(incoming);
    let mut incoming = rig.take_up().unwrap();
    assert_eq!(incoming.size(), 300_001);
    incoming.write_all(&rig.bytes[300_001..]).unwrap();
    rig.publish(incoming).unwrap();
    assert_eq!((rig.names("partial"), rig.names("tmp")), (0, 0));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = rig.blobs().path(&rig.digest).metadata().unwrap();
        assert_eq!(mode.permissions().mode() & 0o777, 0o444);
    }
}

#[test]
fn only_what_can_be_asked_on_and_is_worth_it_is_kept() {
    let rig = Rig::new();
    let small = Edition {
        total: Some(WORTH - 1),
        ..rig.edition.clone()
    };
    let nameless = Edition {
        etag: None,
        ..rig.edition.clone()
    };
    for edition in [small, nameless] {
        let mut incoming = rig.blobs().begin(&rig.digest, &edition).unwrap();
        assert!(!incoming.is_kept());
        incoming.write_all(b"some").unwrap();
        drop(incoming);
        assert_eq!((rig.names("partial"), rig.names("tmp")), (0, 0));
    }
}

#[test]
fn the_beginning_of_another_file_is_not_taken_up() {
    let rig = Rig::new();
    rig.leave(100_000);
    assert!(rig.blobs().kept(&rig.digest, "https://b.test/x").is_none());
    assert!(rig.blobs().kept(&Sha256::of(b""), URL).is_none());
    assert!(rig.take_up().is_some());
    // More than there can be.
    let longer = vec![7; rig.bytes.len() + 1];
    crate::files::write_atomic(&rig.path(), &longer).unwrap();
    assert!(rig.take_up().is_none());
    crate::files::write_atomic(&rig.path(), b"").unwrap();
    assert!(rig.take_up().is_none());
    for note in ["{}", "", "[1]", &"x".repeat(20_000)] {
        crate::files::write_atomic(&note_path(&rig.path()), note.as_bytes()).unwrap();
        assert!(rig.take_up().is_none());
    }
    // A new beginning clears all that away.
    rig.whole();
    assert_eq!(rig.names("partial"), 0);
}

#[test]
fn bytes_that_changed_on_the_disk_do_not_get_the_name() {
    let rig = Rig::new();
    rig.leave(200_000);
    let mut altered = fs::read(rig.path()).unwrap();
    altered[77] ^= 1;
    crate::files::write_atomic(&rig.path(), &altered).unwrap();
    let mut incoming = rig.take_up().unwrap();
    incoming.write_all(&rig.bytes[200_000..]).unwrap();
    let wrong = rig.publish(incoming).unwrap_err();
    assert!(matches!(wrong, PublishError::Mismatch(_)), "{wrong}");
    assert_eq!((rig.names("partial"), rig.names("aside")), (0, 1));
    assert!(rig.take_up().is_none());
    rig.whole();
}

#[test]
fn what_somebody_else_adds_does_not_get_the_name() {
    let rig = Rig::new();
    let mut incoming = rig.begin();
    incoming.write_all(&rig.bytes).unwrap();
    incoming.flush().unwrap();
    let mut other = File::options().append(true).open(rig.path()).unwrap();
    other.write_all(b"more").unwrap();
    let error = rig.publish(incoming).unwrap_err();
    assert!(matches!(error, PublishError::Cache(_)), "{error}");
    assert_eq!((rig.names("partial"), rig.names("tmp")), (0, 0));
    assert!(rig.blobs().lookup(&rig.digest).unwrap().is_none());
    rig.whole();
}

#[test]
fn what_somebody_else_puts_in_its_place_does_not_get_the_name() {
    let rig = Rig::new();
    let mut incoming = rig.begin();
    incoming.write_all(&rig.bytes).unwrap();
    crate::files::write_atomic(&rig.path(), &vec![7; rig.bytes.len()]).unwrap();
    let error = rig.publish(incoming).unwrap_err();
    assert!(matches!(error, PublishError::Cache(_)), "{error}");
    assert!(rig.blobs().lookup(&rig.digest).unwrap().is_none());
    rig.whole();
}

#[test]
fn two_never_write_one_file() {
    let rig = Rig::new();
    let mut first = rig.begin();
    assert!(first.is_kept());
    first.write_all(&rig.bytes[..100_000]).unwrap();
    first.flush().unwrap();
    // The other gets a file of its own, and neither disturbs the other.
    assert!(rig.take_up().is_none());
    let mut second = rig.begin();
    assert!(!second.is_kept());
    second.write_all(&rig.bytes).unwrap();
    rig.publish(second).unwrap();
    first.write_all(&rig.bytes[100_000..]).unwrap();
    rig.publish(first).unwrap();
    assert_eq!((rig.names("partial"), rig.names("tmp")), (0, 0));
}

#[test]
fn bytes_that_are_given_up_leave_nothing() {
    let rig = Rig::new();
    let mut incoming = rig.begin();
    incoming.write_all(&rig.bytes[..70_000]).unwrap();
    incoming.discard();
    assert_eq!((rig.names("partial"), rig.names("tmp")), (0, 0));
}

#[cfg(unix)]
#[test]
fn nothing_but_a_plain_file_of_ones_own_is_written_to() {
    let rig = Rig::new();
    let elsewhere = rig.cache.path("elsewhere");
    let path = rig.path();
    let make: [(&str, &dyn Fn()); 4] = [
        ("a link", &|| {
            std::os::unix::fs::symlink(&elsewhere, &path).unwrap();
        }),
        ("a second name", &|| {
            fs::hard_link(&elsewhere, &path).unwrap();
        }),
        ("a directory", &|| fs::create_dir(&path).unwrap()),
        ("a socket", &|| {
            std::os::unix::net::UnixListener::bind(&path).unwrap();
        }),
    ];
    for (name, make) in make {
        rig.leave(100_000);
        fs::remove_file(&path).unwrap();
        crate::files::write_atomic(&elsewhere, b"precious").unwrap();
        make();
        assert!(rig.take_up().is_none(), "{name}");
        rig.whole();
        assert_eq!(fs::read(&elsewhere).unwrap(), b"precious", "{name}");
        fs::remove_file(rig.blobs().path(&rig.digest)).unwrap();
        let _ = fs::remove_file(&path);
        let _ = fs::remove_dir(&path);
    }
}

#[test]
fn what_does_not_fit_is_said_before_it_comes() {
    let rig = Rig::new();
    rig.blobs().make_sure_of_room(1).unwrap();
    let error = rig.blobs().make_sure_of_room(u64::MAX / 2).unwrap_err();
    let text = error.to_string();
    assert!(
        text.starts_with("9223372036.9 GB are needed in the cache `"),
        "{text}"
    );
    assert!(text.ends_with(" are free"), "{text}");
    assert!(error.hint().unwrap().starts_with("free some space"));
}
