//! Pages that the server renders itself, without JavaScript: sign-in, errors, help, accessibility statement, and where a
//! case stands for its applicant.
pub(crate) mod accessibility;
pub(crate) mod error;
pub(crate) mod help;
pub(crate) mod language;
pub(crate) mod sign_in;
pub(crate) mod sign_out;
pub(crate) mod status;
pub(crate) mod style;
pub(crate) mod web_missing;

use askama::Template;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

pub(crate) use language::Language;

use crate::problem::Problem;

/// Who reads the answer: a program gets JSON, a person a page in a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    /// `fetch`, scripts, monitoring.
    Program,
    /// A person in front of a browser that asks for a page.
    Person(Language),
}

impl Reader {
    pub(crate) fn of(request: &Request) -> Self {
        let path = request.uri().path();
        let accepted = request
            .headers()
            .get(header::ACCEPT)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("");
        if accepted.contains("text/html") && !path.starts_with("/api/") {
            Self::Person(Self::language_of(request))
        } else {
            Self::Program
        }
    }

    pub(crate) fn language_of(request: &Request) -> Language {
        Language::choose(request.uri().query(), request.headers())
    }
}

/// A template as a page.
fn render(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => {
            let content_type = HeaderValue::from_static("text/html; charset=utf-8");
            (status, [(header::CONTENT_TYPE, content_type)], html).into_response()
        }
        Err(error) => Problem::internal(format!("page: {error}")).into_response(),
    }
}
