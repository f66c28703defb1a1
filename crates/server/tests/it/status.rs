//! Where a case stands, for its applicant: links that clerks make, what they show and what they never show, and how they
//! end.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::time::Duration;

use aktenlage_server::{CONTENT_SECURITY_POLICY, StatusPageConfig};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::{Value, json};

use crate::bench::{Answer, Bench, Browser, OPEN_POINTS};
use crate::letters::{case_of_housing_benefit, letters, request, save, send, version};

const PUBLIC_URL: &str = "https://status.example";
const DAYS: u64 = 400;

async fn open_bench() -> Bench {
    Bench::with(|config| {
        config.status_page = Some(StatusPageConfig {
            link_length: Duration::from_hours(24 * DAYS),
            public_url: Some(PUBLIC_URL.to_owned()),
        });
    })
    .await
}

/// Somebody without a session, in a language.
async fn visit(bench: &Bench, path: &str, language: &str) -> Answer {
    let request = Request::get(path)
        .header(header::ACCEPT, "text/html,*/*")
        .header(header::ACCEPT_LANGUAGE, language);
    bench.send(request.body(Body::empty()).unwrap()).await
}

/// Makes a link: its path on the server, and what clerks see of it.
async fn make(clerk: &Browser<'_>, case: &str) -> (String, Value) {
    let path = format!("/api/cases/{case}/status-links");
    let made = clerk.write(Method::POST, &path, None, &json!({})).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let made = made.json();
    let link = made["link"].as_str().unwrap();
    let path = link.strip_prefix(PUBLIC_URL).unwrap();
    (path.to_owned(), made["item"].clone())
}

async fn links(browser: &Browser<'_>, case: &str) -> Value {
    let path = format!("/api/cases/{case}/status-links");
    browser.get(&path).await.json()
}

async fn revoke(clerk: &Browser<'_>, link: &Value) -> Answer {
    let path = format!("/api/status-links/{}/revocation", link["id"].as_str().unwrap());
    clerk.write(Method::POST, &path, None, &json!({})).await
}

async fn review(clerk: &Browser<'_>, case: &str, kind: &str, key: &str, value: &str) {
    let body =
        json!({ "subject": { "kind": kind, "key": key }, "verdict": "entered", "value": value, "shown": {} });
    let seen = version(clerk, case).await;
    let path = format!("/api/cases/{case}/reviews");
    let reviewed = clerk.write(Method::POST, &path, Some(seen), &body).await;
    assert_eq!(
        reviewed.status,
        StatusCode::CREATED,
        "{kind} {key}: {}",
        reviewed.text()
    );
}

/// Takes a step of the decision at the version that the person sees.
async fn act(browser: &Browser<'_>, case: &str, step: &str, body: &Value) -> Value {
    let seen = version(browser, case).await;
    let path = format!("/api/cases/{case}/{step}");
    let done = browser.write(Method::POST, &path, Some(seen), body).await;
    assert_eq!(done.status, StatusCode::CREATED, "{step}: {}", done.text());
    done.json()
}

