//! `PUT /api/filters/{id}`
use aktenlage_domain::ids::FilterId;
use axum::Json;
use axum::extract::State;

use crate::auth::guard::CurrentClerk;
use crate::dto::triage::{FilterRequest, SavedFilter};
use crate::extract::body::JsonBody;
use crate::extract::path::PathId;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Changes a filter of the clerk's own, its name too.
#[utoipa::path(
    put, path = "/api/filters/{id}", operation_id = "change_filter", tag = "filters",
    params(("id" = String, Path, description = "Id of the filter", format = "uuid")),
    request_body = FilterRequest,
    responses((status = 200, body = SavedFilter), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    CurrentClerk(clerk): CurrentClerk,
    PathId(filter): PathId<FilterId>,
    JsonBody(body): JsonBody<FilterRequest>,
) -> Result<Json<SavedFilter>, Problem> {
    let draft = body.read()?;
    let saved = state.workbench.save_filter(&clerk, Some(filter), draft).await?;
    Ok(Json(saved.into()))
}
