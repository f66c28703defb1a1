//! `GET /api/cases/{id}/letters/draft`
use aktenlage_domain::ids::CaseId;
use aktenlage_domain::letter::LetterKind;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::dto::letter::LetterDraft;
use crate::extract::path::PathId;
use crate::extract::query::{QueryOf, word};
use crate::extract::version::etag;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Which draft.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct DraftQuery {
    /// `document_request` (if left out), `acknowledgement`, `hearing`, `transfer` or `transfer_notice`.
    kind: Option<String>,
}

impl DraftQuery {
    pub(crate) fn kind(&self) -> Result<LetterKind, Problem> {
        Ok(word("kind", self.kind.as_deref())?.unwrap_or(LetterKind::DocumentRequest))
    }
}

/// What was written so far of the next letter of a kind, with what keeps it from being sent.
#[utoipa::path(
    get, path = "/api/cases/{id}/letters/draft", operation_id = "letter_draft", tag = "letters",
    params(("id" = String, Path, description = "Id of the case", format = "uuid"), DraftQuery),
    responses((status = 200, body = LetterDraft), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    PathId(case): PathId<CaseId>,
    QueryOf(query): QueryOf<DraftQuery>,
) -> Result<Response, Problem> {
    let draft = LetterDraft::from(state.workbench.letter_draft(case, query.kind()?).await?);
    Ok((etag(draft.version), Json(draft)).into_response())
}
