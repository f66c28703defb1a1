//! `POST /api/cases/{id}/letters`
use aktenlage_domain::ids::CaseId;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::auth::guard::CurrentClerk;
use crate::dto::letter::{LetterSendRequest, LetterSent, kind};
use crate::extract::body::JsonBody;
use crate::extract::path::PathId;
use crate::extract::version::{SeenVersion, etag};
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Sends the draft as it was on the screen: its words and its PDF are frozen and vouched for.
#[utoipa::path(
    post, path = "/api/cases/{id}/letters", operation_id = "send_letter", tag = "letters",
    params(
        ("id" = String, Path, description = "Id of the case", format = "uuid"),
        ("If-Match" = String, Header, description = "The version of the case that was on the screen, in double quotes"),
    ),
    request_body = LetterSendRequest,
    responses((status = 201, body = LetterSent), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    CurrentClerk(clerk): CurrentClerk,
    PathId(case): PathId<CaseId>,
    SeenVersion(seen): SeenVersion,
    JsonBody(body): JsonBody<LetterSendRequest>,
) -> Result<Response, Problem> {
    let kind = kind(&body.kind)?;
    let (version, letter) = state
        .workbench
        .send_letter(&clerk, case, seen, kind, body.draft_version)
        .await?;
    let sent = LetterSent {
        version,
        letter: letter.into(),
    };
    Ok((StatusCode::CREATED, etag(version), Json(sent)).into_response())
}
