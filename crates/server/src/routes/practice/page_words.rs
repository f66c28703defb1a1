//! `GET /api/practice/documents/{id}/pages/{number}/words`
use aktenlage_domain::ids::DocumentId;
use axum::Json;
use axum::extract::State;

use crate::dto::document::PageWord;
use crate::dto::list;
use crate::extract::path::PathPage;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// The words of a page of a practice case in reading order: the accessible equal of its image.
#[utoipa::path(
    get, path = "/api/practice/documents/{id}/pages/{number}/words", operation_id = "practice_page_words", tag = "practice",
    params(
        ("id" = String, Path, description = "Id of the document", format = "uuid"),
        ("number" = u32, Path, description = "Page, counted from 1"),
    ),
    responses((status = 200, body = [PageWord]), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    page: PathPage<DocumentId>,
) -> Result<Json<Vec<PageWord>>, Problem> {
    let words = state.workbench.practice_words(page.document, page.number);
    Ok(Json(list(words.await?)))
}
