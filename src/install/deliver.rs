//! What happens to the bytes of a download: hashed, written, and given their name if they are the pinned ones.
//!
//! Runs in a blocking thread, at the other end of a pipe from the network. Files taken out of an archive wait for the
//! verdict on the whole archive ([`crate::install::integrity`]) before they are published.

use crate::cache::Blob;
use crate::cache::Cache;
use crate::cache::CacheError;
use crate::cache::Incoming;
use crate::install::address;
use crate::install::archive;
use crate::install::archive::Bounds;
use crate::install::archive::MemberError;
use crate::install::archive::Request;
use crate::install::archive::Shelf;
use crate::install::archive::Top;
use crate::install::download::Want;
use crate::install::fault::Fault;
use crate::install::fetch::Sink;
use crate::install::integrity::Hashing;
use crate::install::integrity::Integrity;
use crate::install::integrity::Whole;
use crate::install::pipe::PipeReader;
use crate::install::pipe::Position;
use crate::model::runtime::ArchiveFormat;
use crate::model::runtime::Artifact;
use crate::model::runtime::Source;
use reqwest::Url;
use std::fs::File;
use std::io;
use std::io::Read;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

/// What the bytes of a download turned into: a result for each artifact, or one fault for all.
pub(super) type Taken = Result<Vec<Result<Blob, Fault>>, Fault>;

/// What came of a download.
pub(super) enum Received {
    /// One file, which is published.
    File(Blob),
    /// Files of an archive, which are not published yet, and the hash of the archive where somebody may know it.
    Members(Vec<Result<Incoming, MemberError>>, Option<Whole>),
}

/// Where the bytes of an order go.
pub(super) struct Delivery {
    /// Takes them.
    pub(super) sink: Sink<Result<Received, Fault>>,
    /// How far an earlier process came; the sink goes on from there.
    pub(super) kept: Option<Position>,
}

/// Prepares for the bytes of an order from one place: all of them, or members of an archive. Hashes what an earlier
/// process left, so it belongs in a thread that may block.
pub(super) fn prepare(cache: &Cache, wants: &[Want], url: &Url) -> Delivery {
    let cache = cache.clone();
    let pins: Vec<Artifact> = wants.iter().map(|want| want.pin.clone()).collect();
    let new = |sink| Delivery { sink, kept: None };
    match pins[0].source {
        Source::Npm { .. } => new(Arc::new(move |reader| {
            let mut hashing = Hashing::new(reader);
            let members = unpack(&cache, &pins, &mut hashing)?;
            // Of bytes that broke off it is told on the other end.
            let whole = hashing.finish().map_err(MemberError::Archive)?;
            Ok(Received::Members(members, Some(whole)))
        })),
        Source::Archive { .. } => new(Arc::new(move |reader| {
            let members = unpack(&cache, &pins, reader)?;
            Ok(Received::Members(members, None))
        })),
        Source::Url(_) | Source::File(_) => {
            let (first, kept) = match cache.blobs().kept(&pins[0].digest, &address::shown(url)) {
                Some((incoming, edition)) => {
                    let received = incoming.size();
                    (Some(incoming), Some(Position { received, edition }))
                }
                None => (None, None),
            };
            let first = Mutex::new(first);
            let sink: Sink<Result<Received, Fault>> = Arc::new(move |reader| {
                let first = first.lock().unwrap_or_else(PoisonError::into_inner).take();
                receive(&cache, &pins[0], first, reader).map(Received::File)
            });
            Delivery { sink, kept }
        }
    }
}

/// Whether the bytes themselves were wrong.
pub(super) fn is_wrong(received: &Result<Received, Fault>) -> bool {
    received.as_ref().is_err_and(Fault::is_of_source)
}

