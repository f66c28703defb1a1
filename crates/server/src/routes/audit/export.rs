//! `GET /api/audit/export`
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// The whole chain as JSON lines, for a check without this server.
#[utoipa::path(
    get, path = "/api/audit/export", operation_id = "export_audit", tag = "audit",
    responses((status = 200, body = String, content_type = "application/x-ndjson"), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(State(state): State<ServerState>) -> Result<Response, Problem> {
    let lines = state.workbench.export_chain().await?;
    let disposition = HeaderValue::from_static("attachment; filename=\"aktenlage-audit.jsonl\"");
    let media_type = HeaderValue::from_static("application/x-ndjson");
    Ok((
        [
            (header::CONTENT_TYPE, media_type),
            (header::CONTENT_DISPOSITION, disposition),
        ],
        lines,
    )
        .into_response())
}
