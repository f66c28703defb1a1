//! Uploads: what is kept, what is refused, and what the refusal says.
use axum::body::Body;
use axum::http::{Method, StatusCode, header};

use crate::bench::Bench;

#[tokio::test]
async fn an_unreadable_file_is_kept_as_it_came_and_reported() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let answer = clerk
        .upload(&[("Übersicht.pdf", b"no pdf at all"), ("leer.pdf", b"")])
        .await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let received = answer.json();
    let case = received["case_id"].as_str().unwrap();
    assert_eq!(answer.headers[header::LOCATION], format!("/api/cases/{case}"));
    assert_eq!(received["documents"][0]["issues"][0], "unsupported_type");
    assert_eq!(received["documents"][1]["issues"][0], "empty_file");

    let document = received["documents"][0]["id"].as_str().unwrap();
    let original = clerk.get(&format!("/api/documents/{document}/original")).await;
    assert_eq!(original.body, b"no pdf at all");
    assert!(
        original.headers[header::CONTENT_DISPOSITION]
            .to_str()
            .unwrap()
            .starts_with("attachment; ")
    );
    assert_eq!(original.headers[header::CACHE_CONTROL], "no-store");
    let page = clerk
        .get(&format!("/api/documents/{document}/pages/1/800.webp"))
        .await;
    assert_eq!(page.problem(), (422, "page_not_rendered".to_owned()));
    let width = clerk
        .get(&format!("/api/documents/{document}/pages/1/801.webp"))
        .await;
    assert_eq!(width.problem(), (404, "not_found".to_owned()));
    assert_eq!(
        clerk
            .get(&format!("/api/documents/{document}/pages/1/words"))
            .await
            .json(),
        serde_json::json!([])
    );
    assert_eq!(
        clerk.get(&format!("/api/cases/{case}")).await.json()["received_on"],
        "2026-11-20"
    );
}

#[tokio::test]
async fn a_day_of_receipt_that_cannot_be_is_refused_with_its_reason() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    for (day, reason) in [("2015-11-20", "too_long_ago"), ("2026-12-31", "in_the_future")] {
        let answer = clerk.upload_received_on(day, &[("a.pdf", b"%PDF-1.7")]).await;
        assert_eq!(answer.problem(), (422, "invalid_request".to_owned()), "{day}");
        assert!(answer.text().contains(reason), "{day}: {}", answer.text());
    }
    assert_eq!(clerk.get("/api/cases").await.json()["total"], 0);
}

#[tokio::test]
async fn a_page_that_the_browser_kept_is_shown_only_with_a_session() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let received = clerk
        .upload(&[("brief.pdf", b"%PDF-1.7 and nothing more")])
        .await
        .json();
    let document = received["documents"][0]["id"].as_str().unwrap();
    // As if the page had been drawn.
    let files = aktenlage_store::Blobs::open(&bench.folder.path().join("files")).unwrap();
    let sha256 = received["documents"][0]["sha256"].as_str().unwrap();
    files
        .put_derived(&format!("pages/{sha256}/1-800.webp"), "a picture".into())
        .await
        .unwrap();
    let path = format!("/api/documents/{document}/pages/1/800.webp");
    let first = clerk.get(&path).await;
    assert_eq!(
        (first.status, first.body.as_slice()),
        (StatusCode::OK, b"a picture".as_slice())
    );
    assert_eq!(first.headers[header::CACHE_CONTROL], "private, no-cache");

    let ask_again = |browser: &crate::bench::Browser<'_>| {
        let request = browser.request(Method::GET, &path);
        let request = request.header(header::IF_NONE_MATCH, &first.headers[header::ETAG]);
        request.body(Body::empty()).unwrap()
    };
    let again = bench.send(ask_again(&clerk)).await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
    assert_eq!(again.headers[header::CACHE_CONTROL], "private, no-cache");
    bench.clock.forward(10 * 3600 + 1);
    let over = bench.send(ask_again(&clerk)).await;
    assert_eq!(over.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn limits_are_named_and_nothing_is_kept() {
    let bench = Bench::with(|config| {
        config.file_limit_bytes = 1000;
        config.upload_limit_bytes = 1500;
        config.file_count_limit = 3;
    })
    .await;
    let clerk = bench.sign_in("clerk").await;
    let large = clerk.upload(&[("a.pdf", &[b'a'; 1001])]).await;
    assert_eq!(large.problem(), (413, "file_too_large".to_owned()));
    assert_eq!(large.json()["limit_bytes"], 1000);
    let together = clerk
        .upload(&[("a.pdf", &[b'a'; 900]), ("b.pdf", &[b'b'; 900])])
        .await;
    assert_eq!(together.problem(), (413, "request_too_large".to_owned()));
    assert_eq!(together.json()["limit_bytes"], 1500);
    let many = clerk
        .upload(&[("a.pdf", b"1"), ("b.pdf", b"2"), ("c.pdf", b"3"), ("d.pdf", b"4")])
        .await;
    assert_eq!(many.problem(), (413, "too_many_files".to_owned()));
    assert_eq!(many.json()["limit"], 3);
    assert_eq!(clerk.upload(&[]).await.problem(), (422, "no_files".to_owned()));
    assert_eq!(clerk.get("/api/cases").await.json()["total"], 0);
    // Exactly at the limit is inside.
    assert_eq!(
        clerk.upload(&[("a.pdf", &[b'a'; 1000])]).await.status,
        StatusCode::CREATED
    );
}

#[tokio::test]
async fn a_broken_form_is_refused_without_quoting_it() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    for (content_type, body) in [
        (
            "multipart/form-data; boundary=x",
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"geheim.pdf\"\r\n\r\nab",
        ),
        ("multipart/form-data", "x"),
        ("text/plain", "geheim"),
    ] {
        let request = clerk
            .request(Method::POST, "/api/submissions")
            .header(header::CONTENT_TYPE, content_type);
        let answer = bench.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(
            answer.problem(),
            (422, "invalid_request".to_owned()),
            "{content_type}"
        );
        assert!(!answer.text().contains("geheim"));
    }
    let too_long = format!("{{\"assignee\":\"{}\"}}", "m".repeat(300_000));
    let request = clerk
        .request(
            Method::PUT,
            "/api/cases/019351f0-0000-7000-8000-000000000001/assignee",
        )
        .header(header::CONTENT_TYPE, "application/json");
    let answer = bench.send(request.body(Body::from(too_long)).unwrap()).await;
    assert_eq!(answer.problem(), (413, "request_too_large".to_owned()));
}
