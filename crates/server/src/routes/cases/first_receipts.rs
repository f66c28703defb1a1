//! `GET /api/cases/{id}/first-receipts`
use aktenlage_domain::ids::CaseId;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use crate::dto::receipt::FirstReceipts;
use crate::extract::path::PathId;
use crate::extract::version::etag;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// When and where the application of a case reached another authority, as people said: the last word counts.
#[utoipa::path(
    get, path = "/api/cases/{id}/first-receipts", operation_id = "first_receipts", tag = "cases",
    params(("id" = String, Path, description = "Id of the case", format = "uuid")),
    responses((status = 200, body = FirstReceipts), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    PathId(case): PathId<CaseId>,
) -> Result<Response, Problem> {
    let receipts = FirstReceipts::from(state.workbench.first_receipts(case).await?);
    Ok((etag(receipts.version), Json(receipts)).into_response())
}
