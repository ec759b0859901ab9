//! What happens to the bytes of a download: hashed, written, and given their name if they are the pinned ones.
//!
//! Runs in a blocking thread, at the other end of a pipe from the network.

use crate::cache::Blob;
use crate::cache::Cache;
use crate::install::address;
use crate::install::download::Want;
use crate::install::fault::Fault;
use crate::install::fetch::Sink;
use crate::install::member;
use crate::install::member::Bounds;
use crate::install::pipe::PipeReader;
use crate::model::runtime::Artifact;
use crate::model::runtime::Source;
use std::io;
use std::io::Read as _;
use std::io::Write as _;
use std::sync::Arc;

/// What the bytes of a download turned into: a result for each artifact, or one fault for all.
pub(super) type Taken = Result<Vec<Result<Blob, Fault>>, Fault>;

/// What takes the bytes of an order: all of them, or the members of a package.
pub(super) fn sink(cache: &Cache, wants: &[Want]) -> Sink<Taken> {
    let cache = cache.clone();
    let pins: Vec<Artifact> = wants.iter().map(|want| want.pin.clone()).collect();
    match pins[0].source {
        Source::Npm { .. } => Arc::new(move |reader| unpack(&cache, &pins, reader)),
        Source::Url(_) | Source::File(_) => {
            Arc::new(move |reader| receive(&cache, &pins[0], reader).map(|blob| vec![Ok(blob)]))
        }
    }
}

fn receive(cache: &Cache, pin: &Artifact, mut reader: PipeReader) -> Result<Blob, Fault> {
    let mut incoming = cache.blobs().incoming()?;
    let mut buffer = vec![0; 128 << 10];
    loop {
        let count = match reader.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            // The network failed, which is told on the other end; what came is removed.
            Err(error) => return Err(Fault::Internal(error.to_string())),
        };
        let written = incoming.write_all(&buffer[..count]);
        written.map_err(|error| incoming.fault(error))?;
    }
    let from = address::without_secrets(&pin.url);
    Ok(cache.blobs().publish(incoming, &pin.digest, &from)?)
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
