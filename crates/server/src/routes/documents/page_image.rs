//! `GET /api/documents/{id}/pages/{number}/{width}.webp`
use aktenlage_domain::ids::DocumentId;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::auth::token::digest_bytes;
use crate::extract::path::{PathFile, PathPage};
use crate::problem::{Problem, ProblemBody, ProblemCode};
use crate::state::ServerState;

/// A page as an image. It never changes: the address names the document, and documents are kept as they came.
#[utoipa::path(
    get, path = "/api/documents/{id}/pages/{number}/{width}.webp", operation_id = "page_image", tag = "documents",
    params(
        ("id" = String, Path, description = "Id of the document", format = "uuid"),
        ("number" = u32, Path, description = "Page, counted from 1"),
        ("width" = u32, Path, description = "200, 800 or 1600"),
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
        .page_image(page.document, page.number, width)
        .await?;
    answer(image, &headers)
}

/// The width that the last segment of the path asks for.
pub(crate) fn width_of(file: &str) -> Result<u32, Problem> {
    let width: Option<u32> = file.strip_suffix(".webp").and_then(|width| width.parse().ok());
    width.ok_or_else(|| Problem::new(ProblemCode::NotFound))
}

/// An image that does not change, or that the browser has it already.
pub(crate) fn answer(image: Bytes, headers: &HeaderMap) -> Result<Response, Problem> {
    let etag = format!("\"{}\"", &digest_bytes(&image)[..32]);
    let is_known = headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == etag.as_bytes());
    let cached = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/webp")),
        (
            header::CACHE_CONTROL,
            // Kept, but shown only after asking: the next person at the same screen may be somebody else.
            HeaderValue::from_static("private, no-cache"),
        ),
        (
            header::ETAG,
            HeaderValue::from_str(&etag).map_err(|_| Problem::internal("etag"))?,
        ),
    ];
    if is_known {
        return Ok((StatusCode::NOT_MODIFIED, cached).into_response());
    }
    Ok((cached, image).into_response())
}
