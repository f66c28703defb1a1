//! `GET /api/documents/{id}/original`
use aktenlage_domain::ids::DocumentId;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::extract::path::PathId;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// The file as it came, always as a download: nothing of a stranger's file runs in the browser.
#[utoipa::path(
    get, path = "/api/documents/{id}/original", operation_id = "document_original", tag = "documents",
    params(("id" = String, Path, description = "Id of the document", format = "uuid")),
    responses((status = 200, body = [u8], content_type = "application/octet-stream"), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    PathId(document): PathId<DocumentId>,
) -> Result<Response, Problem> {
    let (document, content) = state.workbench.document_original(document).await?;
    let disposition = HeaderValue::from_str(&disposition(&document.file_name))
        .map_err(|_| Problem::internal("content disposition"))?;
    let media_type = HeaderValue::from_str(&document.media_type);
    let media_type = media_type.unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, content).into_response())
}

/// The name in the form of RFC 6266: a plain one for old programs, the real one percent-encoded.
pub(crate) fn disposition(file_name: &str) -> String {
    use std::fmt::Write;
    let plain: String = file_name
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() || ".-_ ".contains(letter) {
                letter
            } else {
                '_'
            }
        })
        .collect();
    let mut encoded = String::new();
    for byte in file_name.bytes() {
        if byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_break_out_of_the_header() {
        assert_eq!(
            disposition("Müller \"x\"\r\n.pdf"),
            "attachment; filename=\"M_ller _x___.pdf\"; filename*=UTF-8''M%C3%BCller%20%22x%22%0D%0A.pdf"
        );
    }
}
