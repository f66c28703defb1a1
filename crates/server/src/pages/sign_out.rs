//! Signing out: the session ends in the database, not in the browser alone, and the browser forgets the pages it saw.
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::auth::guard::check_token;
use crate::auth::{cookie, token};
use crate::extract::form::FormBody;
use crate::problem::Problem;
use crate::state::ServerState;

/// Makes the browser drop what it kept of this site.
const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// The form behind "Abmelden".
#[derive(Deserialize)]
pub(crate) struct SignOutForm {
    #[serde(default)]
    csrf_token: String,
}

/// `POST /abmelden`
pub(crate) async fn handle(
    State(state): State<ServerState>,
    headers: HeaderMap,
    FormBody(form): FormBody<SignOutForm>,
) -> Result<Response, Problem> {
    check_token(&headers, &form.csrf_token)?;
    if let Some(session_token) = cookie::session_token(&headers) {
        state
            .workbench
            .close_session(&token::digest(&session_token))
            .await?;
    }
    Ok((
        AppendHeaders([
            (header::SET_COOKIE, cookie::clear()),
            (CLEAR_SITE_DATA, HeaderValue::from_static("\"cache\"")),
        ]),
        Redirect::to("/anmelden"),
    )
        .into_response())
}
