//! `GET /api/audit`
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::dto::audit::AuditPage;
use crate::dto::list;
use crate::extract::query::{QueryOf, limit};
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Which part of the chain.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AuditQuery {
    /// Only entries before this number.
    before: Option<i64>,
    /// At most this many, up to 500; 100 if left out.
    limit: Option<i64>,
}

/// Entries of the audit chain, newest first.
#[utoipa::path(
    get, path = "/api/audit", operation_id = "list_audit", tag = "audit", params(AuditQuery),
    responses((status = 200, body = AuditPage), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    QueryOf(query): QueryOf<AuditQuery>,
) -> Result<Json<AuditPage>, Problem> {
    let limit = limit(query.limit, 100, 500);
    let (items, total) = state.workbench.audit_page(query.before, limit).await?;
    Ok(Json(AuditPage {
        items: list(items),
        total,
    }))
}
