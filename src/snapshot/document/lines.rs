//! Sections: a heading and the bytes of a channel, whole or cut.

use crate::digest::Sha256;
use crate::digest::Sha256Hasher;
use crate::snapshot::document::binary;
use crate::snapshot::document::escape;
use std::borrow::Cow;
use std::fmt::Write as _;

/// Text above this size is cut.
pub(super) const WHOLE: usize = 64 << 10;
/// What is kept of its start.
pub(super) const HEAD: usize = 32 << 10;
/// What is kept of its end.
pub(super) const TAIL: usize = 8 << 10;
/// Follows a last line that has no line end.
pub(super) const NO_NEWLINE: &str = "\\ no newline";

/// Bytes of one stream.
pub(super) struct Piece<'a> {
    /// What its lines stand behind.
    pub(super) gutter: char,
    /// The bytes.
    pub(super) bytes: Cow<'a, [u8]>,
}

/// What the digest of a channel covers.
#[derive(Clone, Copy)]
pub(super) enum Framing {
    /// Its bytes.
    Plain,
    /// Of each piece the gutter, the length and the bytes.
    Framed,
}

/// One channel, or one path of the channel `files`.
pub(super) struct Section<'a> {
    /// What stands before the colon.
    pub(super) heading: &'a str,
    /// The first attribute.
    pub(super) attribute: Option<&'a str>,
    /// The bytes.
    pub(super) pieces: &'a [Piece<'a>],
    /// What the digest covers.
    pub(super) framing: Framing,
}

/// Writes a heading line with the blank line before it.
pub(super) fn push_heading(out: &mut String, heading: &str, attributes: &[&str]) {
    out.push('\n');
    out.push_str(heading);
    out.push(':');
    for (index, attribute) in attributes.iter().enumerate() {
        out.push_str(if index == 0 { " " } else { ", " });
        out.push_str(attribute);
    }
    out.push('\n');
}

/// Writes a section: `empty`, a dump, the whole text, or its head and tail.
pub(super) fn push_section(out: &mut String, section: &Section<'_>) {
    let total: usize = section.pieces.iter().map(|piece| piece.bytes.len()).sum();
    let mut attributes: Vec<&str> = section.attribute.into_iter().collect();
    if total == 0 {
        attributes.push("empty");
        push_heading(out, section.heading, &attributes);
        return;
    }
    if binary::is_binary(section.pieces) {
        let size = format!("{total} bytes");
        attributes.extend(["binary", &size]);
        push_heading(out, section.heading, &attributes);
        let elided = if total > binary::WHOLE {
            elided(section, total)
        } else {
            String::new()
        };
        binary::push_dump(out, section.pieces, total, &elided);
        return;
    }
    push_heading(out, section.heading, &attributes);
    if total <= WHOLE {
        for piece in section.pieces {
            push_text(out, piece.gutter, &piece.bytes, Last::Complete);
        }
        return;
    }
    push_head(out, section.pieces);
    out.push_str(&elided(section, total));
    push_tail(out, section.pieces);
}

/// The line that stands for what is left out.
fn elided(section: &Section<'_>, total: usize) -> String {
    format!("... {total} bytes, sha256 {} ...\n", digest(section))
}

fn digest(section: &Section<'_>) -> Sha256 {
    let mut hasher = Sha256Hasher::default();
    for piece in section.pieces {
        match section.framing {
            Framing::Plain => {}
            Framing::Framed => {
                let mut gutter = [0; 4];
                hasher.update(piece.gutter.encode_utf8(&mut gutter).as_bytes());
                hasher.update(&(piece.bytes.len() as u64).to_be_bytes());
            }
        }
        hasher.update(&piece.bytes);
    }
    hasher.finish()
}

/// Whether the bytes go on to where their stream stopped.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// A missing line end is the guest's.
    Complete,
    /// It is ours.
    Cut,
}

fn push_text(out: &mut String, gutter: char, bytes: &[u8], last: Last) {
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        escape::push_line(out, gutter, line.strip_suffix(b"\n").unwrap_or(line));
    }
    if last == Last::Complete && !bytes.ends_with(b"\n") {
        writeln!(out, "{NO_NEWLINE}").expect("a string takes all text");
    }
}

