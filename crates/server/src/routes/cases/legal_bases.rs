//! `GET /api/cases/{id}/legal-bases`
use aktenlage_domain::ids::CaseId;
use axum::Json;
use axum::extract::State;

use crate::dto::list;
use crate::dto::regulation::LegalBases;
use crate::extract::path::PathId;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// The norms that bear on the case.
#[utoipa::path(
    get, path = "/api/cases/{id}/legal-bases", operation_id = "case_legal_bases", tag = "cases",
    params(("id" = String, Path, description = "Id of the case", format = "uuid")),
    responses((status = 200, body = LegalBases), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    PathId(case): PathId<CaseId>,
) -> Result<Json<LegalBases>, Problem> {
    let items = list(state.workbench.legal_bases(case).await?);
    Ok(Json(LegalBases { items }))
}
