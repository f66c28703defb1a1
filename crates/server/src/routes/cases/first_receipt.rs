//! `POST /api/cases/{id}/first-receipts`
use aktenlage_domain::ids::CaseId;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::auth::guard::CurrentClerk;
use crate::dto::receipt::{FirstReceiptRequest, FirstReceipts};
use crate::extract::body::JsonBody;
use crate::extract::path::PathId;
use crate::extract::version::{SeenVersion, etag};
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Records when and where the application of a case reached another authority first, or takes it back.
#[utoipa::path(
    post, path = "/api/cases/{id}/first-receipts", operation_id = "note_first_receipt", tag = "cases",
    params(
        ("id" = String, Path, description = "Id of the case", format = "uuid"),
        ("If-Match" = String, Header, description = "The version that was on the screen, in double quotes"),
    ),
    request_body = FirstReceiptRequest,
    responses((status = 201, body = FirstReceipts), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    CurrentClerk(clerk): CurrentClerk,
    PathId(case): PathId<CaseId>,
    SeenVersion(seen): SeenVersion,
    JsonBody(body): JsonBody<FirstReceiptRequest>,
) -> Result<Response, Problem> {
    let draft = body.read()?;
    let view = state
        .workbench
        .note_first_receipt(&clerk, case, seen, draft)
        .await?;
    let receipts = FirstReceipts::from(view);
    Ok((StatusCode::CREATED, etag(receipts.version), Json(receipts)).into_response())
}
