//! Instances: made, named, registered, or rightly not made.

use super::super::judge;
use super::super::judge::Outcome;
use super::super::log::Fail;
use super::super::log::Judged;
use super::super::spectest;
use super::Code;
use super::Current;
use super::Player;
use super::failed;
use super::rests_on;
use super::stopped;
use json_from_wast::WasmFile;
use wasmtime::Error;
use wasmtime::component;
use wasmtime::component::types::ComponentItem;

impl Player {
    pub(super) fn module(&mut self, name: Option<&str>, file: &WasmFile<'_>, line: u32) -> Judged {
        let code = match self.code(file) {
            Ok(code) => code,
            Err(error) => {
                self.broke(name, line);
                return Err(failed(&error));
            }
        };
        self.instance(name, &code, line)
    }

    /// Makes an instance the current one, and known by its name.
    pub(super) fn instance(&mut self, name: Option<&str>, code: &Code, line: u32) -> Judged {
        match self.instantiate(code)? {
            Ok(instance) => {
                self.current = instance;
                if let Some(name) = name {
                    self.broken.remove(name);
                    self.names.insert(name.to_owned());
                    self.name(name, code).map_err(|error| failed(&error))?;
                }
                Ok(())
            }
            Err(error) => {
                self.broke(name, line);
                Err(failed(&error))
            }
        }
    }

    fn broke(&mut self, name: Option<&str>, line: u32) {
        self.current = Current::Broken(line);
        if let Some(name) = name {
            self.names.remove(name);
            self.broken.insert(name.to_owned(), line);
        }
    }

    fn instantiate(&mut self, code: &Code) -> Result<wasmtime::Result<Current>, Fail> {
        match code {
            Code::Core(module) => {
                let made = self.linker.instantiate(&mut self.store, module);
                if made.is_err() {
                    // An exception of a start function stays with the store until somebody takes it.
                    let _ = self.store.take_pending_exception();
                }
                Ok(made.map(Current::Core))
            }
            Code::Component(component) => {
                if let Err(error) = self.host() {
                    return Ok(Err(error));
                }
                let linker = self.components.as_ref().expect("it was just made");
                let mut store = self.play.stores.make();
                let made = linker.instantiate_async(&mut store, component);
                let made = self.runtime.block_on(self.play.stores.switch.until(made));
                let made = made.ok_or_else(stopped)?;
                Ok(made.map(|instance| Current::Component(Box::new(store), instance)))
            }
        }
    }

    /// Makes the linker of components.
    fn host(&mut self) -> wasmtime::Result<()> {
        if self.components.is_some() {
            return Ok(());
        }
        let mut linker = component::Linker::new(&self.play.stores.engine);
        linker.allow_shadowing(true);
        if let Code::Core(simple) = self.load(spectest::SIMPLE_NAME)? {
            spectest::components(&mut linker, &simple)?;
        }
        self.components = Some(linker);
        Ok(())
    }

    /// Makes what the current instance exports known by a name.
    fn name(&mut self, name: &str, code: &Code) -> wasmtime::Result<()> {
        match (&mut self.current, code) {
            (Current::Core(instance), _) => {
                self.linker.instance(&mut self.store, name, *instance)?;
            }
            (Current::Component(store, instance), Code::Component(component)) => {
                let Some(linker) = &mut self.components else {
                    return Ok(());
                };
                let mut linker = linker.instance(name)?;
                let kind = component.component_type();
                // Functions of one component cannot be handed to another from outside.
                for (name, item) in kind.exports(&self.play.stores.engine) {
                    match item.ty {
                        ComponentItem::Module(_) => {
                            if let Some(module) = instance.get_module(&mut **store, name) {
                                linker.module(name, &module)?;
                            }
                        }
                        ComponentItem::Resource(_) => {
                            if let Some(kind) = instance.get_resource(&mut **store, name) {
                                linker.resource(name, kind, |_, _| Ok(()))?;
                            }
                        }
                        _ => {}
                    }
                }
            }
            (Current::None | Current::Broken(_) | Current::Component(..), _) => {}
        }
        Ok(())
    }

    pub(super) fn register(&mut self, name: Option<&str>, as_name: &str) -> Judged {
        let fail = |error: Error| failed(&error);
        match (name, &self.current) {
            (Some(name), _) => match self.broken.get(name) {
                Some(line) => Err(rests_on(*line)),
                None if !self.names.contains(name) => {
                    Err(Fail::Failed(format!("no instance `${name}` is there")))
                }
                None => self.linker.alias_module(name, as_name).map_err(fail),
            },
            (None, Current::Core(instance)) => {
                let instance = *instance;
                self.linker
                    .instance(&mut self.store, as_name, instance)
                    .map(|_| ())
                    .map_err(fail)
            }
            (None, Current::Component(..)) => Err(Fail::of("components cannot be registered")),
            (None, Current::Broken(line)) => Err(rests_on(*line)),
            (None, Current::None) => Err(Fail::of("there is no instance yet")),
        }
    }

    pub(super) fn unlinkable(&mut self, file: &WasmFile<'_>, text: &str) -> Judged {
        let code = self.code(file).map_err(|error| failed(&error))?;
        match self.instantiate(&code)? {
            Ok(_) => Err(Fail::of("it was linked")),
            Err(error) => judge::rejected(&error, text, self.play.words),
        }
    }

    pub(super) fn uninstantiable(&mut self, file: &WasmFile<'_>, text: &str) -> Judged {
        let code = self.code(file).map_err(|error| failed(&error))?;
        match self.instantiate(&code)? {
            Ok(_) => Err(Fail::Failed(format!(
                "expected trap \"{text}\", got an instance"
            ))),
            Err(error) => judge::trapped(&mut self.store, &Outcome::Error(error), ("trap", text)),
        }
    }
}
