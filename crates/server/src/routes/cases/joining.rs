//! `GET /api/cases/{id}/joining`
use aktenlage_domain::ids::CaseId;
use axum::Json;
use axum::extract::State;

use crate::dto::joining::CaseJoining;
use crate::extract::path::PathId;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// A case as post: where it was joined, what was joined to it, and which cases it may belong to.
#[utoipa::path(
    get, path = "/api/cases/{id}/joining", operation_id = "case_joining", tag = "cases",
    params(("id" = String, Path, description = "Id of the case", format = "uuid")),
    responses((status = 200, body = CaseJoining), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    PathId(case): PathId<CaseId>,
) -> Result<Json<CaseJoining>, Problem> {
    let view = state.workbench.joining(case).await?;
    Ok(Json(view.into()))
}
