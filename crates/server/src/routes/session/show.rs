//! `GET /api/session`
use axum::Json;
use axum::extract::State;

use crate::auth::guard::SignedIn;
use crate::dto::session::SessionView;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Who is signed in, the token for writes, and what assists at the moment.
#[utoipa::path(
    get, path = "/api/session", operation_id = "show_session", tag = "session",
    responses((status = 200, body = SessionView), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    SignedIn(session): SignedIn,
) -> Result<Json<SessionView>, Problem> {
    let assistance = state.workbench.assistance().await?;
    Ok(Json(SessionView::new(session, assistance)))
}
