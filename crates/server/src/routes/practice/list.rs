//! `GET /api/practice`
use axum::Json;
use axum::extract::State;

use crate::dto::list;
use crate::dto::practice::PracticeCases;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// The practice cases that ship with the program, as far as the blueprint knows their services.
#[utoipa::path(
    get, path = "/api/practice", operation_id = "list_practice_cases", tag = "practice",
    responses((status = 200, body = PracticeCases), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(State(state): State<ServerState>) -> Result<Json<PracticeCases>, Problem> {
    Ok(Json(PracticeCases {
        items: list(state.workbench.practice_cases()?),
    }))
}
