//! `GET /api/documents/{id}/pages/{number}/marks`
use aktenlage_domain::ids::DocumentId;
use axum::Json;
use axum::extract::State;

use crate::dto::document::PageMark;
use crate::dto::list;
use crate::extract::path::PathPage;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// What was seen on the picture of a page beside its print: boxes to tick, places of signatures, handwriting, stamps.
#[utoipa::path(
    get, path = "/api/documents/{id}/pages/{number}/marks", operation_id = "page_marks", tag = "documents",
    params(
        ("id" = String, Path, description = "Id of the document", format = "uuid"),
        ("number" = u32, Path, description = "Page, counted from 1"),
    ),
    responses((status = 200, body = [PageMark]), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    page: PathPage<DocumentId>,
) -> Result<Json<Vec<PageMark>>, Problem> {
    Ok(Json(list(
        state.workbench.page_marks(page.document, page.number).await?,
    )))
}
