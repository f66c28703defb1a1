//! `GET /api/evaluations/{id}/comparison`
use aktenlage_workflow::evaluations::RunId;
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::dto::evaluation::EvaluationComparison;
use crate::extract::path::PathId;
use crate::extract::query::{QueryOf, word};
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// With which run.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ComparisonQuery {
    /// Name of the second run.
    with: Option<String>,
}

/// Two runs over the same cases, item by item.
#[utoipa::path(
    get, path = "/api/evaluations/{id}/comparison", operation_id = "compare_evaluations", tag = "evaluations",
    params(("id" = String, Path, description = "Name of the first run"), ComparisonQuery),
    responses((status = 200, body = EvaluationComparison), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    PathId(first): PathId<RunId>,
    QueryOf(query): QueryOf<ComparisonQuery>,
) -> Result<Json<EvaluationComparison>, Problem> {
    let second: Option<RunId> = word("with", query.with.as_deref())?;
    let second = second.ok_or_else(|| Problem::invalid("with", "missing"))?;
    let paired = state.workbench.compare_evaluations(first, second).await?;
    Ok(Json(paired.into()))
}
