//! `GET /api/cases/{id}/copies`
use aktenlage_domain::ids::CaseId;
use axum::Json;
use axum::extract::State;

use crate::dto::copies::CopyList;
use crate::dto::list;
use crate::extract::path::PathId;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// What of the documents of a case lies in other cases too, to be looked at side by side; nothing follows from it.
#[utoipa::path(
    get, path = "/api/cases/{id}/copies", operation_id = "copies_elsewhere", tag = "cases",
    params(("id" = String, Path, description = "Id of the case", format = "uuid")),
    responses((status = 200, body = CopyList), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    PathId(case): PathId<CaseId>,
) -> Result<Json<CopyList>, Problem> {
    let items = list(state.workbench.copies_elsewhere(case).await?);
    Ok(Json(CopyList { items }))
}
