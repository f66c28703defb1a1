//! `GET /api/drift`
use aktenlage_workflow::drift::MOST_WEEKS;
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::dto::drift::DriftView;
use crate::extract::query::{QueryOf, limit};
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// How far back.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct DriftQuery {
    /// So many weeks with the running one, up to 52; 12 if left out.
    weeks: Option<i64>,
}

/// How suggestions fare week by week over live cases: silence, editions of forms, what people changed. Counts alone.
#[utoipa::path(
    get, path = "/api/drift", operation_id = "show_drift", tag = "evaluations",
    params(DriftQuery),
    responses((status = 200, body = DriftView), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    QueryOf(query): QueryOf<DriftQuery>,
) -> Result<Json<DriftView>, Problem> {
    let most = i64::try_from(MOST_WEEKS).unwrap_or(1);
    let weeks = usize::try_from(limit(query.weeks, 12, most)).unwrap_or(1);
    Ok(Json(state.workbench.drift(weeks).await?.into()))
}
