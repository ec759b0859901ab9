//! What wassay provides to programs, and who else would have to provide the rest.

use super::code::Refusal;
use super::config::Tasks;
use super::host::World;
use crate::model::cause::Cause;
use crate::model::cause::Stage;
use crate::model::invocation::Entry;
use crate::model::program::ProgramKind;
use crate::wasm::Import;
use crate::wasm::Sniffed;
use crate::wording;
use std::collections::HashSet;
use wasmtime::Engine;
use wasmtime::Linker;
use wasmtime::Store;
use wasmtime_wasi::I32Exit;

/// Names that a core module may import functions of WASI 0.1 (and its draft) from.
const CORE: [&str; 2] = ["wasi_snapshot_preview1", "wasi_unstable"];

/// Packages of WASI 0.2 and 0.3 that components get.
const PACKAGES: [&str; 7] = [
    "cli",
    "clocks",
    "filesystem",
    "http",
    "io",
    "random",
    "sockets",
];

/// The linker of core modules.
pub(super) fn core(engine: &Engine) -> wasmtime::Result<Linker<World>> {
    let mut linker = Linker::new(engine);
    wasmtime_wasi::p1::add_to_linker_async(&mut linker, |world: &mut World| &mut world.wasi)?;
    wasmtime_wasi::p0::add_to_linker_async(&mut linker, |world: &mut World| &mut world.wasi)?;
    linker.allow_shadowing(true);
    for module in CORE {
        // wasmtime-wasi takes only codes below 126 and forgets the others; a guest's code is data.
        linker.func_wrap(module, "proc_exit", |code: i32| -> wasmtime::Result<()> {
            Err(I32Exit(code).into())
        })?;
    }
    linker.allow_shadowing(false);
    Ok(linker)
}

/// The linker of components: WASI 0.2 with `wasi:http`, and 0.3 where tasks are.
pub(super) fn components(
    engine: &Engine,
    tasks: Tasks,
) -> wasmtime::Result<wasmtime::component::Linker<World>> {
    let mut linker = wasmtime::component::Linker::new(engine);
    wasmtime_wasi::p2::add_to_linker_async(&mut linker)?;
    wasmtime_wasi_http::p2::add_only_http_to_linker_async(&mut linker)?;
    if tasks == Tasks::Many {
        wasmtime_wasi::p3::add_to_linker(&mut linker)?;
        wasmtime_wasi_http::p3::add_to_linker(&mut linker)?;
    }
    Ok(linker)
}

/// Everything that [`core`] defines.
pub(super) fn known(linker: &Linker<World>, mut store: Store<World>) -> HashSet<Import> {
    let own = linker.iter(&mut store).map(|(module, name, _)| Import {
        module: module.to_owned(),
        name: name.to_owned(),
    });
    own.collect()
}

/// Imports of a core module that neither `known` nor a preload before it provides.
pub(super) fn unmet_core(
    module: &Sniffed,
    known: &HashSet<Import>,
    before: &[(String, &Sniffed)],
) -> Vec<Import> {
    let met = |import: &&Import| {
        known.contains(*import)
            || before.iter().any(|(name, preload)| {
                *name == import.module && preload.exports.contains(&import.name)
            })
    };
    let mut unmet: Vec<Import> = Vec::new();
    for import in module.imports.iter().filter(|import| !met(import)) {
        if !unmet.contains(import) {
            unmet.push(import.clone());
        }
    }
    unmet
}

/// Imports of a component that are of no interface we have, by their names alone.
pub(super) fn unmet_component(component: &Sniffed) -> Vec<Import> {
    let strange = |import: &&Import| !is_ours(&import.module);
    component.imports.iter().filter(strange).cloned().collect()
}

/// Whether an interface is among those that commands get: `wasi:cli/stdout@0.2.4`.
fn is_ours(name: &str) -> bool {
    let Some((package, rest)) = name
        .strip_prefix("wasi:")
        .and_then(|name| name.split_once('/'))
    else {
        return false;
    };
    let version = rest.split_once('@').map_or("", |(_, version)| version);
    let known_version = version == "0.3.0" || version.starts_with("0.2.") && !version.contains('-');
    PACKAGES.contains(&package) && known_version && !(package == "io" && version == "0.3.0")
}

