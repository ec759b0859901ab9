//! Types as people write them in WIT.

use std::fmt;
use wasmtime::component::ResourceType;
use wasmtime::component::Type;
use wasmtime::component::types::ComponentFunc;

/// Names of the resources that a component exports; handles of others have no name here.
#[derive(Default)]
pub(super) struct Resources(Vec<(ResourceType, String)>);

impl Resources {
    /// Adds one.
    pub(super) fn add(&mut self, resource: ResourceType, name: &str) {
        if self.name(resource).is_none() {
            self.0.push((resource, name.to_owned()));
        }
    }

    fn name(&self, resource: ResourceType) -> Option<&str> {
        let own = self.0.iter().find(|(known, _)| *known == resource);
        own.map(|(_, name)| name.as_str())
    }

    /// A type in words: `list<u8>`, `record { x: s32 }`, `borrow<counter>`.
    pub(super) fn shown<'a>(&'a self, ty: &'a Type) -> Shown<'a> {
        Shown { names: self, ty }
    }

    /// A function as its declaration: `add(a: s32, b: s32) -> s32`.
    pub(super) fn signature(&self, name: &str, function: &ComponentFunc) -> String {
        let mut text = format!("{name}(");
        for (index, (parameter, ty)) in function.params().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            text.push_str(&format!("{comma}{parameter}: {}", self.shown(&ty)));
        }
        text.push(')');
        for (index, ty) in function.results().enumerate() {
            let before = if index == 0 { " -> " } else { ", " };
            text.push_str(&format!("{before}{}", self.shown(&ty)));
        }
        text
    }
}

/// A type that can be written out.
pub(super) struct Shown<'a> {
    names: &'a Resources,
    ty: &'a Type,
}

impl Shown<'_> {
    fn inner(&self, ty: &Type) -> String {
        self.names.shown(ty).to_string()
    }

    fn maybe(&self, ty: Option<&Type>) -> String {
        ty.map_or_else(|| "_".to_owned(), |ty| self.inner(ty))
    }

    fn handle(&self, resource: ResourceType) -> &str {
        self.names.name(resource).unwrap_or("resource")
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let generic = |name: &str, of: &[String]| match of {
            [] => name.to_owned(),
            _ => format!("{name}<{}>", of.join(", ")),
        };
        let body = |name: &str, items: Vec<String>| format!("{name} {{ {} }}", items.join(", "));
        let text = match self.ty {
            Type::Bool => "bool".to_owned(),
            Type::S8 => "s8".to_owned(),
            Type::U8 => "u8".to_owned(),
            Type::S16 => "s16".to_owned(),
            Type::U16 => "u16".to_owned(),
            Type::S32 => "s32".to_owned(),
            Type::U32 => "u32".to_owned(),
            Type::S64 => "s64".to_owned(),
            Type::U64 => "u64".to_owned(),
            Type::Float32 => "f32".to_owned(),
            Type::Float64 => "f64".to_owned(),
            Type::Char => "char".to_owned(),
            Type::String => "string".to_owned(),
            Type::List(list) => generic("list", &[self.inner(&list.ty())]),
            Type::FixedLengthList(list) => {
                generic("list", &[self.inner(&list.ty()), list.len().to_string()])
            }
            Type::Map(map) => generic("map", &[self.inner(&map.key()), self.inner(&map.value())]),
            Type::Record(record) => {
                let fields = record.fields();
                let fields =
                    fields.map(|field| format!("{}: {}", field.name, self.inner(&field.ty)));
                body("record", fields.collect())
            }
            Type::Tuple(tuple) => {
                let types: Vec<String> = tuple.types().map(|ty| self.inner(&ty)).collect();
                generic("tuple", &types)
            }
            Type::Variant(variant) => {
                let cases = variant.cases().map(|case| match &case.ty {
                    Some(ty) => format!("{}({})", case.name, self.inner(ty)),
                    None => case.name.to_owned(),
                });
                body("variant", cases.collect())
            }
            Type::Enum(names) => body("enum", names.names().map(str::to_owned).collect()),
            Type::Flags(names) => body("flags", names.names().map(str::to_owned).collect()),
            Type::Option(option) => generic("option", &[self.inner(&option.ty())]),
            Type::Result(result) => match (result.ok(), result.err()) {
                (None, None) => "result".to_owned(),
                (ok, None) => generic("result", &[self.maybe(ok.as_ref())]),
                (ok, err) => generic(
                    "result",
                    &[self.maybe(ok.as_ref()), self.maybe(err.as_ref())],
                ),
            },
            Type::Own(resource) => self.handle(*resource).to_owned(),
            Type::Borrow(resource) => generic("borrow", &[self.handle(*resource).to_owned()]),
            Type::Stream(stream) => match stream.ty() {
                Some(ty) => generic("stream", &[self.inner(&ty)]),
                None => "stream".to_owned(),
            },
            Type::Future(future) => match future.ty() {
                Some(ty) => generic("future", &[self.inner(&ty)]),
                None => "future".to_owned(),
            },
            Type::ErrorContext => "error-context".to_owned(),
        };
        f.write_str(&text)
    }
}