fn push_head(out: &mut String, pieces: &[Piece<'_>]) {
    let mut left = HEAD;
    for piece in pieces {
        if piece.bytes.len() > left {
            push_text(
                out,
                piece.gutter,
                &piece.bytes[..head_end(&piece.bytes, left)],
                Last::Cut,
            );
            return;
        }
        push_text(out, piece.gutter, &piece.bytes, Last::Complete);
        left -= piece.bytes.len();
    }
}

fn push_tail(out: &mut String, pieces: &[Piece<'_>]) {
    let mut left = TAIL;
    let mut first = pieces.len();
    let mut cut_at = None;
    for (index, piece) in pieces.iter().enumerate().rev() {
        first = index;
        if piece.bytes.len() > left {
            cut_at = Some(tail_start(&piece.bytes, left));
            break;
        }
        left -= piece.bytes.len();
    }
    for piece in &pieces[first..] {
        let from = cut_at.take().unwrap_or(0);
        if from < piece.bytes.len() {
            push_text(out, piece.gutter, &piece.bytes[from..], Last::Complete);
        }
    }
}

/// Where the first `most` bytes end: at a line end, or at a character inside a line that is longer than that.
fn head_end(bytes: &[u8], most: usize) -> usize {
    let start = line_start(bytes, most);
    if line_end(bytes, most) - start <= HEAD {
        return start;
    }
    let back = (0..=3).find(|back| most >= *back && is_boundary(bytes, most - back));
    most - back.unwrap_or(0)
}

/// Where the last `most` bytes begin: at a line, or at a character inside a line that is longer than that.
fn tail_start(bytes: &[u8], most: usize) -> usize {
    let at = bytes.len() - most;
    let start = line_start(bytes, at);
    if start == at {
        return at;
    }
    let end = line_end(bytes, at);
    if end - start <= TAIL {
        return end;
    }
    let forth = (0..=3).find(|forth| is_boundary(bytes, at + forth));
    at + forth.unwrap_or(0)
}

/// Start of the line that holds the byte at `at`.
fn line_start(bytes: &[u8], at: usize) -> usize {
    bytes[..at]
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |newline| newline + 1)
}

/// End of that line, its line feed included.
fn line_end(bytes: &[u8], at: usize) -> usize {
    bytes[at..]
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(bytes.len(), |newline| at + newline + 1)
}

/// Whether no character of UTF-8 goes on at `at`.
fn is_boundary(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_none_or(|byte| byte & 0xc0 != 0x80)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(bytes: &[u8]) -> Vec<String> {
        let mut out = String::new();
        push_section(
            &mut out,
            &Section {
                heading: "stdout",
                attribute: None,
                pieces: &[Piece {
                    gutter: '|',
                    bytes: Cow::Borrowed(bytes),
                }],
                framing: Framing::Plain,
            },
        );
        out.lines().skip(2).map(str::to_owned).collect()
    }

    #[test]
    fn the_limit_itself_is_whole() {
        let bytes = vec![b'a'; WHOLE];
        assert_eq!(rendered(&bytes).len(), 2);
        let bytes = vec![b'a'; WHOLE + 1];
        assert_eq!(rendered(&bytes).len(), 4);
    }

    #[test]
    fn large_text_is_cut_at_line_ends() {
        let bytes = b"0123456\n".repeat(10_000);
        let lines = rendered(&bytes);
        assert_eq!(lines.len(), HEAD / 8 + 1 + TAIL / 8);
        assert_eq!(
            lines[HEAD / 8],
            format!("... 80000 bytes, sha256 {} ...", Sha256::of(&bytes))
        );
        assert!(
            lines
                .iter()
                .all(|line| *line == "| 0123456" || line.starts_with("... "))
        );
    }

    #[test]
    fn a_line_that_straddles_a_cut_is_left_out() {
        let bytes = b"012345\n".repeat(10_001);
        let lines = rendered(&bytes);
        assert_eq!(lines.len(), HEAD / 7 + 1 + TAIL / 7);
        assert!(
            lines
                .iter()
                .all(|line| *line == "| 012345" || line.starts_with("... "))
        );
    }

    #[test]
    fn a_line_longer_than_the_cut_is_cut_at_a_character() {
        let bytes = ["a", &"\u{e9}".repeat(50_000)].concat().into_bytes();
        let lines = rendered(&bytes);
        assert_eq!(lines.len(), 4);
        assert_eq!(lines[0].len(), 2 + HEAD - 1);
        assert_eq!(lines[2].len(), 2 + TAIL);
        assert_eq!(lines[3], NO_NEWLINE);
        assert!(lines.iter().all(|line| !line.starts_with("|$")));
    }

    #[test]
    fn a_short_line_before_a_long_one_does_not_hide_it() {
        let bytes = [b"a\n".to_vec(), vec![b'b'; 100_000]].concat();
        let lines = rendered(&bytes);
        assert_eq!(lines[0], "| a");
        assert_eq!(lines[1].len(), 2 + HEAD - 2);
    }
}