/// The cause of a refusal; `label` is what people call the file.
pub(super) fn cause(label: &str, refusal: &Refusal, preloads: &[String]) -> Cause {
    match refusal {
        Refusal::Compile(chain) => chained(
            Cause::new(
                Stage::Compile,
                "refused",
                format!("`{label}` does not compile"),
            ),
            chain,
        ),
        Refusal::Mismatch(chain) => chained(
            Cause::new(
                Stage::Link,
                "unmet-import",
                format!("the imports of `{label}` do not fit what is provided"),
            ),
            chain,
        ),
        Refusal::Unmet(imports) => unmet_cause(label, imports, preloads),
    }
}

fn chained(mut cause: Cause, chain: &[String]) -> Cause {
    cause.chain.extend(chain.iter().cloned());
    cause
}

/// Most imports that a message names.
const NAMED: usize = 5;

fn unmet_cause(label: &str, imports: &[Import], preloads: &[String]) -> Cause {
    let names: Vec<String> = imports
        .iter()
        .take(NAMED)
        .map(|import| format!("`{}`", wording::visible(&import.to_string())))
        .collect();
    let mut message = format!("`{label}` imports {}", names.join(", "));
    if imports.len() > NAMED {
        let more = imports.len() - NAMED;
        message.push_str(&format!(" and {}", wording::count(more as u64, "other")));
    }
    message.push_str(", which nothing here provides");
    let mut cause = Cause::new(Stage::Link, "unmet-import", message);
    let mut advice: Vec<String> = Vec::new();
    for import in imports {
        let provider = provider(import, preloads);
        if !advice.contains(&provider) && advice.len() < 3 {
            advice.push(provider);
        }
    }
    cause.hint = Some(advice.join("; "));
    cause
}

/// Who provides an import elsewhere.
fn provider(import: &Import, preloads: &[String]) -> String {
    let module = wording::visible(&import.module);
    if preloads.contains(&import.module) {
        return format!(
            "preload `{module}` does not export `{}`",
            wording::visible(&import.name)
        );
    }
    if import.name.is_empty() || import.module.contains(':') {
        return interface_provider(&import.module);
    }
    match &*import.module {
        "wasi_snapshot_preview1" | "wasi_unstable" => {
            format!("WASI 0.1 has no function `{}`", wording::visible(&import.name))
        }
        "env" => "functions of `env` come from the program that embeds the module, such as the JavaScript that \
                  Emscripten writes; build for `wasm32-wasip1`"
            .to_owned(),
        "wbg" | "__wbindgen_placeholder__" | "__wbindgen_externref_xform__" => {
            "it is made by wasm-bindgen, whose functions are JavaScript; build for `wasm32-wasip1`".to_owned()
        }
        "go" | "gojs" => {
            "it is made for Go's JavaScript; build with `GOOS=wasip1`".to_owned()
        }
        "GOT.mem" | "GOT.func" => {
            "it is a dynamic library; link it statically".to_owned()
        }
        "wasi" => "`wasi.thread-spawn` belongs to wasi-threads, which wasmtime no longer has".to_owned(),
        _ => format!(
            "another module has to provide `{module}`: name it as a `preload` of the runtime"
        ),
    }
}

fn interface_provider(name: &str) -> String {
    let version = super::WASMTIME;
    let (package, at) = name.split_once('@').unwrap_or((name, ""));
    let package = package.split('/').next().unwrap_or(package);
    let shown = wording::visible(package);
    let Some(wasi) = package.strip_prefix("wasi:") else {
        return format!(
            "`{shown}` is not WASI: the host that the component was made for provides it, or another component to \
             compose it with"
        );
    };
    if !PACKAGES.contains(&wasi) {
        return format!("`{shown}` is not provided here");
    }
    if at.contains('-') {
        return format!(
            "`{}` is a draft; wasmtime {version} implements WASI 0.2 and 0.3.0, and a draft links with itself alone: \
             build with newer tools",
            wording::visible(name)
        );
    }
    format!(
        "wasmtime {version} implements WASI 0.2 and 0.3.0, not `{}`",
        wording::visible(name)
    )
}

