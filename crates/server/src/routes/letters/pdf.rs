//! `GET /api/letters/{id}/pdf`
use aktenlage_domain::ids::LetterId;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::extract::path::PathId;
use crate::problem::{Problem, ProblemBody};
use crate::routes::documents::original::disposition;
use crate::state::ServerState;

/// A letter as it was sent, byte by byte.
#[utoipa::path(
    get, path = "/api/letters/{id}/pdf", operation_id = "letter_pdf", tag = "letters",
    params(("id" = String, Path, description = "Id of the letter", format = "uuid")),
    responses((status = 200, body = [u8], content_type = "application/pdf"), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    PathId(letter): PathId<LetterId>,
) -> Result<Response, Problem> {
    let (name, pdf) = state.workbench.letter_pdf(letter).await?;
    let disposition =
        HeaderValue::from_str(&disposition(&name)).map_err(|_| Problem::internal("content disposition"))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, pdf).into_response())
}
