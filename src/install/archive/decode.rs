//! Undoes gzip, xz and zstd, each with a limit on its window.
//!
//! All of them may be put together from several streams, and are then read as one, as the programs of these names do:
//! nothing hides behind the end of the first. Anything else behind it is an error. Checksums are checked by the
//! decoders; one that is wrong is an error as well.

use crate::install::archive::bounds::WINDOW_LOG;
use crate::model::runtime::ArchiveFormat;
use flate2::read::MultiGzDecoder;
use lzma_rust2::XzReader;
use std::io;
use std::io::BufReader;
use std::io::Read;

/// KiB that an xz decoder may take beside its window.
const XZ_BESIDE: u32 = 1 << 10;

/// Begins to decode; of a zip archive nothing is decoded here.
pub(super) fn open<'a>(
    format: ArchiveFormat,
    packed: impl Read + 'a,
) -> io::Result<Box<dyn Read + 'a>> {
    Ok(match format {
        ArchiveFormat::TarGzip => Box::new(MultiGzDecoder::new(packed)),
        ArchiveFormat::TarXz => {
            let most = (1 << (WINDOW_LOG - 10)) + XZ_BESIDE;
            let packed = BufReader::with_capacity(64 << 10, packed);
            Box::new(Windowed(XzReader::new_mem_limit(packed, true, most)))
        }
        ArchiveFormat::TarZstd => {
            let mut decoder = zstd::stream::read::Decoder::new(packed)?;
            decoder.window_log_max(WINDOW_LOG)?;
            Box::new(Windowed(decoder))
        }
        ArchiveFormat::Zip => Box::new(packed),
    })
}

/// Says in our words that a window is too large.
struct Windowed<R>(R);

impl<R: Read> Read for Windowed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| {
            let large = error.kind() == io::ErrorKind::OutOfMemory
                || error.to_string().contains("too much memory");
            if large {
                let window = crate::wording::limit(1 << WINDOW_LOG);
                io::Error::other(format!("it asks for a window of more than {window}"))
            } else {
                error
            }
        })
    }
}
