//! Threads of a script: each has a store of its own and sees the shared memories of one instance.

use super::super::log::Fail;
use super::super::log::Judged;
use super::super::thread;
use super::Player;
use super::rests_on;
use json_from_wast::Command;
use std::sync::Arc;
use wasmtime::Extern;

impl Player {
    /// Starts a thread that sees the shared memories of one instance.
    pub(super) fn thread(
        &mut self,
        name: &str,
        shared: Option<&str>,
        commands: &[Command<'_>],
        place: usize,
    ) -> Judged {
        if self.children.contains_key(name) {
            return Err(Fail::Failed(format!("thread `${name}` runs already")));
        }
        let mut memories = Vec::new();
        if let Some(shared) = shared {
            if let Some(line) = self.broken.get(shared) {
                return Err(rests_on(*line));
            }
            for (module, field, item) in self.linker.iter(&mut self.store) {
                if let (true, Extern::SharedMemory(memory)) = (module == shared, item) {
                    memories.push((module.to_owned(), field.to_owned(), memory));
                }
            }
        }
        let text = serde_json::to_string(commands).expect("commands are plain data");
        let own = Arc::clone(&self.play);
        let own_name = shared.map(str::to_owned);
        let child = thread::spawn(self.play.stack, move || {
            let Ok(mut player) = Self::bare(&own) else {
                return;
            };
            player.names.extend(own_name);
            for (module, field, memory) in memories {
                let _ = player.linker.define(&player.store, &module, &field, memory);
            }
            let commands: Vec<Command<'_>> =
                serde_json::from_str(&text).expect("it was written a moment ago");
            player.perform(&commands, &[], place + 1);
        });
        let child = child.map_err(|error| Fail::Failed(format!("no thread: {error}")))?;
        self.children.insert(name.to_owned(), child);
        Ok(())
    }
}
