//! `POST /api/cases/{id}/letters/draft/removal`
use aktenlage_domain::ids::CaseId;
use axum::extract::State;
use axum::http::StatusCode;

use crate::extract::path::PathId;
use crate::extract::query::QueryOf;
use crate::extract::version::SeenVersion;
use crate::problem::{Problem, ProblemBody};
use crate::routes::letters::draft::DraftQuery;
use crate::state::ServerState;

/// Throws the draft of a letter away. No fact: nothing of it stays, and the case keeps its version.
#[utoipa::path(
    post, path = "/api/cases/{id}/letters/draft/removal", operation_id = "discard_letter_draft", tag = "letters",
    params(
        ("id" = String, Path, description = "Id of the case", format = "uuid"),
        DraftQuery,
        ("If-Match" = String, Header, description = "The version of the draft that was on the screen, in double quotes"),
    ),
    responses((status = 204, description = "It is gone"), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    PathId(case): PathId<CaseId>,
    QueryOf(query): QueryOf<DraftQuery>,
    SeenVersion(seen): SeenVersion,
) -> Result<StatusCode, Problem> {
    let kind = query.kind()?;
    state.workbench.discard_letter_draft(case, kind, seen).await?;
    Ok(StatusCode::NO_CONTENT)
}
