//! Passes of the pipeline over a case. Start and end are separate records; neither is changed.
use aktenlage_domain::clock::instant_to_text;
use aktenlage_domain::ids::{CaseId, RunId};
use time::OffsetDateTime;

use crate::convert::{corrupt, instant, maybe, word};
use crate::engine::{Tx, execute, fetch_optional};
use crate::error::StoreError;
use crate::ledger::Change;
use crate::sql;

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
        self.change(Change::Run)?;
        execute!(
            self,
            sql::INSERT_RUN,
            run.to_string(),
            case.to_string(),
            instant_to_text(started_at)
        )?;
        Ok(())
    }
    /// Records how a run ended; only once ([`StoreError::Exists`]). Commit needs an entry that concerns a case.
    pub async fn finish_run(&mut self, run: RunId, end: &RunEnd) -> Result<(), StoreError> {
        self.change(Change::Run)?;
        let (result, code) = match &end.result {
            RunResult::Completed => ("completed", None),
            RunResult::Failed { code } => ("failed", Some(code.as_str())),
        };
        let at = instant_to_text(end.at);
        if execute!(self, sql::FINISH_RUN, run.to_string(), result, code, at)? == 0 {
            return Err(StoreError::Exists { record: "run end" });
        }
        Ok(())
    }
    /// The run that began last.
    pub async fn latest_run(&mut self, case: CaseId) -> Result<Option<Run>, StoreError> {
        maybe(fetch_optional!(self, RunRow, sql::LATEST_RUN, case.to_string())?)
    }
}

row! {
    struct RunRow {
        id: String,
        case_id: String,
        started_at: String,
        result: Option<String>,
        code: Option<String>,
        ended_at: Option<String>,
    }
}

impl TryFrom<RunRow> for Run {
    type Error = StoreError;
    fn try_from(row: RunRow) -> Result<Self, StoreError> {
        let result = match (row.result.as_deref(), row.code) {
            (None, _) => None,
            (Some("completed"), None) => Some(RunResult::Completed),
            (Some("failed"), Some(code)) => Some(RunResult::Failed { code }),
            _ => return Err(corrupt("processing_run_ends.result")),
        };
        let ended_at = row
            .ended_at
            .map(|text| instant("processing_run_ends.at", &text))
            .transpose()?;
        Ok(Self {
            id: word("processing_runs.id", &row.id)?,
            case: word("processing_runs.case_id", &row.case_id)?,
            started_at: instant("processing_runs.started_at", &row.started_at)?,
            end: result.zip(ended_at).map(|(result, at)| RunEnd { result, at }),
        })
    }
}
