//! The queue: at least once, never two at a time, nothing lost.
use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::clock::Clock;
use aktenlage_domain::ids::JobId;
use time::{Duration, OffsetDateTime};

use super::fixtures::{draft, uuid};
use super::{Checked, TestDatabase, clock};
use crate::engine::Store;
use crate::error::StoreError;
use crate::jobs::{JobCounts, JobState, MAX_ATTEMPTS, MAX_INTERRUPTIONS, NewJob, Released, backoff};

const LEASE: Duration = Duration::seconds(60);

fn job(number: u128, key: Option<&str>) -> NewJob {
    NewJob {
        id: JobId(uuid(number)),
        kind: "process_case".to_owned(),
        payload: "{}".to_owned(),
        dedupe_key: key.map(str::to_owned),
        at: clock().now(),
    }
}

async fn enqueue(store: &Store, jobs: &[NewJob]) -> Result<Vec<bool>, StoreError> {
    let mut tx = store.begin().await?;
    let mut queued = Vec::new();
    for job in jobs {
        queued.push(tx.enqueue_job(job).await?);
    }
    tx.commit().await?;
    Ok(queued)
}

async fn counts(store: &Store) -> Result<(i64, i64, i64), StoreError> {
    let JobCounts {
        queued,
        running,
        dead,
    } = store.read().await?.job_counts().await?;
    Ok((queued, running, dead))
}

fn later(seconds: i64) -> OffsetDateTime {
    clock().now() + Duration::seconds(seconds)
}

/// Workers that claim at the same time never get the same job, and together they get all.
pub async fn no_job_is_claimed_twice(database: &TestDatabase) -> Checked {
    let store = &database.store;
    let jobs: Vec<NewJob> = (1..=24).map(|number| job(number, None)).collect();
    enqueue(store, &jobs).await?;
    let mut workers = Vec::new();
    for _ in 0..4 {
        let store = store.clone();
        workers.push(tokio::spawn(async move {
            let mut claimed = Vec::new();
            let mut dry = 0;
            // A worker may find nothing free while others hold the rest of the queue: it looks again.
            while dry < 50 {
                match store.claim_job(clock().now(), LEASE).await? {
                    Some(job) => claimed.push(job.id.0.as_u128()),
                    None => dry += 1,
                }
            }
            Ok::<_, StoreError>(claimed)
        }));
    }
    let mut claimed = Vec::new();
    for worker in workers {
        claimed.extend(worker.await.expect("no panic")?);
    }
    claimed.sort_unstable();
    assert_eq!(claimed, (1..=24).collect::<Vec<u128>>());
    assert_eq!(counts(store).await?, (0, 24, 0));
    Ok(())
}

/// One of a key waits, one of a key runs.
pub async fn a_key_waits_once_and_runs_once(database: &TestDatabase) -> Checked {
    let store = &database.store;
    let both = [
        job(1, Some("case-1")),
        job(2, Some("case-1")),
        job(3, Some("case-2")),
    ];
    assert_eq!(enqueue(store, &both).await?, [true, false, true]);
    let first = store.claim_job(clock().now(), LEASE).await?.expect("job 1");
    assert_eq!(
        (first.id, first.attempts, first.state),
        (JobId(uuid(1)), 1, JobState::Running)
    );
    assert_eq!(
        enqueue(store, &[job(4, Some("case-1"))]).await?,
        [true],
        "the first one runs already"
    );
    let other = store.claim_job(clock().now(), LEASE).await?.expect("job 3");
    assert_eq!(other.id, JobId(uuid(3)));
    assert_eq!(
        store.claim_job(clock().now(), LEASE).await?,
        None,
        "job 4 waits for job 1"
    );
    let waiting = store.read().await?.jobs_by_key("case-1").await?;
    assert_eq!(waiting.len(), 2);

    let mut tx = store.begin().await?;
    tx.complete_job(&first).await?;
    tx.commit().await?;
    let next = store.claim_job(clock().now(), LEASE).await?.expect("job 4");
    assert_eq!(next.id, JobId(uuid(4)));
    Ok(())
}

