//! `GET /api/filters`
use axum::Json;
use axum::extract::State;

use crate::auth::guard::CurrentClerk;
use crate::dto::list;
use crate::dto::triage::SavedFilters;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// The filters of the clerk who asks, by name, each with how many cases it finds now.
#[utoipa::path(
    get, path = "/api/filters", operation_id = "list_filters", tag = "filters",
    responses((status = 200, body = SavedFilters), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    CurrentClerk(clerk): CurrentClerk,
) -> Result<Json<SavedFilters>, Problem> {
    let filters = state.workbench.saved_filters(&clerk).await?;
    Ok(Json(SavedFilters { items: list(filters) }))
}
