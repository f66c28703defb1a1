//! `GET /api/evaluation-runs`
use axum::Json;
use axum::extract::State;

use crate::dto::evaluation::running::RunningEvaluations;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Evaluations that are being made, wherever they were started, and those that broke off.
#[utoipa::path(
    get, path = "/api/evaluation-runs", operation_id = "list_running_evaluations", tag = "evaluations",
    responses((status = 200, body = RunningEvaluations), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(State(state): State<ServerState>) -> Result<Json<RunningEvaluations>, Problem> {
    Ok(Json(state.workbench.running_evaluations().await?.into()))
}
