//! Signing out: the session ends in the database, not in the browser alone.
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::auth::guard::SignedIn;
use crate::auth::{cookie, token};
use crate::extract::form::FormBody;
use crate::problem::{Problem, ProblemCode};
use crate::state::ServerState;

/// The form behind "Abmelden".
#[derive(Deserialize)]
pub(crate) struct SignOutForm {
    #[serde(default)]
    csrf_token: String,
}

/// `POST /abmelden`
pub(crate) async fn handle(
    State(state): State<ServerState>,
    SignedIn(session): SignedIn,
    headers: HeaderMap,
    FormBody(form): FormBody<SignOutForm>,
) -> Result<Response, Problem> {
    if !token::matches(&form.csrf_token, &session.csrf_token) {
        return Err(Problem::new(ProblemCode::CsrfTokenInvalid));
    }
    if let Some(session_token) = cookie::session_token(&headers) {
        state
            .workbench
            .close_session(&token::digest(&session_token))
            .await?;
    }
    Ok((
        AppendHeaders([(header::SET_COOKIE, cookie::clear())]),
        Redirect::to("/anmelden"),
    )
        .into_response())
}
