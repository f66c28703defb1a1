//! `PUT /api/cases/{id}/view`
use aktenlage_domain::ids::CaseId;
use axum::extract::State;
use axum::http::StatusCode;

use crate::auth::guard::CurrentClerk;
use crate::dto::case_view::CaseViewRequest;
use crate::extract::body::JsonBody;
use crate::extract::path::PathId;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Moves the person's own mark, never back. No fact: nothing of it is in the history, and the case keeps its version.
#[utoipa::path(
    put, path = "/api/cases/{id}/view", operation_id = "mark_case_viewed", tag = "cases",
    params(("id" = String, Path, description = "Id of the case", format = "uuid")),
    request_body = CaseViewRequest,
    responses((status = 204, description = "It is noted"), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    CurrentClerk(clerk): CurrentClerk,
    PathId(case): PathId<CaseId>,
    JsonBody(body): JsonBody<CaseViewRequest>,
) -> Result<StatusCode, Problem> {
    state
        .workbench
        .mark_case_viewed(&clerk, case, body.seen_through)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
