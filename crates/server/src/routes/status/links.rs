//! `GET /api/cases/{id}/status-links`
use aktenlage_domain::ids::CaseId;
use axum::Json;
use axum::extract::State;

use crate::dto::list;
use crate::dto::status::StatusLinks;
use crate::extract::path::PathId;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// The links with which the applicant of a case sees where it stands: who made them and until when they hold.
#[utoipa::path(
    get, path = "/api/cases/{id}/status-links", operation_id = "status_links", tag = "status",
    params(("id" = String, Path, description = "Id of the case", format = "uuid")),
    responses((status = 200, body = StatusLinks), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    PathId(case): PathId<CaseId>,
) -> Result<Json<StatusLinks>, Problem> {
    let settings = state.config.status_page.as_ref();
    Ok(Json(StatusLinks {
        enabled: settings.is_some(),
        has_public_url: settings.is_some_and(|settings| settings.public_url.is_some()),
        items: list(state.workbench.status_links(case).await?),
    }))
}
