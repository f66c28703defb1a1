//! Pages, files, and what every answer carries.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use aktenlage_server::CONTENT_SECURITY_POLICY;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use crate::bench::{Answer, Bench};

async fn get_as_person(bench: &Bench, path: &str) -> Answer {
    let request = Request::get(path)
        .header(header::ACCEPT, "text/html,*/*")
        .header(header::ACCEPT_LANGUAGE, "en");
    bench.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn every_answer_is_protected_whatever_it_is() {
    let bench = Bench::new().await;
    for path in [
        "/anmelden",
        "/hilfe",
        "/status/a1b2",
        "/eingang",
        "/assets/main-1a2b.js",
        "/assets/no.js",
        "/api/nothing",
        "/healthz",
    ] {
        let answer = get_as_person(&bench, path).await;
        assert_eq!(
            answer.headers[header::CONTENT_SECURITY_POLICY],
            CONTENT_SECURITY_POLICY,
            "{path}"
        );
        assert_eq!(
            answer.headers[header::X_CONTENT_TYPE_OPTIONS],
            "nosniff",
            "{path}"
        );
        assert_eq!(
            answer.headers["cross-origin-opener-policy"], "same-origin",
            "{path}"
        );
        assert!(answer.headers.contains_key("x-request-id"), "{path}");
        let caching = answer.headers[header::CACHE_CONTROL].to_str().unwrap();
        let expected = if path == "/assets/main-1a2b.js" {
            "public, max-age=31536000, immutable"
        } else {
            "no-store"
        };
        assert_eq!(caching, expected, "{path}");
    }
}

#[tokio::test]
async fn server_pages_work_without_scripts_and_in_both_languages() {
    let bench = Bench::new().await;
    for path in ["/anmelden", "/hilfe", "/barrierefreiheit"] {
        for (query, language) in [("", "en"), ("?sprache=de", "de")] {
            let answer = get_as_person(&bench, &format!("{path}{query}")).await;
            let html = answer.text();
            assert_eq!(answer.status, StatusCode::OK);
            assert!(html.contains(&format!("<html lang=\"{language}\">")), "{path}");
            assert_eq!(html.matches("<h1>").count(), 1, "{path}");
            for forbidden in ["<script", "style=", "onclick", "<style"] {
                assert!(!html.contains(forbidden), "{path} holds {forbidden}");
            }
        }
    }
}

#[tokio::test]
async fn what_people_type_is_never_markup() {
    let bench = Bench::new().await;
    let answer = get_as_person(&bench, "/anmelden?ziel=%2F%22%3E%3Cscript%3E").await;
    assert!(!answer.text().contains("<script"), "{}", answer.text());
}

#[tokio::test]
async fn the_app_needs_a_session_and_its_files_do_not() {
    let bench = Bench::new().await;
    let answer = get_as_person(&bench, "/akten/1/angaben?seite=2").await;
    assert_eq!(answer.status, StatusCode::FOUND);
    assert_eq!(
        answer.headers[header::LOCATION],
        "/anmelden?ziel=/akten/1/angaben%3Fseite%3D2"
    );
    let browser = bench.sign_in("data").await;
    for path in ["/", "/akten/1/angaben", "/index.html"] {
        let answer = browser.get(path).await;
        assert_eq!(
            (answer.status, answer.text().contains("<title>Aktenlage")),
            (StatusCode::OK, true),
            "{path}"
        );
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
    }
    let script = get_as_person(&bench, "/assets/main-1a2b.js").await;
    assert_eq!(
        (script.status, script.text()),
        (StatusCode::OK, "let a = 1;".to_owned())
    );
}

#[tokio::test]
async fn errors_are_pages_for_people_and_problems_for_programs() {
    let bench = Bench::new().await;
    let page = get_as_person(&bench, "/assets/no.js").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.text().contains("<h1>Page not found</h1>"));
    let id = page.headers["x-request-id"].to_str().unwrap();
    assert!(page.text().contains(id), "the id to copy is on the page");
    let problem = get_as_person(&bench, "/api/nothing").await;
    assert_eq!(problem.problem(), (404, "not_found".to_owned()));
    let wrong_method = bench
        .send(Request::delete("/api/cases").body(Body::empty()).unwrap())
        .await;
    assert_eq!(wrong_method.problem(), (405, "method_not_allowed".to_owned()));
}

#[tokio::test]
async fn without_a_built_interface_the_server_says_so() {
    let empty = tempfile::tempdir().unwrap();
    let folder = empty.path().to_owned();
    let bench = Bench::with(|config| config.web_directory = Some(folder)).await;
    let answer = bench.sign_in("clerk").await.get("/eingang").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.text().contains("make web binary"));
}
