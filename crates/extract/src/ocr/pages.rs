//! Many pages on all cores.
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::available_parallelism;
use std::time::Instant;

use super::page::{ReadPage, Scan, read_page};
use super::{Recogniser, engine};
use crate::Limits;
use crate::pdf::STACK_BYTES;

/// More recognisers at once than this cost memory without being faster in one office's document.
const MAX_RECOGNISERS: usize = 8;
/// Address space that a child needs before it recognises anything, and for each page that it works on at a time: the
/// model, the picture in its stages, the stack, the allocator's arena. A child that wants more than its limit is gone
/// with all its pages.
const BYTES_AT_REST: u64 = 512 * 1024 * 1024;
const BYTES_OF_A_PAGE: u64 = 320 * 1024 * 1024;

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

/// Reads `count` pages, each from the scan that `scan` makes of its index, until the deadline, on as many cores as the
/// memory of `limits` is enough for. The answer has one outcome per page; `None` if there is no recogniser on this
/// machine.
pub(crate) fn read_pages(
    count: usize,
    deadline: Instant,
    limits: &Limits,
    scan: impl Fn(usize) -> Option<Scan> + Sync,
) -> Option<Vec<Outcome>> {
    let engine = engine().ok()?;
    let cores = available_parallelism().map_or(1, usize::from);
    let workers = recognisers(cores, limits.max_memory_bytes).min(count);
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

/// How many pages are worked on at a time.
fn recognisers(cores: usize, max_memory_bytes: u64) -> usize {
    let room = max_memory_bytes.saturating_sub(BYTES_AT_REST) / BYTES_OF_A_PAGE;
    let room = usize::try_from(room).unwrap_or(usize::MAX);
    cores.min(MAX_RECOGNISERS).min(room).max(1)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_cores_do_not_break_the_limit_on_memory() {
        const GIB: u64 = 1 << 30;
        let expected = [(1, 2, 1), (2, 2, 2), (8, 2, 4), (64, 2, 4), (64, 8, 8), (8, 0, 1)];
        for (cores, gib, pages) in expected {
            assert_eq!(recognisers(cores, gib * GIB), pages, "{cores} cores, {gib} GiB");
        }
    }
}
