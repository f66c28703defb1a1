//! Whether a write comes from our own pages, by what the browser itself says about it.
use axum::http::{HeaderMap, header};

/// `false` if the browser names another site as the origin of the request. Programs that send neither header pass:
/// they still need the session's token.
pub(crate) fn is_from_here(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("invalid"));
    match (text("sec-fetch-site"), text(header::ORIGIN.as_str())) {
        (Some(site), _) => site == "same-origin" || site == "none",
        (None, Some(origin)) => {
            let origin_host = origin.split_once("://").map(|(_, host)| host);
            origin_host.is_some() && origin_host == text(header::HOST.as_str())
        }
        (None, None) => true,
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
            let given = given.into_iter().chain([("host", "a.example")]);
            let headers =
                given.map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
            let headers: HeaderMap = headers.collect();
            assert_eq!(is_from_here(&headers), expected, "{headers:?}");
        }
    }
}
