//! The accessibility statement.
use askama::Template;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::Response;

use super::{Language, Reader, render};

#[derive(Template)]
#[template(path = "accessibility.html")]
struct Accessibility {
    language: Language,
}

/// `GET /barrierefreiheit`
pub(crate) async fn handle(request: Request) -> Response {
    let language = Reader::language_of(&request);
    render(StatusCode::OK, &Accessibility { language })
}
