//! From the text of an argument to a value of a type.
//!
//! wasm-wave reads the text; here its tree meets the type. It has a conversion of its own, which this one agrees with on
//! all that both take (a test holds them together). Ours points at the part that does not fit and says what was expected
//! there, refuses fields that a record does not have, and takes what WAVE has no notation for: handles (`$1`), streams,
//! futures, maps and lists of fixed length.
//!
//! Handles, streams and futures belong to a store, and there is none yet. Each stands in the value as the name that it
//! is written with, and is put in its place when its call is made.

use super::types::Resources;
use crate::wording;
use std::ops::Range;
use std::str::FromStr;
use wasmtime::component::Type;
use wasmtime::component::Val;
use wasmtime::component::types::Case;
use wasmtime::component::wasm_wave::ast::Node;
use wasmtime::component::wasm_wave::ast::NodeType;
use wasmtime::component::wasm_wave::parser::ParserError;
use wasmtime::component::wasm_wave::parser::ParserErrorKind;
use wasmtime::component::wasm_wave::untyped::UntypedValue;

/// An argument that does not fit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Misfit {
    /// The part to blame, in bytes of the argument's text.
    pub(super) range: Range<usize>,
    /// What is wrong with it.
    pub(super) message: String,
}

/// What arguments are fitted with.
#[derive(Clone, Copy)]
pub(super) struct Fitting<'a> {
    /// Names of resources, for messages.
    pub(super) resources: &'a Resources,
    /// Most handles that there can be when the call is made.
    pub(super) handles: usize,
}

/// A text that is being fitted.
struct Fit<'a> {
    with: Fitting<'a>,
    /// As it was written.
    text: &'a str,
    /// As wasm-wave reads it: `$1` is written `h1`.
    source: &'a str,
    /// Where handles stand.
    handles: &'a [usize],
}

impl Fitting<'_> {
    /// The value that a text writes.
    pub(super) fn fit(self, text: &str, ty: &Type) -> Result<Val, Misfit> {
        let (source, handles) = masked(text);
        let fit = Fit {
            with: self,
            text,
            source: &source,
            handles: &handles,
        };
        let value = UntypedValue::parse(&source).map_err(|error| fit.unreadable(&error))?;
        fit.value(value.node(), ty)
    }
}

/// The text with each `$1` as a label of the same length, and the places of those.
fn masked(text: &str) -> (String, Vec<usize>) {
    let mut masked = String::with_capacity(text.len());
    let mut handles = Vec::new();
    let mut rest = text;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '"' if rest.starts_with("\"\"\"") => {
                rest[3..].find("\"\"\"").map_or(rest.len(), |end| end + 6)
            }
            '"' | '\'' => quoted(rest, c),
            _ => c.len_utf8(),
        };
        let digit = rest[length..].starts_with(|c: char| c.is_ascii_digit());
        if c == '$' && digit && !before.is_ascii_alphanumeric() && !"-%$".contains(before) {
            handles.push(masked.len());
            masked.push('h');
        } else {
            masked.push_str(&rest[..length]);
        }
        before = c;
        rest = &rest[length..];
    }
    (masked, handles)
}

/// Bytes of a string or character, both quotes included; all there is where it has no end.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

