//! `GET /api/documents/{id}/transfer-note`
use aktenlage_domain::ids::DocumentId;
use axum::Json;
use axum::extract::State;

use crate::dto::scan::TransferNote;
use crate::extract::path::PathId;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// The transfer note of a scan, what people said before what the machine can tell: empty if no page was read from a picture.
#[utoipa::path(
    get, path = "/api/documents/{id}/transfer-note", operation_id = "transfer_note", tag = "documents",
    params(("id" = String, Path, description = "Id of the document", format = "uuid")),
    responses((status = 200, body = TransferNote), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    PathId(document): PathId<DocumentId>,
) -> Result<Json<TransferNote>, Problem> {
    let note = state.workbench.transfer_note(document).await?;
    Ok(Json(note.map(TransferNote::from).unwrap_or_default()))
}
