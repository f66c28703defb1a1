//! `POST /api/cases/{id}/placements`
use aktenlage_domain::ids::{CaseId, DocumentId};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::auth::guard::CurrentClerk;
use crate::dto::joining::{PlacementRecorded, PlacementRequest};
use crate::extract::body::JsonBody;
use crate::extract::path::PathId;
use crate::extract::query::word;
use crate::extract::version::{SeenVersion, etag};
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Lets one document of new post count for another case, or takes it back. Both cases are read again.
#[utoipa::path(
    post, path = "/api/cases/{id}/placements", operation_id = "place_document", tag = "cases",
    params(
        ("id" = String, Path, description = "Id of the case that the document came in with", format = "uuid"),
        ("If-Match" = String, Header, description = "The version that was on the screen, in double quotes"),
    ),
    request_body = PlacementRequest,
    responses((status = 201, body = PlacementRecorded), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    CurrentClerk(clerk): CurrentClerk,
    PathId(case): PathId<CaseId>,
    SeenVersion(seen): SeenVersion,
    JsonBody(body): JsonBody<PlacementRequest>,
) -> Result<Response, Problem> {
    let document: Option<DocumentId> = word("document_id", Some(&body.document_id))?;
    let document = document.ok_or_else(|| Problem::invalid("document_id", "empty"))?;
    let into: Option<CaseId> = word("into", body.into.as_deref())?;
    let placed = state
        .workbench
        .place_document(&clerk, case, seen, document, into, body.other_version)
        .await?;
    let version = placed.version;
    let recorded = PlacementRecorded::from(placed);
    Ok((StatusCode::CREATED, etag(version), Json(recorded)).into_response())
}
