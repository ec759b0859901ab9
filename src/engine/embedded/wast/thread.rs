//! Threads that may never end.
//!
//! A guest that waits on an address of a shared memory blocks its thread where nothing reaches it. Such a thread is left
//! behind: it holds what it needs itself, and ends when it is woken or with the process.

use super::guest::Switch;
use std::io;
use std::sync::mpsc;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

/// How often somebody who waits looks at the switch.
const LOOK: Duration = Duration::from_millis(3);

/// A thread of a script.
pub(super) struct Child {
    done: Receiver<()>,
}

/// Starts a thread with so many bytes of stack.
pub(super) fn spawn(stack: usize, work: impl FnOnce() + Send + 'static) -> io::Result<Child> {
    let (tell, done) = mpsc::channel();
    std::thread::Builder::new()
        .name("wassay-script".to_owned())
        .stack_size(stack)
        .spawn(move || {
            work();
            // Nobody listens any more once the script was given up.
            let _ = tell.send(());
        })?;
    Ok(Child { done })
}

impl Child {
    /// Waits for the thread's end, or until the script is stopped; false where the thread panicked.
    pub(super) fn wait(self, switch: &Switch) -> bool {
        while !switch.turned() {
            match self.done.recv_timeout(LOOK) {
                Ok(()) => return true,
                Err(RecvTimeoutError::Disconnected) => return false,
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
        true
    }
}
