//! Query parameters.
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::body::has_encoded_nul;
use crate::problem::Problem;

/// The query as `T`, or 422 `invalid_request` on `query` (`malformed`, `control_character`).
pub(crate) struct QueryOf<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for QueryOf<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        if parts
            .uri
            .query()
            .is_some_and(|query| has_encoded_nul(query.as_bytes()))
        {
            return Err(Problem::invalid("query", "control_character"));
        }
        let query = Query::<T>::from_request_parts(parts, state).await;
        query
            .map(|Query(value)| Self(value))
            .map_err(|_| Problem::invalid("query", "malformed"))
    }
}

/// An empty parameter is one that was not given: `?q=&service=` is what forms send.
pub(crate) fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// A parameter as a word of a vocabulary; `None` if it is not given, 422 naming it if it is no such word.
pub(crate) fn word<T: std::str::FromStr>(
    name: &'static str,
    text: Option<&str>,
) -> Result<Option<T>, Problem> {
    given(text)
        .map(|text| text.parse().map_err(|_| Problem::invalid(name, "unknown")))
        .transpose()
}

/// A parameter as one of a few words; `None` if it is not given, 422 naming it if it is no such word.
pub(crate) fn choice<T: Copy>(
    name: &'static str,
    text: Option<&str>,
    words: &[(&str, T)],
) -> Result<Option<T>, Problem> {
    let find = |text| {
        words
            .iter()
            .find(|(word, _)| *word == text)
            .map(|(_, value)| *value)
    };
    given(text)
        .map(|text| find(text).ok_or_else(|| Problem::invalid(name, "unknown")))
        .transpose()
}

/// A list's limit: what was asked for, between 1 and `most`.
pub(crate) fn limit(asked: Option<i64>, default: i64, most: i64) -> i64 {
    asked.unwrap_or(default).clamp(1, most)
}