/// Asks for the rental contract and for how the rent is split.
async fn ask_for_documents(clerk: &Browser<'_>, case: &str) {
    let proposed = letters(clerk, case).await;
    let draft = request(&proposed, &["tenancy", "rent_split"]);
    let saved = save(clerk, case, 0, &draft).await;
    assert_eq!(saved.json()["problems"], json!([]), "{}", saved.text());
    let seen = version(clerk, case).await;
    let sent = send(clerk, case, seen, 1).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, from the first step to the last")]
async fn a_case_is_followed_from_receipt_to_decision_without_a_session() {
    let bench = open_bench().await;
    let clerk = bench.sign_in("clerk").await;
    let received = clerk.upload(&[("antrag.pdf", b"%PDF-1.7 broken")]).await.json();
    let early = received["case_id"].as_str().unwrap();
    let (path, _) = make(&clerk, early).await;
    let status = visit(&bench, &format!("/api{path}"), "de").await.json();
    assert_eq!(
        (&status["state"], &status["service"], &status["next"]),
        (&json!("received"), &Value::Null, &json!("review")),
        "nobody has said yet what it is about"
    );

    let case = case_of_housing_benefit(&bench, &clerk).await;
    let (path, item) = make(&clerk, &case).await;
    assert_eq!(
        (&item["state"], &item["expires_on"], &item["by"]["display_name"]),
        (&json!("open"), &json!("2027-12-27"), &json!("clerk"))
    );
    let page = visit(&bench, &path, "de").await;
    assert_eq!(page.status, StatusCode::OK);
    for words in [
        "<html lang=\"de\">",
        "Wohngeld",
        "Ihr Antrag wird geprüft.",
        "20. November 2026",
        "Stadt Musterstadt",
        "00000 1234-0",
    ] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }

    ask_for_documents(&clerk, &case).await;
    let page = visit(&bench, &path, "de").await.text();
    for words in [
        "Wir haben am 22. November 2026 Unterlagen angefordert. Bitte antworten Sie bis zum 17. Dezember 2026.",
        "Mietvertrag oder Mietbescheinigung: <strong>noch offen</strong>",
        "Bitte schicken Sie uns, was noch offen ist.",
        "<time datetime=\"2026-12-17\">17. Dezember 2026</time>",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let english = visit(&bench, &format!("{path}?lang=en"), "de").await.text();
    for words in [
        "<html lang=\"en\">",
        "On 22 November 2026 we asked for documents. Please answer by 17 December 2026.",
        "<strong>still open</strong>",
    ] {
        assert!(english.contains(words), "{words}: {english}");
    }
    assert!(
        visit(&bench, &path, "en-GB")
            .await
            .text()
            .contains("<html lang=\"en\">")
    );

    review(&clerk, &case, "requirement", "tenancy", "present").await;
    let status = visit(&bench, &format!("/api{path}"), "de").await.json();
    let items = status["request"]["items"].as_array().unwrap();
    let states: Vec<&Value> = items.iter().map(|item| &item["state"]).collect();
    assert_eq!(states, [&json!("present"), &json!("open")]);
    assert_eq!(
        (&status["next"], &status["complete_on"]),
        (&json!("send_documents"), &Value::Null)
    );
    let checks = clerk.get(&format!("/api/cases/{case}/completeness")).await.json();
    for item in checks["items"].as_array().unwrap() {
        let requirement = item["requirement"].as_str().unwrap();
        review(&clerk, &case, "requirement", requirement, "present").await;
    }
    let status = visit(&bench, &format!("/api{path}"), "de").await.json();
    assert_eq!(
        (&status["next"], &status["complete_on"]),
        (&json!("review"), &json!("2026-11-22"))
    );

    // What the office does without is settled too, and nobody has to send it.
    let waiver = json!({
        "subject": { "kind": "requirement", "key": "tenancy" }, "verdict": "waived", "note": "Liegt aus dem Vorantrag vor.",
        "shown": {},
    });
    act(&clerk, &case, "reviews", &waiver).await;
    let status = visit(&bench, &format!("/api{path}"), "de").await.json();
    assert_eq!(
        (&status["request"]["items"][0]["state"], &status["complete_on"]),
        (&json!("not_required"), &json!("2026-11-22"))
    );

    // The day passes while something is open again.
    review(&clerk, &case, "requirement", "rent_split", "missing").await;
    bench.clock.forward(30 * 24 * 3600);
    let status = visit(&bench, &format!("/api{path}"), "de").await.json();
    assert_eq!(
        (&status["next"], &status["complete_on"]),
        (&json!("send_overdue_documents"), &Value::Null)
    );

    let clerk = bench.sign_in("clerk").await;
    let decision =
        json!({"outcome": "rejected", "reasons": "Nicht belegt.", "open_points_acknowledged": OPEN_POINTS});
    let submitted = act(&clerk, &case, "decision", &decision).await;
    let proposal = &submitted["proposal"]["id"];
    let page = visit(&bench, &path, "de").await.text();
    assert!(
        page.contains("Ihr Antrag wird geprüft.") && !page.contains("ntschieden"),
        "who looks at it a second time is the business of the office: {page}"
    );
    let second = bench.sign_in("second").await;
    let release = json!({"proposal": proposal, "verdict": "released", "reason": ""});
    act(&second, &case, "release", &release).await;
    let page = visit(&bench, &path, "de").await.text();
    assert!(
        page.contains("Über Ihren Antrag wurde am 22. Dezember 2026 entschieden."),
        "{page}"
    );
    let json = visit(&bench, &format!("/api{path}"), "de").await;
    assert_eq!(
        json.json()["request"],
        Value::Null,
        "nothing is asked for any more"
    );
    for word in ["rejected", "Ablehnung", "Nicht belegt"] {
        assert!(!page.contains(word) && !json.text().contains(word), "{word}");
    }

    let before = clerk.get(&format!("/api/cases/{case}")).await.json();

    // Opened again, the case asks for nothing that was asked for before the decision.
    let reopening = json!({"ground": "objection", "reasons": "Widerspruch"});
    act(&clerk, &case, "reopening", &reopening).await;
    let status = visit(&bench, &format!("/api{path}"), "de").await.json();
    assert_eq!(
        (&status["state"], &status["next"], &status["request"]),
        (&json!("under_review"), &json!("review"), &Value::Null)
    );
    assert_eq!(status["decided_on"], Value::Null, "none is in force");
    assert_eq!(before["due_on"], "2026-12-17");
    let after = clerk.get(&format!("/api/cases/{case}")).await.json();
    assert!(
        after["due_on"].as_str() > Some("2027"),
        "the day of that letter is no date of the case any more: {after}"
    );
}

#[tokio::test]
async fn nothing_personal_is_shown() {
    let bench = open_bench().await;
    let clerk = bench.sign_in("second").await;
    let case = case_of_housing_benefit(&bench, &clerk).await;
    review(&clerk, &case, "field", "applicant.family_name", "Wiesengrund").await;
    review(&clerk, &case, "field", "applicant.given_names", "Roswitha").await;
    ask_for_documents(&clerk, &case).await;
    let (path, _) = make(&clerk, &case).await;
    let detail = clerk.get(&format!("/api/cases/{case}")).await.json();
    let reference = detail["reference"].as_str().unwrap();
    for language in ["de", "en"] {
        for path in [path.clone(), format!("/api{path}")] {
            let shown = visit(&bench, &path, language).await;
            assert_eq!(shown.status, StatusCode::OK);
            for personal in [
                "Wiesengrund",
                "Roswitha",
                "Musterfrau",
                "Beispielweg",
                "86150",
                "Kowalczyk",
                "Zweite Kraft",
                "antrag.pdf",
                reference,
                case.as_str(),
                "Bitte senden",
            ] {
                assert!(!shown.text().contains(personal), "{path} holds {personal}");
            }
        }
    }
}

#[tokio::test]
async fn what_opens_nothing_is_told_apart_by_nothing() {
    let bench = open_bench().await;
    let clerk = bench.sign_in("clerk").await;
    let case = case_of_housing_benefit(&bench, &clerk).await;
    let (revoked, link) = make(&clerk, &case).await;
    let (over, _) = make(&clerk, &case).await;
    assert_eq!(visit(&bench, &revoked, "de").await.status, StatusCode::OK);
    let answer = revoke(&clerk, &link).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert_eq!(answer.json()["state"], "revoked");
    let at = answer.json()["revoked_at"].clone();
    bench.clock.forward(3600);
    assert_eq!(
        revoke(&clerk, &link).await.json()["revoked_at"],
        at,
        "once is for good"
    );
    assert_eq!(visit(&bench, &over, "de").await.status, StatusCode::OK);
    let past = i64::try_from(DAYS).unwrap() * 24 * 3600;
    bench.clock.forward(past);
    let supervisor = bench.sign_in("supervisor").await;
    let listed = links(&supervisor, &case).await;
    let states: Vec<&Value> = listed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| &item["state"])
        .collect();
    assert_eq!(states, [&json!("revoked"), &json!("expired")]);

    let unknown = format!("/status/{}", "0".repeat(64));
    let first = visit(&bench, &unknown, "de").await;
    assert_eq!(first.status, StatusCode::NOT_FOUND);
    assert!(first.text().contains("<h1>Diese Seite gibt es nicht</h1>"));
    for path in [
        revoked.as_str(),
        over.as_str(),
        "/status/x",
        "/status/%00",
        "/status/%ff%fe",
        "/status/..%2F",
    ] {
        let answer = visit(&bench, path, "de").await;
        assert_eq!(
            (answer.status, answer.text()),
            (first.status, first.text()),
            "{path}"
        );
        let mut headers = answer.headers.clone();
        headers.remove("x-request-id");
        let mut expected = first.headers.clone();
        expected.remove("x-request-id");
        assert_eq!(headers, expected, "{path}");
        let program = visit(&bench, &format!("/api{path}"), "de").await;
        assert_eq!(program.problem(), (404, "not_found".to_owned()), "{path}");
    }
}

