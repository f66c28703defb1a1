//! `GET /api/evaluations/{id}/confusion`
use aktenlage_workflow::evaluations::RunId;
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{report, task};
use crate::dto::evaluation::report::EvaluationConfusion;
use crate::extract::path::PathId;
use crate::extract::query::QueryOf;
use crate::problem::{Problem, ProblemBody, ProblemCode};
use crate::state::ServerState;

/// Of what.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ConfusionQuery {
    /// `field`, `kind`, `service` or `requirement`; `field` if left out.
    task: Option<String>,
}

/// What was taken for what in a run.
#[utoipa::path(
    get, path = "/api/evaluations/{id}/confusion", operation_id = "evaluation_confusion", tag = "evaluations",
    params(("id" = String, Path, description = "Name of the run"), ConfusionQuery),
    responses((status = 200, body = EvaluationConfusion), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    PathId(run): PathId<RunId>,
    QueryOf(query): QueryOf<ConfusionQuery>,
) -> Result<Json<EvaluationConfusion>, Problem> {
    let task = task(query.task.as_deref())?;
    let found = report(&state, run).await?.confusion(task.as_str());
    found.map(Json).ok_or_else(|| Problem::new(ProblemCode::NotFound))
}
