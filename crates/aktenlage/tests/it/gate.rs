//! A clock that can stop whoever looks at it: puts a person's step between two steps of the machine.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Condvar, Mutex};
use std::time::Duration;

use aktenlage_domain::clock::{Clock, FixedClock};
use time::OffsetDateTime;

/// Moves on by a millisecond with every look.
#[derive(Default)]
pub(crate) struct Gate {
    ticks: AtomicU64,
    /// Looks that pass before one is stopped; negative: none is.
    passing: AtomicI64,
    panics: AtomicI64,
    held: Mutex<Held>,
    changed: Condvar,
}

#[derive(Default)]
struct Held {
    somebody_waits: bool,
    is_open: bool,
}

impl Gate {
    pub(crate) fn new() -> Self {
        let gate = Self::default();
        gate.passing.store(-1, Ordering::SeqCst);
        gate.panics.store(-1, Ordering::SeqCst);
        gate
    }

    /// Stops the look after `passing` more ones.
    pub(crate) fn close_after(&self, passing: i64) {
        *self.held.lock().unwrap() = Held::default();
        self.passing.store(passing, Ordering::SeqCst);
    }

    /// Panics at the look after `passing` more ones.
    pub(crate) fn panic_after(&self, passing: i64) {
        self.panics.store(passing, Ordering::SeqCst);
    }

    /// Waits until somebody is stopped; `false` if nobody comes.
    pub(crate) fn wait_for_somebody(&self) -> bool {
        let held = self.held.lock().unwrap();
        let wait = self
            .changed
            .wait_timeout_while(held, Duration::from_secs(2), |held| !held.somebody_waits);
        wait.unwrap().0.somebody_waits
    }

    /// Lets everybody go on.
    pub(crate) fn open(&self) {
        self.passing.store(-1, Ordering::SeqCst);
        self.held.lock().unwrap().is_open = true;
        self.changed.notify_all();
    }

    /// Lets time pass.
    pub(crate) fn advance(&self, seconds: u64) {
        self.ticks.fetch_add(seconds * 1_000, Ordering::SeqCst);
    }
}

impl Clock for Gate {
    fn now(&self) -> OffsetDateTime {
        assert!(
            self.panics.fetch_sub(1, Ordering::SeqCst) != 0,
            "the clock panics because a test wants it"
        );
        if self.passing.fetch_sub(1, Ordering::SeqCst) == 0 {
            let mut held = self.held.lock().unwrap();
            held.somebody_waits = true;
            self.changed.notify_all();
            drop(self.changed.wait_while(held, |held| !held.is_open).unwrap());
        }
        let ticks = i64::try_from(self.ticks.fetch_add(1, Ordering::SeqCst)).unwrap();
        FixedClock::at("2026-11-22T09:00:00Z").now() + time::Duration::milliseconds(ticks)
    }
}
