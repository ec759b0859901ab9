//! What happens to the bytes of a download: hashed, written, and given their name if they are the pinned ones.
//!
//! Runs in a blocking thread, at the other end of a pipe from the network.

use crate::cache::Blob;
use crate::cache::Cache;
use crate::cache::Incoming;
use crate::install::address;
use crate::install::download::Want;
use crate::install::fault::Fault;
use crate::install::fetch::Sink;
use crate::install::member;
use crate::install::member::Bounds;
use crate::install::pipe::PipeReader;
use crate::install::pipe::Position;
use crate::model::runtime::Artifact;
use crate::model::runtime::Source;
use reqwest::Url;
use std::io;
use std::io::Read as _;
use std::io::Write as _;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

/// What the bytes of a download turned into: a result for each artifact, or one fault for all.
pub(super) type Taken = Result<Vec<Result<Blob, Fault>>, Fault>;

/// Where the bytes of an order go.
pub(super) struct Delivery {
    /// Takes them.
    pub(super) sink: Sink<Taken>,
    /// How far an earlier process came; the sink goes on from there.
    pub(super) kept: Option<Position>,
}

/// Prepares for the bytes of an order from one place: all of them, or the members of a package. Hashes what an earlier
/// process left, so it belongs in a thread that may block.
pub(super) fn prepare(cache: &Cache, wants: &[Want], url: &Url) -> Delivery {
    let cache = cache.clone();
    let pins: Vec<Artifact> = wants.iter().map(|want| want.pin.clone()).collect();
    match pins[0].source {
        Source::Npm { .. } => Delivery {
            sink: Arc::new(move |reader| unpack(&cache, &pins, reader)),
            kept: None,
        },
        Source::Url(_) | Source::File(_) => {
            let (first, kept) = match cache.blobs().kept(&pins[0].digest, &address::shown(url)) {
                Some((incoming, edition)) => {
                    let received = incoming.size();
                    (Some(incoming), Some(Position { received, edition }))
                }
                None => (None, None),
            };
            let first = Mutex::new(first);
            let sink: Sink<Taken> = Arc::new(move |reader| {
                let first = first.lock().unwrap_or_else(PoisonError::into_inner).take();
                receive(&cache, &pins[0], first, reader).map(|blob| vec![Ok(blob)])
            });
            Delivery { sink, kept }
        }
    }
}

/// Whether the bytes themselves were wrong.
pub(super) fn is_wrong(taken: &Taken) -> bool {
    match taken {
        Ok(each) => each
            .iter()
            .any(|result| result.as_ref().is_err_and(Fault::is_of_source)),
        Err(fault) => fault.is_of_source(),
    }
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
    let mut buffer = vec![0; 128 << 10];
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

fn unpack(cache: &Cache, pins: &[Artifact], reader: PipeReader) -> Taken {
    let members: Vec<&str> = pins
        .iter()
        .map(|pin| match &pin.source {
            Source::Npm { member, .. } => member.as_str(),
            Source::Url(_) | Source::File(_) => "",
        })
        .collect();
    let passed = reader.passed();
    let open = || cache.blobs().incoming();
    let taken = member::take(reader, passed, &members, Bounds::default(), &open)?;
    let each = pins.iter().zip(taken);
    Ok(each
        .map(|(pin, member)| {
            let from = address::without_secrets(&pin.url);
            Ok(cache.blobs().publish(member?, &pin.digest, &from)?)
        })
        .collect())
}
