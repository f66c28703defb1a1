//! What a clerk says about a scan over HTTP: it stands before what the file says, and the chain vouches for it.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::case::{Document, PartOf};
use aktenlage_domain::clock::Clock;
use aktenlage_domain::document::{DocumentText, Page, TextSource};
use aktenlage_domain::ids::{DocumentId, RunId};
use aktenlage_domain::scan::{PageScan, ScanMeasures, ScanVerdict};
use aktenlage_domain::transfer::{FileOrigin, Stated};
use aktenlage_store::{AuditDraft, Reading, Store};
use aktenlage_workflow::Runner;
use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};

use crate::bench::{Answer, Bench, Browser, OPEN_POINTS};

const RUN: &str = "019351f0-0000-7000-8000-00000000000a";
const PART: &str = "019351f0-0000-7000-8000-00000000000b";

fn page(number: u32) -> Page {
    let scan = PageScan {
        verdict: ScanVerdict::Readable,
        reasons: Vec::new(),
        measures: ScanMeasures::default(),
        steps: Vec::new(),
        quarter_turns: 0,
    };
    Page {
        number,
        width_points: 595.0,
        height_points: 842.0,
        rotation: 0,
        source: TextSource::Ocr,
        words: Vec::new(),
        scan: Some(scan),
    }
}

