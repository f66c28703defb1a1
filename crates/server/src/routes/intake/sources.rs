//! `GET /api/intake/sources`
use axum::Json;
use axum::extract::State;

use crate::dto::intake::IntakeSources;
use crate::dto::list;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// The watched folders and mailboxes, what came through each, and what went wrong.
#[utoipa::path(
    get, path = "/api/intake/sources", operation_id = "list_intake_sources", tag = "intake",
    responses((status = 200, body = IntakeSources), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(State(state): State<ServerState>) -> Result<Json<IntakeSources>, Problem> {
    Ok(Json(IntakeSources {
        items: list(state.workbench.intake_sources().await?),
    }))
}
