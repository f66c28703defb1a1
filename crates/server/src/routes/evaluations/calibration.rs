//! `GET /api/evaluations/{id}/calibration`
use aktenlage_workflow::evaluations::RunId;
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{report, task};
use crate::dto::evaluation::report::EvaluationCalibration;
use crate::extract::path::PathId;
use crate::extract::query::QueryOf;
use crate::problem::{Problem, ProblemBody, ProblemCode};
use crate::state::ServerState;

/// Of what.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct CalibrationQuery {
    /// `field`, `kind`, `service` or `requirement`; `field` if left out.
    task: Option<String>,
}

/// Whether the probabilities of a run can be trusted, and what silence gains: over all and by channel.
#[utoipa::path(
    get, path = "/api/evaluations/{id}/calibration", operation_id = "evaluation_calibration", tag = "evaluations",
    params(("id" = String, Path, description = "Name of the run"), CalibrationQuery),
    responses((status = 200, body = EvaluationCalibration), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    PathId(run): PathId<RunId>,
    QueryOf(query): QueryOf<CalibrationQuery>,
) -> Result<Json<EvaluationCalibration>, Problem> {
    let task = task(query.task.as_deref())?;
    let found = report(&state, run).await?.calibration(task.as_str());
    found.map(Json).ok_or_else(|| Problem::new(ProblemCode::NotFound))
}
