//! Who may do what: every route of the router, tried by everybody.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use aktenlage_server::{Access, CONTENT_SECURITY_POLICY, RouteName, route_names};
use axum::body::Body;
use axum::http::{Method, Request, header};

use crate::bench::{Bench, Browser};

/// A path with parameters that name nothing.
fn filled(path: &str) -> String {
    path.replace("{id}", "019351f0-0000-7000-8000-000000000001")
        .replace("{number}", "1")
        .replace("{file}", "800.webp")
        .replace("{token}", "a1b2")
}

async fn attempt(bench: &Bench, browser: Option<&Browser<'_>>, route: &RouteName) -> String {
    let path = filled(&route.path);
    let request = match browser {
        Some(browser) => browser.request(route.method.clone(), &path),
        None => Request::builder().method(route.method.clone()).uri(&path),
    };
    let request = if route.path == "/abmelden" {
        let token = browser.map_or("", |browser| &browser.csrf_token);
        request
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("csrf_token={token}")))
    } else {
        request.body(Body::empty())
    };
    let answer = bench.send(request.unwrap()).await;
    assert_eq!(
        answer.headers[header::CONTENT_SECURITY_POLICY],
        CONTENT_SECURITY_POLICY,
        "{path}"
    );
    match answer.status.as_u16() {
        status @ (401 | 403) => {
            let code = answer.json()["code"].as_str().unwrap_or_default().to_owned();
            format!("{status} {code}")
        }
        status => {
            assert!(
                status < 500 || status == 503,
                "{path}: {status} {}",
                answer.text()
            );
            assert_ne!(status, 405, "{path}");
            "may".to_owned()
        }
    }
}

