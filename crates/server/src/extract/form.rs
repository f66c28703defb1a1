//! The body of a plain HTML form.
use axum::Form;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;

use super::body::{JSON_LIMIT_BYTES, has_encoded_nul};
use crate::problem::{Problem, ProblemCode};

/// The form as `T`, or a problem that does not quote what was sent: it may be a password.
pub(crate) struct FormBody<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for FormBody<T> {
    type Rejection = Problem;
    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let Ok(bytes) = to_bytes(body, JSON_LIMIT_BYTES).await else {
            return Err(Problem::new(ProblemCode::RequestTooLarge)
                .and(|members| members.limit_bytes = u64::try_from(JSON_LIMIT_BYTES).ok()));
        };
        if has_encoded_nul(&bytes) {
            return Err(Problem::invalid("body", "control_character"));
        }
        let request = Request::from_parts(parts, Body::from(bytes));
        let form = Form::<T>::from_request(request, state).await;
        form.map(|Form(value)| Self(value))
            .map_err(|_| Problem::invalid("body", "malformed"))
    }
}
