//! The world of a component as WIT text.

use crate::wording::visible;
use std::panic::catch_unwind;
use wasmparser::ComponentExternalKind;
use wasmparser::Payload;
use wit_component::DecodedWasm;
use wit_component::OutputToString;
use wit_component::WitPrinter;
use wit_parser::PackageId;

/// Why a file has no world.
#[derive(Debug, thiserror::Error)]
pub enum WorldError {
    /// It is a core module.
    #[error("is a core module, which has no world")]
    CoreModule,
    /// It is WIT in binary form.
    #[error("is a WIT package, not a component")]
    Package,
    /// It imports or exports what is neither function, type nor instance.
    #[error("has `{name}`, {what}, which WIT has no words for")]
    Unsayable {
        /// The name of the import or export.
        name: String,
        /// `a core module`.
        what: &'static str,
    },
    /// Its types cannot be read.
    #[error("has types that cannot be read: {0}")]
    Unreadable(String),
}

impl WorldError {
    /// A stable word for tools.
    pub fn code(&self) -> &'static str {
        match self {
            Self::CoreModule => "core-module-without-world",
            Self::Package => "wit-package",
            Self::Unsayable { .. } => "unsayable-world",
            Self::Unreadable(_) => "unreadable-world",
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::CoreModule => {
                "only components have a world; `wasm-tools component new` makes one of a module"
            }
            Self::Package => "name the component that was built from it",
            Self::Unsayable { .. } => {
                "a world of functions, types and instances can be reviewed as text"
            }
            Self::Unreadable(_) => "does `wasm-tools validate` take it?",
        }
    }
}

/// The world of a component, and of every package that it names, as WIT.
///
/// The text is what `wasm-tools component wit` prints: the world is called `root`, imports and exports stand in the
/// component's own order, and types that interfaces use are written out, so that a change of any of them shows.
///
/// # Errors
/// [`WorldError`] where the bytes are no component.
pub fn world(bytes: &[u8]) -> Result<String, WorldError> {
    if !wasmparser::Parser::is_component(bytes) {
        return Err(WorldError::CoreModule);
    }
    // Components come from strangers, and the reader of worlds asserts what it expects of them.
    catch_unwind(|| text(bytes)).unwrap_or_else(|_| {
        let message = "wit-component gave up on them".to_owned();
        Err(WorldError::Unreadable(message))
    })
}

fn text(bytes: &[u8]) -> Result<String, WorldError> {
    let unreadable = |error: &dyn std::fmt::Display| WorldError::Unreadable(error.to_string());
    unsayable(bytes)?;
    let decoded = wit_component::decode(bytes).map_err(|error| unreadable(&error.root_cause()))?;
    let DecodedWasm::Component(resolve, world) = decoded else {
        return Err(WorldError::Package);
    };
    let main = resolve.worlds[world]
        .package
        .ok_or_else(|| WorldError::Unreadable("its world belongs to no package".to_owned()))?;
    let nested: Vec<PackageId> = resolve
        .packages
        .iter()
        .map(|(id, _)| id)
        .filter(|id| *id != main)
        .collect();
    let mut printer = WitPrinter::new(OutputToString::default());
    printer
        .print(&resolve, main, &nested)
        .map_err(|error| unreadable(&error.root_cause()))?;
    Ok(printer.output.to_string())
}

/// Refuses what the text would leave out without a word.
fn unsayable(bytes: &[u8]) -> Result<(), WorldError> {
    let mut depth = 0_usize;
    let refuse = |name: &str, kind: ComponentExternalKind| {
        match kind {
            ComponentExternalKind::Module => Some("a core module"),
            ComponentExternalKind::Component => Some("a component"),
            ComponentExternalKind::Value => Some("a value"),
            ComponentExternalKind::Func
            | ComponentExternalKind::Type
            | ComponentExternalKind::Instance => None,
        }
        .map_or(Ok(()), |what| {
            let name = visible(name).into_owned();
            Err(WorldError::Unsayable { name, what })
        })
    };
    let broken = |error: wasmparser::BinaryReaderError| WorldError::Unreadable(error.to_string());
    for payload in wasmparser::Parser::new(0).parse_all(bytes) {
        match payload.map_err(broken)? {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) => depth = depth.saturating_sub(1),
            Payload::ComponentImportSection(section) if depth == 0 => {
                for import in section {
                    let import = import.map_err(broken)?;
                    refuse(import.name.name, import.ty.kind())?;
                }
            }
            Payload::ComponentExportSection(section) if depth == 0 => {
                for export in section {
                    let export = export.map_err(broken)?;
                    refuse(export.name.name, export.kind)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LIBRARY: &str = r#"(component
        (import "acme:host/log@1.2.0" (instance
            (type $levels (enum "debug" "error"))
            (export "level" (type $level (eq $levels)))
            (export "write" (func (param "at" $level) (param "text" string)))))
        (core module $m (func (export "f") (param i32) (result i32) local.get 0))
        (core instance $i (instantiate $m))
        (func (export "f") (param "x" u32) (result u32) (canon lift (core func $i "f"))))"#;

    fn binary(text: &str) -> Vec<u8> {
        wat::parse_str(text).expect("the test's texts parse")
    }

    #[test]
    fn a_world_is_told_with_all_that_it_names() {
        assert_eq!(
            world(&binary(LIBRARY)).unwrap(),
            "package root:component;\n\nworld root {\n  import acme:host/log@1.2.0;\n\n  export f: func(x: u32) -> \
             u32;\n}\npackage acme:host@1.2.0 {\n  interface log {\n    enum level {\n      debug,\n      error,\n    \
             }\n\n    write: func(at: level, text: string);\n  }\n}\n"
        );
    }

    #[test]
    fn what_has_no_world_says_so() {
        let table: [(&[u8], &str); 4] = [
            (&binary("(module)"), "is a core module, which has no world"),
            (b"", "is a core module, which has no world"),
            (
                b"\0asm\x0d\0\x01\0\x0a",
                "has types that cannot be read: unexpected end-of-file (at offset 0x9)",
            ),
            (
                &binary("(component (import \"a\" (core module)))"),
                "has `a`, a core module, which WIT has no words for",
            ),
        ];
        for (bytes, words) in table {
            let error = world(bytes).unwrap_err();
            assert!(error.to_string().starts_with(words), "{error}");
            assert!(!error.code().is_empty() && !error.hint().is_empty());
        }
    }

    proptest! {
        #[test]
        fn damaged_components_are_told_and_never_end_the_program(
            at in 8usize..400,
            byte in any::<u8>(),
            cut in 0usize..80,
        ) {
            let mut bytes = binary(LIBRARY);
            let length = bytes.len();
            bytes[at % (length - 8) + 8] = byte;
            bytes.truncate(length - cut);
            let _ = world(&bytes);
        }
    }
}
