//! `POST /api/evaluations/{id}/items/{number}/flags`
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::auth::guard::SignedIn;
use crate::dto::evaluation::{LabelFlagRequest, LabelFlagged};
use crate::extract::body::JsonBody;
use crate::extract::path::PathItem;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Notes beside the run that a label looks wrong, or that it does not. No label changes by that.
#[utoipa::path(
    post, path = "/api/evaluations/{id}/items/{number}/flags", operation_id = "flag_label", tag = "evaluations",
    params(("id" = String, Path, description = "Name of the run"), ("number" = usize, Path, description = "Position of the item, from 0")),
    request_body = LabelFlagRequest,
    responses((status = 201, body = LabelFlagged), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    SignedIn(session): SignedIn,
    item: PathItem,
    JsonBody(body): JsonBody<LabelFlagRequest>,
) -> Result<(StatusCode, Json<LabelFlagged>), Problem> {
    let flag = state
        .workbench
        .flag_label(&session.user, item.run, item.number, body.is_wrong)
        .await?;
    let flag = flag.map(Into::into);
    Ok((StatusCode::CREATED, Json(LabelFlagged { flag })))
}
