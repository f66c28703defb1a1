//! `POST /api/cases/{id}/letters/preview`
use aktenlage_domain::ids::CaseId;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::auth::guard::CurrentClerk;
use crate::dto::letter::LetterDraftRequest;
use crate::extract::body::JsonBody;
use crate::extract::path::PathId;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// The letter as it would look, marked as a draft on every page. Nothing is kept.
#[utoipa::path(
    post, path = "/api/cases/{id}/letters/preview", operation_id = "preview_letter", tag = "letters",
    params(("id" = String, Path, description = "Id of the case", format = "uuid")),
    request_body = LetterDraftRequest,
    responses((status = 200, body = [u8], content_type = "application/pdf"), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    CurrentClerk(clerk): CurrentClerk,
    PathId(case): PathId<CaseId>,
    JsonBody(body): JsonBody<LetterDraftRequest>,
) -> Result<Response, Problem> {
    let (kind, content) = body.read()?;
    let pdf = state
        .workbench
        .preview_letter(&clerk, case, kind, &content)
        .await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("inline; filename=\"entwurf.pdf\""),
        ),
    ];
    Ok((headers, pdf).into_response())
}
