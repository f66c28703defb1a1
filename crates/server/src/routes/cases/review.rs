//! `POST /api/cases/{id}/reviews`
use aktenlage_domain::ids::CaseId;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::auth::guard::CurrentClerk;
use crate::dto::review::{ReviewRecorded, ReviewRequest};
use crate::extract::body::JsonBody;
use crate::extract::path::PathId;
use crate::extract::version::{SeenVersion, etag};
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Records what a clerk made of a suggestion. Only this turns a suggestion into a fact.
#[utoipa::path(
    post, path = "/api/cases/{id}/reviews", operation_id = "record_review", tag = "cases",
    params(
        ("id" = String, Path, description = "Id of the case", format = "uuid"),
        ("If-Match" = String, Header, description = "The version that was on the screen, in double quotes"),
    ),
    request_body = ReviewRequest,
    responses((status = 201, body = ReviewRecorded), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    CurrentClerk(clerk): CurrentClerk,
    PathId(case): PathId<CaseId>,
    SeenVersion(seen): SeenVersion,
    JsonBody(body): JsonBody<ReviewRequest>,
) -> Result<Response, Problem> {
    let draft = body.try_into()?;
    let (version, review) = state
        .workbench
        .review_suggestion(&clerk, case, seen, draft)
        .await?;
    let recorded = ReviewRecorded {
        version,
        review: review.into(),
    };
    Ok((StatusCode::CREATED, etag(version), Json(recorded)).into_response())
}
