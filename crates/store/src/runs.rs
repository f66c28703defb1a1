//! Passes of the pipeline over a case. Start and end are separate records; neither is changed.
use aktenlage_domain::ids::{CaseId, RunId};
use time::OffsetDateTime;

use crate::engine::Tx;
use crate::error::StoreError;

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunResult {
    /// Suggestions were stored.
    Completed,
    /// It gave up.
    Failed {
        /// Stable code.
        code: String,
    },
}

/// The end of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunEnd {
    /// How.
    pub result: RunResult,
    /// When.
    pub at: OffsetDateTime,
}

/// One pass of the pipeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its id.
    pub id: RunId,
    /// The case.
    pub case: CaseId,
    /// When it began.
    pub started_at: OffsetDateTime,
    /// How it ended; `None` while it runs, or if the process died.
    pub end: Option<RunEnd>,
}

impl Tx {
    /// Records that a run begins. Commit needs an entry that concerns a case.
    pub async fn insert_run(
        &mut self,
        run: RunId,
        case: CaseId,
        started_at: OffsetDateTime,
    ) -> Result<(), StoreError> {
        todo!()
    }
    /// Records how a run ended; only once ([`StoreError::Exists`]). Commit needs an entry that concerns a case.
    pub async fn finish_run(&mut self, run: RunId, end: &RunEnd) -> Result<(), StoreError> {
        todo!()
    }
    /// The run that began last.
    pub async fn latest_run(&mut self, case: CaseId) -> Result<Option<Run>, StoreError> {
        todo!()
    }
}
