//! What workers do next, and how many threads that may take.
//!
//! Trials whose program is ready go before programs that must be made ready, so that results come early. A program
//! that waits alone takes every thread that is free; running trials and compiling threads together never exceed the
//! number of jobs.

use std::collections::VecDeque;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::MutexGuard;

/// Most trials handed out at once: enough to make the lock cheap, few enough to keep all workers busy.
const BATCH: usize = 32;

/// The shared queue of a run.
pub(crate) struct Queue {
    state: Mutex<State>,
    wake: Condvar,
    jobs: usize,
}

#[derive(Default)]
struct State {
    trials: VecDeque<usize>,
    programs: VecDeque<usize>,
    busy: usize,
    closed: bool,
}

/// One thing to do. Give it back with [`Queue::finished`].
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Work {
    /// Run these trials, by index.
    Trials(Vec<usize>),
    /// Make this program ready, with so many threads.
    Program(usize, usize),
}

impl Work {
    fn threads(&self) -> usize {
        match self {
            Self::Trials(_) => 1,
            Self::Program(_, threads) => *threads,
        }
    }
}

impl Queue {
    /// Makes an empty queue for so many threads.
    pub(crate) fn new(jobs: usize) -> Self {
        Self {
            state: Mutex::default(),
            wake: Condvar::new(),
            jobs: jobs.max(1),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A worker that panicked left plain numbers behind, nothing half made.
        self.state
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Adds trials whose program is ready.
    pub(crate) fn push_trials(&self, trials: impl IntoIterator<Item = usize>) {
        self.lock().trials.extend(trials);
        self.wake.notify_all();
    }

    /// Adds a program whose files are there.
    pub(crate) fn push_program(&self, program: usize) {
        self.lock().programs.push_back(program);
        self.wake.notify_one();
    }

    /// Lets every worker end after what it does now; what is queued is dropped.
    pub(crate) fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        state.trials.clear();
        state.programs.clear();
        self.wake.notify_all();
    }

    /// Waits for work; nothing when the queue is closed.
    pub(crate) fn next(&self) -> Option<Work> {
        let mut state = self.lock();
        loop {
            if state.closed {
                return None;
            }
            if state.busy < self.jobs
                && let Some(work) = state.take(self.jobs)
            {
                state.busy += work.threads();
                return Some(work);
            }
            state = self
                .wake
                .wait(state)
                .unwrap_or_else(std::sync::PoisonError::into_inner);
        }
    }

    /// Gives the threads of finished work back.
    pub(crate) fn finished(&self, work: &Work) {
        self.lock().busy -= work.threads();
        self.wake.notify_all();
    }
}

impl State {
    fn take(&mut self, jobs: usize) -> Option<Work> {
        if !self.trials.is_empty() {
            let fair = self.trials.len().div_ceil(jobs * 4);
            let count = fair.clamp(1, BATCH);
            return Some(Work::Trials(self.trials.drain(..count).collect()));
        }
        let program = self.programs.pop_front()?;
        let threads = if self.programs.is_empty() {
            jobs - self.busy
        } else {
            1
        };
        Some(Work::Program(program, threads))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trials_go_before_programs_and_a_lone_program_takes_what_is_free() {
        let queue = Queue::new(4);
        queue.push_program(0);
        queue.push_trials([7]);
        let trials = queue.next().unwrap();
        assert_eq!(trials, Work::Trials(vec![7]));
        assert_eq!(queue.next(), Some(Work::Program(0, 3)));
        queue.push_program(1);
        queue.push_program(2);
        queue.finished(&trials);
        assert_eq!(queue.next(), Some(Work::Program(1, 1)));
    }

    #[test]
    fn nothing_is_handed_out_beyond_the_jobs() {
        let queue = std::sync::Arc::new(Queue::new(1));
        queue.push_trials([1, 2]);
        let first = queue.next().unwrap();
        let other = queue.clone();
        let waiter = std::thread::spawn(move || other.next());
        std::thread::sleep(std::time::Duration::from_millis(20));
        assert!(!waiter.is_finished());
        queue.finished(&first);
        assert_eq!(waiter.join().unwrap(), Some(Work::Trials(vec![2])));
    }

    #[test]
    fn a_closed_queue_hands_out_nothing() {
        let queue = Queue::new(2);
        queue.push_trials([1]);
        queue.close();
        assert_eq!(queue.next(), None);
    }
}
