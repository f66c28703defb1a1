//! `POST /api/cases/{id}/release`
use aktenlage_domain::decision::ReleaseVerdict;
use aktenlage_domain::ids::{CaseId, ProposalId};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::auth::guard::CurrentReleaser;
use crate::dto::decision::DecisionView;
use crate::dto::release::{ReleaseRecorded, ReleaseRequest};
use crate::extract::body::JsonBody;
use crate::extract::path::PathId;
use crate::extract::query::word;
use crate::extract::version::{SeenVersion, etag};
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Releases a proposed decision or sends it back, by a second person; or withdraws it, by the one who proposed it.
#[utoipa::path(
    post, path = "/api/cases/{id}/release", operation_id = "answer_proposal", tag = "cases",
    params(
        ("id" = String, Path, description = "Id of the case", format = "uuid"),
        ("If-Match" = String, Header, description = "The version that was on the screen, in double quotes"),
    ),
    request_body = ReleaseRequest,
    responses((status = 201, body = ReleaseRecorded), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    CurrentReleaser(person): CurrentReleaser,
    PathId(case): PathId<CaseId>,
    SeenVersion(seen): SeenVersion,
    JsonBody(body): JsonBody<ReleaseRequest>,
) -> Result<Response, Problem> {
    let verdict: Option<ReleaseVerdict> = word("verdict", Some(&body.verdict))?;
    let verdict = verdict.ok_or_else(|| Problem::invalid("verdict", "empty"))?;
    let proposal: Option<ProposalId> = word("proposal", Some(&body.proposal))?;
    let proposal = proposal.ok_or_else(|| Problem::invalid("proposal", "empty"))?;
    let (version, decision) = state
        .workbench
        .answer_proposal(&person, case, seen, proposal, verdict, body.reason)
        .await?;
    let recorded = ReleaseRecorded {
        version,
        decision: decision.map(DecisionView::from),
    };
    Ok((StatusCode::CREATED, etag(version), Json(recorded)).into_response())
}
