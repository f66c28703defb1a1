//! One log line a request, the request id, and the bodies of problems. Here and nowhere else internal details are
//! logged; paths with their ids, names of files and texts are not.
use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use futures::FutureExt;

use crate::auth::token::to_hex;
use crate::pages;
use crate::problem::{Problem, ProblemCode};
use crate::state::ServerState;

/// Runs a request: gives it an id, catches panics, writes problems as JSON or as a page, logs.
pub(crate) async fn observe(State(state): State<ServerState>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = new_request_id(&state);
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("(none)", MatchedPath::as_str)
        .to_owned();
    let reader = pages::Reader::of(&request);

    let outcome = AssertUnwindSafe(next.run(request)).catch_unwind().await;
    let mut response = outcome.unwrap_or_else(|panic| into_problem(panic.as_ref()));
    if let Some(problem) = response.extensions().get::<Problem>().cloned() {
        log_problem(&problem, &id, &route);
        response = finish(&problem, &id, reader, &response);
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        response
            .headers_mut()
            .insert(HeaderName::from_static("x-request-id"), value);
    }
    let status = response.status().as_u16();
    let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(request.id = %id, %method, route, status, duration_ms, "request answered");
    response
}

fn new_request_id(state: &ServerState) -> String {
    let mut bytes = [0_u8; 8];
    match state.config.randomness.fill(&mut bytes) {
        Ok(()) => to_hex(&bytes),
        Err(_) => "none".to_owned(),
    }
}

fn into_problem(panic: &(dyn Any + Send)) -> Response {
    use axum::response::IntoResponse;
    // The text of a panic may hold data of a case and stays here: the program's hook has logged the place.
    let kind = if panic.is::<String>() || panic.is::<&str>() {
        "panic with a message"
    } else {
        "panic"
    };
    Problem::internal(kind).into_response()
}

fn log_problem(problem: &Problem, id: &str, route: &str) {
    let code = problem.code();
    let detail = problem.detail().unwrap_or("");
    if code.status().is_server_error() {
        tracing::error!(request.id = %id, route, code = code.as_str(), detail, "request failed");
    } else {
        tracing::debug!(request.id = %id, route, code = code.as_str(), detail, "request refused");
    }
}

/// Headers that the layers below set (`Allow`, cookies) stay.
fn finish(problem: &Problem, id: &str, reader: pages::Reader, original: &Response) -> Response {
    let mut response = match reader {
        pages::Reader::Program => problem.to_json_response(id),
        pages::Reader::Person(language) => pages::error::page(problem, id, language),
    };
    for (name, value) in original.headers() {
        let about_body =
            name == axum::http::header::CONTENT_LENGTH || name == axum::http::header::CONTENT_TYPE;
        if !about_body && !response.headers().contains_key(name) {
            response.headers_mut().append(name.clone(), value.clone());
        }
    }
    response
}

/// Answers for paths that exist with another method.
pub(crate) async fn no_such_method() -> Problem {
    Problem::new(ProblemCode::MethodNotAllowed)
}
