//! `POST /api/evaluation-runs/{id}/cancellation`
use aktenlage_workflow::evaluations::RunId;
use axum::extract::State;
use axum::http::StatusCode;

use crate::auth::guard::SignedIn;
use crate::extract::path::PathId;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Stops an evaluation that this server makes, or clears away one that broke off. Reports stay.
#[utoipa::path(
    post, path = "/api/evaluation-runs/{id}/cancellation", operation_id = "stop_evaluation", tag = "evaluations",
    params(("id" = String, Path, description = "Name of the run")),
    responses((status = 204, description = "It ends, or is gone"), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    SignedIn(session): SignedIn,
    PathId(run): PathId<RunId>,
) -> Result<StatusCode, Problem> {
    state.workbench.stop_evaluation(&session.user, run).await?;
    Ok(StatusCode::NO_CONTENT)
}
