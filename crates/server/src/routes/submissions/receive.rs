//! `POST /api/submissions`
use axum::Json;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::upload::{Limits, read_upload};
use crate::auth::guard::CurrentClerk;
use crate::dto::submission::{SubmissionReceived, SubmissionRequest};
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Keeps the files and opens one case for them, or joins them to the case that is named. What is in a file is no reason to refuse it.
#[utoipa::path(
    post, path = "/api/submissions", operation_id = "receive_submission", tag = "submissions",
    request_body(content = SubmissionRequest, content_type = "multipart/form-data"),
    responses((status = 201, body = SubmissionReceived), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    CurrentClerk(clerk): CurrentClerk,
    multipart: Result<Multipart, MultipartRejection>,
) -> Result<Response, Problem> {
    let multipart = multipart.map_err(|_| Problem::invalid("content-type", "not_multipart"))?;
    // Held until the files are stored: it bounds the memory of all uploads together.
    let _permit = state.uploads.acquire().await;
    let upload = read_upload(multipart, Limits::of(&state.config)).await?;
    let (files, received_on) = (upload.files, upload.received_on);
    let workbench = &state.workbench;
    let received = match upload.case {
        Some(reference) => {
            workbench
                .receive_post(&clerk, &reference, files, received_on)
                .await?
        }
        None => workbench.receive_application(&clerk, files, received_on).await?,
    };
    let received = SubmissionReceived::from(received);
    let location = HeaderValue::from_str(&format!("/api/cases/{}", received.case_id));
    let location = location.map_err(|_| Problem::internal("location"))?;
    Ok((
        StatusCode::CREATED,
        [(header::LOCATION, location)],
        Json(received),
    )
        .into_response())
}
