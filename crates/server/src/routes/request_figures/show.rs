//! `GET /api/request-figures`
use aktenlage_workflow::request_figures::MOST_WEEKS;
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::dto::request_figures::RequestFigures;
use crate::extract::query::{QueryOf, limit};
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// How far back.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct RequestFiguresQuery {
    /// So many weeks with the running one, up to 52; 12 if left out.
    weeks: Option<i64>,
}

/// Days from receipt to the first document request week by week, and how often asking once was enough. Counts alone.
#[utoipa::path(
    get, path = "/api/request-figures", operation_id = "show_request_figures", tag = "oversight",
    params(RequestFiguresQuery),
    responses((status = 200, body = RequestFigures), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    QueryOf(query): QueryOf<RequestFiguresQuery>,
) -> Result<Json<RequestFigures>, Problem> {
    let most = i64::try_from(MOST_WEEKS).unwrap_or(1);
    let weeks = usize::try_from(limit(query.weeks, 12, most)).unwrap_or(1);
    Ok(Json(state.workbench.request_figures(weeks).await?.into()))
}
