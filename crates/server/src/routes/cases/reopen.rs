//! `POST /api/cases/{id}/reopening`
use aktenlage_domain::decision::ReopeningGround;
use aktenlage_domain::ids::CaseId;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::auth::guard::CurrentClerk;
use crate::dto::release::{ReopeningRecorded, ReopeningRequest};
use crate::extract::body::JsonBody;
use crate::extract::path::PathId;
use crate::extract::query::word;
use crate::extract::version::{SeenVersion, etag};
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Opens a decided case again: the decision stays as it is, another one may follow.
#[utoipa::path(
    post, path = "/api/cases/{id}/reopening", operation_id = "reopen_case", tag = "cases",
    params(
        ("id" = String, Path, description = "Id of the case", format = "uuid"),
        ("If-Match" = String, Header, description = "The version that was on the screen, in double quotes"),
    ),
    request_body = ReopeningRequest,
    responses((status = 201, body = ReopeningRecorded), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    CurrentClerk(clerk): CurrentClerk,
    PathId(case): PathId<CaseId>,
    SeenVersion(seen): SeenVersion,
    JsonBody(body): JsonBody<ReopeningRequest>,
) -> Result<Response, Problem> {
    let ground: Option<ReopeningGround> = word("ground", Some(&body.ground))?;
    let ground = ground.ok_or_else(|| Problem::invalid("ground", "empty"))?;
    let (version, reopening) = state
        .workbench
        .reopen_case(&clerk, case, seen, ground, body.reasons)
        .await?;
    let recorded = ReopeningRecorded {
        version,
        reopening: reopening.into(),
    };
    Ok((StatusCode::CREATED, etag(version), Json(recorded)).into_response())
}
