//! `GET /api/cases/{id}/letters`
use aktenlage_domain::ids::CaseId;
use axum::Json;
use axum::extract::State;

use crate::dto::letter::Letters;
use crate::extract::path::PathId;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// The letters that were sent in a case, and what the next ones could say: made by rule, nothing goes in by itself.
#[utoipa::path(
    get, path = "/api/cases/{id}/letters", operation_id = "case_letters", tag = "letters",
    params(("id" = String, Path, description = "Id of the case", format = "uuid")),
    responses((status = 200, body = Letters), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    PathId(case): PathId<CaseId>,
) -> Result<Json<Letters>, Problem> {
    Ok(Json(state.workbench.letters(case).await?.into()))
}
