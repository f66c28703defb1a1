//! `GET /api/status/{token}`
use axum::Json;
use axum::extract::State;
use axum::http::Uri;

use crate::dto::status::CaseStatus;
use crate::problem::{Problem, ProblemBody, ProblemCode};
use crate::state::ServerState;
use crate::status;

/// Where a case stands, for whoever has a link to it; needs no session. 404 for every token that opens nothing.
#[utoipa::path(
    get, path = "/api/status/{token}", operation_id = "case_status", tag = "status",
    params(("token" = String, Path, description = "The token at the end of the link")),
    responses((status = 200, body = CaseStatus), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(State(state): State<ServerState>, uri: Uri) -> Result<Json<CaseStatus>, Problem> {
    let found = status::look(&state, &uri).await?;
    let found = found.ok_or_else(|| Problem::new(ProblemCode::NotFound))?;
    Ok(Json(found.into()))
}
