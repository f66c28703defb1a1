//! `POST /api/session/extension`
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{AppendHeaders, IntoResponse, Response};

use crate::auth::{cookie, token};
use crate::dto::session::SessionView;
use crate::problem::{Problem, ProblemBody, ProblemCode};
use crate::state::ServerState;

/// Lets the session last longer: as long as after signing in, until a day after that at the latest.
#[utoipa::path(
    post, path = "/api/session/extension", operation_id = "extend_session", tag = "session",
    responses((status = 200, body = SessionView), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let session_token =
        cookie::session_token(&headers).ok_or_else(|| Problem::new(ProblemCode::NotSignedIn))?;
    let length = state.config.session_length;
    let session = state
        .workbench
        .extend_session(&token::digest(&session_token), length)
        .await?
        .ok_or_else(|| Problem::new(ProblemCode::NotSignedIn))?;
    let assistance = state.workbench.assistance().await?;
    let cookie = cookie::set(&session_token, length).ok_or_else(|| Problem::internal("session cookie"))?;
    let csrf_token = token::csrf_token(&session_token);
    Ok((
        AppendHeaders([(header::SET_COOKIE, cookie)]),
        Json(SessionView::new(session, csrf_token, assistance)),
    )
        .into_response())
}
