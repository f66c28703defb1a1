//! `GET /api/samples`
use axum::Json;
use axum::extract::State;

use crate::dto::sample::SampleReport;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// The cases that were drawn, and how often suggestions agree with what was entered before they were shown; no person.
#[utoipa::path(
    get, path = "/api/samples", operation_id = "show_samples", tag = "oversight",
    responses((status = 200, body = SampleReport), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(State(state): State<ServerState>) -> Result<Json<SampleReport>, Problem> {
    Ok(Json(state.workbench.sample_report().await?.into()))
}
