//! `POST /api/audit/verification`
use axum::Json;
use axum::extract::State;

use crate::auth::guard::SignedIn;
use crate::dto::audit::ChainReport;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Checks the whole chain; that it was checked is an entry of its own.
#[utoipa::path(
    post, path = "/api/audit/verification", operation_id = "verify_audit", tag = "audit",
    responses((status = 200, body = ChainReport), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    SignedIn(session): SignedIn,
) -> Result<Json<ChainReport>, Problem> {
    Ok(Json(state.workbench.verify_chain(&session.user).await?.into()))
}
