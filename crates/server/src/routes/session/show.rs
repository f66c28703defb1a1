//! `GET /api/session`
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;

use crate::auth::guard::SignedIn;
use crate::auth::{cookie, token};
use crate::dto::session::SessionView;
use crate::problem::{Problem, ProblemBody, ProblemCode};
use crate::state::ServerState;

/// Who is signed in, the token for writes, and what assists at the moment.
#[utoipa::path(
    get, path = "/api/session", operation_id = "show_session", tag = "session",
    responses((status = 200, body = SessionView), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    SignedIn(session): SignedIn,
    headers: HeaderMap,
) -> Result<Json<SessionView>, Problem> {
    let assistance = state.workbench.assistance().await?;
    let session_token =
        cookie::session_token(&headers).ok_or_else(|| Problem::new(ProblemCode::NotSignedIn))?;
    let csrf_token = token::csrf_token(&session_token);
    Ok(Json(SessionView::new(session, csrf_token, assistance)))
}
