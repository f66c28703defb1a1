//! Works off the queue: claims a job, runs it, retries with growing pauses, gives up visibly.
use aktenlage_store::{Job, JobState, Released, Tx};
use time::{Duration, OffsetDateTime};
use tokio::task::JoinSet;

use crate::error::WorkflowError;
use crate::jobs::assess_case;
use crate::workbench::Workbench;

/// How long a worker may hold a job before another one may take it, unless it says that it is still at work.
pub(crate) const LEASE: Duration = Duration::minutes(5);
/// Code of a case whose job ended with its process every time.
const INTERRUPTED: &str = "interrupted";
/// How long to wait for work before looking again for retries that are due.
const PAUSE: std::time::Duration = std::time::Duration::from_secs(2);

/// How far the queue is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Jobs that wait, also for a later try.
    pub waiting: i64,
    /// Jobs being done.
    pub running: i64,
    /// Jobs given up.
    pub dead: i64,
}

/// A worker.
#[derive(Clone)]
pub struct Runner {
    workbench: Workbench,
}

impl Runner {
    /// A worker on a workbench.
    pub fn new(workbench: Workbench) -> Self {
        Self { workbench }
    }

    /// Takes back what a process that died was working on. Only for the start of the only process on a database.
    pub async fn recover(&self) -> Result<u64, WorkflowError> {
        let now = self.workbench.clock().now();
        let mut tx = self.workbench.begin().await?;
        let released = tx.requeue_running_jobs(now).await?;
        let requeued = released.requeued;
        self.bury(&mut tx, released).await?;
        tx.commit().await?;
        Ok(requeued)
    }

    /// Works until it is dropped.
    pub async fn work(&self) {
        loop {
            match self.work_once().await {
                Ok(true) => {}
                Ok(false) => {
                    let arrived = self.workbench.work_arrived().notified();
                    // Either wakes the worker; looking once too often does no harm.
                    let _ = tokio::time::timeout(PAUSE, arrived).await;
                }
                Err(error) => {
                    tracing::error!(%error, "the queue cannot be worked off");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }

    /// Does one job that is due; `false` if there is none.
    pub async fn work_once(&self) -> Result<bool, WorkflowError> {
        let now = self.workbench.clock().now();
        self.take_back_expired(now).await?;
        let Some(job) = self.workbench.store().claim_job(now, LEASE).await? else {
            return Ok(false);
        };
        if let Err(error) = self.run(&job).await {
            self.failed(&job, &error).await?;
        }
        Ok(true)
    }

    /// Runs a job in a task of its own: a panic over an odd document fails this job and nothing else.
    async fn run(&self, job: &Job) -> Result<(), WorkflowError> {
        let (workbench, job) = (self.workbench.clone(), job.clone());
        // Dropped with the worker, the set ends the task.
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            match job.kind.as_str() {
                assess_case::KIND => assess_case::run(&workbench, &job).await,
                _ => Err(WorkflowError::Internal("an unknown kind of job".to_owned())),
            }
        });
        match tasks.join_next().await {
            Some(Ok(outcome)) => outcome,
            // The text of a panic may quote a document, so it is not passed on.
            Some(Err(_)) | None => Err(WorkflowError::Internal("the job panicked".to_owned())),
        }
    }

    async fn take_back_expired(&self, now: OffsetDateTime) -> Result<(), WorkflowError> {
        if !self.workbench.read().await?.has_expired_jobs(now).await? {
            return Ok(());
        }
        let mut tx = self.workbench.begin().await?;
        let released = tx.requeue_expired_jobs(now).await?;
        self.bury(&mut tx, released).await?;
        Ok(tx.commit().await?)
    }

    /// Cases whose job is dead are given to people, in the same unit of work.
    async fn bury(&self, tx: &mut Tx, released: Released) -> Result<(), WorkflowError> {
        for job in released.buried {
            if let Some(case) = assess_case::case_of(&job) {
                assess_case::give_up(&self.workbench, tx, case, INTERRUPTED).await?;
            }
        }
        Ok(())
    }

    /// How far the queue is.
    pub async fn progress(&self) -> Result<Progress, WorkflowError> {
        let counts = self.workbench.read().await?.job_counts().await?;
        Ok(Progress {
            waiting: counts.queued,
            running: counts.running,
            dead: counts.dead,
        })
    }

    async fn failed(&self, job: &Job, error: &WorkflowError) -> Result<(), WorkflowError> {
        let code = code(error);
        tracing::warn!(job.id = %job.id, job.name = job.kind, attempt = job.attempts, code, %error, "a job failed");
        let now = self.workbench.clock().now();
        let mut tx = self.workbench.begin().await?;
        let state = match tx.fail_job(job, code, now).await {
            Err(aktenlage_store::StoreError::LeaseLost) => return Ok(()),
            other => other?,
        };
        if let (JobState::Dead, Some(case)) = (state, assess_case::case_of(job)) {
            assess_case::give_up(&self.workbench, &mut tx, case, code).await?;
        }
        Ok(tx.commit().await?)
    }
}

/// The stable code of a failure.
pub(crate) fn code(error: &WorkflowError) -> &'static str {
    match error {
        WorkflowError::StorageFull => "storage_full",
        WorkflowError::Unavailable(_) => "unavailable",
        WorkflowError::NotFound => "not_found",
        WorkflowError::VersionConflict { .. } => "version_conflict",
        WorkflowError::Forbidden { .. }
        | WorkflowError::CaseIsDecided
        | WorkflowError::CaseIsJoined
        | WorkflowError::CaseIsNotNew
        | WorkflowError::AwaitsRelease
        | WorkflowError::DocumentIsPlaced
        | WorkflowError::NothingToRelease
        | WorkflowError::OwnCase
        | WorkflowError::ChangedSinceSubmission
        | WorkflowError::CaseIsNotDecided
        | WorkflowError::CaseNotReady
        | WorkflowError::Invalid(_)
        | WorkflowError::PageNotRendered
        | WorkflowError::RegulationsEmpty
        | WorkflowError::ReportUnreadable(_)
        | WorkflowError::EvaluationUnderWay
        | WorkflowError::Internal(_) => "internal",
    }
}
