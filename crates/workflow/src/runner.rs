//! Works off the queue: claims a job, runs it, retries with growing pauses, gives up visibly.
use aktenlage_store::{Job, JobState};
use time::Duration;

use crate::error::WorkflowError;
use crate::jobs::assess_case;
use crate::workbench::Workbench;

/// How long a worker may hold a job before another one may take it.
const LEASE: Duration = Duration::minutes(5);
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
        let recovered = tx.requeue_running_jobs(now).await?;
        tx.commit().await?;
        Ok(recovered)
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
        let Some(job) = self.workbench.store().claim_job(now, LEASE).await? else {
            return Ok(false);
        };
        let result = match job.kind.as_str() {
            assess_case::KIND => assess_case::run(&self.workbench, &job).await,
            _ => Err(WorkflowError::Internal("an unknown kind of job".to_owned())),
        };
        if let Err(error) = result {
            self.failed(&job, &error).await?;
        }
        Ok(true)
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
        tx.commit().await?;
        match (state, assess_case::case_of(job)) {
            (JobState::Dead, Some(case)) => assess_case::give_up(&self.workbench, case, code).await,
            _ => Ok(()),
        }
    }
}

/// The stable code of a failure.
fn code(error: &WorkflowError) -> &'static str {
    match error {
        WorkflowError::StorageFull => "storage_full",
        WorkflowError::Unavailable(_) => "unavailable",
        WorkflowError::NotFound => "not_found",
        WorkflowError::VersionConflict { .. } => "version_conflict",
        WorkflowError::Forbidden { .. }
        | WorkflowError::CaseIsDecided
        | WorkflowError::CaseNotReady
        | WorkflowError::Invalid(_)
        | WorkflowError::PageNotRendered
        | WorkflowError::RegulationsEmpty
        | WorkflowError::Internal(_) => "internal",
    }
}
