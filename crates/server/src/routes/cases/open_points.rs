//! `GET /api/cases/{id}/open-points`
use aktenlage_domain::ids::CaseId;
use axum::Json;
use axum::extract::State;

use crate::dto::decision::OpenPoints;
use crate::dto::list;
use crate::extract::path::PathId;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// What is open before a decision.
#[utoipa::path(
    get, path = "/api/cases/{id}/open-points", operation_id = "case_open_points", tag = "cases",
    params(("id" = String, Path, description = "Id of the case", format = "uuid")),
    responses((status = 200, body = OpenPoints), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    PathId(case): PathId<CaseId>,
) -> Result<Json<OpenPoints>, Problem> {
    let items = list(state.workbench.open_points(case).await?);
    Ok(Json(OpenPoints { items }))
}
