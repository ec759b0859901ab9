//! From a script's text to directives and the files they name.
//!
//! Each directive is parsed and encoded by itself: what is wrong with one is a failed directive at its line, and the
//! others are carried out. The commands are those of `json-from-wast`, as text, so that a later run reads them without
//! the script.

use super::split;
use super::split::Piece;
use json_from_wast::Command;
use json_from_wast::Opts;
use json_from_wast::WasmFile;
use json_from_wast::WasmFileType;
use serde::Deserialize;
use serde::Serialize;
use wast::QuoteWat;
use wast::Wast;
use wast::WastDirective;
use wast::Wat;
use wast::lexer::Lexer;
use wast::parser;
use wast::parser::Parse;
use wast::parser::ParseBuffer;
use wast::parser::Parser;

/// A script as it was read.
pub(super) struct Reading {
    /// Commands as one JSON array.
    pub(super) commands: String,
    /// Directives that are none.
    pub(super) faults: Vec<Fault>,
    /// Bytes of modules and components that commands name.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// How many directives there are, faults included.
    pub(super) directives: usize,
}

/// A directive that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Fault {
    /// Before which command it stands.
    pub(super) before: usize,
    /// Its line.
    pub(super) line: u32,
    /// The word it begins with.
    pub(super) kind: String,
    /// What the parser says.
    pub(super) message: String,
}

/// What one piece of text came to.
struct Made {
    command: String,
    files: Vec<(String, Vec<u8>)>,
}

/// One directive in parentheses, as scripts have them at their top.
struct Single<'a>(WastDirective<'a>);

impl<'a> Parse<'a> for Single<'a> {
    fn parse(parser: Parser<'a>) -> parser::Result<Self> {
        let _known = [
            parser.register_annotation("custom"),
            parser.register_annotation("producers"),
            parser.register_annotation("name"),
            parser.register_annotation("dylink.0"),
            parser.register_annotation("metadata.code.branch_hint"),
        ];
        parser.parens(|parser| Ok(Self(parser.parse()?)))
    }
}

/// Words that directives begin with.
const DIRECTIVES: [&str; 6] = [
    "module",
    "component",
    "register",
    "invoke",
    "thread",
    "wait",
];

/// Reads a script.
pub(super) fn read(text: &str) -> Reading {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut pieces = split::split(text);
    let is_directive = |piece: &Piece<'_>| {
        let word = split::keyword(piece.text);
        word.starts_with("assert_") || DIRECTIVES.contains(&word)
    };
    let plain = !pieces.is_empty() && !pieces.iter().any(is_directive);
    if plain {
        // Fields of a module without its parentheses are a script of one module.
        pieces = vec![Piece { text, line: 1 }];
    }
    let mut reading = Reading {
        commands: "[".to_owned(),
        faults: Vec::new(),
        files: Vec::new(),
        directives: pieces.len(),
    };
    let mut count = 0;
    for (index, piece) in pieces.iter().enumerate() {
        let made = if plain {
            bare(piece)
        } else {
            single(piece, index)
        };
        match made {
            Ok(made) => {
                if count > 0 {
                    reading.commands.push(',');
                }
                reading.commands.push_str(&made.command);
                reading.files.extend(made.files);
                count += 1;
            }
            Err((line, message)) => reading.faults.push(Fault {
                before: count,
                line,
                kind: kind(piece.text),
                message,
            }),
        }
    }
    reading.commands.push(']');
    reading
}

/// What a directive that cannot be read is called.
fn kind(piece: &str) -> String {
    match split::keyword(piece) {
        "" => "syntax".to_owned(),
        word => word.to_owned(),
    }
}

type Failure = (u32, String);

fn buffer<'a>(piece: &Piece<'a>) -> Result<ParseBuffer<'a>, Failure> {
    let mut lexer = Lexer::new(piece.text);
    lexer.allow_confusing_unicode(true);
    ParseBuffer::new_with_lexer(lexer).map_err(|error| failure(piece, &error))
}

/// A parser's message at the directive's own line; where the fault lies further down, that line is told as well.
fn failure(piece: &Piece<'_>, error: &wast::Error) -> Failure {
    let (down, column) = error.span().linecol_in(piece.text);
    let at = piece.line as usize + down;
    let message = format!("{} (line {at}, column {})", error.message(), column + 1);
    (piece.line, message)
}

fn single(piece: &Piece<'_>, index: usize) -> Result<Made, Failure> {
    let buffer = buffer(piece)?;
    let Single(directive) = parser::parse(&buffer).map_err(|error| failure(piece, &error))?;
    convert(piece, directive, index)
}

/// A script that is one module without a directive around it.
fn bare(piece: &Piece<'_>) -> Result<Made, Failure> {
    let buffer = buffer(piece)?;
    let module: Wat<'_> = parser::parse(&buffer).map_err(|error| failure(piece, &error))?;
    convert(piece, WastDirective::Module(QuoteWat::Wat(module)), 0)
}

