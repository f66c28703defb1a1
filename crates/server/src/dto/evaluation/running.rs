//! Evaluations that are being made.
use aktenlage_workflow::evaluations as workflow;
use serde::Serialize;
use utoipa::ToSchema;

/// A run that has no report yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct RunningEvaluation {
    /// Name of its folder.
    id: String,
    /// `running`, `silent` (it has not said anything for long, its process is gone) or `failed`.
    state: String,
    /// `preparing`, `loading`, `cases`, `figures` or `failed`.
    step: String,
    /// Cases in all, 0 while it is not known.
    cases: usize,
    /// Cases that are done.
    done: usize,
    /// The case at hand.
    case: Option<String>,
    started_at: String,
    /// What the cases left will take, from those that are done.
    seconds_left: Option<u64>,
    /// Whether this server makes it and can stop it.
    is_ours: bool,
}

impl From<workflow::RunningEvaluation> for RunningEvaluation {
    fn from(run: workflow::RunningEvaluation) -> Self {
        let state = match run.state {
            workflow::RunState::Running => "running",
            workflow::RunState::Silent => "silent",
            workflow::RunState::Failed => "failed",
        };
        let step = match run.progress.step {
            workflow::Step::Preparing => "preparing",
            workflow::Step::Loading => "loading",
            workflow::Step::Cases => "cases",
            workflow::Step::Figures => "figures",
            workflow::Step::Failed => "failed",
        };
        Self {
            id: run.id.to_string(),
            state: state.to_owned(),
            step: step.to_owned(),
            cases: run.progress.cases,
            done: run.progress.done,
            case: run.progress.case,
            started_at: run.progress.started_at,
            seconds_left: run.seconds_left,
            is_ours: run.is_ours,
        }
    }
}

/// The runs under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct RunningEvaluations {
    /// Whether this server can start runs.
    can_start: bool,
    items: Vec<RunningEvaluation>,
}

impl RunningEvaluations {
    /// Whether something may still change by itself.
    pub(crate) fn is_under_way(&self) -> bool {
        self.items.iter().any(|run| run.state == "running")
    }
}

impl From<workflow::RunningEvaluations> for RunningEvaluations {
    fn from(running: workflow::RunningEvaluations) -> Self {
        Self {
            can_start: running.can_start,
            items: crate::dto::list(running.runs),
        }
    }
}

/// A run that was started.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct StartedEvaluation {
    /// Name of its folder.
    pub(crate) id: String,
}