/// As if the file had been read as a scan of two pages from a device that names itself, and a person had made a document
/// of the second one.
async fn read_and_divide(bench: &Bench, scan: DocumentId) {
    let path = bench.folder.path().join("aktenlage.sqlite");
    let store = Store::open_sqlite(&path, bench.clock.as_ref()).await.unwrap();
    let at = bench.clock.now();
    let read = aktenlage_extract::Reading {
        text: DocumentText {
            pages: vec![page(1), page(2)],
            ..DocumentText::default()
        },
        origin: FileOrigin {
            device: Some(Stated {
                text: "Muster Scan 3".to_owned(),
                place: "TIFF Model".to_owned(),
            }),
            ..FileOrigin::default()
        },
        ..aktenlage_extract::Reading::default()
    };
    let mut tx = store.begin().await.unwrap();
    let document = tx.document(scan).await.unwrap().unwrap();
    let case = document.case;
    let run: RunId = RUN.parse().unwrap();
    tx.insert_run(run, case, at).await.unwrap();
    tx.insert_reading(&Reading {
        document: scan,
        run,
        text: Some(aktenlage_extract::to_json(&read)),
        pages: Vec::new(),
        issues: Vec::new(),
        rendition: None,
        created_at: at,
    })
    .await
    .unwrap();
    let part = Document {
        id: PART.parse().unwrap(),
        position: 1,
        part_of: Some(PartOf {
            container: scan,
            part: "pages:2".to_owned(),
            declared_name: document.file_name.clone(),
            declared_type: None,
        }),
        pages: Some("2".parse().unwrap()),
        ..document
    };
    tx.insert_document(&part).await.unwrap();
    for action in [AuditAction::DocumentRead, AuditAction::DocumentsAdded] {
        let draft = AuditDraft {
            at,
            actor: Actor::System,
            action,
            case: Some(case),
            detail: json!({ "document": scan.to_string() }),
        };
        tx.append_audit(&draft).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Sends what somebody says about an item of a document.
async fn say(browser: &Browser<'_>, document: &str, seen: Option<i64>, item: &str, value: &str) -> Answer {
    let path = format!("/api/documents/{document}/transfer-note");
    let body = json!({ "item": item, "value": value });
    browser.write(Method::POST, &path, seen, &body).await
}

async fn note(browser: &Browser<'_>, document: &str) -> Value {
    let path = format!("/api/documents/{document}/transfer-note");
    browser.get(&path).await.json()
}

/// Values and sources of what a note says about an item, in its order.
fn told(note: &Value, item: &str) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let entries = note["entries"].as_array().unwrap().iter();
    entries
        .filter(|entry| entry["item"] == item)
        .map(|entry| (text(&entry["value"]), text(&entry["source"])))
        .collect()
}

fn is_open(note: &Value, item: &str) -> bool {
    note["open"].as_array().unwrap().iter().any(|open| open == item)
}

fn pair(value: &str, source: &str) -> (String, String) {
    (value.to_owned(), source.to_owned())
}

async fn version(clerk: &Browser<'_>, case: &str) -> i64 {
    let answer = clerk.get(&format!("/api/cases/{case}")).await;
    answer.json()["version"].as_i64().unwrap()
}

#[tokio::test]
async fn what_a_clerk_says_stands_before_what_the_file_says() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let received = clerk
        .upload(&[("scan.pdf", b"%PDF-1.7 and nothing more")])
        .await
        .json();
    let (case, scan) = (
        received["case_id"].as_str().unwrap(),
        received["documents"][0]["id"].as_str().unwrap(),
    );
    let seen = version(&clerk, case).await;
    let unread = say(&clerk, scan, Some(seen), "operator", "A. Beispiel").await;
    assert_eq!(unread.problem(), (422, "invalid_request".to_owned()));
    assert_eq!(
        unread.json()["fields"],
        json!([{ "field": "item", "code": "no_scan" }])
    );

    read_and_divide(&bench, scan.parse().unwrap()).await;
    let before = note(&clerk, scan).await;
    assert!(is_open(&before, "operator") && !is_open(&before, "device"));
    let saved = say(&clerk, scan, Some(seen), "device", " Gerät im Flur ").await;
    assert_eq!(saved.status, StatusCode::CREATED, "{}", saved.text());
    let seen = saved.json()["version"].as_i64().unwrap();
    assert_eq!(saved.headers[header::ETAG], format!("\"{seen}\""));
    assert_eq!(seen, version(&clerk, case).await);
    let after = note(&clerk, scan).await;
    assert_eq!(after, saved.json()["note"]);
    assert_eq!(
        told(&after, "device"),
        [pair("Gerät im Flur", "person"), pair("Muster Scan 3", "file")]
    );
    let device = after["entries"].as_array().unwrap().iter();
    let device: Vec<&Value> = device.filter(|entry| entry["item"] == "device").collect();
    assert_eq!(device[0]["by"]["display_name"], "clerk");
    assert!(
        device[0]["at"]
            .as_str()
            .unwrap()
            .starts_with("2026-11-22T10:00:00")
    );
    assert_eq!((&device[1]["by"], &device[1]["at"]), (&Value::Null, &Value::Null));

    // The newest counts; of the whole scan for its parts, unless somebody said it of the part.
    let mut seen = seen;
    for (document, item, value) in [
        (scan, "operator", "A. Beispiel"),
        (scan, "operator", "B. Beispiel"),
        (scan, "anomalies", "Blatt 1 eingerissen"),
        (PART, "agrees_with_paper", "ja"),
        (scan, "agrees_with_paper", "nur Blatt 1 geprüft"),
    ] {
        let saved = say(&clerk, document, Some(seen), item, value).await;
        assert_eq!(saved.status, StatusCode::CREATED, "{}", saved.text());
        seen = saved.json()["version"].as_i64().unwrap();
    }
    let (whole, part) = (note(&clerk, scan).await, note(&clerk, PART).await);
    assert_eq!(told(&whole, "operator"), [pair("B. Beispiel", "person")]);
    assert_eq!(told(&part, "operator"), [pair("B. Beispiel", "person")]);
    assert_eq!(told(&whole, "anomalies").len(), 2);
    assert_eq!(told(&part, "anomalies"), [pair("", "measured")]);
    assert_eq!(
        told(&whole, "agrees_with_paper"),
        [pair("nur Blatt 1 geprüft", "person")]
    );
    assert_eq!(told(&part, "agrees_with_paper"), [pair("ja", "person")]);

    let history = clerk.get(&format!("/api/cases/{case}/history")).await.json();
    let newest = &history["items"][0];
    assert_eq!(newest["action"], "transfer_noted");
    assert_eq!(newest["detail"]["item"], "agrees_with_paper");
    assert_eq!(newest["detail"]["document"], scan);
    assert!(
        !history.to_string().contains("Beispiel"),
        "values stay out of the chain"
    );
    let supervisor = bench.sign_in("supervisor").await;
    let report = supervisor
        .write(Method::POST, "/api/audit/verification", None, &json!({}))
        .await
        .json();
    assert_eq!(
        (&report["valid"], &report["first_bad"]),
        (&json!(true), &Value::Null)
    );
}

