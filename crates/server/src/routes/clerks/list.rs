//! `GET /api/clerks`
use axum::Json;
use axum::extract::State;

use crate::auth::guard::CurrentClerk;
use crate::dto::label::Clerks;
use crate::dto::list;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Who may be given a case: the clerks who may sign in, by name.
#[utoipa::path(
    get, path = "/api/clerks", operation_id = "list_clerks", tag = "clerks",
    responses((status = 200, body = Clerks), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    _clerk: CurrentClerk,
) -> Result<Json<Clerks>, Problem> {
    let clerks = state.workbench.clerks().await?;
    Ok(Json(Clerks { items: list(clerks) }))
}
