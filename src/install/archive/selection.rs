//! Which entries of an archive are wanted, and what was found of them.

use crate::install::archive::Members;
use crate::install::archive::Request;
use crate::install::archive::Top;
use crate::install::archive::error::MemberError;
use crate::install::archive::error::refused;

/// Names that are kept for "did you mean".
const REMEMBERED: usize = 10_000;
/// Bytes of the longest of them.
const LONGEST: usize = 256;

/// One file asked for.
enum Slot<T> {
    Unseen,
    Taken(T),
    Bad(MemberError),
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryKind {
    /// A file that holds its bytes.
    Plain,
    /// Anything else.
    Other,
}

/// Files asked for, and what was found of them so far.
pub(super) struct Selection<'a, T> {
    request: &'a Request<'a>,
    slots: Vec<Slot<T>>,
    entries: u64,
    names: Vec<String>,
}

impl<'a, T> Selection<'a, T> {
    pub(super) fn new(request: &'a Request<'a>) -> Self {
        Self {
            request,
            slots: request.members.iter().map(|_| Slot::Unseen).collect(),
            entries: 0,
            names: Vec::new(),
        }
    }

    /// Takes note of an entry; gives the slot to fill if it is wanted and the first of its name.
    pub(super) fn meet(
        &mut self,
        name: &[u8],
        kind: EntryKind,
    ) -> Result<Option<usize>, MemberError> {
        self.entries += 1;
        if self.entries > self.request.bounds.entries {
            let most = crate::wording::count(self.request.bounds.entries, "entry");
            return Err(MemberError::Refused(format!("it has more than {most}")));
        }
        if name.contains(&0) {
            return Err(refused("a name in it has a byte 0"));
        }
        let Some(path) = inner_path(name, self.request.top) else {
            return Ok(None);
        };
        if path.len() <= LONGEST && self.names.len() < REMEMBERED {
            self.names.push(path.clone());
        }
        let members = self.request.members;
        let Some(index) = members.iter().position(|member| *member == path) else {
            return Ok(None);
        };
        // A name that ends with `/` is that of a directory, whatever else is said of it.
        let is_plain = kind == EntryKind::Plain && !name.ends_with(b"/");
        match (&self.slots[index], is_plain) {
            (Slot::Unseen, true) => return Ok(Some(index)),
            (Slot::Unseen, false) => self.slots[index] = Slot::Bad(MemberError::Kind(path)),
            (Slot::Taken(_) | Slot::Bad(_), _) => {
                self.slots[index] = Slot::Bad(MemberError::Twice(path));
            }
        }
        Ok(None)
    }

    /// Puts a file where [`Selection::meet`] said.
    pub(super) fn put(&mut self, index: usize, item: T) {
        self.slots[index] = Slot::Taken(item);
    }

    /// What was found, when the whole archive has been seen.
    pub(super) fn finish(self) -> Members<T> {
        let near: Vec<Option<String>> = (self.request.members.iter().zip(&self.slots))
            .map(|(member, slot)| match slot {
                Slot::Unseen => self.near(member),
                Slot::Taken(_) | Slot::Bad(_) => None,
            })
            .collect();
        (self.request.members.iter().zip(near))
            .zip(self.slots)
            .map(|((member, near), slot)| match slot {
                Slot::Unseen => Err(MemberError::Missing {
                    member: (*member).to_owned(),
                    near,
                }),
                Slot::Taken(item) => Ok(item),
                Slot::Bad(error) => Err(error),
            })
            .collect()
    }

    /// A name like this one, or the same file name in another directory.
    fn near(&self, member: &str) -> Option<String> {
        let names = || self.names.iter().map(String::as_str);
        let last = |path: &'_ str| path.rsplit('/').next().map(str::to_owned);
        let elsewhere = || names().find(|name| last(name) == last(member));
        crate::wording::closest(member, names())
            .or_else(elsewhere)
            .map(str::to_owned)
    }
}

/// The path of an entry below its archive; nothing for one that leads out of it or is no text.
fn inner_path(name: &[u8], top: Top) -> Option<String> {
    // Nobody pins a name that long, and its parts would take many times its room.
    const LONGEST: usize = 64 << 10;
    let name = std::str::from_utf8(name).ok()?;
    if name.len() > LONGEST || name.starts_with('/') {
        return None;
    }
    let parts: Vec<&str> = name
        .split('/')
        .filter(|part| !matches!(*part, "" | "."))
        .collect();
    if parts.contains(&"..") {
        return None;
    }
    let inner = match top {
        Top::Kept => &parts[..],
        Top::Dropped => parts.get(1..)?,
    };
    (!inner.is_empty()).then(|| inner.join("/"))
}
