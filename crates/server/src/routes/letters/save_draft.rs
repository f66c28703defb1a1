//! `PUT /api/cases/{id}/letters/draft`
use aktenlage_domain::ids::CaseId;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use crate::auth::guard::CurrentClerk;
use crate::dto::letter::{LetterDraft, LetterDraftRequest};
use crate::extract::body::JsonBody;
use crate::extract::path::PathId;
use crate::extract::version::{SeenVersion, etag};
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Keeps what a clerk has written of a letter. No fact: the version is that of the draft, not of the case.
#[utoipa::path(
    put, path = "/api/cases/{id}/letters/draft", operation_id = "save_letter_draft", tag = "letters",
    params(
        ("id" = String, Path, description = "Id of the case", format = "uuid"),
        ("If-Match" = String, Header, description = "The version of the draft that was on the screen, in double quotes; \"0\" if there was none"),
    ),
    request_body = LetterDraftRequest,
    responses((status = 200, body = LetterDraft), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    CurrentClerk(clerk): CurrentClerk,
    PathId(case): PathId<CaseId>,
    SeenVersion(seen): SeenVersion,
    JsonBody(body): JsonBody<LetterDraftRequest>,
) -> Result<Response, Problem> {
    let (kind, content) = body.read()?;
    let saved = state
        .workbench
        .save_letter_draft(&clerk, case, kind, seen, content)
        .await?;
    let draft = LetterDraft::from(saved);
    Ok((etag(draft.version), Json(draft)).into_response())
}