/// The matrix is written down: a change of rights is a line in a diff.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
async fn every_route_knows_who_may_use_it() {
    let bench = Bench::new().await;
    let mut lines = Vec::new();
    for route in route_names() {
        let mut cells = vec![attempt(&bench, None, &route).await];
        for username in ["clerk", "supervisor", "data"] {
            // Signed in anew for each route: one of them is the way out.
            let browser = bench.sign_in(username).await;
            cells.push(attempt(&bench, Some(&browser), &route).await);
        }
        if route.path == "/anmelden" && route.method == Method::POST {
            // Without name and password nobody comes in, which is not a question of rights.
            assert!(
                cells.iter().all(|cell| cell.starts_with("401") || cell == "may"),
                "{cells:?}"
            );
            cells = vec!["may".to_owned(); 4];
        }
        let without_session = if route.access == Access::Public {
            "may"
        } else {
            "401 not_signed_in"
        };
        assert_eq!(cells[0], without_session, "{} {}", route.method, route.path);
        let sign = |cell: &String| match cell.as_str() {
            "may" => '+',
            "403 role_missing" => '-',
            "401 not_signed_in" => '!',
            other => panic!("{} {}: {other}", route.method, route.path),
        };
        let signs: String = cells.iter().map(sign).collect();
        lines.push(format!("{signs} {:4} {}", route.method.as_str(), route.path));
    }
    insta::assert_snapshot!(lines.join("\n"), @"
    ++++ GET  /anmelden
    ++++ POST /anmelden
    !+++ POST /abmelden
    ++++ GET  /hilfe
    ++++ GET  /barrierefreiheit
    ++++ GET  /status/{token}
    ++++ GET  /seiten.css
    ++++ GET  /healthz
    ++++ GET  /api/openapi.json
    !+++ GET  /api/session
    !+++ POST /api/session/extension
    !++- GET  /api/cases
    !++- GET  /api/cases/{id}
    !+-- PUT  /api/cases/{id}/assignee
    !+-- PUT  /api/cases/{id}/snooze
    !+-- POST /api/cases/{id}/processing
    !++- GET  /api/cases/{id}/fields
    !++- GET  /api/cases/{id}/completeness
    !++- GET  /api/cases/{id}/legal-bases
    !++- GET  /api/cases/{id}/open-points
    !++- GET  /api/cases/{id}/other-entries
    !++- GET  /api/cases/{id}/copies
    !++- GET  /api/cases/{id}/history
    !+-- GET  /api/cases/{id}/view
    !+-- PUT  /api/cases/{id}/view
    !++- GET  /api/cases/{id}/first-receipts
    !+-- POST /api/cases/{id}/first-receipts
    !++- GET  /api/cases/{id}/suggestions
    !+-- POST /api/cases/{id}/reviews
    !+-- POST /api/cases/{id}/decision
    !+-- GET  /api/clerks
    !+-- GET  /api/filters
    !+-- POST /api/filters
    !+-- PUT  /api/filters/{id}
    !+-- POST /api/filters/{id}/removal
    !++- GET  /api/cases/{id}/decisions
    !++- POST /api/cases/{id}/release
    !+-- POST /api/cases/{id}/reopening
    !++- GET  /api/cases/{id}/joining
    !+-- POST /api/cases/{id}/joining
    !+-- POST /api/cases/{id}/presence
    !+-- POST /api/cases/{id}/placements
    !++- GET  /api/releases
    !++- GET  /api/cases/{id}/letters
    !+-- POST /api/cases/{id}/letters
    !++- GET  /api/cases/{id}/letters/draft
    !+-- PUT  /api/cases/{id}/letters/draft
    !+-- POST /api/cases/{id}/letters/draft/removal
    !+-- POST /api/cases/{id}/letters/preview
    !++- GET  /api/letters/{id}/pdf
    !++- GET  /api/cases/{id}/status-links
    !+-- POST /api/cases/{id}/status-links
    !+-- POST /api/status-links/{id}/revocation
    ++++ GET  /api/status/{token}
    !+-- POST /api/submissions
    !++- GET  /api/intake/sources
    !++- GET  /api/documents/{id}/original
    !++- GET  /api/documents/{id}/pages/{number}/{file}
    !++- GET  /api/documents/{id}/pages/{number}/words
    !++- GET  /api/documents/{id}/pages/{number}/marks
    !++- GET  /api/documents/{id}/transfer-note
    !+-- POST /api/documents/{id}/transfer-note
    !++- GET  /api/practice
    !++- GET  /api/practice/{id}
    !++- GET  /api/practice/documents/{id}/pages/{number}/{file}
    !++- GET  /api/practice/documents/{id}/pages/{number}/words
    !++- POST /api/practice/{id}/result
    !++- GET  /api/regulations
    !+++ GET  /api/services
    !-++ GET  /api/models
    !--+ GET  /api/models/heads
    !--+ GET  /api/evaluations
    !--+ GET  /api/evaluations/{id}
    !--+ GET  /api/evaluations/{id}/calibration
    !--+ GET  /api/evaluations/{id}/confusion
    !--+ GET  /api/evaluations/{id}/errors
    !--+ GET  /api/evaluations/{id}/items/{number}
    !--+ GET  /api/evaluations/{id}/items/{number}/page
    !--+ POST /api/evaluations/{id}/items/{number}/flags
    !--+ GET  /api/evaluations/{id}/comparison
    !--+ GET  /api/evaluation-runs
    !--+ POST /api/evaluation-runs
    !--+ POST /api/evaluation-runs/{id}/cancellation
    !--+ GET  /api/evaluation-runs/events
    !--+ GET  /api/drift
    !-+- GET  /api/audit
    !-+- POST /api/audit/verification
    !-+- GET  /api/audit/export
    !-+- GET  /api/suggestions
    !++- GET  /api/suggestions/reliability
    !-+- GET  /api/request-figures
    !-+- GET  /api/samples
    ");
}

#[tokio::test]
async fn no_write_passes_without_the_token_or_from_another_site() {
    let bench = Bench::new().await;
    let writes = route_names()
        .into_iter()
        .filter(|route| route.method != Method::GET && route.path != "/anmelden");
    let mut tried = 0;
    for route in writes {
        let username = if route.path.starts_with("/api/audit") {
            "supervisor"
        } else if route.path.starts_with("/api/evaluation") {
            "data"
        } else {
            "clerk"
        };
        let browser = bench.sign_in(username).await;
        let bare = || {
            Request::builder()
                .method(route.method.clone())
                .uri(filled(&route.path))
        };
        let mut refused = vec![bare().header("x-csrf-token", "0".repeat(64)), bare()];
        refused.push(
            bare()
                .header("x-csrf-token", &browser.csrf_token)
                .header("sec-fetch-site", "cross-site"),
        );
        refused.push(
            bare()
                .header("x-csrf-token", &browser.csrf_token)
                .header(header::HOST, "akten.example")
                .header(header::ORIGIN, "https://b.example"),
        );
        for request in refused {
            let request = request
                .header(header::COOKIE, &browser.cookie)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            let answer = bench.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(
                answer.problem(),
                (403, "csrf_token_invalid".to_owned()),
                "{} {}",
                route.method,
                route.path
            );
            tried += 1;
        }
    }
    assert_eq!(tried, 4 * 30, "thirty writes, each in four ways");
}
