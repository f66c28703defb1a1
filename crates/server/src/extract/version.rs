//! The version of the case that a writer saw.
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};

use crate::problem::{Problem, ProblemCode};

/// The version in `If-Match: "7"`; without a readable one 428.
pub(crate) struct SeenVersion(pub(crate) i64);

impl<S: Send + Sync> FromRequestParts<S> for SeenVersion {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        seen(&parts.headers)
            .map(Self)
            .ok_or_else(|| Problem::new(ProblemCode::VersionRequired))
    }
}

fn seen(headers: &HeaderMap) -> Option<i64> {
    let text = headers.get(header::IF_MATCH)?.to_str().ok()?.trim();
    text.strip_prefix('"')?.strip_suffix('"')?.parse().ok()
}

/// The header that tells the new version.
pub(crate) fn etag(version: i64) -> [(header::HeaderName, HeaderValue); 1] {
    let value = HeaderValue::from_str(&format!("\"{version}\""));
    [(
        header::ETAG,
        value.unwrap_or_else(|_| HeaderValue::from_static("\"0\"")),
    )]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_quoted_number_is_a_version() {
        let cases = [
            ("\"7\"", Some(7)),
            ("7", None),
            ("W/\"7\"", None),
            ("*", None),
            ("\"x\"", None),
        ];
        for (text, expected) in cases {
            let headers = HeaderMap::from_iter([(header::IF_MATCH, HeaderValue::from_static(text))]);
            assert_eq!(seen(&headers), expected, "{text}");
        }
        assert_eq!(seen(&HeaderMap::new()), None);
        assert_eq!(etag(7)[0].1, "\"7\"");
    }
}
