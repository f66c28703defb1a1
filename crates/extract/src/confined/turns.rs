//! Who may draw now: a few at a time, and the same page one after the other.
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{Mutex as PageLock, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

/// Hands out permissions. Clones share them.
#[derive(Clone, Debug)]
pub(super) struct Turns {
    places: Arc<Semaphore>,
    pages: Arc<Mutex<BTreeMap<String, Weak<PageLock<()>>>>>,
}

/// Held while drawing; the page is passed on after the place.
#[derive(Debug)]
pub(super) struct Permission {
    // `None` only if the semaphore were closed, which nobody does.
    _place: Option<OwnedSemaphorePermit>,
    _page: Option<OwnedMutexGuard<()>>,
}

impl Turns {
    /// `places` at the same time.
    pub(super) fn new(places: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(places.max(1))),
            pages: Arc::default(),
        }
    }

    /// A place.
    pub(super) async fn any(&self) -> Permission {
        Permission {
            _place: Arc::clone(&self.places).acquire_owned().await.ok(),
            _page: None,
        }
    }

    /// The page of this name, and then a place: whoever waits for a page takes none.
    pub(super) async fn page(&self, name: &str) -> Permission {
        let page = self.lock_of(name).lock_owned().await;
        Permission {
            _page: Some(page),
            ..self.any().await
        }
    }

    fn lock_of(&self, name: &str) -> Arc<PageLock<()>> {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        // Pages that nobody draws or waits for any more are forgotten here.
        pages.retain(|_, lock| lock.strong_count() > 0);
        if let Some(lock) = pages.get(name).and_then(Weak::upgrade) {
            return lock;
        }
        let lock = Arc::new(PageLock::new(()));
        pages.insert(name.to_owned(), Arc::downgrade(&lock));
        lock
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    /// Draws `count` pages at once with names from `name`; returns how many were drawn at the same time at most.
    async fn most_at_once(turns: &Turns, count: usize, name: impl Fn(usize) -> String) -> usize {
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let tasks = (0..count).map(|number| {
            let (turns, name) = (turns.clone(), name(number));
            let (now, most) = (Arc::clone(&now), Arc::clone(&most));
            tokio::spawn(async move {
                let _permission = turns.page(&name).await;
                most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                tokio::time::sleep(Duration::from_millis(5)).await;
                now.fetch_sub(1, Ordering::SeqCst);
            })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap();
        }
        most.load(Ordering::SeqCst)
    }

    #[tokio::test]
    async fn a_few_pages_at_a_time_and_the_same_one_alone() {
        let turns = Turns::new(3);
        assert_eq!(most_at_once(&turns, 20, |number| number.to_string()).await, 3);
        assert_eq!(most_at_once(&turns, 5, |_| "same".to_owned()).await, 1);
    }

    #[tokio::test]
    async fn who_gives_up_waiting_leaves_nothing_behind() {
        let turns = Turns::new(1);
        let first = turns.page("a").await;
        let waiting = tokio::time::timeout(Duration::from_millis(5), turns.page("a")).await;
        assert!(waiting.is_err());
        drop(first);
        let _second = turns.page("b").await;
        assert_eq!(
            turns.pages.lock().unwrap().len(),
            1,
            "only the page that is being drawn"
        );
    }
}
