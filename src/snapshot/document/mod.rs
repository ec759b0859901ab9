//! An execution as text: lossless, injective, and safe in insta's hands.
//!
//! The grammar is FORMATS.md 1. Everything the guest made stands behind a gutter, so that guest bytes can never forge
//! structure; a line in which something would be invisible or lost is escaped as a whole and marked `$`, so that one
//! colour code does not double the back slashes of a file. No line ends in white space and the text begins neither with
//! `---` nor with a blank line: what insta trims does not occur. Equal documents mean equal channels: what is left out
//! of a large channel is held by its digest.
//!
//! Choices that the grammar leaves open: in `output` the digest covers, for each stretch of one stream, its gutter, its
//! length as eight bytes (big-endian) and its bytes, because the streams are part of what is compared; a binary
//! `output` is dumped stretch by stretch behind the gutters of the streams. The target of a link is one line.

mod binary;
mod decode;
mod escape;
mod files;
mod lines;
mod traffic;

use crate::model::captured::Captured;
use crate::model::case::Filter;
use crate::model::document::Document;
use crate::model::execution::Channel;
use crate::model::execution::Execution;
use crate::model::execution::FileChange;
use crate::model::execution::Stream;
use crate::snapshot::filters::Filtering;
use lines::Framing;
use lines::Piece;
use lines::Section;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

pub use decode::Contents;
pub use decode::DecodeError;
pub use decode::Decoded;
pub use decode::Heading;
pub use decode::NodeKind;
pub use decode::Part;
pub(in crate::snapshot) use decode::channel_of_heading;
pub use decode::decode;
pub(in crate::snapshot) use escape::without_gutter;

/// The order of channels in a document.
const ORDER: [Channel; 8] = [
    Channel::Response,
    Channel::Results,
    Channel::Stdout,
    Channel::Stderr,
    Channel::Output,
    Channel::Files,
    Channel::Upstream,
    Channel::Interface,
];

/// What a document is made of.
#[derive(Clone, Copy, Debug)]
pub struct Rendering<'a> {
    /// What came out.
    pub execution: &'a Execution,
    /// What it left in its `copy` directories.
    pub files: &'a [FileChange],
    /// The channels to be compared, in any order; empty when the ending alone is (an ending by a limit that the case
    /// declares).
    pub channels: &'a [Channel],
    /// The filters that hold for the case, outer before inner.
    pub filters: &'a [Arc<Filter>],
}

/// A document and what filters did on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The document.
    pub document: Document,
    /// Replacements of each filter that replaced anything, by its place (`wassay.toml:12`).
    pub filtered: BTreeMap<String, u64>,
}

/// Makes the document of an execution.
pub fn render(rendering: &Rendering<'_>) -> Rendered {
    let execution = rendering.execution;
    let mut filtering = Filtering::new(rendering.filters);
    let room: usize = execution
        .output
        .iter()
        .map(|chunk| chunk.bytes.len() + 64)
        .sum();
    let mut text = String::with_capacity(room.min(256 << 10) + 128);
    escape::push_ending(&mut text, &execution.ending.to_string());
    for channel in ORDER {
        if !rendering.channels.contains(&channel) {
            continue;
        }
        match channel {
            Channel::Stdout => push_stream(&mut text, execution, Stream::Stdout, &mut filtering),
            Channel::Stderr => push_stream(&mut text, execution, Stream::Stderr, &mut filtering),
            Channel::Output => push_output(&mut text, execution, &mut filtering),
            Channel::Files => files::push_files(&mut text, rendering.files, &mut filtering),
            Channel::Ending => {}
            Channel::Response => traffic::push_responses(&mut text, execution, &mut filtering),
            Channel::Upstream => {
                traffic::push_upstream(&mut text, &execution.captured.upstream, &mut filtering);
            }
            Channel::Results => {
                let lines = results(&execution.captured);
                push_text(&mut text, channel, lines.into(), &mut filtering);
            }
            Channel::Interface => {
                let world = execution.captured.interface.as_deref().unwrap_or_default();
                push_text(&mut text, channel, Cow::Borrowed(world), &mut filtering);
            }
        }
    }
    Rendered {
        document: Document::new(text),
        filtered: filtering.finish(),
    }
}