#[tokio::test]
async fn what_may_not_be_entered_changes_nothing() {
    let bench = Bench::new().await;
    let (clerk, second) = (bench.sign_in("clerk").await, bench.sign_in("second").await);
    let received = clerk
        .upload(&[("scan.pdf", b"%PDF-1.7 and nothing more")])
        .await
        .json();
    let (case, scan) = (
        received["case_id"].as_str().unwrap(),
        received["documents"][0]["id"].as_str().unwrap(),
    );
    read_and_divide(&bench, scan.parse().unwrap()).await;
    let before = note(&clerk, scan).await;
    let seen = version(&clerk, case).await;
    let long = "ä".repeat(501);
    for (item, value, field, code) in [
        ("operator", " \t ", "value", "empty"),
        ("operator", long.as_str(), "value", "too_long"),
        ("operator", "zwei\nZeilen", "value", "control_character"),
        ("operator", "\0", "body", "control_character"),
        ("weather", "Regen", "item", "unknown"),
        ("", "Regen", "item", "empty"),
        ("pages", "7", "item", "measured"),
    ] {
        let refused = say(&clerk, scan, Some(seen), item, value).await;
        assert_eq!(refused.problem(), (422, "invalid_request".to_owned()), "{item}");
        assert_eq!(
            refused.json()["fields"],
            json!([{ "field": field, "code": code }]),
            "{item}"
        );
    }
    for role in ["supervisor", "data"] {
        let browser = bench.sign_in(role).await;
        let refused = say(&browser, scan, Some(seen), "operator", "A. Beispiel").await;
        assert_eq!(refused.problem(), (403, "role_missing".to_owned()), "{role}");
    }
    assert_eq!(
        say(&clerk, RUN, Some(seen), "operator", "A. Beispiel")
            .await
            .problem(),
        (404, "not_found".to_owned())
    );
    assert_eq!(
        say(&clerk, scan, None, "operator", "A. Beispiel").await.problem(),
        (428, "version_required".to_owned())
    );
    assert_eq!(note(&clerk, scan).await, before);

    let saved = say(&second, scan, Some(seen), "operator", "B. Beispiel").await;
    assert_eq!(saved.status, StatusCode::CREATED, "{}", saved.text());
    let stale = say(&clerk, scan, Some(seen), "operator", "A. Beispiel").await;
    assert_eq!(stale.problem(), (412, "version_conflict".to_owned()));
    assert_eq!(stale.json()["changed_by"], "Zweite Kraft");

    let runner = Runner::new(bench.workbench.clone());
    while runner.work_once().await.unwrap() {}
    let seen = version(&clerk, case).await;
    let decision = json!({"outcome": "closed_without_decision", "reasons": "Zurückgenommen.", "open_points_acknowledged": OPEN_POINTS});
    let path = format!("/api/cases/{case}/decision");
    let decided = clerk.write(Method::POST, &path, Some(seen), &decision).await;
    assert_eq!(decided.status, StatusCode::CREATED, "{}", decided.text());
    let seen = version(&clerk, case).await;
    assert_eq!(
        say(&clerk, scan, Some(seen), "operator", "A. Beispiel")
            .await
            .problem(),
        (409, "case_is_decided".to_owned())
    );
}
