//! The queue of background work. At least once: a job is done when the transaction that completes it commits,
//! so work whose results are in the same transaction takes effect exactly once.
use aktenlage_domain::clock::instant_to_text;
use aktenlage_domain::ids::JobId;
use time::{Duration, OffsetDateTime};

use crate::convert::{all, corrupt, instant, maybe, word};
use crate::engine::{Engine, EngineTx, Store, Tx, execute, fetch_all, fetch_one, fetch_optional};
use crate::error::StoreError;
use crate::ledger::Change;
use crate::sql;

/// Code of a job whose worker did not report back before its lease ended.
const LEASE_EXPIRED: &str = "lease_expired";
/// Code of a job that was held when the process ended.
const WORKER_ENDED: &str = "worker_ended";

/// Attempts after which a job is dead; each retry by hand grants as many again.
pub const MAX_ATTEMPTS: i64 = 5;

/// Attempts after which a job is dead if every one of them was cut short: a process that ends is rarely the job's
/// fault, but a job that ends the process every time must not do so for ever.
pub const MAX_INTERRUPTIONS: i64 = 4 * MAX_ATTEMPTS;

/// How long to wait after a failed attempt (counted from 1): 5 s, 20 s, 80 s, 320 s, and from the start after a retry
/// by hand.
pub fn backoff(attempt: i64) -> Duration {
    let exponent = u32::try_from((attempt.max(1) - 1) % MAX_ATTEMPTS).unwrap_or(0);
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

/// What was taken back from workers that did not report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Released {
    /// How many wait again.
    pub requeued: u64,
    /// Those that are dead now: say so where a person sees it, in the same unit of work.
    pub buried: Vec<Job>,
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
    /// Expired leases are taken back by [`Tx::requeue_expired_jobs`], whose dead jobs somebody has to hear of.
    pub async fn claim_job(&self, now: OffsetDateTime, lease: Duration) -> Result<Option<Job>, StoreError> {
        let mut tx = self.begin_unordered().await?;
        let sql = match &self.engine {
            Engine::Sqlite { .. } => sql::NEXT_JOB_SQLITE,
            Engine::Postgres(_) => sql::NEXT_JOB_POSTGRES,
        };
        let next = fetch_optional!(tx, (String,), sql, instant_to_text(now))?;
        let job = match next {
            Some((id,)) => {
                let leased_until = instant_to_text(now.saturating_add(lease));
                maybe(fetch_optional!(tx, JobRow, sql::HOLD_JOB, id, leased_until)?)?
            }
            None => None,
        };
        tx.commit().await?;
        Ok(job)
    }
    /// Holds a job for longer. [`StoreError::LeaseLost`] if another worker took it.
    pub async fn extend_lease(&self, job: &Job, leased_until: OffsetDateTime) -> Result<(), StoreError> {
        let mut tx = self.begin_unordered().await?;
        let leased_until = instant_to_text(leased_until);
        let held = execute!(
            tx,
            sql::EXTEND_LEASE,
            job.id.to_string(),
            job.attempts,
            leased_until
        )?;
        tx.commit().await?;
        if held == 0 {
            Err(StoreError::LeaseLost)
        } else {
            Ok(())
        }
    }
}