fn convert<'a>(
    piece: &Piece<'a>,
    directive: WastDirective<'a>,
    index: usize,
) -> Result<Made, Failure> {
    let ast = Wast {
        directives: vec![directive],
    };
    let converted = Opts::default()
        .module_filename(index.to_string())
        .convert("script.wast", piece.text, ast)
        .map_err(|error| match error.downcast_ref::<wast::Error>() {
            Some(inner) => failure(piece, inner),
            None => (piece.line, error.root_cause().to_string()),
        })?;
    let mut command = converted
        .commands
        .into_iter()
        .next()
        .expect("one directive makes one command");
    shift(&mut command, piece.line - 1);
    let mut named = Vec::new();
    names(&command, &mut named);
    let files = converted
        .wasms
        .into_iter()
        .filter(|(name, _)| named.contains(name))
        .collect();
    let command = serde_json::to_string(&command).expect("commands are plain data");
    // Values may be nested deeper than they can be read back; that is the fault of this directive alone.
    if serde_json::from_str::<Vec<Command<'_>>>(&format!("[{command}]")).is_err() {
        let message = "its values are nested too deeply".to_owned();
        return Err((piece.line, message));
    }
    Ok(Made { command, files })
}

/// Which bytes a command means: those that were made of quoted text, where that is possible.
pub(super) fn name<'a>(file: &'a WasmFile<'_>) -> &'a str {
    match file.module_type {
        WasmFileType::Text => file.binary_filename.as_ref().unwrap_or(&file.filename),
        WasmFileType::Binary => &file.filename,
    }
}

fn names(command: &Command<'_>, into: &mut Vec<String>) {
    match command {
        Command::Module { file, .. }
        | Command::ModuleDefinition { file, .. }
        | Command::AssertMalformed { file, .. }
        | Command::AssertMalformedCustom { file, .. }
        | Command::AssertInvalid { file, .. }
        | Command::AssertInvalidCustom { file, .. }
        | Command::AssertUnlinkable { file, .. }
        | Command::AssertUninstantiable { file, .. } => into.push(name(file).to_owned()),
        Command::Thread { commands, .. } => {
            for command in commands {
                names(command, into);
            }
        }
        Command::ModuleInstance { .. }
        | Command::Register { .. }
        | Command::AssertReturn { .. }
        | Command::Action { .. }
        | Command::AssertTrap { .. }
        | Command::AssertExhaustion { .. }
        | Command::AssertException { .. }
        | Command::AssertSuspension { .. }
        | Command::Wait { .. } => {}
    }
}

/// Moves lines of a piece to lines of the script.
fn shift(command: &mut Command<'_>, by: u32) {
    match command {
        Command::Module { line, .. }
        | Command::ModuleDefinition { line, .. }
        | Command::ModuleInstance { line, .. }
        | Command::AssertMalformed { line, .. }
        | Command::AssertMalformedCustom { line, .. }
        | Command::AssertInvalid { line, .. }
        | Command::AssertInvalidCustom { line, .. }
        | Command::Register { line, .. }
        | Command::AssertUnlinkable { line, .. }
        | Command::AssertReturn { line, .. }
        | Command::Action { line, .. }
        | Command::AssertTrap { line, .. }
        | Command::AssertExhaustion { line, .. }
        | Command::AssertException { line, .. }
        | Command::AssertSuspension { line, .. }
        | Command::AssertUninstantiable { line, .. }
        | Command::Wait { line, .. } => *line += by,
        Command::Thread { line, commands, .. } => {
            *line += by;
            for command in commands {
                shift(command, by);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commands(reading: &Reading) -> Vec<Command<'_>> {
        serde_json::from_str(&reading.commands).unwrap()
    }

    #[test]
    fn a_fault_leaves_the_other_directives() {
        let text = "(module (func (export \"f\")))\n(assert_retur (invoke \"f\"))\n(invoke \"f\")\n(module\n (func (call $none)))\n(invoke \"f\"";
        let reading = read(text);
        assert_eq!(reading.directives, 5);
        let lines: Vec<u32> = commands(&reading).iter().map(Command::line).collect();
        assert_eq!(lines, [1, 3]);
        let faults: Vec<(usize, u32, &str)> = reading
            .faults
            .iter()
            .map(|fault| (fault.before, fault.line, fault.kind.as_str()))
            .collect();
        assert_eq!(
            faults,
            [(1, 2, "assert_retur"), (2, 4, "module"), (2, 6, "invoke")]
        );
        assert_eq!(
            reading.faults[1].message,
            "unknown func: failed to find name `$none` (line 5, column 14)"
        );
    }

    #[test]
    fn a_module_without_parentheses_is_one_directive() {
        let reading = read("(func)\n(func)");
        assert_eq!((reading.directives, reading.files.len()), (1, 1));
        assert_eq!(read(";; nothing").directives, 0);
    }

    #[test]
    fn threads_bring_their_files_and_lines() {
        let reading = read("(module)\n(thread $T\n  (module)\n  (invoke \"f\"))");
        assert_eq!(reading.files.len(), 2);
        let commands = commands(&reading);
        let Command::Thread { line, commands, .. } = &commands[1] else {
            panic!("not a thread");
        };
        assert_eq!(*line, 2);
        assert_eq!(
            commands.iter().map(Command::line).collect::<Vec<_>>(),
            [3, 4]
        );
    }
}
