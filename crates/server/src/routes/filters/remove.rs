//! `POST /api/filters/{id}/removal`
use aktenlage_domain::ids::FilterId;
use axum::extract::State;
use axum::http::StatusCode;

use crate::auth::guard::CurrentClerk;
use crate::extract::path::PathId;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Removes a filter of the clerk's own: from then on no list has it.
#[utoipa::path(
    post, path = "/api/filters/{id}/removal", operation_id = "remove_filter", tag = "filters",
    params(("id" = String, Path, description = "Id of the filter", format = "uuid")),
    responses((status = 204, description = "It is gone"), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    CurrentClerk(clerk): CurrentClerk,
    PathId(filter): PathId<FilterId>,
) -> Result<StatusCode, Problem> {
    state.workbench.remove_filter(&clerk, filter).await?;
    Ok(StatusCode::NO_CONTENT)
}
