//! `POST /api/evaluation-runs`
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::auth::guard::SignedIn;
use crate::dto::evaluation::running::StartedEvaluation;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Starts an evaluation of the shipped cases in a process of low priority. One at a time.
#[utoipa::path(
    post, path = "/api/evaluation-runs", operation_id = "start_evaluation", tag = "evaluations",
    responses((status = 201, body = StartedEvaluation), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    SignedIn(session): SignedIn,
) -> Result<(StatusCode, Json<StartedEvaluation>), Problem> {
    let run = state.workbench.start_evaluation(&session.user).await?;
    let started = StartedEvaluation { id: run.to_string() };
    Ok((StatusCode::CREATED, Json(started)))
}
