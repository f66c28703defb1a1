//! `GET /api/cases/{id}`
use aktenlage_domain::ids::CaseId;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use crate::dto::case::CaseDetail;
use crate::extract::path::PathId;
use crate::extract::version::etag;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// One case with its documents, the service, and the decision if there is one.
#[utoipa::path(
    get, path = "/api/cases/{id}", operation_id = "show_case", tag = "cases",
    params(("id" = String, Path, description = "Id of the case", format = "uuid")),
    responses((status = 200, body = CaseDetail), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    PathId(case): PathId<CaseId>,
) -> Result<Response, Problem> {
    let detail = CaseDetail::from(state.workbench.case_detail(case).await?);
    Ok((etag(detail.row.version), Json(detail)).into_response())
}
