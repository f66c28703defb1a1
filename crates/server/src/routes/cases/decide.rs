//! `POST /api/cases/{id}/decision`
use aktenlage_domain::case::Outcome;
use aktenlage_domain::ids::CaseId;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::auth::guard::CurrentClerk;
use crate::dto::decision::{DecisionRecorded, DecisionRequest};
use crate::extract::body::JsonBody;
use crate::extract::path::PathId;
use crate::extract::query::word;
use crate::extract::version::{SeenVersion, etag};
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Records the decision of a clerk, with what was open; where the office wants four eyes, it waits for a second person.
#[utoipa::path(
    post, path = "/api/cases/{id}/decision", operation_id = "record_decision", tag = "cases",
    params(
        ("id" = String, Path, description = "Id of the case", format = "uuid"),
        ("If-Match" = String, Header, description = "The version that was on the screen, in double quotes"),
    ),
    request_body = DecisionRequest,
    responses((status = 201, body = DecisionRecorded), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    CurrentClerk(clerk): CurrentClerk,
    PathId(case): PathId<CaseId>,
    SeenVersion(seen): SeenVersion,
    JsonBody(body): JsonBody<DecisionRequest>,
) -> Result<Response, Problem> {
    let outcome: Option<Outcome> = word("outcome", Some(&body.outcome))?;
    let outcome = outcome.ok_or_else(|| Problem::invalid("outcome", "empty"))?;
    let acknowledged = body.acknowledged()?;
    let (version, taken) = state
        .workbench
        .record_decision(&clerk, case, seen, outcome, body.reasons, &acknowledged)
        .await?;
    let recorded = DecisionRecorded::new(version, taken);
    Ok((StatusCode::CREATED, etag(version), Json(recorded)).into_response())
}
