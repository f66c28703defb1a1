//! `POST /api/practice/{id}/result`
use axum::Json;
use axum::extract::State;

use crate::dto::list;
use crate::dto::practice::{PracticeResult, PracticeResultRequest};
use crate::extract::body::JsonBody;
use crate::extract::path::PathId;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Holds answers to a practice case against what is true. Nothing of it is recorded, and nobody is asked who it is.
#[utoipa::path(
    post, path = "/api/practice/{id}/result", operation_id = "practice_result", tag = "practice",
    params(("id" = String, Path, description = "Name of the practice case")),
    request_body = PracticeResultRequest,
    responses((status = 200, body = PracticeResult), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    PathId(id): PathId<String>,
    JsonBody(request): JsonBody<PracticeResultRequest>,
) -> Result<Json<PracticeResult>, Problem> {
    let findings = state.workbench.practice_result(&id, &request.answers()?)?;
    Ok(Json(PracticeResult {
        findings: list(findings),
    }))
}
