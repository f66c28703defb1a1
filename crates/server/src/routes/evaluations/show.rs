//! `GET /api/evaluations/{id}`
use aktenlage_workflow::evaluations::RunId;
use axum::Json;
use axum::extract::State;

use super::report;
use crate::dto::evaluation::report::EvaluationReport;
use crate::extract::path::PathId;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// The figures of a run, by service and channel.
#[utoipa::path(
    get, path = "/api/evaluations/{id}", operation_id = "show_evaluation", tag = "evaluations",
    params(("id" = String, Path, description = "Name of the run")),
    responses((status = 200, body = EvaluationReport), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    PathId(run): PathId<RunId>,
) -> Result<Json<EvaluationReport>, Problem> {
    let id = run.to_string();
    Ok(Json(report(&state, run).await?.figures(id)))
}