impl Fit<'_> {
    fn misfit(&self, range: Range<usize>, message: impl Into<String>) -> Misfit {
        // The lexer may stop inside of a character.
        let end = self.text.ceil_char_boundary(range.end);
        let start = self.text.floor_char_boundary(range.start).min(end);
        Misfit {
            range: start..end,
            message: message.into(),
        }
    }

    fn at(&self, node: &Node, message: impl Into<String>) -> Misfit {
        self.misfit(node.span(), message)
    }

    fn slice(&self, node: &Node) -> &str {
        &self.text[node.span()]
    }

    fn expected(&self, node: &Node, ty: &Type) -> Misfit {
        let shown = self.with.resources.shown(ty);
        self.at(
            node,
            format!("expected {shown}, found {}", self.found(node)),
        )
    }

    /// What a text wasm-wave does not read is, in words.
    fn unreadable(&self, error: &ParserError) -> Misfit {
        let message = match error.kind() {
            ParserErrorKind::EmptyTuple => "a tuple has at least one value",
            ParserErrorKind::MultipleChars => "a character is one character",
            ParserErrorKind::InvalidEscape => "there is no such escape",
            ParserErrorKind::InvalidMultilineString => {
                "a string of several lines begins and ends on lines of its own"
            }
            ParserErrorKind::InvalidToken => match self.text
                [self.text.floor_char_boundary(error.span().start)..]
                .chars()
                .next()
            {
                Some('"') => "this string has an escape that WAVE does not have",
                Some('\'') => "a character is one character, or an escape like `\\n` or `\\u{e9}`",
                _ => "this is not WAVE",
            },
            ParserErrorKind::TrailingCharacters => "a value has ended before this",
            ParserErrorKind::UnexpectedEnd => "the value ends too early",
            ParserErrorKind::UnexpectedToken => "this cannot stand here",
            ParserErrorKind::DuplicateField => "this field stands twice",
            ParserErrorKind::DuplicateFlag => "this flag stands twice",
            ParserErrorKind::NestingTooDeep => "values are nested too deep",
            _ => "this does not fit",
        };
        self.misfit(error.span(), message)
    }

    fn found(&self, node: &Node) -> String {
        let handle = self.handles.contains(&node.span().start);
        match node.ty() {
            NodeType::BoolTrue | NodeType::BoolFalse => "a bool".to_owned(),
            NodeType::Number => "a number".to_owned(),
            NodeType::Char => "a character".to_owned(),
            NodeType::String | NodeType::MultilineString => "a string".to_owned(),
            NodeType::Tuple => "a tuple".to_owned(),
            NodeType::List => "a list".to_owned(),
            NodeType::Record => "a record".to_owned(),
            NodeType::Label if handle => "a handle".to_owned(),
            NodeType::Label => format!("`{}`", self.slice(node)),
            NodeType::VariantWithPayload => {
                let text = self.slice(node);
                format!(
                    "`{}(...)`",
                    text.split('(').next().unwrap_or(text).trim_end()
                )
            }
            NodeType::OptionSome | NodeType::OptionNone => "an option".to_owned(),
            NodeType::ResultOk | NodeType::ResultErr => "a result".to_owned(),
            NodeType::Flags => "flags".to_owned(),
        }
    }

    fn value(&self, node: &Node, ty: &Type) -> Result<Val, Misfit> {
        let other = || self.expected(node, ty);
        Ok(match ty {
            Type::Bool => Val::Bool(node.as_bool().map_err(|_| other())?),
            Type::S8 => Val::S8(self.number(node, ty)?),
            Type::U8 => Val::U8(self.number(node, ty)?),
            Type::S16 => Val::S16(self.number(node, ty)?),
            Type::U16 => Val::U16(self.number(node, ty)?),
            Type::S32 => Val::S32(self.number(node, ty)?),
            Type::U32 => Val::U32(self.number(node, ty)?),
            Type::S64 => Val::S64(self.number(node, ty)?),
            Type::U64 => Val::U64(self.number(node, ty)?),
            Type::Float32 => Val::Float32(self.number(node, ty)?),
            Type::Float64 => Val::Float64(self.number(node, ty)?),
            Type::Char if node.ty() == NodeType::Char => {
                let c = node.as_char(self.source);
                Val::Char(c.map_err(|error| self.unreadable(&error))?)
            }
            Type::String if matches!(node.ty(), NodeType::String | NodeType::MultilineString) => {
                let text = node.as_str(self.source);
                Val::String(text.map_err(|error| self.unreadable(&error))?.into_owned())
            }
            Type::List(list) => Val::List(self.items(node, ty, &list.ty())?),
            Type::FixedLengthList(list) => {
                let items = self.items(node, ty, &list.ty())?;
                if items.len() as u64 != u64::from(list.len()) {
                    let wanted = wording::count(u64::from(list.len()), "value");
                    return Err(self.at(node, format!("expected {wanted}, found {}", items.len())));
                }
                Val::FixedLengthList(items)
            }
            Type::Map(map) => self.map(node, ty, (&map.key(), &map.value()))?,
            Type::Record(_) | Type::Tuple(_) => self.product(node, ty)?,
            Type::Variant(_) | Type::Enum(_) | Type::Flags(_) => self.named(node, ty)?,
            Type::Option(option) => self.option(node, ty, &option.ty())?,
            Type::Result(result) => self.result(node, ty, (result.ok(), result.err()))?,
            Type::Own(_) | Type::Borrow(_) => self.handle(node, ty)?,
            Type::Stream(stream) => self.stream(node, ty, stream.ty())?,
            Type::Future(future) => self.future(node, ty, future.ty().as_ref())?,
            Type::Char | Type::String | Type::ErrorContext => return Err(other()),
        })
    }

    fn number<T: FromStr>(&self, node: &Node, ty: &Type) -> Result<T, Misfit> {
        if node.ty() != NodeType::Number {
            return Err(self.expected(node, ty));
        }
        node.as_number(self.source).map_err(|_| {
            let text = self.slice(node);
            let shown = self.with.resources.shown(ty);
            let whole = text
                .trim_start_matches('-')
                .chars()
                .all(|c| c.is_ascii_digit());
            if whole {
                self.at(node, format!("{text} is out of range for {shown}"))
            } else {
                self.at(node, format!("expected {shown}, found {text}"))
            }
        })
    }

    fn items(&self, node: &Node, ty: &Type, item: &Type) -> Result<Vec<Val>, Misfit> {
        let items = node.as_list().map_err(|_| self.expected(node, ty))?;
        items.map(|node| self.value(node, item)).collect()
    }

    /// A map as a list of pairs: `[("a", 1), ("b", 2)]`.
    fn map(&self, node: &Node, ty: &Type, (key, value): (&Type, &Type)) -> Result<Val, Misfit> {
        let other = || self.expected(node, ty);
        let mut pairs = Vec::new();
        for pair in node.as_list().map_err(|_| other())? {
            let parts: Vec<&Node> = pair.as_tuple().map_err(|_| other())?.collect();
            let [first, second] = parts[..] else {
                return Err(self.at(pair, "a map has pairs of a key and a value"));
            };
            pairs.push((self.value(first, key)?, self.value(second, value)?));
        }
        Ok(Val::Map(pairs))
    }

    fn product(&self, node: &Node, ty: &Type) -> Result<Val, Misfit> {
        if let Type::Tuple(tuple) = ty {
            let values = node.as_tuple().map_err(|_| self.expected(node, ty))?;
            let types = tuple.types();
            if types.len() != values.len() {
                let wanted = wording::count(types.len() as u64, "value");
                return Err(self.at(node, format!("expected {wanted}, found {}", values.len())));
            }
            let values = values.zip(types).map(|(node, ty)| self.value(node, &ty));
            return Ok(Val::Tuple(values.collect::<Result<_, _>>()?));
        }
        let Type::Record(record) = ty else {
            return Err(self.expected(node, ty));
        };
        let given: Vec<(&str, &Node)> = node
            .as_record(self.source)
            .map_err(|_| self.expected(node, ty))?
            .collect();
        let names: Vec<&str> = record.fields().map(|field| field.name).collect();
        if let Some((name, _)) = given.iter().find(|(name, _)| !names.contains(name)) {
            let start = name.as_ptr() as usize - self.source.as_ptr() as usize;
            let message = unknown(("field", name), &names);
            return Err(self.misfit(start..start + name.len(), message));
        }
        let mut fields = Vec::with_capacity(names.len());
        for field in record.fields() {
            let own = given.iter().find(|(name, _)| *name == field.name);
            let value = match (own, &field.ty) {
                (Some((_, node)), ty) => self.value(node, ty)?,
                (None, Type::Option(_)) => Val::Option(None),
                (None, _) => {
                    return Err(self.at(node, format!("field `{}` is missing", field.name)));
                }
            };
            fields.push((field.name.to_owned(), value));
        }
        Ok(Val::Record(fields))
    }

    /// A case of a variant or enum, or flags: what is known by a name of its type.
    fn named(&self, node: &Node, ty: &Type) -> Result<Val, Misfit> {
        let handle = self.handles.contains(&node.span().start);
        if let Type::Flags(flags) = ty {
            let names: Vec<&str> = flags.names().collect();
            let given = node
                .as_flags(self.source)
                .map_err(|_| self.expected(node, ty))?;
            let given: Vec<&str> = given.collect();
            if let Some(name) = given.iter().find(|name| !names.contains(name)) {
                let start = name.as_ptr() as usize - self.source.as_ptr() as usize;
                let message = unknown(("flag", name), &names);
                return Err(self.misfit(start..start + name.len(), message));
            }
            let set = names.into_iter().filter(|name| given.contains(name));
            return Ok(Val::Flags(set.map(str::to_owned).collect()));
        }
        let (label, payload) = match node.as_variant(self.source) {
            Ok(case) if !handle => case,
            _ => return Err(self.expected(node, ty)),
        };
        if let Type::Enum(names) = ty {
            let names: Vec<&str> = names.names().collect();
            return match payload {
                None if names.contains(&label) => Ok(Val::Enum(label.to_owned())),
                None => Err(self.at(node, unknown(("case", label), &names))),
                Some(_) => Err(self.expected(node, ty)),
            };
        }
        let Type::Variant(variant) = ty else {
            return Err(self.expected(node, ty));
        };
        let cases: Vec<Case<'_>> = variant.cases().collect();
        let Some(case) = cases.iter().find(|case| case.name == label) else {
            let names: Vec<&str> = cases.iter().map(|case| case.name).collect();
            return Err(self.at(node, unknown(("case", label), &names)));
        };
        let payload = self.payload(node, (label, payload), case.ty.as_ref())?;
        Ok(Val::Variant(label.to_owned(), payload))
    }

    /// The value in the parentheses of a case, where its type says that there is one.
    fn payload(
        &self,
        node: &Node,
        (label, payload): (&str, Option<&Node>),
        ty: Option<&Type>,
    ) -> Result<Option<Box<Val>>, Misfit> {
        match (payload, ty) {
            (Some(payload), Some(ty)) => Ok(Some(Box::new(self.value(payload, ty)?))),
            (None, None) => Ok(None),
            (Some(payload), None) => Err(self.at(payload, format!("`{label}` has no value"))),
            (None, Some(ty)) => {
                let shown = self.with.resources.shown(ty);
                Err(self.at(node, format!("`{label}` has a value: {shown}")))
            }
        }
    }

    fn option(&self, node: &Node, ty: &Type, some: &Type) -> Result<Val, Misfit> {
        Ok(Val::Option(match node.as_option() {
            Ok(Some(payload)) => Some(Box::new(self.value(payload, some)?)),
            Ok(None) => None,
            // As everywhere in WAVE, a plain value is some value.
            Err(_) if is_plain(some) => Some(Box::new(self.value(node, some)?)),
            Err(_) => return Err(self.expected(node, ty)),
        }))
    }

    fn result(
        &self,
        node: &Node,
        ty: &Type,
        (ok, err): (Option<Type>, Option<Type>),
    ) -> Result<Val, Misfit> {
        Ok(Val::Result(match node.as_result() {
            Ok(Ok(payload)) => Ok(self.payload(node, ("ok", payload), ok.as_ref())?),
            Ok(Err(payload)) => Err(self.payload(node, ("err", payload), err.as_ref())?),
            Err(_) => match &ok {
                Some(ok) if is_plain(ok) => Ok(Some(Box::new(self.value(node, ok)?))),
                _ => return Err(self.expected(node, ty)),
            },
        }))
    }

    fn handle(&self, node: &Node, ty: &Type) -> Result<Val, Misfit> {
        let text = self.slice(node);
        let number: Option<usize> = text
            .strip_prefix('$')
            .and_then(|number| number.parse().ok());
        let Some(number) = number.filter(|_| node.ty() == NodeType::Label) else {
            let shown = self.with.resources.shown(ty);
            let found = self.found(node);
            return Err(self.at(
                node,
                format!("expected a handle like `$1` of {shown}, found {found}"),
            ));
        };
        if number == 0 || number > self.with.handles {
            return Err(self.at(node, no_handle(text, self.with.handles)));
        }
        Ok(Val::Enum(text.to_owned()))
    }

    fn stream(&self, node: &Node, ty: &Type, item: Option<Type>) -> Result<Val, Misfit> {
        match (node.as_variant(self.source), item) {
            (Ok(("stream", Some(payload))), Some(item)) => {
                let items = self.items(payload, ty, &item)?;
                Ok(Val::Variant(
                    "stream".to_owned(),
                    Some(Box::new(Val::List(items))),
                ))
            }
            _ => Err(self.wanted(node, ty, "stream([...])")),
        }
    }

    fn future(&self, node: &Node, ty: &Type, item: Option<&Type>) -> Result<Val, Misfit> {
        match node.as_variant(self.source) {
            Ok(("future", payload)) => {
                let value = self.payload(node, ("future", payload), item)?;
                Ok(match value {
                    Some(value) => Val::Variant("future".to_owned(), Some(value)),
                    None => Val::Enum("future".to_owned()),
                })
            }
            _ => Err(self.wanted(node, ty, "future(...)")),
        }
    }

    fn wanted(&self, node: &Node, ty: &Type, notation: &str) -> Misfit {
        let shown = self.with.resources.shown(ty);
        let found = self.found(node);
        self.at(
            node,
            format!("expected {shown} as `{notation}`, found {found}"),
        )
    }
}

/// What is wrong with a name that a type does not have.
fn unknown((noun, name): (&str, &str), known: &[&str]) -> String {
    if let Some(near) = wording::closest(name, known.iter().copied()) {
        return format!("there is no {noun} `{name}`; did you mean `{near}`?");
    }
    let all = wording::some_of(known.iter().copied(), 8);
    format!("there is no {noun} `{name}` among {all}")
}

/// What is wrong with a handle that there is not.
pub(super) fn no_handle(text: &str, handles: usize) -> String {
    match handles {
        0 => format!("there is no `{text}`: no call before this one returned a handle"),
        1 => format!("there is no `{text}`: the calls before this one returned 1 handle"),
        _ => format!("there is no `{text}`: the calls before this one returned {handles} handles"),
    }
}

/// Whether a value of the type may stand without its `some` or `ok`.
fn is_plain(ty: &Type) -> bool {
    !matches!(ty, Type::Option(_) | Type::Result(_))
}
