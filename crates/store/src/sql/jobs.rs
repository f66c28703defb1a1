//! The job queue.
use super::statements;

macro_rules! job_columns {
    () => {
        "id, kind, payload, dedupe_key, state, attempts, error_code, available_at, leased_until, created_at"
    };
}
macro_rules! next_job {
    () => {
        "SELECT id FROM jobs AS waiting
         WHERE state = 'queued' AND available_at <= $1 AND NOT EXISTS (
             SELECT 1 FROM jobs AS held WHERE held.dedupe_key = waiting.dedupe_key AND held.state = 'running')
         ORDER BY available_at, created_at, id LIMIT 1"
    };
}

/// Locks the next job. SQLite needs no clause: its writers follow one another.
pub(crate) const NEXT_JOB_SQLITE: &str = next_job!();
/// Locks the next job and leaves out what another worker is about to take.
pub(crate) const NEXT_JOB_POSTGRES: &str = concat!(next_job!(), " FOR UPDATE SKIP LOCKED");

macro_rules! expired_jobs {
    () => {
        concat!(
            "SELECT ",
            job_columns!(),
            " FROM jobs WHERE state = 'running' AND leased_until <= $1 ORDER BY created_at, id"
        )
    };
}
pub(crate) const EXPIRED_JOBS_SQLITE: &str = expired_jobs!();
/// Two workers that look at the same time do not both take a job back.
pub(crate) const EXPIRED_JOBS_POSTGRES: &str = concat!(expired_jobs!(), " FOR UPDATE SKIP LOCKED");

statements! { JOBS:
    INSERT_JOB = "INSERT INTO jobs (id, kind, payload, dedupe_key, state, attempts, available_at, created_at)
        VALUES ($1, $2, $3, $4, 'queued', 0, $5, $5)
        ON CONFLICT (dedupe_key) WHERE state = 'queued' DO NOTHING";
    HOLD_JOB = concat!("UPDATE jobs SET state = 'running', attempts = attempts + 1, leased_until = $2
        WHERE id = $1 RETURNING ", job_columns!());
    EXTEND_LEASE = "UPDATE jobs SET leased_until = $3
        WHERE id = $1 AND state = 'running' AND attempts = $2";
    COUNT_EXPIRED_JOBS = "SELECT COUNT(*) FROM jobs WHERE state = 'running' AND leased_until <= $1";
    COMPLETE_JOB = "DELETE FROM jobs WHERE id = $1 AND state = 'running' AND attempts = $2";
    HELD_JOB = concat!("SELECT ", job_columns!(), " FROM jobs
        WHERE id = $1 AND state = 'running' AND attempts = $2");
    RUNNING_JOBS = concat!("SELECT ", job_columns!(), " FROM jobs WHERE state = 'running' ORDER BY created_at, id");
    /// Back into the queue, unless a job of the same key waits already.
    REQUEUE_JOB = "UPDATE jobs SET state = 'queued', error_code = $2, available_at = $3, leased_until = NULL
        WHERE id = $1 AND NOT EXISTS (
            SELECT 1 FROM jobs AS waiting WHERE waiting.dedupe_key = jobs.dedupe_key AND waiting.state = 'queued')";
    DELETE_JOB = "DELETE FROM jobs WHERE id = $1";
    BURY_JOB = "UPDATE jobs SET state = 'dead', error_code = $2, leased_until = NULL WHERE id = $1";
    JOB_BY_ID = concat!("SELECT ", job_columns!(), " FROM jobs WHERE id = $1");
    DEAD_JOBS = concat!("SELECT ", job_columns!(), " FROM jobs
        WHERE state = 'dead' ORDER BY created_at DESC, id DESC");
    JOBS_BY_KEY = concat!("SELECT ", job_columns!(), " FROM jobs
        WHERE dedupe_key = $1 ORDER BY created_at DESC, id DESC");
    JOB_COUNTS = "SELECT
            COUNT(*) FILTER (WHERE state = 'queued') AS queued,
            COUNT(*) FILTER (WHERE state = 'running') AS running,
            COUNT(*) FILTER (WHERE state = 'dead') AS dead
        FROM jobs";
}
