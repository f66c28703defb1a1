//! `POST /api/documents/{id}/transfer-note`
use aktenlage_domain::ids::DocumentId;
use aktenlage_domain::transfer::TransferItem;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::auth::guard::CurrentClerk;
use crate::dto::scan::{TransferEntryRequest, TransferRecorded};
use crate::extract::body::JsonBody;
use crate::extract::path::PathId;
use crate::extract::query::word;
use crate::extract::version::{SeenVersion, etag};
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Records what a clerk says about a scan for its transfer note: what is open, or what the file says wrongly.
#[utoipa::path(
    post, path = "/api/documents/{id}/transfer-note", operation_id = "record_transfer_entry", tag = "documents",
    params(
        ("id" = String, Path, description = "Id of the document", format = "uuid"),
        ("If-Match" = String, Header, description = "The version of its case that was on the screen, in double quotes"),
    ),
    request_body = TransferEntryRequest,
    responses((status = 201, body = TransferRecorded), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    CurrentClerk(clerk): CurrentClerk,
    PathId(document): PathId<DocumentId>,
    SeenVersion(seen): SeenVersion,
    JsonBody(body): JsonBody<TransferEntryRequest>,
) -> Result<Response, Problem> {
    let item: Option<TransferItem> = word("item", Some(&body.item))?;
    let item = item.ok_or_else(|| Problem::invalid("item", "empty"))?;
    let (version, note) = state
        .workbench
        .add_to_transfer_note(&clerk, document, seen, item, &body.value)
        .await?;
    let recorded = TransferRecorded {
        version,
        note: note.into(),
    };
    Ok((StatusCode::CREATED, etag(version), Json(recorded)).into_response())
}
