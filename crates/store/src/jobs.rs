//! The queue of background work. At least once: a job is done when the transaction that completes it commits,
//! so work whose results are in the same transaction takes effect exactly once.
use aktenlage_domain::ids::JobId;
use time::{Duration, OffsetDateTime};

use crate::engine::{Store, Tx};
use crate::error::StoreError;

/// Attempts after which a job is dead.
pub const MAX_ATTEMPTS: i64 = 5;

/// How long to wait after a failed attempt (counted from 1): 5 s, 20 s, 80 s, 320 s.
pub fn backoff(attempt: i64) -> Duration {
    let exponent = u32::try_from(attempt.clamp(1, 6) - 1).unwrap_or(0);
    Duration::seconds(5 * 4_i64.pow(exponent))
}

/// Where a job stands. A job that is done is gone: its results are in the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JobState {
    /// Waits.
    Queued,
    /// Held by a worker until its lease ends.
    Running,
    /// Failed too often; a person decides.
    Dead,
}

/// A job to be queued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJob {
    /// Its id.
    pub id: JobId,
    /// What kind of work.
    pub kind: String,
    /// JSON text: ids, never content.
    pub payload: String,
    /// While a job with the same key waits, another one is not queued; two with the same key never run at once.
    pub dedupe_key: Option<String>,
    /// When it was queued; it may run from then on.
    pub at: OffsetDateTime,
}

/// A job as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// What kind of work.
    pub kind: String,
    /// JSON text.
    pub payload: String,
    /// See [`NewJob::dedupe_key`].
    pub dedupe_key: Option<String>,
    /// Where it stands.
    pub state: JobState,
    /// How often it was begun, the present attempt included.
    pub attempts: i64,
    /// Code of the last failure.
    pub error_code: Option<String>,
    /// Not before.
    pub available_at: OffsetDateTime,
    /// Held until.
    pub leased_until: Option<OffsetDateTime>,
    /// When it was queued.
    pub created_at: OffsetDateTime,
}

/// How many jobs are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JobCounts {
    /// Waiting, also for a later attempt.
    pub queued: i64,
    /// Held by a worker.
    pub running: i64,
    /// Failed too often.
    pub dead: i64,
}

impl Store {
    /// Takes the job that waited longest, in a transaction of its own: two workers never get the same one.
    /// Expired leases are taken back first.
    pub async fn claim_job(&self, now: OffsetDateTime, lease: Duration) -> Result<Option<Job>, StoreError> {
        todo!()
    }
    /// Holds a job for longer. [`StoreError::LeaseLost`] if another worker took it.
    pub async fn extend_lease(&self, job: &Job, leased_until: OffsetDateTime) -> Result<(), StoreError> {
        todo!()
    }
}

impl Tx {
    /// Queues a job; `false` if one with the same key already waits.
    pub async fn enqueue_job(&mut self, job: &NewJob) -> Result<bool, StoreError> {
        todo!()
    }
    /// The work is done: call it in the transaction that stores the results.
    /// [`StoreError::LeaseLost`] if another worker took the job: drop the transaction.
    pub async fn complete_job(&mut self, job: &Job) -> Result<(), StoreError> {
        todo!()
    }
    /// The attempt failed: back into the queue after [`backoff`], or dead after [`MAX_ATTEMPTS`]. Returns which.
    pub async fn fail_job(
        &mut self,
        job: &Job,
        error_code: &str,
        now: OffsetDateTime,
    ) -> Result<JobState, StoreError> {
        todo!()
    }
    /// Takes back what workers hold whose lease ended; returns how many.
    pub async fn requeue_expired_jobs(&mut self, now: OffsetDateTime) -> Result<u64, StoreError> {
        todo!()
    }
    /// Takes back everything that is held: for the start of the only process that works on this database.
    pub async fn requeue_running_jobs(&mut self, now: OffsetDateTime) -> Result<u64, StoreError> {
        todo!()
    }
    /// Jobs that failed too often, newest first.
    pub async fn dead_jobs(&mut self) -> Result<Vec<Job>, StoreError> {
        todo!()
    }
    /// Every job with this key, newest first.
    pub async fn jobs_by_key(&mut self, dedupe_key: &str) -> Result<Vec<Job>, StoreError> {
        todo!()
    }
    /// Puts a dead job back into the queue with fresh attempts; `false` if there is no such dead job.
    /// Commit needs an entry `job_retried`.
    pub async fn retry_dead_job(&mut self, id: JobId, now: OffsetDateTime) -> Result<bool, StoreError> {
        todo!()
    }
    /// How many jobs are in each state.
    pub async fn job_counts(&mut self) -> Result<JobCounts, StoreError> {
        todo!()
    }
}
