//! Documents read back: what tests hold rendering against, and what reports take channels from.

use crate::digest::Sha256;
use crate::model::execution::Change;
use crate::model::execution::Channel;
use crate::model::execution::Chunk;
use crate::model::execution::Stream;
use crate::snapshot::document::binary;
use crate::snapshot::document::escape;
use crate::snapshot::document::files::change_word;
use crate::snapshot::document::lines::NO_NEWLINE;

/// A document as data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The ending, unescaped: `exited 0`.
    pub ending: String,
    /// Its sections, in order.
    pub sections: Vec<(Heading, Contents)>,
}

/// What a section is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heading {
    /// A channel. `files` stands here only when it is empty, `response` never.
    Channel(Channel),
    /// A part of an answer, with what is said of it: `request 2`, `status 404`, `error`, `incomplete`.
    Response {
        /// Which part.
        part: Part,
        /// What is said of it.
        attributes: Vec<String>,
    },
    /// A path of the channel `files`.
    Path {
        /// What lies or lay there.
        kind: NodeKind,
        /// The guest's path.
        path: String,
        /// What happened to it.
        change: Change,
    },
}

/// A part of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Header fields, one a line.
    Head,
    /// The body.
    Body,
    /// Trailer fields, one a line.
    Trailers,
}

/// What lies at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// A file.
    File,
    /// A symbolic link; its contents are its target.
    Link,
    /// A directory.
    Directory,
}

/// The bytes of a section. Chunks of a channel other than `output` have one stream, which means nothing for files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contents {
    /// All of them.
    Whole(Vec<Chunk>),
    /// Both ends of a channel that is too large.
    Cut {
        /// The start; where a line was cut it has a line end that was not there.
        head: Vec<Chunk>,
        /// Size of the whole channel.
        size: u64,
        /// Digest of the whole channel.
        digest: Sha256,
        /// The end.
        tail: Vec<Chunk>,
    },
}

/// Why a text is no document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the document: {what}")]
pub struct DecodeError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: &'static str,
}

/// Reads a document.
///
/// # Errors
/// The first line that the grammar does not know.
pub fn decode(text: &str) -> Result<Decoded, DecodeError> {
    let mut reader = Reader {
        lines: text.strip_suffix('\n').unwrap_or(text).split('\n'),
        number: 0,
    };
    let first = reader.next().unwrap_or_default();
    let ending = escape::unescape(first)
        .and_then(|bytes| String::from_utf8(bytes).map_err(|_| "the ending is no text"))
        .map_err(|what| reader.error(what))?;
    let mut sections = Vec::new();
    while let Some(line) = reader.next() {
        if !line.is_empty() {
            return Err(reader.error("a blank line is missing"));
        }
        let line = reader.next().unwrap_or_default();
        let (heading, form) = heading(line).ok_or_else(|| reader.error("not a heading"))?;
        let contents = reader.contents(&heading, form)?;
        sections.push((heading, contents));
    }
    Ok(Decoded { ending, sections })
}

/// How the lines of a section are to be read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Dump,
    Target,
}

fn heading(line: &str) -> Option<(Heading, Form)> {
    let (kind, rest) = match line.split_once([' ', ':'])? {
        ("file", rest) => (NodeKind::File, rest),
        ("link", rest) => (NodeKind::Link, rest),
        ("directory", rest) => (NodeKind::Directory, rest),
        _ => {
            let (name, attributes) = line.split_once(':')?;
            if let Some((_, part)) = PARTS.iter().find(|(own, _)| *own == name) {
                return response(*part, attributes);
            }
            let channel = Channel::NAMED.iter().find(|(own, _)| *own == name)?.1;
            let form = form(attributes.strip_prefix(' ').unwrap_or(attributes))?;
            return Some((Heading::Channel(channel), form));
        }
    };
    let (path, attributes) = path(rest)?;
    let attributes = attributes.strip_prefix(": ")?;
    let (word, rest) = attributes.split_once(", ").unwrap_or((attributes, ""));
    let change = [Change::Created, Change::Changed, Change::Removed]
        .into_iter()
        .find(|change| change_word(*change) == word)?;
    let form = match kind {
        NodeKind::Link => Form::Target,
        NodeKind::File | NodeKind::Directory => form(rest)?,
    };
    Some((Heading::Path { kind, path, change }, form))
}

