//! `POST /api/status-links/{id}/revocation`
use aktenlage_domain::ids::StatusLinkId;
use axum::Json;
use axum::extract::State;

use crate::auth::guard::CurrentClerk;
use crate::dto::status::StatusLink;
use crate::extract::path::PathId;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Ends a link at once and for good; one that was revoked before stays as it is.
#[utoipa::path(
    post, path = "/api/status-links/{id}/revocation", operation_id = "revoke_status_link", tag = "status",
    params(("id" = String, Path, description = "Id of the link", format = "uuid")),
    responses((status = 200, body = StatusLink), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    CurrentClerk(clerk): CurrentClerk,
    PathId(link): PathId<StatusLinkId>,
) -> Result<Json<StatusLink>, Problem> {
    let revoked = state.workbench.revoke_status_link(&clerk, link).await?;
    Ok(Json(revoked.into()))
}
