//! Signing in and out.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::json;

use crate::bench::{Bench, PASSWORD, sign_in_request};

#[tokio::test]
async fn the_cookie_is_locked_down_and_leads_to_the_target() {
    let bench = Bench::new().await;
    let answer = bench.send(sign_in_request("clerk", PASSWORD)).await;
    assert_eq!(
        (answer.status, &answer.headers[header::LOCATION]),
        (StatusCode::SEE_OTHER, &"/eingang".parse().unwrap())
    );
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("__Host-aktenlage="));
    for part in [
        "; Path=/",
        "; Secure",
        "; HttpOnly",
        "; SameSite=Strict",
        "; Max-Age=36000",
    ] {
        assert!(cookie.contains(part), "{cookie} lacks {part}");
    }
}

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_get_the_same_answer() {
    let bench = Bench::new().await;
    let wrong_password = bench
        .send(sign_in_request("clerk", "falsch geraten, leider"))
        .await;
    let wrong_name = bench
        .send(sign_in_request("klerk", "falsch geraten, leider"))
        .await;
    assert_eq!(
        (wrong_password.status, wrong_name.status),
        (StatusCode::UNAUTHORIZED, StatusCode::UNAUTHORIZED)
    );
    assert_eq!(
        wrong_password.text().replace("clerk", "X"),
        wrong_name.text().replace("klerk", "X")
    );
    assert!(
        wrong_name.text().contains("role=\"alert\"") && wrong_name.text().contains("<title>Fehler: Anmelden")
    );
    assert!(!wrong_name.headers.contains_key(header::SET_COOKIE));
}

#[tokio::test]
async fn guessing_is_slowed_down_and_forgiven_in_time() {
    let bench = Bench::new().await;
    for _ in 0..5 {
        let answer = bench
            .send(sign_in_request("clerk", "falsch geraten, leider"))
            .await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    }
    let blocked = bench.send(sign_in_request("clerk", PASSWORD)).await;
    assert_eq!(blocked.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(blocked.headers.contains_key(header::RETRY_AFTER));
    assert_eq!(blocked.headers[header::RETRY_AFTER], "900");
    // Somebody else is not affected.
    bench.sign_in("supervisor").await;
    bench.clock.forward(890);
    let blocked = bench.send(sign_in_request("clerk", PASSWORD)).await;
    assert_eq!(
        blocked.headers[header::RETRY_AFTER],
        "10",
        "what is left of the time"
    );
    assert!(blocked.text().contains("Warten Sie 10 Sekunden"));
    bench.clock.forward(10);
    bench.sign_in("clerk").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn guessing_in_parallel_gains_nothing() {
    let bench = Bench::new().await;
    for name in ["clerk", "nobody-of-this-name"] {
        let tries = (0..120).map(|_| bench.send(sign_in_request(name, "falsch geraten, leider")));
        let answers = futures::future::join_all(tries).await;
        let count = |status| answers.iter().filter(|answer| answer.status == status).count();
        assert_eq!(
            (
                count(StatusCode::UNAUTHORIZED),
                count(StatusCode::TOO_MANY_REQUESTS)
            ),
            (5, 115),
            "{name}"
        );
    }
    // Whoever signs in rightly uses none of it up, however often.
    for _ in 0..12 {
        bench.sign_in("supervisor").await;
    }
}

/// A wrong password for one of many names, sent by `proxy` with what it says about the client.
async fn guess(bench: &Bench, number: u32, proxy: [u8; 4], forwarded: &str) -> StatusCode {
    let (mut parts, body) = sign_in_request(&format!("name{number}"), "falsch geraten, leider").into_parts();
    parts
        .headers
        .insert("x-forwarded-for", forwarded.parse().unwrap());
    parts
        .extensions
        .insert(ConnectInfo(SocketAddr::from((proxy, 4711))));
    bench.send(Request::from_parts(parts, body)).await.status
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn addresses_behind_a_proxy_are_told_apart_only_when_it_is_trusted() {
    const PROXY: [u8; 4] = [192, 0, 2, 1];
    const TOO_MANY: StatusCode = StatusCode::TOO_MANY_REQUESTS;
    for trusted in [false, true] {
        let bench = Bench::with(|config| config.trusted_proxy = trusted).await;
        let tries = (0..30).map(|number| {
            // The client invents the first entry; the proxy adds the last one.
            let forwarded = format!("10.0.0.{number}, 198.51.100.7");
            let bench = &bench;
            async move { guess(bench, number, PROXY, &forwarded).await }
        });
        let tries = futures::future::join_all(tries).await;
        assert!(
            tries.iter().all(|status| *status == StatusCode::UNAUTHORIZED),
            "{tries:?}"
        );
        let same_client = guess(&bench, 98, PROXY, "10.0.0.98, 198.51.100.7").await;
        assert_eq!(same_client, TOO_MANY, "trusted: {trusted}");
        let other_client = guess(&bench, 99, PROXY, "198.51.100.7, 203.0.113.9").await;
        let expected = if trusted {
            StatusCode::UNAUTHORIZED
        } else {
            TOO_MANY
        };
        assert_eq!(other_client, expected, "trusted: {trusted}");
    }
}

#[tokio::test]
async fn the_database_holds_nothing_that_a_request_can_carry() {
    let bench = Bench::new().await;
    let browser = bench.sign_in("clerk").await;
    let session_token = browser.cookie.split_once('=').unwrap().1;
    for entry in std::fs::read_dir(bench.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            for token in [session_token, &browser.csrf_token] {
                assert_eq!(token.len(), 64);
                let found = bytes.windows(64).any(|window| window == token.as_bytes());
                assert!(!found, "{} holds a token", path.display());
            }
        }
    }
}

#[tokio::test]
async fn a_session_ends_by_signing_out_and_by_time() {
    let bench = Bench::new().await;
    let browser = bench.sign_in("clerk").await;
    let session = browser.get("/api/session").await.json();
    assert_eq!(session["user"]["role"], "clerk");
    assert_eq!(session["expires_at"], "2026-11-22T20:00:00.000000Z");
    let out = browser
        .request(Method::POST, "/abmelden")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!("csrf_token={}", browser.csrf_token)))
        .unwrap();
    let answer = bench.send(out).await;
    assert_eq!(
        (answer.status, &answer.headers[header::LOCATION]),
        (StatusCode::SEE_OTHER, &"/anmelden".parse().unwrap())
    );
    assert!(
        answer.headers[header::SET_COOKIE]
            .to_str()
            .unwrap()
            .contains("Max-Age=0")
    );
    assert_eq!(answer.headers["clear-site-data"], "\"cache\"");
    assert_eq!(
        browser.get("/api/session").await.problem(),
        (401, "not_signed_in".to_owned())
    );

    let browser = bench.sign_in("clerk").await;
    bench.clock.forward(10 * 3600 + 1);
    assert_eq!(
        browser.get("/api/session").await.problem(),
        (401, "not_signed_in".to_owned())
    );
}

