use super::*;
use crate::files;
use crate::model::document::Document;
use crate::snapshot::header::Header;

struct Tree {
    root: tempfile::TempDir,
}

impl Tree {
    fn new() -> Self {
        Self {
            root: tempfile::tempdir().unwrap(),
        }
    }

    fn open(&self) -> Storage {
        Storage::open(&self.root.path().join("snapshots"), self.root.path()).unwrap()
    }

    fn accepted(self, address: &str, text: &str) -> Self {
        let address = Address::parse(address).unwrap();
        self.open()
            .write_accepted(&address, &Header::default(), &Document::new(text))
            .unwrap();
        self
    }

    fn pending(self, address: &str, text: &str) -> Self {
        let address = Address::parse(address).unwrap();
        let header = Header {
            description: Some("what it checks"),
            expression: None,
        };
        self.open()
            .write_pending(&address, &header, &Document::new(text))
            .unwrap();
        self
    }

    fn names(&self) -> Vec<String> {
        let storage = self.open();
        let mut names: Vec<String> = storage
            .all()
            .chain(storage.all_pending())
            .map(|stored| {
                files::shown(&stored.path, storage.dir())
                    .display()
                    .to_string()
            })
            .collect();
        names.sort();
        names
    }
}

const OLD: &str = "exited 0\n\nstdout:\n| first\n| power\t9e15\n| last\n";
const NEW: &str = "exited 0\n\nstdout:\n| first\n| power\t9007199254740992.0\n| last\n";

fn tree() -> Tree {
    Tree::new()
        .accepted("lua/numbers", OLD)
        .accepted("lua/floats", &format!("{OLD}| more\n"))
        .accepted("lua/floats@lua=5.1", "exited 1\n")
        .pending("lua/numbers@lua=5.5", NEW)
        .pending("lua/floats@lua=5.5", &format!("{NEW}| more\n"))
        .pending("lua/floats@lua=5.1", "exited 2\n")
        .pending("lua/floats@lua=5.1.5", "exited 3\n")
        .pending("commands/new", "exited 0\n")
        .pending("commands/new@engine=winch", "exited 1\n")
}

fn listed(queue: &Queue) -> Vec<String> {
    queue
        .entries
        .iter()
        .map(|own| {
            let status = own.status.as_str();
            format!(
                "{status} {} {} +{} -{}",
                own.address, own.group, own.added, own.removed
            )
        })
        .collect()
}

#[test]
fn the_queue_says_what_each_would_do() {
    let queue = Queue::read(&tree().open());
    assert_eq!(
        listed(&queue),
        [
            "new commands/new 1 +1 -0",
            // Nothing is accepted: it departs from the base that is pending too.
            "variant commands/new@engine=winch 2 +1 -1",
            "changed lua/floats@lua=5.1 3 +1 -1",
            // It departs from the variant that would serve it otherwise.
            "variant lua/floats@lua=5.1.5 4 +1 -1",
            "variant lua/floats@lua=5.5 5 +1 -1",
            "variant lua/numbers@lua=5.5 5 +1 -1",
        ]
    );
    assert!(queue.faults.is_empty());
    assert_eq!(queue.entries[3].old.as_deref(), Some("exited 1\n"));
    assert_eq!(
        queue.entries[5].description.as_deref(),
        Some("what it checks")
    );
    assert_eq!(queue.entries[5].replaces, None);
}

#[test]
fn a_file_that_cannot_be_read_stops_no_other() {
    let tree = tree();
    let broken = tree.root.path().join("snapshots/lua/broken.snap.new");
    files::write_atomic(&broken, b"torn").unwrap();
    let queue = Queue::read(&tree.open());
    assert_eq!(queue.entries.len(), 6);
    assert_eq!(
        queue
            .faults
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>(),
        ["`snapshots/lua/broken.snap.new` is no snapshot"]
    );
}

