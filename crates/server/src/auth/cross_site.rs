//! Whether a write comes from our own pages, by what the browser itself says about it.
use axum::http::{HeaderMap, header};

/// `false` if the browser names another site as the origin of the request. Programs that send neither header pass:
/// they still need the session's token.
pub(crate) fn is_from_here(headers: &HeaderMap, public_origin: &str) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("invalid"));
    match text("sec-fetch-site") {
        Some(site) => site == "same-origin" || site == "none",
        None => text(header::ORIGIN.as_str()).is_none_or(|origin| origin == public_origin.trim_end_matches('/')),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    #[test]
    fn other_sites_are_told_apart() {
        let cases = [
            (None, true),
            (Some(("sec-fetch-site", "same-origin")), true),
            (Some(("sec-fetch-site", "none")), true),
            (Some(("sec-fetch-site", "same-site")), false),
            (Some(("sec-fetch-site", "cross-site")), false),
            (Some(("origin", "https://a.example")), true),
            (Some(("origin", "https://b.example")), false),
            (Some(("origin", "null")), false),
        ];
        for (given, expected) in cases {
            let headers = given.map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
            let headers = HeaderMap::from_iter(headers);
            assert_eq!(is_from_here(&headers, "https://a.example/"), expected, "{given:?}");
        }
    }
}
