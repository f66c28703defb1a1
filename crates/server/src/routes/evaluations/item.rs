//! `GET /api/evaluations/{id}/items/{number}`
use axum::Json;
use axum::extract::State;

use crate::dto::evaluation::EvaluationItemView;
use crate::dto::list;
use crate::extract::path::PathItem;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// An item of a run, with the places of its case that can be looked at.
#[utoipa::path(
    get, path = "/api/evaluations/{id}/items/{number}", operation_id = "evaluation_item", tag = "evaluations",
    params(("id" = String, Path, description = "Name of the run"), ("number" = usize, Path, description = "Position of the item, from 0")),
    responses((status = 200, body = EvaluationItemView), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    item: PathItem,
) -> Result<Json<EvaluationItemView>, Problem> {
    let (item, places) = state.workbench.evaluation_item(item.run, item.number).await?;
    Ok(Json(EvaluationItemView {
        item: item.into(),
        places: list(places),
    }))
}
