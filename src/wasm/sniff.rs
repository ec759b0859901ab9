//! Sections, imports and exports of a binary.

use crate::model::program::ProgramKind;
use crate::wording::visible;
use serde::Deserialize;
use serde::Serialize;
use std::fmt;
use wasmparser::BinaryReaderError;
use wasmparser::Parser;
use wasmparser::Payload;

/// What a binary says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sniffed {
    /// What it is, as far as names tell.
    pub kind: ProgramKind,
    /// What it needs, in its own order.
    pub imports: Vec<Import>,
    /// Names it exports, in its own order.
    pub exports: Vec<String>,
}

/// One thing a program needs from outside.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Import {
    /// Module of a core import, or the whole name of a component's import (`wasi:cli/stdout@0.2.0`).
    pub module: String,
    /// Name within the module; empty for a component's import.
    pub name: String,
}

/// As in messages: `env.print`, `wasi:cli/stdout@0.2.0`.
impl fmt::Display for Import {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.name.is_empty() {
            return f.write_str(&self.module);
        }
        write!(f, "{}.{}", self.module, self.name)
    }
}

impl Sniffed {
    /// Which of the two binary formats it has.
    pub fn describe(&self) -> &'static str {
        if self.is_component() {
            "component"
        } else {
            "core module"
        }
    }

    /// Whether it is a component.
    pub fn is_component(&self) -> bool {
        match self.kind {
            ProgramKind::P2
            | ProgramKind::P3
            | ProgramKind::HttpP2
            | ProgramKind::HttpP3
            | ProgramKind::Component => true,
            ProgramKind::P1 | ProgramKind::Core | ProgramKind::Script => false,
        }
    }
}

/// Why bytes are no program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SniffError {
    /// There are none.
    #[error("the file is empty")]
    Empty,
    /// Wasm that stops too early.
    #[error("the file is cut short: it ends at byte {offset}, in the middle of a section")]
    Truncated {
        /// Where the bytes end.
        offset: usize,
    },
    /// Something else.
    #[error("not WebAssembly: begins with {}", beginning(.begins))]
    NotWasm {
        /// The first bytes, at most eight.
        begins: Vec<u8>,
    },
    /// Wasm of a version that does not exist here.
    #[error("WebAssembly of an unknown version: the header says {version:#010x}")]
    Version {
        /// The four bytes behind the magic number, little endian.
        version: u32,
    },
    /// Machine code: what an engine made of a program.
    #[error("pre-compiled code is refused: programs are compiled here, from WebAssembly")]
    Precompiled,
    /// Sections that cannot be read.
    #[error("malformed WebAssembly at byte {offset}: {message}")]
    Malformed {
        /// Where.
        offset: usize,
        /// What the parser says.
        message: String,
    },
}

impl SniffError {
    /// A stable word for tools.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty-program",
            Self::Truncated { .. } => "truncated-program",
            Self::NotWasm { .. } => "not-wasm",
            Self::Version { .. } => "wasm-version",
            Self::Precompiled => "precompiled",
            Self::Malformed { .. } => "malformed-program",
        }
    }
}

/// The first bytes as hex, and as text where they are text: ``3c 21 44 4f (`<!DO`)``.
fn beginning(bytes: &[u8]) -> String {
    let head = &bytes[..bytes.len().min(4)];
    let hex: Vec<String> = head.iter().map(|byte| format!("{byte:02x}")).collect();
    let hex = hex.join(" ");
    if head.iter().all(|byte| (0x20..0x7f).contains(byte)) {
        let text: String = head.iter().map(|byte| char::from(*byte)).collect();
        return format!("{hex} (`{text}`)");
    }
    hex
}

/// Reads what a binary says of itself.
///
/// # Errors
/// [`SniffError`], in plain words. Text is not asked for here: it is no binary.
pub fn sniff(bytes: &[u8]) -> Result<Sniffed, SniffError> {
    check_header(bytes)?;
    let mut walk = Walk::default();
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload.map_err(|error| refusal(&error, bytes.len()))?;
        walk.take(&payload)
            .map_err(|error| refusal(&error, bytes.len()))?;
    }
    Ok(walk.finish())
}

fn check_header(bytes: &[u8]) -> Result<(), SniffError> {
    if bytes.is_empty() {
        return Err(SniffError::Empty);
    }
    if bytes.starts_with(b"\x7fELF") {
        return Err(SniffError::Precompiled);
    }
    let magic = b"\0asm";
    let shared = bytes.len().min(magic.len());
    if bytes[..shared] != magic[..shared] {
        return Err(SniffError::NotWasm {
            begins: bytes[..bytes.len().min(8)].to_vec(),
        });
    }
    let Some(version) = bytes.get(4..8) else {
        return Err(SniffError::Truncated {
            offset: bytes.len(),
        });
    };
    let version = u32::from_le_bytes(version.try_into().expect("the slice has four bytes"));
    match version {
        // A core module; a component (version 13, layer 1).
        1 | 0x0001_000d => Ok(()),
        _ => Err(SniffError::Version { version }),
    }
}

fn refusal(error: &BinaryReaderError, length: usize) -> SniffError {
    if error.message().contains("unexpected end") {
        return SniffError::Truncated { offset: length };
    }
    SniffError::Malformed {
        offset: error.offset(),
        message: in_one_line(error.message()),
    }
}

/// What the parser says, which may list bytes on lines of their own and quote names of the file.
fn in_one_line(message: &str) -> String {
    let words: Vec<&str> = message.split_whitespace().collect();
    visible(&words.join(" ")).into_owned()
}

