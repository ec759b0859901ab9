//! The directory of snapshots: what is in it, reading, writing, accepting. The only file that names insta.
//!
//! The directory is walked once, when it is opened; after that nothing is looked for. What appears later (a pending file
//! that this run writes) is for the next one to find. Links are not followed: a tree of a stranger may hold any.

use crate::digest::Sha256;
use crate::files;
use crate::model::document::Document;
use crate::model::id::Address;
use crate::model::id::CaseId;
use crate::snapshot::FORMAT;
use crate::snapshot::header;
use crate::snapshot::header::Header;
use crate::snapshot::header::HeaderError;
use std::collections::BTreeSet;
use std::collections::HashMap;
use std::fs;
use std::io;
use std::io::Read as _;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

/// End of the name of an accepted snapshot.
const ACCEPTED: &str = ".snap";
/// End of the name of a pending one.
const PENDING: &str = ".snap.new";

/// The snapshots of a tree.
#[derive(Debug)]
pub struct Storage {
    dir: PathBuf,
    /// `dir` as people and records name it, with `/`.
    shown: String,
    accepted: HashMap<String, Vec<Stored>>,
    pending: HashMap<String, Vec<Stored>>,
    strays: Vec<PathBuf>,
    links: BTreeSet<PathBuf>,
}

/// One snapshot file, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The cells it is for; without conditions the base.
    pub address: Address,
    /// The file, absolute.
    pub path: PathBuf,
    /// The file of the accepted snapshot as people and records name it: relative to the root, with `/`, never `.new`.
    pub shown: String,
}

/// A snapshot as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Its document, ending with one line feed.
    pub text: Arc<str>,
    /// What the case checks.
    pub description: Option<String>,
    /// The guest's command line.
    pub expression: Option<String>,
}

/// Why a snapshot cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The file system says no.
    #[error("snapshot `{0}` cannot be read")]
    Unreadable(String, #[source] io::Error),
    /// The file system says no.
    #[error("snapshot `{0}` cannot be written")]
    Unwritable(String, #[source] io::Error),
    /// It is not UTF-8.
    #[error("`{0}` is no snapshot: it is not UTF-8")]
    NotText(String),
    /// Its header cannot be read.
    #[error("`{0}` is no snapshot")]
    NotASnapshot(String, #[source] HeaderError),
    /// It was written by a later wassay.
    #[error("snapshot `{path}` has format {format}: this wassay reads format {FORMAT}")]
    Newer {
        /// The file.
        path: String,
        /// Its `info.format`.
        format: String,
    },
    /// It is a link, or lies behind one.
    #[error("snapshot `{0}` is reached through a symbolic link: links are not followed")]
    Link(String),
    /// insta cannot read or save it.
    #[error("insta cannot accept `{path}`: {message}")]
    Insta {
        /// The file.
        path: String,
        /// What insta says.
        message: String,
    },
    /// It is not what it was when it was listed.
    #[error("`{0}` has changed since it was listed")]
    Stale(String),
}

impl StorageError {
    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NotText(_) | Self::NotASnapshot(..) => {
                Some("restore the file from version control, or remove it and run again".to_owned())
            }
            Self::Newer { .. } => {
                Some("a later release of wassay wrote it; install that".to_owned())
            }
            Self::Link(_) => Some("put the file itself in its place".to_owned()),
            Self::Stale(_) => Some("look at it again, then accept it".to_owned()),
            Self::Unreadable(..) | Self::Unwritable(..) | Self::Insta { .. } => None,
        }
    }
}

impl Storage {
    /// Lists the snapshots below `dir`; a directory that does not exist holds none.
    ///
    /// `root` is what files are named relative to. Hidden files and directories are passed over.
    ///
    /// # Errors
    /// A directory that cannot be listed.
    pub fn open(dir: &Path, root: &Path) -> io::Result<Self> {
        let mut storage = Self {
            dir: dir.to_owned(),
            shown: slashed(&files::shown(dir, root)),
            accepted: HashMap::new(),
            pending: HashMap::new(),
            strays: Vec::new(),
            links: BTreeSet::new(),
        };
        storage.walk(dir, "")?;
        let lists = storage
            .accepted
            .values_mut()
            .chain(storage.pending.values_mut());
        for list in lists.filter(|list| list.len() > 1) {
            list.sort_by(|a, b| a.shown.cmp(&b.shown));
        }
        storage.strays.sort();
        Ok(storage)
    }

    fn walk(&mut self, dir: &Path, inner: &str) -> io::Result<()> {
        let entries = match fs::read_dir(dir) {
            Ok(entries) => entries,
            Err(error) if inner.is_empty() && error.kind() == io::ErrorKind::NotFound => {
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                self.strays.push(entry.path());
                continue;
            };
            if name.starts_with('.') {
                continue;
            }
            let kind = entry.file_type()?;
            if kind.is_symlink() {
                self.links.insert(entry.path());
            }
            if kind.is_dir() {
                self.walk(&entry.path(), &format!("{inner}{name}/"))?;
            } else if kind.is_file() || kind.is_symlink() {
                self.list(dir, inner, name);
            } else if name.ends_with(PENDING) || name.ends_with(ACCEPTED) {
                // Whoever reads a pipe waits for ever.
                self.strays.push(entry.path());
            }
        }
        Ok(())
    }

