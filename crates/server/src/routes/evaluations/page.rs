//! `GET /api/evaluations/{id}/items/{number}/page`
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::extract::path::PathItem;
use crate::extract::query::QueryOf;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Which page.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// Position among the places of the item; the first if left out.
    place: Option<usize>,
}

/// The page on which a place of an item lies, as an image 1600 pixels wide.
#[utoipa::path(
    get, path = "/api/evaluations/{id}/items/{number}/page", operation_id = "evaluation_page", tag = "evaluations",
    params(("id" = String, Path, description = "Name of the run"), ("number" = usize, Path, description = "Position of the item, from 0"), PageQuery),
    responses((status = 200, body = [u8], content_type = "image/webp"), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    item: PathItem,
    QueryOf(query): QueryOf<PageQuery>,
) -> Result<Response, Problem> {
    let place = query.place.unwrap_or(0);
    let image = state
        .workbench
        .evaluation_page(item.run, item.number, place)
        .await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/webp")),
        // A run may be made again under the same name.
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-store"),
        ),
    ];
    Ok((headers, image).into_response())
}
