//! A JSON body.
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use serde::de::DeserializeOwned;

use crate::problem::{Problem, ProblemCode};

/// Most bytes of a JSON body: reviews carry what the screen showed.
pub(crate) const JSON_LIMIT_BYTES: usize = 256 * 1024;

/// The body as `T`, or 422 `invalid_request` naming the body (`malformed`) or its type (`not_json`).
pub(crate) struct JsonBody<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for JsonBody<T> {
    type Rejection = Problem;
    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        match Json::<T>::from_request(request, state).await {
            Ok(Json(value)) => Ok(Self(value)),
            Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Err(Problem::new(ProblemCode::RequestTooLarge)
                    .and(|members| members.limit_bytes = u64::try_from(JSON_LIMIT_BYTES).ok()))
            }
            Err(JsonRejection::MissingJsonContentType(_)) => {
                Err(Problem::invalid("content-type", "not_json"))
            }
            // The rejection's own text may quote what was sent.
            Err(_) => Err(Problem::invalid("body", "malformed")),
        }
    }
}