    /// Takes in one file. A link is listed as what it seems to be, so that using it is an error and not a new snapshot.
    fn list(&mut self, dir: &Path, inner: &str, name: &str) {
        let (stem, lists) = if let Some(stem) = name.strip_suffix(PENDING) {
            (stem, &mut self.pending)
        } else if let Some(stem) = name.strip_suffix(ACCEPTED) {
            (stem, &mut self.accepted)
        } else {
            return;
        };
        let path = dir.join(name);
        let Ok(address) = Address::parse(&format!("{inner}{stem}")) else {
            self.strays.push(path);
            return;
        };
        let shown = format!("{}/{inner}{stem}{ACCEPTED}", self.shown);
        let stored = Stored {
            address,
            path,
            shown,
        };
        match lists.get_mut(&stored.address.case) {
            Some(list) => list.push(stored),
            None => {
                lists.insert(stored.address.case.clone(), vec![stored]);
            }
        }
    }

    /// Where the snapshots are.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The accepted snapshots of a case: its base and its variants.
    pub fn variants(&self, case: &CaseId) -> &[Stored] {
        self.accepted.get(case.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The pending snapshots of a case, as they were when the storage was opened.
    pub fn pending_of(&self, case: &CaseId) -> &[Stored] {
        self.pending.get(case.as_str()).map_or(&[], Vec::as_slice)
    }

    /// All accepted snapshots, in no order.
    pub fn all(&self) -> impl Iterator<Item = &Stored> {
        self.accepted.values().flatten()
    }

    /// All pending snapshots, in no order.
    pub fn all_pending(&self) -> impl Iterator<Item = &Stored> {
        self.pending.values().flatten()
    }

    /// Files that end like snapshots and whose names are no addresses, and what is no file.
    pub fn strays(&self) -> &[PathBuf] {
        &self.strays
    }

    /// The accepted snapshot of an address, whether or not it exists.
    pub fn place(&self, address: &Address) -> Stored {
        let shown = format!("{}/{address}{ACCEPTED}", self.shown);
        let path = self.dir.join(format!("{address}{ACCEPTED}"));
        Stored {
            address: address.clone(),
            path,
            shown,
        }
    }

    /// Whether a file holds exactly this document: one read, no parsing.
    ///
    /// "No" may also mean that the file is laid out otherwise (line ends of Windows) or is no snapshot; [`Self::load`]
    /// tells.
    pub(super) fn holds(&self, stored: &Stored, document: &Document) -> Result<bool, StorageError> {
        thread_local! {
            static BUFFER: std::cell::RefCell<Vec<u8>> = const { std::cell::RefCell::new(Vec::new()) };
        }
        self.refuse_link(stored)?;
        BUFFER.with_borrow_mut(|buffer| {
            let length = read_into(&stored.path, buffer)
                .map_err(|error| StorageError::Unreadable(stored.shown.clone(), error))?;
            Ok(header::body(&buffer[..length]) == Some(document.text().as_bytes()))
        })
    }

    /// Reads a snapshot whole. What insta would trim from the document is trimmed.
    ///
    /// # Errors
    /// Every [`StorageError`] but those of writing.
    pub fn load(&self, stored: &Stored) -> Result<Loaded, StorageError> {
        self.refuse_link(stored)?;
        let name = || self.name(stored);
        let bytes =
            fs::read(&stored.path).map_err(|error| StorageError::Unreadable(name(), error))?;
        let file = String::from_utf8(bytes).map_err(|_| StorageError::NotText(name()))?;
        let (read, body) =
            header::read(&file).map_err(|error| StorageError::NotASnapshot(name(), error))?;
        if let Some(format) = read.format
            && format.parse() != Ok(FORMAT)
        {
            let path = name();
            return Err(StorageError::Newer { path, format });
        }
        let text = format!("{}\n", body.trim_end().replace("\r\n", "\n"));
        Ok(Loaded {
            text: text.into(),
            description: read.description,
            expression: read.expression,
        })
    }

    /// Writes a pending snapshot beside the accepted one; a file that already says so is left alone.
    ///
    /// # Errors
    /// [`StorageError::Unwritable`] and [`StorageError::Link`].
    pub fn write_pending(
        &self,
        address: &Address,
        header: &Header<'_>,
        document: &Document,
    ) -> Result<Stored, StorageError> {
        let mut stored = self.place(address);
        stored.path.as_mut_os_string().push(".new");
        self.write(&stored, header, document)?;
        Ok(stored)
    }

    /// Writes an accepted snapshot as if it had been pending and were accepted, and removes the pending one.
    ///
    /// # Errors
    /// [`StorageError::Unwritable`] and [`StorageError::Link`].
    pub fn write_accepted(
        &self,
        address: &Address,
        header: &Header<'_>,
        document: &Document,
    ) -> Result<Stored, StorageError> {
        let stored = self.place(address);
        self.write(&stored, header, document)?;
        if let Some(pending) = self
            .pending
            .get(&address.case)
            .and_then(|list| list.iter().find(|own| own.address == *address))
        {
            self.remove_pending(pending)?;
        }
        Ok(stored)
    }

    fn write(
        &self,
        stored: &Stored,
        header: &Header<'_>,
        document: &Document,
    ) -> Result<(), StorageError> {
        self.refuse_link(stored)?;
        let address = &stored.address;
        let case = CaseId::new(address.case.as_str());
        let mut text = header::write(header, &case, address.variant().as_deref());
        text.push_str(document.text());
        if fs::read(&stored.path).is_ok_and(|old| old == text.as_bytes()) {
            return Ok(());
        }
        files::write_atomic(&stored.path, text.as_bytes())
            .map_err(|error| StorageError::Unwritable(self.name(stored), error))
    }

    /// Removes a pending snapshot: it is resolved, or rejected. One that is gone already is no error.
    ///
    /// # Errors
    /// [`StorageError::Unwritable`] and [`StorageError::Link`].
    pub fn remove_pending(&self, pending: &Stored) -> Result<(), StorageError> {
        self.refuse_parent_link(pending)?;
        match fs::remove_file(&pending.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(StorageError::Unwritable(self.name(pending), error))
            }
            _ => Ok(()),
        }
    }

    /// Accepts a pending snapshot as `cargo insta accept` does, byte for byte, but by a rename.
    ///
    /// `shown` is the digest of the document that a person saw: another one is not accepted.
    ///
    /// # Errors
    /// Every [`StorageError`]; the accepted file is then as it was.
    pub fn accept(&self, pending: &Stored, shown: Sha256) -> Result<Stored, StorageError> {
        if Sha256::of(self.load(pending)?.text.as_bytes()) != shown {
            return Err(StorageError::Stale(self.name(pending)));
        }
        let target = self.place(&pending.address);
        self.refuse_link(&target)?;
        let bytes = canonical(&pending.path).map_err(|message| StorageError::Insta {
            path: self.name(pending),
            message,
        })?;
        files::write_atomic(&target.path, &bytes)
            .map_err(|error| StorageError::Unwritable(self.name(&target), error))?;
        self.remove_pending(pending)?;
        Ok(target)
    }

    /// The file as people know it, with `.new` when it is pending.
    fn name(&self, stored: &Stored) -> String {
        let rest = files::shown(&stored.path, &self.dir);
        if rest.is_absolute() {
            return slashed(&rest);
        }
        format!("{}/{}", self.shown, slashed(&rest))
    }

    fn refuse_link(&self, stored: &Stored) -> Result<(), StorageError> {
        if self.links.contains(&stored.path) {
            return Err(StorageError::Link(self.name(stored)));
        }
        self.refuse_parent_link(stored)
    }

    fn refuse_parent_link(&self, stored: &Stored) -> Result<(), StorageError> {
        let behind = !self.links.is_empty()
            && stored
                .path
                .ancestors()
                .skip(1)
                .any(|parent| self.links.contains(parent));
        if behind {
            return Err(StorageError::Link(self.name(stored)));
        }
        Ok(())
    }
}

/// The bytes that insta saves for a file. It was read by [`header::read`] before, so that insta's parser meets nothing
/// that it cannot bear.
fn canonical(path: &Path) -> Result<Vec<u8>, String> {
    let snapshot = insta::Snapshot::from_file(path).map_err(|error| error.to_string())?;
    let dir = tempfile::tempdir().map_err(|error| error.to_string())?;
    let copy = dir.path().join("accepted.snap");
    snapshot.save(&copy).map_err(|error| error.to_string())?;
    fs::read(copy).map_err(|error| error.to_string())
}

/// Reads a file into a buffer that grows and is kept; its length, because what lies behind it is of the last file.
///
/// A read that leaves room is the last one: to ask every snapshot for its end costs as much as its bytes. Where a file
/// system gives less than there is, the file seems to hold something else, and is then read whole.
fn read_into(path: &Path, buffer: &mut Vec<u8>) -> io::Result<usize> {
    let mut file = fs::File::open(path)?;
    let mut length = 0;
    loop {
        if length == buffer.len() {
            buffer.resize((length * 2).max(16 << 10), 0);
        }
        match file.read(&mut buffer[length..]) {
            Ok(0) => return Ok(length),
            Ok(count) => {
                length += count;
                if length < buffer.len() {
                    return Ok(length);
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        return text.into_owned();
    }
    text.replace(std::path::MAIN_SEPARATOR, "/")
}

#[cfg(test)]
mod tests;
