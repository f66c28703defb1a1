//! Signing in and out.
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

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
    // Somebody else is not affected.
    bench.sign_in("supervisor").await;
    bench.clock.forward(3600);
    bench.sign_in("clerk").await;
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