fn form(attributes: &str) -> Option<Form> {
    match attributes {
        "" | "empty" => Some(Form::Text),
        other => other.starts_with("binary, ").then_some(Form::Dump),
    }
}

const PARTS: [(&str, Part); 3] = [
    ("head", Part::Head),
    ("body", Part::Body),
    ("trailers", Part::Trailers),
];

/// A heading of a part: its own attributes, then those that every section may have.
fn response(part: Part, attributes: &str) -> Option<(Heading, Form)> {
    let attributes = attributes.strip_prefix(' ').unwrap_or(attributes);
    let mut own = Vec::new();
    let mut rest = attributes;
    while !(rest.is_empty() || rest == "empty" || rest.starts_with("binary, ")) {
        let (first, after) = rest.split_once(", ").unwrap_or((rest, ""));
        own.push(first.to_owned());
        rest = after;
    }
    let heading = Heading::Response {
        part,
        attributes: own,
    };
    Some((heading, form(rest)?))
}

/// A bare or quoted path, and what follows it.
fn path(text: &str) -> Option<(String, &str)> {
    if !text.starts_with('"') {
        let end = text.find(':')?;
        return Some((text[..end].to_owned(), &text[end..]));
    }
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<String>();
    let path = values.next()?.ok()?;
    Some((path, &text[values.byte_offset()..]))
}

/// The channel that a heading line belongs to, if it is one.
pub(in crate::snapshot) fn channel_of_heading(line: &str) -> Option<Channel> {
    match heading(line)?.0 {
        Heading::Channel(channel) => Some(channel),
        Heading::Response { .. } => Some(Channel::Response),
        Heading::Path { .. } => Some(Channel::Files),
    }
}

struct Reader<'a> {
    lines: std::str::Split<'a, char>,
    number: usize,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let line = self.lines.next()?;
        self.number += 1;
        Some(line)
    }

    fn error(&self, what: &'static str) -> DecodeError {
        DecodeError {
            line: self.number,
            what,
        }
    }

    /// Reads body lines up to the next blank line.
    fn contents(&mut self, heading: &Heading, form: Form) -> Result<Contents, DecodeError> {
        let bar = match heading {
            Heading::Channel(Channel::Stderr) => Stream::Stderr,
            Heading::Channel(_) | Heading::Response { .. } | Heading::Path { .. } => Stream::Stdout,
        };
        let mut chunks: Vec<Chunk> = Vec::new();
        let mut cut = None;
        while self
            .lines
            .clone()
            .next()
            .is_some_and(|line| !line.is_empty())
        {
            let line = self.next().unwrap_or_default();
            if line == NO_NEWLINE {
                let ended = chunks.last_mut().and_then(|chunk| chunk.bytes.pop());
                if ended != Some(b'\n') {
                    return Err(self.error("no line stands before it"));
                }
            } else if let Some((size, digest)) = elided(line) {
                cut = Some((std::mem::take(&mut chunks), size, digest));
            } else {
                let (stream, bytes) = body(line, bar, form).map_err(|what| self.error(what))?;
                match chunks.last_mut() {
                    Some(last) if last.stream == stream => last.bytes.extend(bytes),
                    _ => chunks.push(Chunk { stream, bytes }),
                }
            }
        }
        Ok(match cut {
            None => Contents::Whole(chunks),
            Some((head, size, digest)) => Contents::Cut {
                head,
                size,
                digest,
                tail: chunks,
            },
        })
    }
}

fn body(line: &str, bar: Stream, form: Form) -> Result<(Stream, Vec<u8>), &'static str> {
    let stream = if line.starts_with('!') {
        Stream::Stderr
    } else {
        bar
    };
    let text = escape::without_gutter(line).ok_or("no gutter")?;
    if form == Form::Dump {
        return Ok((stream, binary::read_row(text).ok_or("no line of a dump")?));
    }
    let mut bytes = if line[1..].starts_with('$') {
        escape::unescape(text)?
    } else {
        text.as_bytes().to_vec()
    };
    if form == Form::Text {
        bytes.push(b'\n');
    }
    Ok((stream, bytes))
}

/// Reads `... N bytes, sha256 HEX ...`.
fn elided(line: &str) -> Option<(u64, Sha256)> {
    let inner = line.strip_prefix("... ")?.strip_suffix(" ...")?;
    let (size, digest) = inner.split_once(" bytes, sha256 ")?;
    Some((size.parse().ok()?, digest.parse().ok()?))
}
