//! `POST /api/filters`
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::auth::guard::CurrentClerk;
use crate::dto::triage::{FilterRequest, SavedFilter};
use crate::extract::body::JsonBody;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Keeps a filter under a name.
#[utoipa::path(
    post, path = "/api/filters", operation_id = "save_filter", tag = "filters",
    request_body = FilterRequest,
    responses((status = 201, body = SavedFilter), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    CurrentClerk(clerk): CurrentClerk,
    JsonBody(body): JsonBody<FilterRequest>,
) -> Result<Response, Problem> {
    let saved = state.workbench.save_filter(&clerk, None, body.read()?).await?;
    Ok((StatusCode::CREATED, Json(SavedFilter::from(saved))).into_response())
}
