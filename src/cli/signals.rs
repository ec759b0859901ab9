//! Ctrl-C and SIGTERM: what is going on ends soon and tidily, and the exit code says why.

use crate::runner::Stop;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// The first signal asks to end, the second ends at once.
pub(crate) fn stop() -> Stop {
    stop_with(&Arc::default())
}

/// As [`stop`], and sets `any` too, whichever signal it was.
pub(crate) fn stop_with(any: &Arc<AtomicBool>) -> Stop {
    let stop = Stop::default();
    let signals = [
        (signal_hook::consts::SIGINT, &stop.interrupt, 130),
        (signal_hook::consts::SIGTERM, &stop.terminate, 143),
    ];
    // The order matters: the shutdown looks at what earlier signals, of either kind, have set.
    for (signal, flag, status) in signals {
        // Without handlers a signal
        // ends the process at once, which is no reason not to go on.
        let _ = signal_hook::flag::register_conditional_shutdown(signal, status, any.clone());
        let _ = signal_hook::flag::register(signal, flag.clone());
        let _ = signal_hook::flag::register(signal, any.clone());
    }
    stop
}
