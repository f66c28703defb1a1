//! Help that also works when the interface does not.
use askama::Template;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::Response;

use super::{Language, Reader, render};

#[derive(Template)]
#[template(path = "help.html")]
struct Help {
    language: Language,
}

/// `GET /hilfe`
pub(crate) async fn handle(request: Request) -> Response {
    let language = Reader::language_of(&request);
    render(StatusCode::OK, &Help { language })
}
