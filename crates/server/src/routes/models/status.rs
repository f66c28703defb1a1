//! `GET /api/models`
use axum::Json;
use axum::extract::State;

use crate::dto::model::ModelStatus;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// What assists the clerks, and what people made of its suggestions.
#[utoipa::path(
    get, path = "/api/models", operation_id = "model_status", tag = "models",
    responses((status = 200, body = ModelStatus), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(State(state): State<ServerState>) -> Result<Json<ModelStatus>, Problem> {
    Ok(Json(state.workbench.model_status().await?.into()))
}