/// What a program is for those who ask for `entry`; nothing where it does not offer that.
pub(super) fn offers(entry: Entry, sniffed: &Sniffed) -> Option<ProgramKind> {
    // A draft (`0.3.0-rc-2026-03-15`) links with itself alone.
    let exports = |track: &str| {
        let mut versions = sniffed
            .exports
            .iter()
            .filter_map(|name| name.strip_prefix(track));
        versions.any(|rest| !rest.contains('-'))
    };
    let component = sniffed.is_component();
    // Of a component that has both the newer one is asked, as `wasmtime run` and `wasmtime serve` do.
    let newest = |tracks: [(&str, ProgramKind); 2]| {
        let mut tracks = tracks.into_iter().filter(|_| component);
        tracks
            .find(|(track, _)| exports(track))
            .map(|(_, kind)| kind)
    };
    match entry {
        Entry::Command if sniffed.kind == ProgramKind::P1 => Some(ProgramKind::P1),
        Entry::Command => newest([
            ("wasi:cli/run@0.3.", ProgramKind::P3),
            ("wasi:cli/run@0.2.", ProgramKind::P2),
        ]),
        Entry::Handler => newest([
            ("wasi:http/handler@0.3.", ProgramKind::HttpP3),
            ("wasi:http/incoming-handler@0.2.", ProgramKind::HttpP2),
        ]),
        Entry::Exports | Entry::Script | Entry::World => Some(sniffed.kind),
    }
}

/// The cause of a program without an entry point.
pub(super) fn no_entry(entry: Entry, label: &str, sniffed: &Sniffed) -> Cause {
    let component = sniffed.is_component();
    let (wanted, hint) = match entry {
        Entry::Handler => (
            "no `wasi:http/incoming-handler` of WASI 0.2 and no `wasi:http/handler` of WASI 0.3.0",
            if sniffed
                .exports
                .iter()
                .any(|name| name.starts_with("wasi:cli/run@"))
            {
                "it is a command: a case with `command` runs it"
            } else if !component {
                "a handler is a component: build one for the world `wasi:http/proxy` or `wasi:http/service`"
            } else {
                "build it for the world `wasi:http/proxy` or `wasi:http/service`"
            },
        ),
        Entry::Command | Entry::Exports | Entry::Script | Entry::World if component => (
            "no `wasi:cli/run` of WASI 0.2 or 0.3.0",
            if sniffed
                .exports
                .iter()
                .any(|name| name.starts_with("wasi:http/"))
            {
                "it is a handler: a case with `http` asks it"
            } else {
                "a command exports `wasi:cli/run`: build a program, not a library"
            },
        ),
        Entry::Command | Entry::Exports | Entry::Script | Entry::World => (
            "no `_start`",
            if sniffed.exports.iter().any(|name| name == "_initialize") {
                "it is a reactor: another module has to call what it exports; name it as a `preload` of that one"
            } else {
                "a command exports `_start`: build a program, not a library"
            },
        ),
    };
    let exports: Vec<String> = sniffed
        .exports
        .iter()
        .map(|name| format!("`{}`", wording::visible(name)))
        .collect();
    let exports = match exports.len() {
        0 => "nothing".to_owned(),
        _ => wording::some_of(exports.iter().map(String::as_str), 6),
    };
    let message = format!(
        "`{label}` is a {} with {wanted}: it exports {exports}",
        sniffed.describe()
    );
    let mut cause = Cause::new(Stage::Link, "no-entry", message);
    cause.hint = Some(draft(&sniffed.exports).unwrap_or_else(|| hint.to_owned()));
    cause
}

/// The cause of an entry point that has the right name, and not the functions that belong to it.
pub(super) fn strange_entry(label: &str, error: &wasmtime::Error) -> Cause {
    let message = format!("`{label}` exports an interface of WASI without what belongs to it");
    let mut cause = Cause::new(Stage::Link, "strange-entry", message);
    cause.chain.extend(error.chain().map(ToString::to_string));
    cause.hint("the functions of an interface and their types are those of the WIT of that version of WASI")
}

/// What to do about an export that is the entry of a WASI version which does not link here.
fn draft(exports: &[String]) -> Option<String> {
    let draft = exports
        .iter()
        .find(|name| name.starts_with("wasi:") && name.contains("@0.3.0-"))?;
    Some(interface_provider(draft))
}
