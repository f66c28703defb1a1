//! Headers that every answer carries, whatever it is.
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::status;

/// What a browser may load. The hash is the one style that React Aria injects (`touch-action`); no other inline
/// style or script runs, and only the empty string passes the `default` Trusted Types policy of the interface.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; \
    style-src 'self' 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='; img-src 'self'; font-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types default";

const ALWAYS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=(), browsing-topics=()",
    ),
    (header::X_FRAME_OPTIONS, "DENY"),
];

/// Whoever has the address of a status page can read it: it is told to nobody, and no search engine keeps it.
const ADDRESS_IS_SECRET: [(HeaderName, &str); 2] = [
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
];

/// Adds the headers; an answer that says nothing about caching is not to be kept anywhere.
pub(crate) async fn add_headers(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let address_is_secret = status::PATHS.iter().any(|start| path.starts_with(start));
    let mut response = next.run(request).await;
    protect(response.headers_mut());
    if address_is_secret {
        for (name, value) in ADDRESS_IS_SECRET {
            response
                .headers_mut()
                .insert(name, HeaderValue::from_static(value));
        }
    }
    response
}

fn protect(headers: &mut HeaderMap) {
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_is_one_line_without_unsafe_words() {
        assert!(!CONTENT_SECURITY_POLICY.contains("unsafe"));
        assert!(!CONTENT_SECURITY_POLICY.contains("  "));
        HeaderValue::from_str(CONTENT_SECURITY_POLICY).unwrap();
    }

    #[test]
    fn caching_is_off_unless_an_answer_asks_for_it() {
        let mut headers = HeaderMap::new();
        protect(&mut headers);
        assert_eq!(headers[header::CACHE_CONTROL], "no-store");
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private"));
        protect(&mut headers);
        assert_eq!(headers[header::CACHE_CONTROL], "private");
    }
}
