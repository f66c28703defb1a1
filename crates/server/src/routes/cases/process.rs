//! `POST /api/cases/{id}/processing`
use aktenlage_domain::ids::CaseId;
use axum::extract::State;
use axum::http::StatusCode;

use crate::auth::guard::CurrentClerk;
use crate::extract::path::PathId;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Starts reading and suggesting again.
#[utoipa::path(
    post, path = "/api/cases/{id}/processing", operation_id = "restart_processing", tag = "cases",
    params(("id" = String, Path, description = "Id of the case", format = "uuid")),
    responses((status = 202), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    CurrentClerk(clerk): CurrentClerk,
    PathId(case): PathId<CaseId>,
) -> Result<StatusCode, Problem> {
    state.workbench.restart_processing(&clerk, case).await?;
    Ok(StatusCode::ACCEPTED)
}