/// What has been seen of the outermost module or component; nested ones are passed over.
#[derive(Default)]
struct Walk {
    depth: usize,
    component: bool,
    imports: Vec<Import>,
    exports: Vec<String>,
}

impl Walk {
    fn take(&mut self, payload: &Payload<'_>) -> Result<(), BinaryReaderError> {
        match payload {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => self.depth += 1,
            Payload::End(_) => self.depth = self.depth.saturating_sub(1),
            _ if self.depth > 0 => {}
            Payload::Version { encoding, .. } => {
                self.component = *encoding == wasmparser::Encoding::Component;
            }
            Payload::ImportSection(section) => {
                for import in section.clone().into_imports() {
                    let import = import?;
                    self.imports.push(Import {
                        module: import.module.to_owned(),
                        name: import.name.to_owned(),
                    });
                }
            }
            Payload::ExportSection(section) => {
                for export in section.clone() {
                    self.exports.push(export?.name.to_owned());
                }
            }
            Payload::ComponentImportSection(section) => {
                for import in section.clone() {
                    self.imports.push(Import {
                        module: import?.name.name.to_owned(),
                        name: String::new(),
                    });
                }
            }
            Payload::ComponentExportSection(section) => {
                for export in section.clone() {
                    self.exports.push(export?.name.name.to_owned());
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn finish(self) -> Sniffed {
        let exports = |wanted: &str| self.exports.iter().any(|name| name.starts_with(wanted));
        let kind = match self.component {
            true if exports("wasi:cli/run@0.3.") => ProgramKind::P3,
            true if exports("wasi:cli/run@0.2.") => ProgramKind::P2,
            true => ProgramKind::Component,
            false if self.exports.iter().any(|name| name == "_start") => ProgramKind::P1,
            false => ProgramKind::Core,
        };
        Sniffed {
            kind,
            imports: self.imports,
            exports: self.exports,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn binary(text: &str) -> Vec<u8> {
        wat::parse_str(text).unwrap()
    }

    #[test]
    fn names_tell_the_kind() {
        for (text, kind, describe) in [
            (
                "(module (func (export \"_start\")))",
                ProgramKind::P1,
                "core module",
            ),
            (
                "(module (func (export \"add\")))",
                ProgramKind::Core,
                "core module",
            ),
            ("(component)", ProgramKind::Component, "component"),
            (
                "(component (instance $i) (export \"wasi:cli/run@0.2.4\" (instance $i)))",
                ProgramKind::P2,
                "component",
            ),
            (
                "(component (instance $i) (export \"wasi:cli/run@0.3.0\" (instance $i)))",
                ProgramKind::P3,
                "component",
            ),
        ] {
            let sniffed = sniff(&binary(text)).unwrap();
            assert_eq!(
                (sniffed.kind, sniffed.describe()),
                (kind, describe),
                "{text}"
            );
        }
    }

    #[test]
    fn imports_and_exports_of_nested_modules_are_not_its_own() {
        let sniffed = sniff(&binary(
            r#"(component
                 (import "a:b/c@1.0.0" (instance))
                 (core module (import "env" "x" (func)) (func (export "inner")))
                 (core module (func (export "_start"))))"#,
        ))
        .unwrap();
        assert_eq!(sniffed.imports.len(), 1);
        assert_eq!(sniffed.imports[0].to_string(), "a:b/c@1.0.0");
        assert_eq!(sniffed.exports, Vec::<String>::new());
    }

    #[test]
    fn core_imports_are_named_whole() {
        let sniffed = sniff(&binary(
            r#"(module (import "env" "print" (func)) (import "env" "read" (func)))"#,
        ))
        .unwrap();
        let names: Vec<String> = sniffed.imports.iter().map(ToString::to_string).collect();
        assert_eq!(names, ["env.print", "env.read"]);
    }

    #[test]
    fn what_is_no_program_says_why() {
        let module = binary("(module (memory 1) (data (i32.const 0) \"some bytes\"))");
        for (bytes, words) in [
            (&b""[..], "the file is empty"),
            (
                b"\0as",
                "the file is cut short: it ends at byte 3, in the middle of a section",
            ),
            (
                b"<!DOCTYPE html>",
                "not WebAssembly: begins with 3c 21 44 4f (`<!DO`)",
            ),
            (b"\x89PNG", "not WebAssembly: begins with 89 50 4e 47"),
            (
                b"\0asm\x02\0\0\0",
                "WebAssembly of an unknown version: the header says 0x00000002",
            ),
            (
                b"\x7fELF\x02\x01",
                "pre-compiled code is refused: programs are compiled here, from WebAssembly",
            ),
            (
                &module[..module.len() - 4],
                "the file is cut short: it ends at byte 27, in the middle of a section",
            ),
        ] {
            assert_eq!(sniff(bytes).unwrap_err().to_string(), words);
        }
        assert!(matches!(
            sniff(b"\0asm\x01\0\0\0\xff\x00"),
            Err(SniffError::Malformed { .. })
        ));
    }

    proptest! {
        #[test]
        fn no_bytes_upset_it(tail in proptest::collection::vec(any::<u8>(), 0..200), component in any::<bool>()) {
            let mut bytes = if component { b"\0asm\x0d\0\x01\0".to_vec() } else { b"\0asm\x01\0\0\0".to_vec() };
            bytes.extend(tail);
            let _ = sniff(&bytes);
        }
    }
}
