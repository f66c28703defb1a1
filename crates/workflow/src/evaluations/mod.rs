//! What `aktenlage evaluate` wrote, for the data team: runs, their reports, their errors with the page, and flags of
//! labels that look wrong; and runs that are being made. Nothing here reads or writes the record of a case.
mod errors;
mod flags;
mod folder;
mod pages;
mod running;

use aktenlage_evaluation::outcome::Outcome;
pub use aktenlage_evaluation::outcome::{Task, Verdict};
pub use aktenlage_evaluation::paired::{Discordant, Paired, PairedTask};
pub use aktenlage_evaluation::progress::{Progress, Step};
pub use aktenlage_evaluation::truth::Place;
pub use errors::{ErrorQuery, EvaluationItem};
pub use flags::LabelFlag;
pub use folder::{NoRunId, RunId};
pub use pages::{ItemPlace, PlaceOf};
pub(crate) use running::OwnRun;
pub use running::{EvaluationProgram, RunState, RunningEvaluation, RunningEvaluations};
use serde_json::Value;

use self::folder::Evaluations;
use crate::error::{ReportProblem, WorkflowError};
use crate::workbench::Workbench;

/// A run, for lists.
#[derive(Clone, Debug, PartialEq)]
pub struct EvaluationRun {
    /// Name of its folder.
    pub id: RunId,
    /// Its report as it was written, with the first part of each task alone and without confusions; or why it cannot be
    /// read.
    pub report: Result<Value, ReportProblem>,
}

impl Workbench {
    /// Runs in the folder of evaluations, the newest first, 200 at most; none while there is no folder.
    pub async fn evaluation_runs(&self) -> Result<Vec<EvaluationRun>, WorkflowError> {
        let listed = self.in_evaluations(|folder| {
            let mut runs = Vec::new();
            for id in folder.runs()? {
                match folder.report(&id) {
                    Ok(report) => runs.push(EvaluationRun {
                        id,
                        report: Ok(headline(report)),
                    }),
                    Err(WorkflowError::ReportUnreadable(problem)) => runs.push(EvaluationRun {
                        id,
                        report: Err(problem),
                    }),
                    // It went away while the list was made.
                    Err(WorkflowError::NotFound) => {}
                    Err(error) => return Err(error),
                }
            }
            Ok(runs)
        });
        match listed.await {
            Err(WorkflowError::NotFound) => Ok(Vec::new()),
            listed => listed,
        }
    }

    /// Where runs are looked for, for the words that say how to make the first one.
    pub fn evaluations_folder(&self) -> String {
        self.office().evaluations.display().to_string()
    }

    /// The report of a run as it was written.
    /// [`WorkflowError::ReportUnreadable`] for one of another format, a broken one and one beyond the limit.
    pub async fn evaluation_report(&self, run: RunId) -> Result<Value, WorkflowError> {
        self.in_evaluations(move |folder| folder.report(&run)).await
    }

    /// Two runs over the same cases, item by item. The least number of items for a p-value is that of the first run.
    pub async fn compare_evaluations(&self, first: RunId, second: RunId) -> Result<Paired, WorkflowError> {
        self.in_evaluations(move |folder| {
            let report = folder.report(&first)?;
            let minimum_n = report.pointer("/settings/minimum_n").and_then(Value::as_u64);
            let minimum_n = minimum_n.and_then(|least| usize::try_from(least).ok());
            let minimum_n = minimum_n.unwrap_or(aktenlage_evaluation::report::Settings::default().minimum_n);
            let (one, other) = (folder.outcomes(&first)?, folder.outcomes(&second)?);
            Ok(aktenlage_evaluation::paired::compare(&one, &other, minimum_n))
        })
        .await
    }

    /// Does what reads files on a thread that may wait. [`WorkflowError::NotFound`] while there is no folder.
    async fn in_evaluations<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Evaluations) -> Result<T, WorkflowError> + Send + 'static,
    ) -> Result<T, WorkflowError> {
        let root = self.office().evaluations.clone();
        let done = tokio::task::spawn_blocking(move || work(&Evaluations::open(&root)?)).await;
        done.map_err(|error| WorkflowError::Internal(format!("reading evaluations broke off: {error}")))?
    }
}

/// What a list shows of a report: 200 whole ones would not be held in memory.
fn headline(mut report: Value) -> Value {
    let tasks = report.get_mut("tasks").and_then(Value::as_array_mut);
    for task in tasks.into_iter().flatten() {
        if let Some(parts) = task.get_mut("parts").and_then(Value::as_array_mut) {
            parts.truncate(1);
        }
        if let Some(members) = task.as_object_mut() {
            members.remove("confusion");
        }
    }
    report
}

/// The item at a position of a run.
fn item(outcomes: Vec<Outcome>, number: usize) -> Result<Outcome, WorkflowError> {
    outcomes.into_iter().nth(number).ok_or(WorkflowError::NotFound)
}
