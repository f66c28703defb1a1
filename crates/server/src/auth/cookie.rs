//! The session cookie. The `__Host-` prefix makes browsers insist on Secure, Path=/ and no Domain.
use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, header};

const NAME: &str = "__Host-aktenlage";

/// The session token that the request carries.
pub(crate) fn session_token(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter();
    let pairs = cookies
        .filter_map(|value| value.to_str().ok())
        .flat_map(|text| text.split(';'));
    let mut values = pairs.filter_map(|pair| pair.trim().strip_prefix(NAME)?.strip_prefix('='));
    let token = values.next()?;
    let is_token = token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit());
    // Two cookies of this name cannot come from us: rather no session than the wrong one.
    (is_token && values.next().is_none()).then(|| token.to_owned())
}

/// Sets the cookie.
pub(crate) fn set(token: &str, lifetime: Duration) -> Option<HeaderValue> {
    let seconds = lifetime.as_secs();
    let text = format!("{NAME}={token}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Strict");
    HeaderValue::from_str(&text).ok()
}

/// Removes the cookie.
pub(crate) fn clear() -> HeaderValue {
    HeaderValue::from_static("__Host-aktenlage=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_cookie(text: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_str(text).unwrap())])
    }

    #[test]
    fn the_token_is_found_among_other_cookies() {
        let token = "a1".repeat(32);
        assert_eq!(
            session_token(&with_cookie(&format!("x=1; __Host-aktenlage={token}; y=2"))),
            Some(token.clone())
        );
        for foreign in [
            "x=1".to_owned(),
            "__Host-aktenlage=short".to_owned(),
            format!("aktenlage={token}"),
            format!("__Host-aktenlage2={token}"),
            format!("__Host-aktenlage={token}; __Host-aktenlage={token}"),
        ] {
            assert_eq!(session_token(&with_cookie(&foreign)), None, "{foreign}");
        }
    }

    #[test]
    fn the_cookie_carries_every_protection() {
        let cookie = set("t", Duration::from_mins(1)).unwrap();
        assert_eq!(
            cookie,
            "__Host-aktenlage=t; Path=/; Max-Age=60; Secure; HttpOnly; SameSite=Strict"
        );
    }
}
