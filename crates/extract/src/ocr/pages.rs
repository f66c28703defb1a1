//! Many pages on all cores.
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::available_parallelism;
use std::time::Instant;

use super::page::{ReadPage, Scan, read_page};
use super::{Recogniser, engine};
use crate::pdf::STACK_BYTES;

/// More recognisers at once than this cost memory without being faster in one office's document.
const MAX_RECOGNISERS: usize = 8;

/// What became of one page.
pub(crate) enum Outcome {
    /// It was read.
    Read(ReadPage),
    /// The time was over before it.
    NotReached,
    /// There was no picture of it.
    NotDrawn,
    /// The recogniser gave up on it.
    Failed,
}

/// Reads `count` pages, each from the scan that `scan` makes of its index, until the deadline. The answer has
/// one outcome per page; `None` if there is no recogniser on this machine.
pub(crate) fn read_pages(
    count: usize,
    deadline: Instant,
    scan: impl Fn(usize) -> Option<Scan> + Sync,
) -> Option<Vec<Outcome>> {
    let engine = engine().ok()?;
    let workers = available_parallelism()
        .map_or(1, usize::from)
        .min(MAX_RECOGNISERS)
        .min(count);
    // One after the other, as the library wants it.
    let recognisers: Vec<_> = (0..workers).map_while(|_| engine.recogniser()).collect();
    if recognisers.is_empty() && count > 0 {
        return None;
    }
    let next = AtomicUsize::new(0);
    let outcomes: Vec<Mutex<Outcome>> = (0..count).map(|_| Mutex::new(Outcome::NotReached)).collect();
    std::thread::scope(|scope| {
        for recogniser in recognisers {
            let work = || {
                let mut recogniser = recogniser;
                while Instant::now() < deadline {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(outcome) = outcomes.get(index) else {
                        return;
                    };
                    let done = one(&mut recogniser, deadline, || scan(index));
                    if let Ok(mut outcome) = outcome.lock() {
                        *outcome = done;
                    }
                }
            };
            // A thread that cannot be started leaves its share to the others, at worst unread.
            let _ = std::thread::Builder::new()
                .stack_size(STACK_BYTES)
                .spawn_scoped(scope, work);
        }
    });
    let outcomes = outcomes.into_iter().map(Mutex::into_inner);
    Some(
        outcomes
            .map(|outcome| outcome.unwrap_or(Outcome::Failed))
            .collect(),
    )
}

fn one(recogniser: &mut Recogniser<'_>, deadline: Instant, scan: impl Fn() -> Option<Scan>) -> Outcome {
    let read = || {
        let Some(scan) = scan() else {
            return Outcome::NotDrawn;
        };
        match read_page(recogniser, &scan, deadline) {
            Some(page) => Outcome::Read(page),
            None if Instant::now() >= deadline => Outcome::NotReached,
            None => Outcome::Failed,
        }
    };
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(Outcome::Failed)
}
