//! `GET /api/services`
use axum::Json;
use axum::extract::State;

use crate::dto::list;
use crate::dto::service::ServiceList;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// The public services and document kinds of the blueprint.
#[utoipa::path(
    get, path = "/api/services", operation_id = "list_services", tag = "services",
    responses((status = 200, body = ServiceList), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(State(state): State<ServerState>) -> Result<Json<ServiceList>, Problem> {
    let (blueprint, services, kinds) = state.workbench.services();
    Ok(Json(ServiceList {
        blueprint,
        services: list(services),
        kinds: list(kinds),
    }))
}
