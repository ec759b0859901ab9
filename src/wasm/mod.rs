//! What a file of Wasm says of itself before any engine sees it.
//!
//! [`sniff`] reads sections, never code: it tells a core module from a component, lists imports and exports, and says in
//! plain words why a file is no program (empty, cut short, a web page, machine code). [`text`] turns the text format
//! into the binary one and points at the line when it cannot; [`world`] tells a component's world as WIT. Nothing here validates a function body or compiles.

mod sniff;
pub mod text;
mod world;

pub use sniff::Import;
pub use sniff::SniffError;
pub use sniff::Sniffed;
pub use sniff::sniff;
pub use world::WorldError;
pub use world::world;
