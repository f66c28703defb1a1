//! `GET /api/releases`
use axum::Json;
use axum::extract::State;

use crate::auth::guard::SignedIn;
use crate::dto::release::ReleaseList;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Decisions that wait for a second person, oldest first; a person's own say why they cannot be released by them.
#[utoipa::path(
    get, path = "/api/releases", operation_id = "list_releases", tag = "cases",
    responses((status = 200, body = ReleaseList), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    SignedIn(session): SignedIn,
) -> Result<Json<ReleaseList>, Problem> {
    Ok(Json(state.workbench.releases(&session.user).await?.into()))
}
