//! `GET /api/practice/{id}`
use axum::Json;
use axum::extract::State;

use crate::dto::practice::PracticeCase;
use crate::extract::path::PathId;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// A practice case to work on. Some of its suggestions are wrong; which ones is told by the result.
#[utoipa::path(
    get, path = "/api/practice/{id}", operation_id = "show_practice_case", tag = "practice",
    params(("id" = String, Path, description = "Name of the practice case")),
    responses((status = 200, body = PracticeCase), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    PathId(id): PathId<String>,
) -> Result<Json<PracticeCase>, Problem> {
    Ok(Json(state.workbench.practice_case(&id)?.into()))
}
