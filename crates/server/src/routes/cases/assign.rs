//! `PUT /api/cases/{id}/assignee`
use aktenlage_domain::ids::{CaseId, UserId};
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use crate::auth::guard::CurrentClerk;
use crate::dto::case::{AssigneeRequest, CaseRow};
use crate::extract::body::JsonBody;
use crate::extract::path::PathId;
use crate::extract::version::etag;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Takes a case on, gives it to a colleague, or gives it back. No fact changes, so no version is asked for.
#[utoipa::path(
    put, path = "/api/cases/{id}/assignee", operation_id = "assign_case", tag = "cases",
    params(("id" = String, Path, description = "Id of the case", format = "uuid")),
    request_body = AssigneeRequest,
    responses((status = 200, body = CaseRow), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    CurrentClerk(clerk): CurrentClerk,
    PathId(case): PathId<CaseId>,
    JsonBody(body): JsonBody<AssigneeRequest>,
) -> Result<Response, Problem> {
    let assignee: Option<UserId> = match body.assignee.as_deref() {
        None => None,
        Some("me") => Some(clerk.id()),
        Some(id) => Some(id.parse().map_err(|_| Problem::invalid("assignee", "unknown"))?),
    };
    let row = CaseRow::from(state.workbench.assign_case(&clerk, case, assignee).await?);
    Ok((etag(row.version), Json(row)).into_response())
}
