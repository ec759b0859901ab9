//! What a report needs of a document's text: which channels it holds, and what the guest wrote.
//!
//! The grammar is FORMATS.md 1: a heading ends with `:` and has attributes or none, everything a guest made stands
//! behind a gutter.

/// The line that stands for a line end that is not there.
const NO_NEWLINE: &str = "\\ no newline";

/// One section of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section<'a> {
    /// `stdout`, `file /data/a`.
    pub(crate) heading: &'a str,
    /// `empty`, `binary, 20 bytes`, or nothing.
    pub(crate) attributes: &'a str,
    /// Its lines, gutters included.
    pub(crate) lines: Vec<&'a str>,
}

/// The sections of a document, in order. What is no document has none.
pub(crate) fn sections(text: &str) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    let mut headed = false;
    for line in text.lines().skip(1) {
        if line.is_empty() {
            headed = true;
        } else if headed {
            headed = false;
            let (heading, attributes) = split_heading(line);
            sections.push(Section {
                heading,
                attributes,
                lines: Vec::new(),
            });
        } else if let Some(section) = sections.last_mut() {
            section.lines.push(line);
        }
    }
    sections
}

/// Splits `file "/a: b": created` behind the path, which may hold a colon only inside quotes.
fn split_heading(line: &str) -> (&str, &str) {
    let from = line.rfind('"').unwrap_or(0);
    line[from..].find(':').map_or((line, ""), |at| {
        let (heading, rest) = line.split_at(from + at);
        (heading, rest[1..].trim_start())
    })
}

/// What was produced, in words: `stdout 413 bytes`, `stdout and stderr, 96 bytes`, `results 2 lines`, `no output`.
pub(crate) fn produced(text: Option<&str>, bytes: u64) -> String {
    let size = crate::wording::count(bytes, "byte");
    let Some(text) = text else {
        return format!("output {size}");
    };
    let sections = sections(text);
    let written = |name: &str| {
        sections
            .iter()
            .any(|section| section.heading == name && section.attributes != "empty")
    };
    let streams: Vec<&str> = ["stdout", "stderr", "output"]
        .into_iter()
        .filter(|name| written(name))
        .collect();
    let files = sections
        .iter()
        .filter(|section| {
            ["file ", "link ", "directory "]
                .iter()
                .any(|kind| section.heading.starts_with(kind))
        })
        .count() as u64;
    let answers = sections.iter().filter(|own| own.heading == "body").count() as u64;
    let own = sections.iter().filter(|section| match section.heading {
        "body" => answers == 1,
        "results" | "interface" => true,
        _ => false,
    });
    let mut parts: Vec<String> = own
        .filter(|section| !section.lines.is_empty())
        .map(|section| {
            let lines = section.lines.iter().filter(|line| **line != NO_NEWLINE);
            let lines = crate::wording::count(lines.count() as u64, "line");
            format!("{} {lines}", section.heading)
        })
        .collect();
    if answers > 1 {
        parts.push(crate::wording::count(answers, "answer"));
    }
    match streams[..] {
        [] if files == 0 && parts.is_empty() => parts.push("no output".to_owned()),
        [] => {}
        [one] => parts.push(format!("{one} {size}")),
        _ => parts.push(format!("{}, {size}", streams.join(" and "))),
    }
    if files > 0 {
        parts.push(crate::wording::count(files, "path"));
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FILES: &str = "exited 0\n\nstdout: empty\n\nfile /data/in.csv: changed\n| a,b\n\nfile \"/data/a: b\": created\n| stdout:\n|\n\ndirectory /data/old: created\n";

    #[test]
    fn headings_are_found_and_what_a_guest_wrote_is_none() {
        let found: Vec<(&str, &str, usize)> = sections(FILES)
            .iter()
            .map(|section| (section.heading, section.attributes, section.lines.len()))
            .collect();
        assert_eq!(
            found,
            [
                ("stdout", "empty", 0),
                ("file /data/in.csv", "changed", 1),
                ("file \"/data/a: b\"", "created", 2),
                ("directory /data/old", "created", 0),
            ]
        );
    }

    #[test]
    fn what_a_handler_or_an_export_gave_is_said_in_words() {
        let one = "answered 200\n\nhead: empty\n\nbody:\n| a\n\\ no newline\n\ntrailers: empty\n\nstdout: empty\n";
        assert_eq!(produced(Some(one), 0), "body 1 line");
        let two = format!("{one}\nbody: request 2\n| b\n");
        assert_eq!(produced(Some(&two), 0), "2 answers");
        let results = "returned\n\nresults:\n| f() = 1\n| g()\n\nstdout:\n| x\n";
        assert_eq!(
            produced(Some(results), 2),
            "results 2 lines, stdout 2 bytes"
        );
        let nothing = "returned\n\nhead: empty\n\nbody: empty\n\ntrailers: empty\n";
        assert_eq!(produced(Some(nothing), 0), "no output");
    }

    #[test]
    fn what_was_produced_is_said_in_words() {
        let one = "exited 0\n\nstdout:\n| a\n\nstderr: empty\n";
        let both = "exited 0\n\nstdout:\n| a\n\nstderr:\n| b\n";
        let none = "exited 0\n\nstdout: empty\n\nstderr: empty\n";
        assert_eq!(produced(Some(one), 413), "stdout 413 bytes");
        assert_eq!(produced(Some(both), 4), "stdout and stderr, 4 bytes");
        assert_eq!(produced(Some(none), 0), "no output");
        assert_eq!(produced(Some(FILES), 0), "3 paths");
        assert_eq!(produced(None, 1), "output 1 byte");
    }

    proptest! {
        #[test]
        fn any_text_is_taken_apart_without_a_panic(text in "[a-z:\"| \n]{0,80}") {
            let _ = sections(&text);
        }
    }
}
