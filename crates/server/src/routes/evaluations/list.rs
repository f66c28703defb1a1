//! `GET /api/evaluations`
use axum::Json;
use axum::extract::State;

use crate::dto::evaluation::EvaluationRuns;
use crate::dto::list;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Runs of `aktenlage evaluate`, the newest first, 200 at most.
#[utoipa::path(
    get, path = "/api/evaluations", operation_id = "list_evaluations", tag = "evaluations",
    responses((status = 200, body = EvaluationRuns), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(State(state): State<ServerState>) -> Result<Json<EvaluationRuns>, Problem> {
    Ok(Json(EvaluationRuns {
        folder: state.workbench.evaluations_folder(),
        items: list(state.workbench.evaluation_runs().await?),
    }))
}
