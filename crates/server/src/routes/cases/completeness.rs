//! `GET /api/cases/{id}/completeness`
use aktenlage_domain::ids::CaseId;
use axum::Json;
use axum::extract::State;

use crate::dto::completeness::CompletenessView;
use crate::extract::path::PathId;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Which evidence is there, missing or unclear, and why.
#[utoipa::path(
    get, path = "/api/cases/{id}/completeness", operation_id = "case_completeness", tag = "cases",
    params(("id" = String, Path, description = "Id of the case", format = "uuid")),
    responses((status = 200, body = CompletenessView), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    PathId(case): PathId<CaseId>,
) -> Result<Json<CompletenessView>, Problem> {
    Ok(Json(state.workbench.completeness(case).await?.into()))
}
