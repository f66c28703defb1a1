//! `GET /api/models/heads`
use axum::Json;
use axum::extract::State;

use crate::dto::list;
use crate::dto::model::TrainedHeads;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// The trained heads that are installed, and which of them are at work.
#[utoipa::path(
    get, path = "/api/models/heads", operation_id = "list_heads", tag = "models",
    responses((status = 200, body = TrainedHeads), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(State(state): State<ServerState>) -> Result<Json<TrainedHeads>, Problem> {
    Ok(Json(TrainedHeads {
        items: list(state.workbench.trained_heads().await?),
    }))
}