#[tokio::test]
async fn the_address_is_kept_from_others_and_the_page_needs_nothing() {
    let bench = open_bench().await;
    let clerk = bench.sign_in("clerk").await;
    let case = case_of_housing_benefit(&bench, &clerk).await;
    ask_for_documents(&clerk, &case).await;
    let (path, _) = make(&clerk, &case).await;
    for path in [path.clone(), format!("/api{path}"), "/status/unknown".to_owned()] {
        let answer = visit(&bench, &path, "de").await;
        for (name, expected) in [
            ("cache-control", "no-store"),
            ("referrer-policy", "no-referrer"),
            ("x-robots-tag", "noindex, nofollow"),
            ("content-security-policy", CONTENT_SECURITY_POLICY),
        ] {
            assert_eq!(answer.headers[name], expected, "{path}");
        }
        assert!(!answer.headers.contains_key(header::SET_COOKIE), "{path}");
    }
    let elsewhere = visit(&bench, "/hilfe", "de").await;
    assert_eq!(elsewhere.headers["referrer-policy"], "same-origin");
    for path in [path.as_str(), "/status/unknown"] {
        let html = visit(&bench, path, "de").await.text();
        assert_eq!(html.matches("<h1>").count(), 1, "{path}");
        assert_eq!(html.matches("<main ").count(), 1, "{path}");
        assert!(html.contains("width=device-width") && html.contains("href=\"#inhalt\""));
        assert!(html.contains("<link rel=\"stylesheet\" href=\"/seiten.css\">"));
        for forbidden in ["<script", "style=", "onclick", "<style", "<img", "/hilfe", "http"] {
            assert!(!html.contains(forbidden), "{path} holds {forbidden}");
        }
    }
}

