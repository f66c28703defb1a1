//! `GET /api/cases/{id}/history`
use aktenlage_domain::ids::CaseId;
use axum::Json;
use axum::extract::State;

use crate::dto::history::History;
use crate::dto::list;
use crate::extract::path::PathId;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// What happened to the case, newest first.
#[utoipa::path(
    get, path = "/api/cases/{id}/history", operation_id = "case_history", tag = "cases",
    params(("id" = String, Path, description = "Id of the case", format = "uuid")),
    responses((status = 200, body = History), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    PathId(case): PathId<CaseId>,
) -> Result<Json<History>, Problem> {
    let items = list(state.workbench.history(case).await?);
    Ok(Json(History { items }))
}