/// Who says so in time stays signed in, with the same token, and not beyond a day.
#[tokio::test]
async fn a_session_is_made_longer_until_a_day_is_over() {
    const HOUR: i64 = 3600;
    let bench = Bench::new().await;
    let browser = bench.sign_in("clerk").await;
    let extend = async || {
        let path = "/api/session/extension";
        browser.write(Method::POST, path, None, &json!({})).await
    };
    for (hours, until) in [
        (9, "2026-11-23T05:00:00.000000Z"),
        (9, "2026-11-23T10:00:00.000000Z"),
        (1, "2026-11-23T10:00:00.000000Z"),
    ] {
        bench.clock.forward(hours * HOUR);
        let answer = extend().await;
        assert_eq!(answer.json()["expires_at"], until);
        assert_eq!(answer.json()["csrf_token"], browser.csrf_token);
        let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
        assert!(
            cookie.starts_with(&browser.cookie) && cookie.contains("; HttpOnly"),
            "{cookie}"
        );
    }
    bench.clock.forward(5 * HOUR);
    assert_eq!(extend().await.problem(), (401, "not_signed_in".to_owned()));
}

#[tokio::test]
async fn another_site_cannot_sign_anybody_in() {
    let bench = Bench::new().await;
    let (mut parts, body) = sign_in_request("clerk", PASSWORD).into_parts();
    parts
        .headers
        .insert("sec-fetch-site", "cross-site".parse().unwrap());
    let answer = bench.send(Request::from_parts(parts, body)).await;
    assert_eq!(answer.problem(), (403, "csrf_token_invalid".to_owned()));
}
