//! Archives as they should be, and as somebody who means harm would make them.

pub(in crate::install) mod make;
mod mutations;
mod peers;
mod streams;
mod tars;
mod zips;

use crate::install::archive::Bounds;
use crate::install::archive::Request;
use crate::install::archive::Top;
use crate::install::archive::memory::Memory;
use crate::install::archive::take;
use crate::model::runtime::ArchiveFormat;
use std::error::Error as _;

/// The formats that hold a tar archive.
const TARS: [ArchiveFormat; 3] = [
    ArchiveFormat::TarGzip,
    ArchiveFormat::TarXz,
    ArchiveFormat::TarZstd,
];

/// What was found of each member: its bytes, or the message.
type Found = Result<Vec<Result<Vec<u8>, String>>, String>;

fn found(bytes: &[u8], format: ArchiveFormat, members: &[&str]) -> Found {
    bounded(bytes, format, members, Bounds::default())
}

fn bounded(bytes: &[u8], format: ArchiveFormat, members: &[&str], bounds: Bounds) -> Found {
    let request = Request {
        format,
        top: Top::Kept,
        members,
        bounds,
    };
    ask(bytes, &request)
}

fn ask(bytes: &[u8], request: &Request<'_>) -> Found {
    let taken = take(bytes, request, &Memory).map_err(|error| {
        let cause = error.source().map(|source| format!(": {source}"));
        format!("{error}{}", cause.unwrap_or_default())
    })?;
    let each = taken.into_iter();
    Ok(each
        .map(|member| member.map_err(|error| error.to_string()))
        .collect())
}

/// What is said of the one member `x` of a gzipped tar archive.
fn x_of(entries: &[Vec<u8>]) -> Result<Vec<u8>, String> {
    let packed = make::gzip(&make::tar(entries));
    found(&packed, ArchiveFormat::TarGzip, &["x"])?.remove(0)
}
