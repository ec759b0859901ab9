//! The channel `files`: every path that differs from what was copied in.

use crate::model::execution::Change;
use crate::model::execution::Channel;
use crate::model::execution::FileChange;
use crate::model::execution::Node;
use crate::snapshot::document::binary;
use crate::snapshot::document::escape;
use crate::snapshot::document::lines;
use crate::snapshot::document::lines::Framing;
use crate::snapshot::document::lines::Piece;
use crate::snapshot::document::lines::Section;
use crate::snapshot::filters::Filtering;
use std::borrow::Cow;

/// Writes one section for each path, sorted by the bytes of the path; `files: empty` when there is none.
pub(super) fn push_files(out: &mut String, files: &[FileChange], filtering: &mut Filtering<'_>) {
    if files.is_empty() {
        lines::push_heading(out, "files", &["empty"]);
        return;
    }
    let mut sorted: Vec<&FileChange> = files.iter().collect();
    sorted.sort_by(|a, b| a.path.as_bytes().cmp(b.path.as_bytes()));
    for file in sorted {
        push_file(out, file, filtering);
    }
}

fn push_file(out: &mut String, file: &FileChange, filtering: &mut Filtering<'_>) {
    let mut heading = match &file.node {
        Node::File(_) => "file ",
        Node::Link(_) => "link ",
        Node::Directory => "directory ",
    }
    .to_owned();
    escape::push_path(&mut heading, &file.path);
    let change = change_word(file.change);
    match &file.node {
        Node::File(bytes) if file.change != Change::Removed => {
            let raw = Piece {
                gutter: '|',
                bytes: Cow::Borrowed(&bytes[..]),
            };
            // Filters are for text: in bytes they would hit by chance.
            let piece = if binary::is_binary(std::slice::from_ref(&raw)) {
                raw
            } else {
                Piece {
                    gutter: '|',
                    bytes: filtering.apply(Channel::Files, Channel::Files, raw.bytes),
                }
            };
            lines::push_section(
                out,
                &Section {
                    heading: &heading,
                    attribute: Some(change),
                    pieces: &[piece],
                    framing: Framing::Plain,
                },
            );
        }
        Node::Link(target) if file.change != Change::Removed => {
            lines::push_heading(out, &heading, &[change]);
            escape::push_line(out, '|', target);
        }
        Node::File(_) | Node::Link(_) | Node::Directory => {
            lines::push_heading(out, &heading, &[change]);
        }
    }
}

/// The attribute that says what happened.
pub(super) fn change_word(change: Change) -> &'static str {
    match change {
        Change::Created => "created",
        Change::Changed => "changed",
        Change::Removed => "removed",
    }
}