/// Takes one file. `first` holds what an earlier process left of it, if that is where the bytes go on.
fn receive(
    cache: &Cache,
    pin: &Artifact,
    first: Option<Incoming>,
    mut reader: PipeReader,
) -> Result<Blob, Fault> {
    let blobs = cache.blobs();
    let Position { received, edition } = reader.begin();
    blobs.make_sure_of_room(edition.total.unwrap_or(0).saturating_sub(*received))?;
    let first = first.filter(|first| first.size() == *received);
    let mut incoming = match first {
        Some(first) => first,
        None => blobs.begin(&pin.digest, edition)?,
    };
    match copy(&mut reader, &mut incoming) {
        Ok(()) => {}
        // The network failed, which is told on the other end.
        Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {
            return Err(Fault::Internal(error.to_string()));
        }
        Err(error) => {
            let fault = incoming.fault(error);
            // A disk that is full has better uses for them.
            incoming.discard();
            return Err(fault.into());
        }
    }
    let from = address::without_secrets(&pin.url);
    Ok(blobs.publish(incoming, &pin.digest, &from)?)
}

/// Copies all that comes. Bytes that are kept are written whenever the network lets us wait, so that they survive us.
fn copy(reader: &mut PipeReader, incoming: &mut Incoming) -> io::Result<()> {
    let total = reader.begin().edition.total.unwrap_or(u64::MAX);
    // To clear a large buffer takes longer than to write a small file.
    let room = usize::try_from(total)
        .unwrap_or(usize::MAX)
        .clamp(4 << 10, 128 << 10);
    let mut buffer = vec![0; room];
    loop {
        if incoming.is_kept() && reader.is_empty() {
            incoming.flush()?;
        }
        match reader.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(count) => incoming.write_all(&buffer[..count])?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Takes members out of an archive of the tree.
pub(super) fn unpack_file(cache: &Cache, path: &Path, pins: &[Artifact]) -> Taken {
    // Whatever else has a name (a pipe, a device) might never end.
    let metadata = path.metadata().map_err(Fault::Tree)?;
    if !metadata.is_file() {
        return Err(Fault::Tree(io::Error::other("it is no regular file")));
    }
    let file = File::open(path).map_err(Fault::Tree)?;
    let members = unpack(cache, pins, file)?;
    publish(cache, pins, Received::Members(members, None), None)
}

fn unpack(
    cache: &Cache,
    pins: &[Artifact],
    reader: impl Read,
) -> Result<Vec<Result<Incoming, MemberError>>, Fault> {
    let (format, top) = match &pins[0].source {
        Source::Archive { place, .. } => (place.format(), Top::Kept),
        Source::Npm { .. } => (Some(ArchiveFormat::TarGzip), Top::Dropped),
        Source::Url(_) | Source::File(_) => (None, Top::Kept),
    };
    let Some(format) = format else {
        return Err(Fault::Internal(format!("`{}` is no archive", pins[0].url)));
    };
    let members: Vec<&str> = pins
        .iter()
        .filter_map(|pin| Some(pin.source.member()?.1))
        .collect();
    let request = Request {
        format,
        top,
        members: &members,
        bounds: Bounds::default(),
    };
    Ok(archive::take(reader, &request, &CacheShelf(cache))?)
}

/// Publishes what came, unless the archive is another than it should be.
pub(super) fn publish(
    cache: &Cache,
    pins: &[Artifact],
    received: Received,
    integrity: Option<&Integrity>,
) -> Taken {
    let (members, whole) = match received {
        Received::File(blob) => return Ok(vec![Ok(blob)]),
        Received::Members(members, whole) => (members, whole),
    };
    if let (Some(whole), Some(integrity)) = (whole, integrity)
        && !integrity.is_met_by(&whole)
    {
        return Err(Fault::Integrity {
            declared: integrity.to_string(),
            received: whole.to_string(),
        });
    }
    let each = pins.iter().zip(members);
    Ok(each
        .map(|(pin, member)| {
            let from = address::without_secrets(&pin.url);
            Ok(cache.blobs().publish(member?, &pin.digest, &from)?)
        })
        .collect())
}

/// The cache as a place for files of an archive.
struct CacheShelf<'a>(&'a Cache);

impl Shelf for CacheShelf<'_> {
    type Item = Incoming;
    type Scratch = tempfile::NamedTempFile;

    fn item(&self) -> Result<Self::Item, MemberError> {
        Ok(self.0.blobs().incoming()?)
    }

    fn scratch(&self) -> Result<Self::Scratch, MemberError> {
        Ok(self.0.blobs().scratch()?)
    }

    fn fault(&self, error: io::Error) -> MemberError {
        CacheError::io("write to", self.0.dir())(error).into()
    }
}
