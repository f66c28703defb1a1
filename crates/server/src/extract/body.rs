//! A JSON body.
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::problem::{Problem, ProblemCode};

/// Most bytes of a JSON body: reviews carry what the screen showed.
pub(crate) const JSON_LIMIT_BYTES: usize = 256 * 1024;

/// The body as `T`, or 422 `invalid_request` naming the body (`malformed`, `control_character`) or its type (`not_json`).
pub(crate) struct JsonBody<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for JsonBody<T> {
    type Rejection = Problem;
    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        match Json::<Value>::from_request(request, state).await {
            Ok(Json(value)) if has_nul(&value) => Err(Problem::invalid("body", "control_character")),
            Ok(Json(value)) => serde_json::from_value(value)
                .map(Self)
                .map_err(|_| Problem::invalid("body", "malformed")),
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

/// Whether a text in it holds the character NUL: no text that a person writes does, and PostgreSQL stores none.
fn has_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(has_nul),
        Value::Object(members) => members
            .iter()
            .any(|(name, value)| name.contains('\0') || has_nul(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// The same for a query or a form as it is sent.
pub(super) fn has_encoded_nul(text: &[u8]) -> bool {
    text.contains(&0) || text.windows(3).any(|part| part == b"%00")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nul_is_found_wherever_it_hides() {
        assert!(has_nul(&serde_json::json!({ "a": ["x", { "b": "y\0" }] })));
        assert!(has_nul(&serde_json::json!({ "a\0": 1 })));
        assert!(!has_nul(
            &serde_json::json!({ "a": "\\u0000 is how one writes it" })
        ));
        assert!(has_encoded_nul(b"q=a%00") && has_encoded_nul(b"\0"));
        assert!(!has_encoded_nul(b"q=a%2500%0a"));
    }
}
