//! The world of a component as WIT text.

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
    let unreadable = |error: &dyn std::fmt::Display| WorldError::Unreadable(error.to_string());
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
