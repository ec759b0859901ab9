//! Channels that hold bytes rather than text.

use crate::snapshot::document::lines::Piece;
use std::fmt::Write as _;

/// How much of a channel is looked at for invalid UTF-8.
const LOOKED_AT: usize = 4 << 10;
/// Up to this many bytes are dumped whole.
pub(super) const WHOLE: usize = 256;
/// Of more, this many at the start.
const HEAD: usize = 128;
/// And this many at the end.
const TAIL: usize = 64;
/// Bytes in a line of a dump.
const ROW: usize = 16;
/// Column at which the characters of a dump begin.
const CHARACTERS: usize = 60;

/// Whether a channel is bytes: it holds NUL, or more than a quarter of its first 4 KiB is invalid UTF-8.
pub(super) fn is_binary(pieces: &[Piece<'_>]) -> bool {
    if pieces.iter().any(|piece| piece.bytes.contains(&0)) {
        return true;
    }
    let (mut looked_at, mut invalid) = (0, 0);
    for piece in pieces {
        let part = &piece.bytes[..piece.bytes.len().min(LOOKED_AT - looked_at)];
        looked_at += part.len();
        if std::str::from_utf8(part).is_err() {
            invalid += invalid_bytes(part, part.len() < piece.bytes.len());
        }
        if looked_at == LOOKED_AT {
            break;
        }
    }
    invalid * 4 > looked_at
}

/// Number of bytes that are no UTF-8. A character that the end of a cut part splits counts as valid.
fn invalid_bytes(part: &[u8], cut: bool) -> usize {
    let mut invalid = 0;
    let mut rest = part;
    while let Err(error) = std::str::from_utf8(rest) {
        rest = &rest[error.valid_up_to()..];
        match error.error_len() {
            Some(length) => {
                invalid += length;
                rest = &rest[length..];
            }
            None if cut => break,
            None => return invalid + rest.len(),
        }
    }
    invalid
}

/// Writes the dump of a channel; `elided` is the line that stands for what is left out.
pub(super) fn push_dump(out: &mut String, pieces: &[Piece<'_>], total: usize, elided: &str) {
    if total <= WHOLE {
        push_range(out, pieces, 0, total);
        return;
    }
    push_range(out, pieces, 0, HEAD);
    out.push_str(elided);
    push_range(out, pieces, total - TAIL, total);
}

/// Dumps the bytes from `start` to `end` of all pieces together; a line never holds bytes of two pieces.
fn push_range(out: &mut String, pieces: &[Piece<'_>], start: usize, end: usize) {
    let mut offset = 0;
    for piece in pieces {
        let (from, to) = (
            start.clamp(offset, offset + piece.bytes.len()) - offset,
            end.clamp(offset, offset + piece.bytes.len()) - offset,
        );
        for (row, bytes) in piece.bytes[from..to].chunks(ROW).enumerate() {
            out.push(piece.gutter);
            out.push(' ');
            push_row(out, offset + from + row * ROW, bytes);
        }
        offset += piece.bytes.len();
    }
}

fn push_row(out: &mut String, offset: usize, bytes: &[u8]) {
    let mut row = String::with_capacity(CHARACTERS + ROW);
    write!(row, "{offset:08x} ").expect("a string takes all text");
    for (index, byte) in bytes.iter().enumerate() {
        let gap = if index == ROW / 2 { "  " } else { " " };
        write!(row, "{gap}{byte:02x}").expect("a string takes all text");
    }
    let characters: String = bytes
        .iter()
        .map(|byte| match byte {
            b' '..=b'~' => *byte as char,
            _ => '.',
        })
        .collect();
    // Nothing in a document ends in white space.
    let kept = characters.trim_end_matches(' ');
    let dots = ".".repeat(characters.len() - kept.len());
    writeln!(out, "{row:CHARACTERS$}{kept}{dots}").expect("a string takes all text");
}

/// Reads the bytes of one line of a dump (without its gutter).
pub(super) fn read_row(line: &str) -> Option<Vec<u8>> {
    let columns = line.get(10..)?;
    let columns = columns.get(..CHARACTERS - 10)?;
    let mut bytes = Vec::with_capacity(ROW);
    for word in columns.split_ascii_whitespace() {
        let byte = (word.len() == 2).then(|| u8::from_str_radix(word, 16).ok())??;
        bytes.push(byte);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::borrow::Cow;

    fn piece(bytes: &[u8]) -> [Piece<'_>; 1] {
        [Piece {
            gutter: '|',
            bytes: Cow::Borrowed(bytes),
        }]
    }

    #[test]
    fn bytes_are_told_from_text() {
        let split_character = [vec![b'a'; LOOKED_AT - 1], "\u{e9}".into()].concat();
        let late_nul = [vec![b'a'; LOOKED_AT * 2], vec![0]].concat();
        let late_noise = [vec![b'a'; LOOKED_AT], vec![0xff; LOOKED_AT]].concat();
        let table: [(&[u8], bool); 8] = [
            (b"text", false),
            (b"a\0b", true),
            (b"caf\xe9", false),
            (b"ca\xe9", true),
            (b"\xff", true),
            (&split_character, false),
            (&late_nul, true),
            (&late_noise, false),
        ];
        for (bytes, expected) in table {
            assert_eq!(is_binary(&piece(bytes)), expected, "{} bytes", bytes.len());
        }
    }

    #[test]
    fn dumps_look_as_in_the_format() {
        let mut out = String::new();
        let logo = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01";
        push_dump(&mut out, &piece(logo), logo.len(), "");
        assert_eq!(
            out,
            "| 00000000  89 50 4e 47 0d 0a 1a 0a  00 00 00 0d 49 48 44 52  .PNG........IHDR\n\
             | 00000010  00 00 00 01                                       ....\n"
        );
        let rows: Vec<u8> = out
            .lines()
            .flat_map(|line| read_row(&line[2..]).expect("it is a row"))
            .collect();
        assert_eq!(rows, logo);
    }

    #[test]
    fn a_dump_never_ends_in_a_blank() {
        let mut out = String::new();
        push_dump(&mut out, &piece(b"\0a  "), 4, "");
        assert!(out.ends_with("  .a..\n"), "{out}");
    }

    #[test]
    fn long_dumps_keep_their_ends() {
        let bytes: Vec<u8> = (0..=255).chain(0..=255).collect();
        let mut out = String::new();
        push_dump(&mut out, &piece(&bytes), bytes.len(), "...\n");
        let lines: Vec<&str> = out.lines().collect();
        assert_eq!(lines.len(), 8 + 1 + 4);
        assert!(lines[7].starts_with("| 00000070  70 71"), "{}", lines[7]);
        assert_eq!(lines[8], "...");
        assert!(lines[9].starts_with("| 000001c0  c0 c1"), "{}", lines[9]);
    }
}