/// What calls returned, or what directives came to; one line each.
fn results(captured: &Captured) -> String {
    let mut lines = String::new();
    for result in &captured.results {
        lines.push_str(&one_line(&result.call));
        if let Some(value) = &result.value {
            lines.push_str(" = ");
            lines.push_str(&one_line(value));
        }
        lines.push('\n');
    }
    for directive in &captured.directives {
        let (line, kind) = (directive.line, &directive.kind);
        lines.push_str(&format!("{line} {kind}: {}", directive.outcome));
        if let Some(message) = &directive.message {
            lines.push_str(": ");
            lines.push_str(&one_line(message));
        }
        lines.push('\n');
    }
    lines
}

/// Text that came from an engine stays on the line it is about.
fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains(['\n', '\r']) {
        let words: Vec<&str> = text.split_whitespace().collect();
        return words.join(" ").into();
    }
    text.into()
}

/// A channel that is text of its own, not a stream of the guest.
fn push_text(
    text: &mut String,
    channel: Channel,
    own: Cow<'_, str>,
    filtering: &mut Filtering<'_>,
) {
    let bytes = match own {
        Cow::Borrowed(own) => Cow::Borrowed(own.as_bytes()),
        Cow::Owned(own) => Cow::Owned(own.into_bytes()),
    };
    let piece = Piece {
        gutter: '|',
        bytes: filtering.apply(channel, channel, bytes),
    };
    lines::push_section(
        text,
        &Section {
            heading: &channel.to_string(),
            attribute: None,
            pieces: &[piece],
            framing: Framing::Plain,
        },
    );
}

/// One stream alone. Its bytes are copied only where the other stream was written in between.
fn push_stream(
    text: &mut String,
    execution: &Execution,
    stream: Stream,
    filtering: &mut Filtering<'_>,
) {
    let (heading, channel) = match stream {
        Stream::Stdout => ("stdout", Channel::Stdout),
        Stream::Stderr => ("stderr", Channel::Stderr),
    };
    let mut own = execution
        .output
        .iter()
        .filter(|chunk| chunk.stream == stream);
    let bytes = match (own.next(), own.next()) {
        (None, _) => Cow::Borrowed(&[][..]),
        (Some(only), None) => Cow::Borrowed(&only.bytes[..]),
        (Some(_), Some(_)) => Cow::Owned(execution.stream(stream)),
    };
    let piece = Piece {
        gutter: '|',
        bytes: filtering.apply(channel, channel, bytes),
    };
    lines::push_section(
        text,
        &Section {
            heading,
            attribute: None,
            pieces: &[piece],
            framing: Framing::Plain,
        },
    );
}

/// Both streams as one, in the order written.
fn push_output(text: &mut String, execution: &Execution, filtering: &mut Filtering<'_>) {
    let mut pieces: Vec<Piece<'_>> = Vec::with_capacity(execution.output.len());
    for chunk in &execution.output {
        let (gutter, channel) = match chunk.stream {
            Stream::Stdout => ('|', Channel::Stdout),
            Stream::Stderr => ('!', Channel::Stderr),
        };
        let bytes = filtering.apply(Channel::Output, channel, Cow::Borrowed(&chunk.bytes[..]));
        if bytes.is_empty() {
            continue;
        }
        // A filter may have emptied what stood between two chunks of one stream.
        match pieces.last_mut() {
            Some(last) if last.gutter == gutter => last.bytes.to_mut().extend_from_slice(&bytes),
            _ => pieces.push(Piece { gutter, bytes }),
        }
    }
    lines::push_section(
        text,
        &Section {
            heading: "output",
            attribute: None,
            pieces: &pieces,
            framing: Framing::Framed,
        },
    );
}

#[cfg(test)]
mod tests;
