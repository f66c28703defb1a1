//! `GET /api/practice/documents/{id}/pages/{number}/{width}.webp`
use aktenlage_domain::ids::DocumentId;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::extract::path::{PathFile, PathPage};
use crate::problem::{Problem, ProblemBody};
use crate::routes::documents::page_image::{answer, width_of};
use crate::state::ServerState;

/// A page of a practice case as an image.
#[utoipa::path(
    get, path = "/api/practice/documents/{id}/pages/{number}/{width}.webp", operation_id = "practice_page_image", tag = "practice",
    params(
        ("id" = String, Path, description = "Id of the document", format = "uuid"),
        ("number" = u32, Path, description = "Page, counted from 1"),
        ("width" = u32, Path, description = "800 or 1600"),
    ),
    responses((status = 200, body = [u8], content_type = "image/webp"), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    page: PathPage<DocumentId>,
    PathFile(file): PathFile,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let width = width_of(&file)?;
    let image = state
        .workbench
        .practice_page(page.document, page.number, width)
        .await?;
    answer(image, &headers)
}
