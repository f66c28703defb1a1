//! The body of a plain HTML form.
use axum::Form;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use serde::de::DeserializeOwned;

use super::body::JSON_LIMIT_BYTES;
use crate::problem::{Problem, ProblemCode};

/// The form as `T`, or a problem that does not quote what was sent: it may be a password.
pub(crate) struct FormBody<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for FormBody<T> {
    type Rejection = Problem;
    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        match Form::<T>::from_request(request, state).await {
            Ok(Form(value)) => Ok(Self(value)),
            Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Err(Problem::new(ProblemCode::RequestTooLarge)
                    .and(|members| members.limit_bytes = u64::try_from(JSON_LIMIT_BYTES).ok()))
            }
            Err(_) => Err(Problem::invalid("body", "malformed")),
        }
    }
}
