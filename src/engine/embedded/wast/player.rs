//! Carries out the directives of a script, one after the other, on the thread of the script or on one of its threads.
//!
//! All core modules of a thread share one store and one set of names, every component has a store of its own: as in
//! wasmtime's own runner. Calls into core modules are plain calls on this thread's stack; components may wait, so they
//! run inside a small runtime.

mod instances;
mod threads;

use super::super::code::Loaded;
use super::bundle::Opened;
use super::guest::Guest;
use super::guest::Stores;
use super::header::Words;
use super::judge;
use super::judge::Outcome;
use super::log;
use super::log::Fail;
use super::log::Judged;
use super::log::Log;
use super::read;
use super::read::Fault;
use super::spectest;
use super::thread::Child;
use json_from_wast::Action;
use json_from_wast::Command;
use json_from_wast::Const;
use json_from_wast::WasmFile;
use std::collections::HashMap;
use std::collections::HashSet;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::sync::Arc;
use tokio::runtime::Runtime;
use wasmtime::Error;
use wasmtime::Extern;
use wasmtime::Instance;
use wasmtime::Linker;
use wasmtime::Module;
use wasmtime::Store;
use wasmtime::Val;
use wasmtime::component;
use wasmtime::component::Component;

/// What all threads of a script share.
pub(super) struct Play {
    /// Directives and code.
    pub(super) opened: Opened,
    /// Makes stores, and stops them.
    pub(super) stores: Stores,
    /// What came of each directive.
    pub(super) log: Log,
    /// Whether the words of a rejection count.
    pub(super) words: Words,
    /// Bytes of stack for each thread.
    pub(super) stack: usize,
}

/// Code that was loaded.
#[derive(Clone)]
enum Code {
    Core(Module),
    Component(Component),
}

/// The instance that an action without a name means.
enum Current {
    None,
    /// The module at this line came to nothing.
    Broken(u32),
    Core(Instance),
    Component(Box<Store<Guest>>, component::Instance),
}

/// One thread of a script.
pub(super) struct Player {
    play: Arc<Play>,
    runtime: Runtime,
    store: Store<Guest>,
    linker: Linker<Guest>,
    /// Made when the first component comes.
    components: Option<component::Linker<Guest>>,
    current: Current,
    /// Definitions by their names; a line where one came to nothing.
    definitions: HashMap<Option<String>, Result<Code, u32>>,
    /// Names of instances that came to nothing, with their lines.
    broken: HashMap<String, u32>,
    /// Names of instances that are there.
    names: HashSet<String>,
    children: HashMap<String, Child>,
}

/// What was not asked because the script is being stopped; nobody reads it.
fn stopped() -> Fail {
    Fail::Skipped("the script was stopped".to_owned())
}

fn rests_on(line: u32) -> Fail {
    Fail::Skipped(format!("the module at line {line} failed"))
}

fn failed(error: &Error) -> Fail {
    Fail::Failed(judge::words(error))
}

impl Player {
    /// The main thread of a script.
    pub(super) fn main(play: &Arc<Play>) -> wasmtime::Result<Self> {
        let mut player = Self::bare(play)?;
        spectest::core(&mut player.linker, &mut player.store)?;
        Ok(player)
    }

    /// A thread without imports.
    pub(super) fn bare(play: &Arc<Play>) -> wasmtime::Result<Self> {
        // Scripts define names again and mean the last definition.
        let mut linker = Linker::new(&play.stores.engine);
        linker.allow_shadowing(true);
        Ok(Self {
            runtime: tokio::runtime::Builder::new_current_thread().build()?,
            store: play.stores.make(),
            linker,
            components: None,
            current: Current::None,
            definitions: HashMap::new(),
            broken: HashMap::new(),
            names: HashSet::new(),
            children: HashMap::new(),
            play: Arc::clone(play),
        })
    }