impl Tx {
    /// Queues a job; `false` if one with the same key already waits.
    pub async fn enqueue_job(&mut self, job: &NewJob) -> Result<bool, StoreError> {
        self.writing()?;
        let queued = execute!(
            self,
            sql::INSERT_JOB,
            job.id.to_string(),
            &job.kind,
            &job.payload,
            job.dedupe_key.as_deref(),
            instant_to_text(job.at),
        )?;
        Ok(queued == 1)
    }
    /// The work is done: call it in the transaction that stores the results.
    /// [`StoreError::LeaseLost`] if another worker took the job: drop the transaction.
    pub async fn complete_job(&mut self, job: &Job) -> Result<(), StoreError> {
        self.writing()?;
        match execute!(self, sql::COMPLETE_JOB, job.id.to_string(), job.attempts)? {
            0 => Err(StoreError::LeaseLost),
            _ => Ok(()),
        }
    }
    /// The attempt failed: back into the queue after [`backoff`], or dead after [`MAX_ATTEMPTS`]. Returns which.
    pub async fn fail_job(
        &mut self,
        job: &Job,
        error_code: &str,
        now: OffsetDateTime,
    ) -> Result<JobState, StoreError> {
        self.writing()?;
        let held = fetch_optional!(self, JobRow, sql::HELD_JOB, job.id.to_string(), job.attempts)?;
        let held: Option<Job> = maybe(held)?;
        let held = held.ok_or(StoreError::LeaseLost)?;
        if held.attempts % MAX_ATTEMPTS == 0 {
            execute!(self, sql::BURY_JOB, held.id.to_string(), error_code)?;
            return Ok(JobState::Dead);
        }
        let not_before = now.saturating_add(backoff(held.attempts));
        self.requeue(&held, Some(error_code), not_before).await?;
        Ok(JobState::Queued)
    }
    /// Whether workers hold jobs whose lease ended.
    pub async fn has_expired_jobs(&mut self, now: OffsetDateTime) -> Result<bool, StoreError> {
        let (expired,) = fetch_one!(self, (i64,), sql::COUNT_EXPIRED_JOBS, instant_to_text(now))?;
        Ok(expired > 0)
    }
    /// Takes back what workers hold whose lease ended.
    pub async fn requeue_expired_jobs(&mut self, now: OffsetDateTime) -> Result<Released, StoreError> {
        self.writing()?;
        let sql = match self.inner {
            EngineTx::Sqlite(_) => sql::EXPIRED_JOBS_SQLITE,
            EngineTx::Postgres(_) => sql::EXPIRED_JOBS_POSTGRES,
        };
        let expired = fetch_all!(self, JobRow, sql, instant_to_text(now))?;
        self.release_all(all(expired)?, LEASE_EXPIRED, now).await
    }
    /// Takes back everything that is held: for the start of the only process that works on this database.
    pub async fn requeue_running_jobs(&mut self, now: OffsetDateTime) -> Result<Released, StoreError> {
        self.writing()?;
        let running = fetch_all!(self, JobRow, sql::RUNNING_JOBS)?;
        self.release_all(all(running)?, WORKER_ENDED, now).await
    }
    /// Jobs that failed too often, newest first.
    pub async fn dead_jobs(&mut self) -> Result<Vec<Job>, StoreError> {
        all(fetch_all!(self, JobRow, sql::DEAD_JOBS)?)
    }
    /// Every job with this key, newest first.
    pub async fn jobs_by_key(&mut self, dedupe_key: &str) -> Result<Vec<Job>, StoreError> {
        all(fetch_all!(self, JobRow, sql::JOBS_BY_KEY, dedupe_key)?)
    }
    /// Puts a dead job back into the queue with new attempts; `false` if there is no such dead job.
    /// Commit needs an entry `job_retried`.
    pub async fn retry_dead_job(&mut self, id: JobId, now: OffsetDateTime) -> Result<bool, StoreError> {
        self.writing()?;
        let job: Option<Job> = maybe(fetch_optional!(self, JobRow, sql::JOB_BY_ID, id.to_string())?)?;
        let Some(job) = job.filter(|job| job.state == JobState::Dead) else {
            return Ok(false);
        };
        self.change(Change::JobRetry)?;
        self.requeue(&job, job.error_code.as_deref(), now).await?;
        Ok(true)
    }
    /// How many jobs are in each state.
    pub async fn job_counts(&mut self) -> Result<JobCounts, StoreError> {
        let (queued, running, dead) = fetch_one!(self, (i64, i64, i64), sql::JOB_COUNTS)?;
        Ok(JobCounts {
            queued,
            running,
            dead,
        })
    }
}

impl Tx {
    /// Ends attempts that were cut short. The number of attempts only grows, so that it tells one lease from another.
    async fn release_all(
        &mut self,
        jobs: Vec<Job>,
        error_code: &str,
        now: OffsetDateTime,
    ) -> Result<Released, StoreError> {
        let mut released = Released::default();
        for job in jobs {
            if job.attempts % MAX_INTERRUPTIONS == 0 {
                execute!(self, sql::BURY_JOB, job.id.to_string(), error_code)?;
                released.buried.push(job);
            } else {
                self.requeue(&job, Some(error_code), now).await?;
                released.requeued += 1;
            }
        }
        Ok(released)
    }

    /// Back into the queue; if a job of the same key waits already, that one does the work and this one goes.
    async fn requeue(
        &mut self,
        job: &Job,
        error_code: Option<&str>,
        at: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let id = job.id.to_string();
        if execute!(self, sql::REQUEUE_JOB, &id, error_code, instant_to_text(at))? == 0 {
            execute!(self, sql::DELETE_JOB, &id)?;
        }
        Ok(())
    }
}

row! {
    struct JobRow {
        id: String,
        kind: String,
        payload: String,
        dedupe_key: Option<String>,
        state: String,
        attempts: i64,
        error_code: Option<String>,
        available_at: String,
        leased_until: Option<String>,
        created_at: String,
    }
}

impl TryFrom<JobRow> for Job {
    type Error = StoreError;
    fn try_from(row: JobRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: word("jobs.id", &row.id)?,
            kind: row.kind,
            payload: row.payload,
            dedupe_key: row.dedupe_key,
            state: match row.state.as_str() {
                "queued" => JobState::Queued,
                "running" => JobState::Running,
                "dead" => JobState::Dead,
                _ => return Err(corrupt("jobs.state")),
            },
            attempts: row.attempts,
            error_code: row.error_code,
            available_at: instant("jobs.available_at", &row.available_at)?,
            leased_until: row
                .leased_until
                .map(|text| instant("jobs.leased_until", &text))
                .transpose()?,
            created_at: instant("jobs.created_at", &row.created_at)?,
        })
    }
}
