//! `GET /api/openapi.json`
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

/// The description of the API.
pub(crate) async fn handle() -> Response {
    let content_type = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, content_type)], crate::openapi::json()).into_response()
}
