//! `GET /api/cases/{id}/fields`
use aktenlage_domain::ids::CaseId;
use axum::Json;
use axum::extract::State;

use crate::dto::field::FieldsView;
use crate::extract::path::PathId;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// All fields of the application in the order of the blueprint, each with suggestion and review.
#[utoipa::path(
    get, path = "/api/cases/{id}/fields", operation_id = "case_fields", tag = "cases",
    params(("id" = String, Path, description = "Id of the case", format = "uuid")),
    responses((status = 200, body = FieldsView), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    PathId(case): PathId<CaseId>,
) -> Result<Json<FieldsView>, Problem> {
    Ok(Json(state.workbench.fields(case).await?.into()))
}
