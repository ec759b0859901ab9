//! Accepted snapshots, read back from their text.
//!
//! This reader is small on purpose and takes nothing from the library's own: one that is wrong in the same way on both
//! sides would prove nothing.

/// A document as its sections.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Document {
    /// The first line: `answered 200`.
    pub(crate) ending: String,
    sections: Vec<Section>,
}

/// A section of a document.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Section {
    /// `results`, `head`, `body` ...
    pub(crate) heading: String,
    /// What stands behind the colon: `request 1`, `status 200`.
    pub(crate) attributes: Vec<String>,
    /// Its bytes; of one that is abbreviated none.
    pub(crate) bytes: Vec<u8>,
    /// Size, where it is abbreviated.
    pub(crate) cut: Option<usize>,
}

impl Section {
    /// The words behind an attribute's name: of `status 200` those after `status`.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let own = self.attributes.iter();
        let mut own = own.filter_map(|text| text.strip_prefix(name));
        own.next().map(str::trim_start)
    }
}

impl Document {
    /// Reads a snapshot, header included.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let (_, body) = text
            .strip_prefix("---\n")
            .and_then(|rest| rest.split_once("\n---\n"))
            .ok_or("a snapshot without a header")?;
        let mut lines = body.lines();
        let ending = lines.next().ok_or("a document without an ending")?;
        let mut sections: Vec<Section> = Vec::new();
        for line in lines.filter(|line| !line.is_empty()) {
            if line.starts_with(['|', '!', '\\', '.']) {
                let section = sections.last_mut().ok_or("a line of no section")?;
                section.add(line)?;
            } else {
                let (heading, attributes) = line.split_once(':').ok_or("a line of no section")?;
                let attributes = attributes.split(',').map(str::trim);
                sections.push(Section {
                    heading: heading.to_owned(),
                    attributes: attributes
                        .filter(|text| !text.is_empty())
                        .map(str::to_owned)
                        .collect(),
                    ..Section::default()
                });
            }
        }
        Ok(Self {
            ending: ending.to_owned(),
            sections,
        })
    }

    /// All sections of a heading, in order.
    pub(crate) fn all<'a>(&'a self, heading: &str) -> Vec<&'a Section> {
        self.sections
            .iter()
            .filter(|section| section.heading == heading)
            .collect()
    }
}

impl Section {
    fn add(&mut self, line: &str) -> Result<(), String> {
        if line == "\\ no newline" {
            self.bytes.pop();
        } else if let Some(rest) = line.strip_prefix("... ") {
            let size = rest.split(' ').next().unwrap_or_default();
            self.cut = Some(size.parse().map_err(|_| format!("no size: {line}"))?);
        } else if self.attributes.iter().any(|text| text == "binary") {
            let columns = line.get(12..60).ok_or("no line of a dump")?;
            for byte in columns.split_ascii_whitespace() {
                let byte = u8::from_str_radix(byte, 16).map_err(|error| error.to_string())?;
                self.bytes.push(byte);
            }
        } else if let Some(text) = line.strip_prefix("|$ ") {
            self.bytes.extend(unescape(text)?);
            self.bytes.push(b'\n');
        } else {
            let text = &line[1..];
            let text = text.strip_prefix(' ').unwrap_or(text);
            self.bytes.extend(text.bytes());
            self.bytes.push(b'\n');
        }
        Ok(())
    }
}

/// The bytes of an escaped line.
fn unescape(text: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((plain, code)) = rest.split_once('\\') {
        bytes.extend(plain.bytes());
        let digits = |range| code.get(range).ok_or("an escape without digits");
        let length = match code.as_bytes().first() {
            Some(b'\\') => {
                bytes.push(b'\\');
                1
            }
            Some(b'r') => {
                bytes.push(b'\r');
                1
            }
            Some(b't') => {
                bytes.push(b'\t');
                1
            }
            Some(b'x') => {
                let byte = u8::from_str_radix(digits(1..3)?, 16);
                bytes.push(byte.map_err(|error| error.to_string())?);
                3
            }
            Some(b'u') => {
                let end = code.find('}').ok_or("`\\u` without an end")?;
                let point = u32::from_str_radix(digits(2..end)?, 16);
                let point = point.map_err(|error| error.to_string())?;
                let character = char::from_u32(point).ok_or("`\\u` of no character")?;
                bytes.extend(character.to_string().bytes());
                end + 1
            }
            _ => return Err(format!("no such escape: \\{code}")),
        };
        rest = &code[length..];
    }
    bytes.extend(rest.bytes());
    Ok(bytes)
}

#[test]
fn a_document_is_read_back() {
    let text = "---\ndescription: x\n---\nanswered 404\n\nhead: request 1, status 200\n| a: b\n|$ x: caf\\xe9\n\nbody: request \
                1, incomplete HTTP-response-body-size\n|$ \\u{202e}\\\\\\t\n\\ no newline\n\nhead: request 2, status 404, \
                empty\n\nbody: request 2, binary, 3 bytes\n| 00000000  00 41 0a                                          \
                .A.\n\nbody: empty\n";
    let document = Document::read(text).unwrap();
    assert_eq!(document.ending, "answered 404");
    let heads = document.all("head");
    assert_eq!(heads[0].attribute("status"), Some("200"));
    assert_eq!(heads[0].bytes, b"a: b\nx: caf\xe9\n");
    assert_eq!(
        (heads[1].attribute("status"), &*heads[1].bytes),
        (Some("404"), &b""[..])
    );
    let bodies = document.all("body");
    assert_eq!(
        bodies[0].attribute("incomplete"),
        Some("HTTP-response-body-size")
    );
    assert_eq!(bodies[0].bytes, "\u{202e}\\\t".as_bytes());
    assert_eq!(bodies[1].bytes, b"\0A\n");
    assert_eq!((bodies[2].attribute("status"), bodies.len()), (None, 3));
    for text in [
        "no header",
        "---\nx\n---\nreturned\n\n| a line of no section\n",
        "---\nx\n---\nreturned\n\nstdout:\n|$ \\q\n",
    ] {
        assert!(Document::read(text).is_err(), "{text}");
    }
}
