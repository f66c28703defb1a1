//! `POST /api/cases/{id}/presence`
use aktenlage_domain::ids::CaseId;
use axum::Json;
use axum::extract::State;

use crate::auth::guard::CurrentClerk;
use crate::dto::presence::{PresenceRequest, PresenceView};
use crate::extract::body::JsonBody;
use crate::extract::path::PathId;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Says that a case is open on a screen and answers who else has it open. Nothing of it is stored; it locks nobody out.
#[utoipa::path(
    post, path = "/api/cases/{id}/presence", operation_id = "be_present", tag = "cases",
    params(("id" = String, Path, description = "Id of the case", format = "uuid")),
    request_body = PresenceRequest,
    responses((status = 200, body = PresenceView), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    CurrentClerk(clerk): CurrentClerk,
    PathId(case): PathId<CaseId>,
    JsonBody(body): JsonBody<PresenceRequest>,
) -> Result<Json<PresenceView>, Problem> {
    let (screen, act) = body.read()?;
    let company = state.workbench.be_present(&clerk, case, &screen, act).await?;
    Ok(Json(company.into()))
}