/// Failures wait longer each time, end in the dead letters, and come back by hand with an entry.
pub async fn failures_end_in_the_dead_letters(database: &TestDatabase) -> Checked {
    let store = &database.store;
    enqueue(store, &[job(1, Some("case-1"))]).await?;
    let mut now = clock().now();
    for attempt in 1..=MAX_ATTEMPTS {
        let held = store.claim_job(now, LEASE).await?.expect("due");
        assert_eq!(held.attempts, attempt);
        let mut tx = store.begin().await?;
        let state = tx.fail_job(&held, "reader_crashed", now).await?;
        tx.commit().await?;
        if attempt == MAX_ATTEMPTS {
            assert_eq!(state, JobState::Dead);
        } else {
            assert_eq!(state, JobState::Queued);
            let wait = backoff(attempt);
            assert_eq!(
                store.claim_job(now + wait - Duration::seconds(1), LEASE).await?,
                None
            );
            now += wait;
        }
    }
    assert_eq!(store.claim_job(now + Duration::days(9), LEASE).await?, None);
    let dead = store.read().await?.dead_jobs().await?;
    assert_eq!(dead.len(), 1);
    assert_eq!(dead[0].error_code.as_deref(), Some("reader_crashed"));

    let mut tx = store.begin().await?;
    assert!(!tx.retry_dead_job(JobId(uuid(2)), now).await?);
    assert!(tx.retry_dead_job(JobId(uuid(1)), now).await?);
    assert!(
        matches!(tx.commit().await, Err(StoreError::Internal(_))),
        "a retry by hand is told"
    );
    let mut tx = store.begin().await?;
    assert!(tx.retry_dead_job(JobId(uuid(1)), now).await?);
    tx.append_audit(&draft(AuditAction::JobRetried, None)).await?;
    tx.commit().await?;
    let held = store.claim_job(now, LEASE).await?.expect("back in the queue");
    assert_eq!(
        held.attempts,
        MAX_ATTEMPTS + 1,
        "attempts only grow: they tell leases apart"
    );
    assert_eq!(backoff(held.attempts), backoff(1));
    Ok(())
}

/// A worker that lost its lease can neither finish nor prolong; one that is merely late can.
pub async fn a_lost_lease_is_noticed(database: &TestDatabase) -> Checked {
    let store = &database.store;
    enqueue(store, &[job(1, None)]).await?;
    let slow = store.claim_job(clock().now(), LEASE).await?.expect("queued");
    store.extend_lease(&slow, later(120)).await?;
    assert!(!store.read().await?.has_expired_jobs(later(119)).await?);
    assert_eq!(store.claim_job(later(119), LEASE).await?, None, "still held");
    let mut tx = store.begin().await?;
    assert!(tx.has_expired_jobs(later(120)).await?);
    assert_eq!(tx.requeue_expired_jobs(later(120)).await?.requeued, 1);
    tx.commit().await?;
    let quick = store
        .claim_job(later(120), LEASE)
        .await?
        .expect("the lease ended");
    assert_eq!((quick.id, quick.attempts), (slow.id, 2));
    assert_eq!(quick.error_code.as_deref(), Some("lease_expired"));
    assert_eq!(
        store.extend_lease(&slow, later(999)).await,
        Err(StoreError::LeaseLost)
    );
    let mut tx = store.begin().await?;
    assert_eq!(tx.complete_job(&slow).await, Err(StoreError::LeaseLost));
    assert_eq!(
        tx.fail_job(&slow, "late", later(121)).await,
        Err(StoreError::LeaseLost)
    );
    tx.complete_job(&quick).await?;
    tx.commit().await?;
    assert_eq!(counts(store).await?, (0, 0, 0));
    Ok(())
}

/// A process that dies in the middle of a job loses nothing: the half-done results are gone, the job comes back.
pub async fn jobs_survive_a_restart(database: &TestDatabase) -> Checked {
    let store = &database.store;
    enqueue(store, &[job(1, Some("case-1")), job(2, None)]).await?;
    let held = store.claim_job(clock().now(), LEASE).await?.expect("queued");
    let mut tx = store.begin().await?;
    tx.next_case_number("WG", 2026).await?;
    tx.complete_job(&held).await?;
    drop(tx);
    // Queued meanwhile: the job that comes back is merged with it.
    enqueue(store, &[job(3, Some("case-1"))]).await?;
    store.close().await;

    let store = database.reopen().await?;
    let mut tx = store.begin().await?;
    assert_eq!(
        tx.requeue_expired_jobs(clock().now()).await?,
        Released::default(),
        "the lease still runs"
    );
    assert_eq!(tx.requeue_running_jobs(clock().now()).await?.requeued, 1);
    assert_eq!(
        tx.next_case_number("WG", 2026).await?,
        1,
        "nothing of the half-done work is left"
    );
    tx.commit().await?;
    assert_eq!(counts(&store).await?, (2, 0, 0));
    let mut claimed = Vec::new();
    while let Some(next) = store.claim_job(clock().now(), LEASE).await? {
        claimed.push(next.id.0.as_u128());
    }
    assert_eq!(claimed, [2, 3]);
    store.close().await;
    Ok(())
}

/// Processes that end while they hold a job do not kill it, unless they do so every time.
pub async fn interruptions_are_no_failures(database: &TestDatabase) -> Checked {
    let store = &database.store;
    enqueue(store, &[job(1, None)]).await?;
    for attempt in 1..=MAX_INTERRUPTIONS {
        let held = store.claim_job(clock().now(), LEASE).await?.expect("queued");
        assert_eq!(held.attempts, attempt);
        let mut tx = store.begin().await?;
        let released = tx.requeue_running_jobs(clock().now()).await?;
        tx.commit().await?;
        let buried: Vec<JobId> = released.buried.iter().map(|job| job.id).collect();
        if attempt == MAX_INTERRUPTIONS {
            assert_eq!((released.requeued, buried), (0, vec![JobId(uuid(1))]));
        } else {
            assert_eq!((released.requeued, buried), (1, vec![]));
        }
    }
    assert_eq!(counts(store).await?, (0, 0, 1));
    Ok(())
}