#[tokio::test]
async fn the_token_is_told_once_and_kept_nowhere() {
    let bench = open_bench().await;
    let clerk = bench.sign_in("clerk").await;
    let case = case_of_housing_benefit(&bench, &clerk).await;
    let (path, link) = make(&clerk, &case).await;
    let (other, _) = make(&clerk, &case).await;
    let token = path.strip_prefix("/status/").unwrap();
    assert_eq!(token.len(), 64, "256 bits");
    assert_ne!(path, other);
    let entries = bench.sign_in("supervisor").await.get("/api/audit").await.json()["total"].clone();
    assert_eq!(visit(&bench, &path, "de").await.status, StatusCode::OK);
    let supervisor = bench.sign_in("supervisor").await;
    let after = supervisor.get("/api/audit").await.json()["total"].clone();
    assert_eq!(
        after.as_i64().unwrap(),
        entries.as_i64().unwrap() + 1,
        "a sign-in, and no look at a status"
    );

    revoke(&clerk, &link).await;
    let history = clerk.get(&format!("/api/cases/{case}/history")).await.json();
    let actions: Vec<&Value> = (0..3_usize).map(|at| &history["items"][at]["action"]).collect();
    assert_eq!(
        actions,
        [
            &json!("status_link_revoked"),
            &json!("status_link_made"),
            &json!("status_link_made")
        ]
    );
    assert_eq!(history["items"][2]["detail"]["expires_on"], "2027-12-27");
    let report = supervisor
        .write(Method::POST, "/api/audit/verification", None, &json!({}))
        .await
        .json();
    assert_eq!(
        (&report["valid"], &report["first_bad"]),
        (&json!(true), &Value::Null)
    );
    let listed = links(&clerk, &case).await.to_string();
    assert!(!listed.contains(token) && !history.to_string().contains(token));
    for file in ["aktenlage.sqlite", "aktenlage.sqlite-wal"] {
        let Ok(bytes) = std::fs::read(bench.folder.path().join(file)) else {
            continue;
        };
        let found = bytes.windows(token.len()).any(|part| part == token.as_bytes());
        assert!(!found, "{file} holds a token");
    }
    assert!(bench.folder.path().join("aktenlage.sqlite").exists());
}

#[tokio::test]
async fn an_office_that_has_not_asked_for_it_has_none() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let case = case_of_housing_benefit(&bench, &clerk).await;
    let path = format!("/api/cases/{case}/status-links");
    let refused = clerk.write(Method::POST, &path, None, &json!({})).await;
    assert_eq!(refused.problem(), (422, "invalid_request".to_owned()));
    assert_eq!(
        refused.json()["fields"],
        json!([{ "field": "status_page", "code": "switched_off" }])
    );
    assert_eq!(
        links(&clerk, &case).await,
        json!({ "enabled": false, "has_public_url": false, "items": [] })
    );
    let page = visit(&bench, "/status/a1b2", "de").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.text().contains("<h1>Diese Seite gibt es nicht</h1>"));
}

#[tokio::test]
async fn without_a_public_address_links_begin_at_the_server() {
    let bench = Bench::with(|config| {
        config.status_page = Some(StatusPageConfig {
            link_length: Duration::from_hours(24),
            public_url: None,
        });
    })
    .await;
    let clerk = bench.sign_in("clerk").await;
    let case = case_of_housing_benefit(&bench, &clerk).await;
    let path = format!("/api/cases/{case}/status-links");
    let made = clerk.write(Method::POST, &path, None, &json!({})).await.json();
    let link = made["link"].as_str().unwrap();
    assert!(link.starts_with("/status/"), "{link}");
    assert_eq!(visit(&bench, link, "de").await.status, StatusCode::OK);
    assert_eq!(links(&clerk, &case).await["has_public_url"], false);
}