    /// Carries out directives until they or the script's time end, then waits for threads that were left running.
    pub(super) fn perform(&mut self, commands: &[Command<'_>], faults: &[Fault], first: usize) {
        let mut place = first;
        let mut faults = faults.iter().peekable();
        for index in 0..=commands.len() {
            while let Some(fault) = faults.next_if(|fault| fault.before == index) {
                self.play.log.begin(place, fault.line, &fault.kind);
                let judged = Err(Fail::Failed(fault.message.clone()));
                self.play.log.end(place, judged);
                place += 1;
            }
            let Some(command) = commands.get(index) else {
                break;
            };
            if self.play.stores.switch.turned() {
                return;
            }
            self.one(command, place);
            place += log::places(command);
        }
        for child in std::mem::take(&mut self.children).into_values() {
            child.wait(&self.play.stores.switch);
        }
    }

    fn one(&mut self, command: &Command<'_>, place: usize) {
        let play = Arc::clone(&self.play);
        play.log.begin(place, command.line(), log::kind(command));
        let judged = catch_unwind(AssertUnwindSafe(|| self.directive(command, place)));
        let judged = judged.unwrap_or_else(|panic| {
            self.current = Current::Broken(command.line());
            let words = super::super::seat::words(&*panic);
            Err(Fail::Failed(format!("the engine panicked: {words}")))
        });
        // What a stopped guest came to is no answer.
        if !play.stores.switch.turned() {
            play.log.end(place, judged);
        }
    }

    fn directive(&mut self, command: &Command<'_>, place: usize) -> Judged {
        match command {
            Command::Module { name, file, line } => self.module(name.as_deref(), file, *line),
            Command::ModuleDefinition { name, file, line } => {
                let code = self.code(file);
                let judged = code.as_ref().map(|_| ()).map_err(failed);
                let name = name.as_deref().map(str::to_owned);
                self.definitions.insert(name, code.map_err(|_| *line));
                judged
            }
            Command::ModuleInstance {
                instance,
                module,
                line,
            } => {
                let name = module.as_deref().map(str::to_owned);
                match self.definitions.get(&name).cloned() {
                    Some(Ok(code)) => self.instance(instance.as_deref(), &code, *line),
                    Some(Err(broken)) => Err(rests_on(broken)),
                    None => Err(Fail::Failed(match name {
                        Some(name) => format!("no module `${name}` is defined"),
                        None => "no module is defined".to_owned(),
                    })),
                }
            }
            Command::Register { name, as_, .. } => self.register(name.as_deref(), as_),
            Command::Action { action, .. } => judge::done(&self.action(action)?),
            Command::AssertReturn {
                action, expected, ..
            } => {
                let outcome = self.action(action)?;
                judge::returned(&mut self.store, &outcome, expected)
            }
            Command::AssertTrap { action, text, .. } => self.traps(action, "trap", text),
            Command::AssertExhaustion { action, text, .. } => {
                self.traps(action, "exhaustion", text)
            }
            Command::AssertException { action, .. } => {
                let outcome = self.action(action)?;
                judge::threw(&mut self.store, &outcome)
            }
            Command::AssertSuspension { action, .. } => {
                let outcome = self.action(action)?;
                judge::suspended(&mut self.store, &outcome)
            }
            Command::AssertInvalid { file, text, .. }
            | Command::AssertMalformed { file, text, .. } => match self.code(file) {
                Ok(code) => Err(Fail::Failed(accepted(&code, ""))),
                Err(error) => judge::rejected(&error, text, self.play.words),
            },
            Command::AssertInvalidCustom { file, text, .. }
            | Command::AssertMalformedCustom { file, text, .. } => match self.code(file) {
                Ok(code) => Err(Fail::Failed(accepted(
                    &code,
                    ": this engine does not read custom sections",
                ))),
                Err(error) => judge::rejected(&error, text, self.play.words),
            },
            Command::AssertUnlinkable { file, text, .. } => self.unlinkable(file, text),
            Command::AssertUninstantiable { file, text, .. } => self.uninstantiable(file, text),
            Command::Thread {
                name,
                shared_module,
                commands,
                ..
            } => self.thread(name, shared_module.as_deref(), commands, place),
            Command::Wait { thread, .. } => match self.children.remove(&thread[..]) {
                Some(child) => child
                    .wait(&self.play.stores.switch)
                    .then_some(())
                    .ok_or_else(|| Fail::of("the thread panicked")),
                None => Err(Fail::Failed(format!("no thread `${thread}` runs"))),
            },
        }
    }

    fn code(&self, file: &WasmFile<'_>) -> wasmtime::Result<Code> {
        self.load(read::name(file))
    }

    fn load(&self, name: &str) -> wasmtime::Result<Code> {
        let loaded = self.play.opened.load(&self.play.stores.engine, name)?;
        Ok(match loaded {
            Loaded::Module(module) => Code::Core(module),
            Loaded::Component(component) => Code::Component(component),
        })
    }

    fn traps(&mut self, action: &Action<'_>, what: &str, text: &str) -> Judged {
        let outcome = self.action(action)?;
        judge::trapped(&mut self.store, &outcome, (what, text))
    }

    fn action(&mut self, action: &Action<'_>) -> Result<Outcome, Fail> {
        match action {
            Action::Invoke {
                module,
                field,
                args,
            } => {
                if module.is_none()
                    && let Current::Component(store, instance) = &mut self.current
                {
                    let call = call(store, *instance, field, args);
                    let switch = &self.play.stores.switch;
                    let outcome = self.runtime.block_on(switch.until(call));
                    return outcome.ok_or_else(stopped)?;
                }
                let function = self
                    .export(module.as_deref(), field)?
                    .into_func()
                    .ok_or_else(|| Fail::Failed(format!("`{field}` is no function")))?;
                self.invoke(function, args)
            }
            Action::Get { module, field } => {
                let global = self
                    .export(module.as_deref(), field)?
                    .into_global()
                    .ok_or_else(|| Fail::Failed(format!("`{field}` is no global")))?;
                Ok(Outcome::Core(vec![global.get(&mut self.store)]))
            }
        }
    }

    fn export(&mut self, module: Option<&str>, field: &str) -> Result<Extern, Fail> {
        if let Some(module) = module {
            if let Some(line) = self.broken.get(module) {
                return Err(rests_on(*line));
            }
            return self
                .linker
                .get(&mut self.store, module, field)
                .map_err(|_| Fail::Failed(format!("`${module}` exports no `{field}`")));
        }
        match &self.current {
            Current::Core(instance) => instance
                .get_export(&mut self.store, field)
                .ok_or_else(|| Fail::Failed(format!("the module exports no `{field}`"))),
            Current::Component(..) => Err(Fail::of("a component exports no globals")),
            Current::Broken(line) => Err(rests_on(*line)),
            Current::None => Err(Fail::of("there is no instance yet")),
        }
    }

    fn invoke(&mut self, function: wasmtime::Func, args: &[Const<'_>]) -> Result<Outcome, Fail> {
        let mut values = Vec::with_capacity(args.len());
        for arg in args {
            let Const::Core(arg) = arg else {
                return Err(Fail::of("a value of a component cannot be passed here"));
            };
            let value = super::core::value(&mut self.store, arg);
            values.push(value.map_err(|error| failed(&error))?);
        }
        let count = function.ty(&self.store).results().len();
        let mut results = vec![Val::null_func_ref(); count];
        Ok(
            match function.call(&mut self.store, &values, &mut results) {
                Ok(()) => Outcome::Core(results),
                Err(error) => {
                    let _ = self.store.take_pending_exception();
                    Outcome::Error(error)
                }
            },
        )
    }
}

/// Says that something was not rejected.
fn accepted(code: &Code, why: &str) -> String {
    let what = match code {
        Code::Core(_) => "module",
        Code::Component(_) => "component",
    };
    format!("the {what} was accepted{why}")
}

/// Calls a function of a component.
async fn call(
    store: &mut Store<Guest>,
    instance: component::Instance,
    field: &str,
    args: &[Const<'_>],
) -> Result<Outcome, Fail> {
    let function = instance
        .get_func(&mut *store, field)
        .ok_or_else(|| Fail::Failed(format!("the component exports no function `{field}`")))?;
    let args: Option<Vec<component::Val>> = args.iter().map(super::component::value).collect();
    let args = args.ok_or_else(|| Fail::of("a value of a core module cannot be passed here"))?;
    let count = function.ty(&*store).results().len();
    let mut results = vec![component::Val::Bool(false); count];
    Ok(
        match function.call_async(&mut *store, &args, &mut results).await {
            Ok(()) => Outcome::Component(results),
            Err(error) => Outcome::Error(error),
        },
    )
}
