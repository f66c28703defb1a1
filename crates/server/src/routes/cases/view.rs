//! `GET /api/cases/{id}/view`
use aktenlage_domain::ids::CaseId;
use axum::Json;
use axum::extract::State;

use crate::auth::guard::CurrentClerk;
use crate::dto::case_view::CaseViewMark;
use crate::extract::path::PathId;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// How far the person who asks saw the history of the case before, and how much is new since.
#[utoipa::path(
    get, path = "/api/cases/{id}/view", operation_id = "case_view", tag = "cases",
    params(("id" = String, Path, description = "Id of the case", format = "uuid")),
    responses((status = 200, body = CaseViewMark), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    CurrentClerk(clerk): CurrentClerk,
    PathId(case): PathId<CaseId>,
) -> Result<Json<CaseViewMark>, Problem> {
    let mark = state.workbench.case_view(&clerk, case).await?;
    Ok(Json(mark.into()))
}
