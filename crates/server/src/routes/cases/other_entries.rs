//! `GET /api/cases/{id}/other-entries`
use aktenlage_domain::ids::CaseId;
use axum::Json;
use axum::extract::State;

use crate::dto::list;
use crate::dto::other_entry::OtherEntries;
use crate::extract::path::PathId;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// What stands in boxes of the case's forms and no suggestion points at: remarks, and answers that no field asks for.
#[utoipa::path(
    get, path = "/api/cases/{id}/other-entries", operation_id = "case_other_entries", tag = "cases",
    params(("id" = String, Path, description = "Id of the case", format = "uuid")),
    responses((status = 200, body = OtherEntries), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    PathId(case): PathId<CaseId>,
) -> Result<Json<OtherEntries>, Problem> {
    let items = list(state.workbench.other_entries(case).await?);
    Ok(Json(OtherEntries { items }))
}
