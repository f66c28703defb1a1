//! Evaluations: what `aktenlage evaluate` wrote, for the data team.
pub(crate) mod calibration;
pub(crate) mod compare;
pub(crate) mod confusion;
pub(crate) mod errors;
pub(crate) mod flag;
pub(crate) mod item;
pub(crate) mod list;
pub(crate) mod page;
pub(crate) mod show;

use aktenlage_workflow::evaluations::{RunId, Task};

use crate::dto::evaluation::report::Report;
use crate::extract::query::given;
use crate::problem::{Problem, ProblemCode};
use crate::state::ServerState;

/// The report of a run.
async fn report(state: &ServerState, run: RunId) -> Result<Report, Problem> {
    let report = state.workbench.evaluation_report(run).await?;
    Report::read(report).map_err(|_| Problem::new(ProblemCode::ReportMalformed))
}

/// The task that a query names; `field` if it names none.
fn task(text: Option<&str>) -> Result<Task, Problem> {
    match given(text) {
        None => Ok(Task::Field),
        Some(text) => {
            let found = Task::ALL.into_iter().find(|task| task.as_str() == text);
            found.ok_or_else(|| Problem::invalid("task", "unknown"))
        }
    }
}