#[test]
fn picks_are_cases_names_files_globs_and_groups() {
    let queue = Queue::read(&tree().open());
    let name = |text: &str| Pick::Name(text.to_owned());
    let table: [(&[Pick], &[&str]); 9] = [
        (
            &[],
            &[
                "commands/new",
                "commands/new@engine=winch",
                "lua/floats@lua=5.1",
                "lua/floats@lua=5.1.5",
                "lua/floats@lua=5.5",
                "lua/numbers@lua=5.5",
            ],
        ),
        (&[name("lua/numbers")], &["lua/numbers@lua=5.5"]),
        (&[name("lua/floats@lua=5.5")], &["lua/floats@lua=5.5"]),
        (
            &[name("commands/new")],
            &["commands/new", "commands/new@engine=winch"],
        ),
        (
            &[name("snapshots/lua/floats@lua=5.1.snap")],
            &["lua/floats@lua=5.1"],
        ),
        (
            &[name("snapshots/lua/floats@lua=5.1.snap.new")],
            &["lua/floats@lua=5.1"],
        ),
        (
            &[name("lua/*@lua=5.5")],
            &["lua/floats@lua=5.5", "lua/numbers@lua=5.5"],
        ),
        (
            &[Pick::Group(5)],
            &["lua/floats@lua=5.5", "lua/numbers@lua=5.5"],
        ),
        (
            &[Pick::Group(5), name("lua/numbers"), Pick::Group(1)],
            &["commands/new", "lua/floats@lua=5.5", "lua/numbers@lua=5.5"],
        ),
    ];
    for (picks, expected) in table {
        let found: Vec<String> = queue
            .select(picks)
            .unwrap()
            .iter()
            .map(|own| own.address.to_string())
            .collect();
        assert_eq!(found, expected, "{picks:?}");
    }
    assert_eq!(
        queue.select(&[name("lua")]).unwrap_err(),
        PickError::Name("lua".to_owned())
    );
    assert_eq!(
        queue.select(&[Pick::Group(6)]).unwrap_err(),
        PickError::Group(6)
    );
    assert_eq!(
        queue.select(&[name("lua/[")]).unwrap_err(),
        PickError::Glob("lua/[".to_owned())
    );
}

#[test]
fn accepting_and_rejecting_empty_the_queue() {
    let tree = tree();
    let storage = tree.open();
    let queue = Queue::read(&storage);
    for pending in queue.select(&[Pick::Name("lua/**".to_owned())]).unwrap() {
        Queue::accept(&storage, pending).unwrap();
    }
    for pending in queue
        .select(&[Pick::Name("commands/new".to_owned())])
        .unwrap()
    {
        Queue::reject(&storage, pending).unwrap();
    }
    assert_eq!(
        tree.names(),
        [
            "lua/floats.snap",
            "lua/floats@lua=5.1.5.snap",
            "lua/floats@lua=5.1.snap",
            "lua/floats@lua=5.5.snap",
            "lua/numbers.snap",
            "lua/numbers@lua=5.5.snap"
        ]
    );
    let changed = storage.place(&Address::parse("lua/floats@lua=5.1").unwrap());
    assert_eq!(&*tree.open().load(&changed).unwrap().text, "exited 2\n");
}

#[test]
fn what_changed_since_it_was_listed_is_not_accepted() {
    let tree = tree();
    let storage = tree.open();
    let queue = Queue::read(&storage);
    let changed = &queue.entries[2];
    let tree = tree.accepted("lua/floats@lua=5.1", "exited 9\n");
    assert!(matches!(
        Queue::accept(&storage, changed),
        Err(StorageError::Stale(_))
    ));
    // A variant that came into being meanwhile is not overwritten either.
    let tree = tree.accepted("lua/numbers@lua=5.5", "exited 9\n");
    assert!(matches!(
        Queue::accept(&storage, &queue.entries[5]),
        Err(StorageError::Stale(_))
    ));
    let tree = tree.pending("commands/new", "exited 7\n");
    assert!(matches!(
        Queue::accept(&storage, &queue.entries[0]),
        Err(StorageError::Stale(_))
    ));
    assert_eq!(Queue::read(&tree.open()).entries.len(), 4);
}
