//! Ids in paths.
use std::str::FromStr;

use aktenlage_workflow::evaluations::RunId;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;

use crate::problem::{Problem, ProblemCode};

/// The path parameter `id`. A text that is no id names nothing: 404.
pub(crate) struct PathId<T>(pub(crate) T);

impl<S: Send + Sync, T: FromStr> FromRequestParts<S> for PathId<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        parameter(parts, state, "id").await.map(Self)
    }
}

/// The path parameters `id` and `number` of a page.
pub(crate) struct PathPage<T> {
    pub(crate) document: T,
    pub(crate) number: u32,
}

impl<S: Send + Sync, T: FromStr + Send> FromRequestParts<S> for PathPage<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        Ok(Self {
            document: parameter(parts, state, "id").await?,
            number: parameter(parts, state, "number").await?,
        })
    }
}

/// The path parameters `id` and `number` of an item of an evaluation.
pub(crate) struct PathItem {
    pub(crate) run: RunId,
    pub(crate) number: usize,
}

impl<S: Send + Sync> FromRequestParts<S> for PathItem {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        Ok(Self {
            run: parameter(parts, state, "id").await?,
            number: parameter(parts, state, "number").await?,
        })
    }
}

/// The last segment of the path, for example `1600.webp`.
pub(crate) struct PathFile(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for PathFile {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        parameter(parts, state, "file").await.map(Self)
    }
}

async fn parameter<S: Send + Sync, T: FromStr>(
    parts: &mut Parts,
    state: &S,
    name: &str,
) -> Result<T, Problem> {
    let not_found = || Problem::new(ProblemCode::NotFound);
    let parameters = RawPathParams::from_request_parts(parts, state)
        .await
        .map_err(|_| not_found())?;
    let text = parameters
        .iter()
        .find(|(key, _)| *key == name)
        .map(|(_, text)| text);
    text.and_then(|text| text.parse().ok()).ok_or_else(not_found)
}
