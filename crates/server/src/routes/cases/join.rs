//! `POST /api/cases/{id}/joining`
use aktenlage_domain::ids::CaseId;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::auth::guard::CurrentClerk;
use crate::dto::joining::{JoiningRecorded, JoiningRequest};
use crate::extract::body::JsonBody;
use crate::extract::path::PathId;
use crate::extract::query::word;
use crate::extract::version::{SeenVersion, etag};
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Joins the post of a new case to the case that it belongs to, which is read again. It is not undone.
#[utoipa::path(
    post, path = "/api/cases/{id}/joining", operation_id = "join_case", tag = "cases",
    params(
        ("id" = String, Path, description = "Id of the case that the post had opened", format = "uuid"),
        ("If-Match" = String, Header, description = "The version that was on the screen, in double quotes"),
    ),
    request_body = JoiningRequest,
    responses((status = 201, body = JoiningRecorded), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    CurrentClerk(clerk): CurrentClerk,
    PathId(case): PathId<CaseId>,
    SeenVersion(seen): SeenVersion,
    JsonBody(body): JsonBody<JoiningRequest>,
) -> Result<Response, Problem> {
    let into: Option<CaseId> = word("into", Some(&body.into))?;
    let into = into.ok_or_else(|| Problem::invalid("into", "empty"))?;
    let (version, into_version) = state
        .workbench
        .join_case(&clerk, case, seen, into, body.into_version)
        .await?;
    let recorded = JoiningRecorded {
        version,
        into: into.to_string(),
        into_version,
    };
    Ok((StatusCode::CREATED, etag(version), Json(recorded)).into_response())
}
