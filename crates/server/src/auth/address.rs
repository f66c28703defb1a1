//! The address a request comes from, for limiting sign-in attempts.
use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::Extensions;
use axum::http::HeaderMap;

/// The client's address as text; `unknown` where the server runs without a socket (in-process tests).
pub(crate) fn client_address(headers: &HeaderMap, extensions: &Extensions, trusted_proxy: bool) -> String {
    let forwarded = trusted_proxy.then(|| last_forwarded(headers)).flatten();
    let socket = || {
        extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|info| info.0.ip())
    };
    match forwarded.or_else(socket) {
        Some(address) => network(address),
        None => "unknown".to_owned(),
    }
}

/// The last entry of the last `X-Forwarded-For`: the one that the proxy in front of us added, the address that spoke to
/// it. Earlier ones are the client's own words. Some proxies add the port.
fn last_forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?;
    let entry = last.to_str().ok()?.rsplit(',').next()?.trim();
    let with_port = || entry.parse().map(|address: SocketAddr| address.ip()).ok();
    entry.parse().ok().or_else(with_port)
}

/// One household owns a whole /64 of IPv6: it counts as one.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [first, second, third, fourth, ..] = address.segments();
            format!("{first:x}:{second:x}:{third:x}:{fourth:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_header_counts_only_behind_a_trusted_proxy() {
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::from(([192, 0, 2, 1], 4711))));
        let mut headers = HeaderMap::new();
        headers.insert(
            "x-forwarded-for",
            HeaderValue::from_static("198.51.100.7, 203.0.113.9"),
        );
        assert_eq!(client_address(&headers, &extensions, false), "192.0.2.1");
        assert_eq!(client_address(&headers, &extensions, true), "203.0.113.9");
        assert_eq!(client_address(&headers, &Extensions::new(), false), "unknown");
        for (entry, expected) in [
            ("203.0.113.9:52110", "203.0.113.9"),
            ("[2001:db8::7]:52110", "2001:db8:0:0::/64"),
            ("nobody", "192.0.2.1"),
        ] {
            headers.insert("x-forwarded-for", HeaderValue::from_static(entry));
            assert_eq!(client_address(&headers, &extensions, true), expected, "{entry}");
        }
    }

    #[test]
    fn ipv6_counts_by_network() {
        let addresses = ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9"];
        for address in addresses {
            assert_eq!(network(address.parse().unwrap()), "2001:db8:1:2::/64");
        }
        assert_eq!(network("::ffff:192.0.2.1".parse().unwrap()), "192.0.2.1");
    }
}
