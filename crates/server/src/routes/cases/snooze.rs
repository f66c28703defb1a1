//! `PUT /api/cases/{id}/snooze`
use aktenlage_domain::ids::CaseId;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use crate::auth::guard::CurrentClerk;
use crate::dto::case::CaseRow;
use crate::dto::triage::SnoozeRequest;
use crate::extract::body::JsonBody;
use crate::extract::path::PathId;
use crate::extract::version::etag;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Puts a case back until a day with a reason, or fetches it back. No fact changes, so no version is asked for.
#[utoipa::path(
    put, path = "/api/cases/{id}/snooze", operation_id = "snooze_case", tag = "cases",
    params(("id" = String, Path, description = "Id of the case", format = "uuid")),
    request_body = SnoozeRequest,
    responses((status = 200, body = CaseRow), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    CurrentClerk(clerk): CurrentClerk,
    PathId(case): PathId<CaseId>,
    JsonBody(body): JsonBody<SnoozeRequest>,
) -> Result<Response, Problem> {
    let workbench = &state.workbench;
    let row = match body.read()? {
        Some((until, reason)) => {
            let note = body.note.as_deref();
            workbench.snooze_case(&clerk, case, until, reason, note).await?
        }
        None => workbench.end_snooze(&clerk, case).await?,
    };
    let row = CaseRow::from(row);
    Ok((etag(row.version), Json(row)).into_response())
}
