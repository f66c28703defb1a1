//! What stands in place of the interface when the binary was built without it.
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::{Language, render};

#[derive(Template)]
#[template(path = "web_missing.html")]
struct WebMissing {
    language: Language,
}

pub(crate) fn page(language: Language) -> Response {
    render(StatusCode::SERVICE_UNAVAILABLE, &WebMissing { language })
}
