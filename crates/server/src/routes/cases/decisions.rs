//! `GET /api/cases/{id}/decisions`
use aktenlage_domain::ids::CaseId;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use crate::auth::guard::SignedIn;
use crate::dto::release::DecisionFile;
use crate::extract::path::PathId;
use crate::extract::version::etag;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// The decisions, proposals and reopenings of a case, and what waits in it as this person sees it.
#[utoipa::path(
    get, path = "/api/cases/{id}/decisions", operation_id = "case_decisions", tag = "cases",
    params(("id" = String, Path, description = "Id of the case", format = "uuid")),
    responses((status = 200, body = DecisionFile), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    SignedIn(session): SignedIn,
    PathId(case): PathId<CaseId>,
) -> Result<Response, Problem> {
    let file = DecisionFile::from(state.workbench.decision_file(&session.user, case).await?);
    Ok((etag(file.version), Json(file)).into_response())
}
