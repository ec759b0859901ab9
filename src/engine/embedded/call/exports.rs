//! Which export a call means.
//!
//! A person may leave out whatever is clear without it: the version, the package, the interface, and the brackets of what
//! belongs to a resource. The most exact reading wins; of several that are equally exact none is taken.

use super::types::Resources;
use crate::wording;
use wasmtime::Engine;
use wasmtime::component::Component;
use wasmtime::component::ComponentExportIndex;
use wasmtime::component::types::ComponentFunc;
use wasmtime::component::types::ComponentItem;

/// The functions that a component exports.
pub(super) struct Exports {
    functions: Vec<Export>,
    /// What its resources are called.
    pub(super) resources: Resources,
}

/// One function.
pub(super) struct Export {
    /// The interface it belongs to, as exported: `ns:pkg/iface@1.2.3`; nothing for one of the component's own.
    interface: Option<String>,
    /// Its name there: `add`, `[method]counter.get`.
    function: String,
    /// Its type before anything was instantiated.
    pub(super) ty: ComponentFunc,
    /// Where it is.
    pub(super) index: ComponentExportIndex,
}

/// Why no export was found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// There is none of that name. The advice names the nearest one, or what is there.
    Unknown(String),
    /// There are several, under these names.
    Ambiguous(Vec<String>),
}

impl Exports {
    /// Reads them off a component.
    pub(super) fn of(component: &Component) -> Self {
        let mut exports = Self {
            functions: Vec::new(),
            resources: Resources::default(),
        };
        let engine = component.engine();
        for (name, item) in component.component_type().exports(engine) {
            match item.ty {
                ComponentItem::ComponentInstance(instance) => {
                    let Some(parent) = component.get_export_index(None, name) else {
                        continue;
                    };
                    for (inner, item) in instance.exports(engine) {
                        let index = component.get_export_index(Some(&parent), inner);
                        exports.add((Some(name), inner), item.ty, index);
                    }
                }
                other => {
                    let index = component.get_export_index(None, name);
                    exports.add((None, name), other, index);
                }
            }
        }
        exports
    }

    fn add(
        &mut self,
        (interface, name): (Option<&str>, &str),
        item: ComponentItem,
        index: Option<ComponentExportIndex>,
    ) {
        match (item, index) {
            (ComponentItem::ComponentFunc(ty), Some(index)) => self.functions.push(Export {
                interface: interface.map(str::to_owned),
                function: name.to_owned(),
                ty,
                index,
            }),
            (ComponentItem::Resource(resource), _) => self.resources.add(resource, name),
            _ => {}
        }
    }

    /// The export that a name means.
    pub(super) fn find(&self, name: &str) -> Result<&Export, Missing> {
        for exactness in 0..Export::READINGS {
            let fits =
                |export: &&Export| export.readings()[exactness].iter().any(|own| own == name);
            let mut found = self.functions.iter().filter(fits);
            match (found.next(), found.next()) {
                (Some(export), None) => return Ok(export),
                (Some(_), Some(_)) => {
                    let all = self.functions.iter().filter(fits);
                    return Err(Missing::Ambiguous(all.map(Export::full).collect()));
                }
                (None, _) => {}
            }
        }
        let names: Vec<String> = self.functions.iter().map(Export::short).collect();
        let readings = self.functions.iter().flat_map(Export::readings);
        let known: Vec<String> = readings.flatten().collect();
        Err(Missing::Unknown(advice(name, &names, &known)))
    }
}

/// What to do about a name that is not there: `names` is what is there, `known` what it may also be called.
pub(super) fn advice(name: &str, names: &[String], known: &[String]) -> String {
    if let Some(near) = wording::closest(name, known.iter().map(String::as_str)) {
        return format!("did you mean `{}`?", wording::visible(near));
    }
    if names.is_empty() {
        return "it exports no function".to_owned();
    }
    let shown: Vec<String> = names
        .iter()
        .map(|name| format!("`{}`", wording::visible(name)))
        .collect();
    let shown = wording::some_of(shown.iter().map(String::as_str), 12);
    format!("it exports {shown}")
}

impl Export {
    /// How many ways there are to read a name, from the most exact to the least.
    const READINGS: usize = 5;

    /// All names it answers to, the most exact first: the component's own, with package and version, without version,
    /// by the interface's last word, by itself.
    fn readings(&self) -> [Vec<String>; Self::READINGS] {
        let names = self.names();
        let Some(interface) = &self.interface else {
            let own = names.iter().map(|name| (*name).to_owned()).collect();
            return [own, vec![], vec![], vec![], vec![]];
        };
        let (path, version) = match interface.split_once('@') {
            Some((path, version)) => (path, Some(version)),
            None => (interface.as_str(), None),
        };
        let last = path.rsplit('/').next().unwrap_or(path);
        let with = |prefix: &str| {
            names
                .iter()
                .map(|name| format!("{prefix}.{name}"))
                .collect()
        };
        let mut exact: Vec<String> = with(interface);
        if let Some(version) = version {
            exact.extend(names.iter().map(|name| format!("{path}.{name}@{version}")));
        }
        let bare = names.iter().map(|name| (*name).to_owned()).collect();
        [vec![], exact, with(path), with(last), bare]
    }

    /// Its name, and what a person may write for that of a constructor, method or static function.
    fn names(&self) -> Vec<&str> {
        let name = self.function.as_str();
        let plain = [
            "[constructor]",
            "[method]",
            "[static]",
            "[async method]",
            "[async static]",
        ]
        .into_iter()
        .find_map(|bracket| name.strip_prefix(bracket));
        std::iter::once(name).chain(plain).collect()
    }

    /// Its shortest name that says where it belongs: `add`, `iface.add`, `counter.get`.
    fn short(&self) -> String {
        let readings = self.readings();
        let names = [&readings[0], &readings[3]].into_iter().flatten();
        names.last().cloned().unwrap_or_default()
    }

    /// Its whole name: `ns:pkg/iface@1.2.3.add`.
    pub(super) fn full(&self) -> String {
        let readings = self.readings();
        let names = [&readings[0], &readings[1]].into_iter().flatten();
        names.take(1).next().cloned().unwrap_or_default()
    }

    /// Its name in messages that show its type.
    pub(super) fn function(&self) -> &str {
        self.names().last().copied().unwrap_or_default()
    }
}

/// Functions that a core module exports, with their types.
pub(super) fn of_module(module: &wasmtime::Module) -> Vec<(String, wasmtime::FuncType)> {
    let exports = module.exports();
    exports
        .filter_map(|export| Some((export.name().to_owned(), export.ty().func()?.clone())))
        .collect()
}

/// Whether an engine lets components have several tasks.
pub(super) fn has_tasks(engine: &Engine) -> bool {
    engine.get_concurrency_support()
}
