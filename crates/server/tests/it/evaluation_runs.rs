//! Runs that are being made, over HTTP: what their folders say, events until nothing runs, and who may stop what.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::fs;

use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};

use crate::bench::{Bench, Browser};

const RUNS: &str = "/api/evaluation-runs";

/// What `aktenlage evaluate` leaves in the folder of a run while it works, at a time of the bench's clock.
fn write(bench: &Bench, run: &str, at: &str) {
    let folder = bench.folder.path().join("evaluations").join(run);
    fs::create_dir_all(&folder).unwrap();
    let progress = json!({
        "format": 1, "step": "cases", "cases": 8, "done": 4, "case": "05-elterngeld",
        "started_at": "2026-11-22T09:57:00Z", "cases_since": "2026-11-22T09:58:00Z", "at": at,
    });
    fs::write(folder.join("progress.json"), progress.to_string()).unwrap();
}

async fn stop(browser: &Browser<'_>, run: &str) -> (u16, String) {
    let path = format!("{RUNS}/{run}/cancellation");
    let answer = browser.write(Method::POST, &path, None, &Value::Null).await;
    if answer.status == StatusCode::NO_CONTENT {
        return (204, String::new());
    }
    answer.problem()
}

#[tokio::test]
async fn a_run_of_the_command_line_is_seen_and_left_alone() {
    let bench = Bench::new().await;
    write(&bench, "von-hand", "2026-11-22T10:00:00Z");
    let browser = bench.sign_in("data").await;
    let running = browser.get(RUNS).await.json();
    assert_eq!(
        running,
        json!({ "can_start": true, "items": [{
            "id": "von-hand", "state": "running", "step": "cases", "cases": 8, "done": 4, "case": "05-elterngeld",
            "started_at": "2026-11-22T09:57:00Z", "seconds_left": 120, "is_ours": false,
        }] })
    );
    let runs = browser.get("/api/evaluations").await.json();
    assert_eq!(runs["items"], json!([]), "there is no report yet");
    assert_eq!(
        stop(&browser, "von-hand").await,
        (409, "evaluation_under_way".to_owned())
    );
    let answer = browser.write(Method::POST, RUNS, None, &Value::Null).await;
    assert_eq!(answer.problem(), (409, "evaluation_under_way".to_owned()));
    assert_eq!(stop(&browser, "unknown").await.0, 404);
    assert_eq!(stop(&browser, "..").await.0, 404);
}

#[tokio::test]
async fn what_is_left_of_a_run_is_told_once_and_cleared_away() {
    let bench = Bench::new().await;
    write(&bench, "alt", "2026-11-22T09:00:00Z");
    let browser = bench.sign_in("data").await;
    let events = browser.get("/api/evaluation-runs/events").await;
    assert_eq!(events.headers[header::CONTENT_TYPE], "text/event-stream");
    let text = events.text();
    assert_eq!(text.matches("event: progress").count(), 1, "{text}");
    assert!(text.contains("\"state\":\"silent\""), "{text}");
    assert_eq!(stop(&browser, "alt").await.0, 204);
    assert!(!bench.folder.path().join("evaluations/alt").exists());
    assert_eq!(browser.get(RUNS).await.json()["items"], json!([]));
}

#[tokio::test]
async fn a_program_that_cannot_be_started_ends_as_a_failed_run() {
    let bench = Bench::new().await;
    let browser = bench.sign_in("data").await;
    let started = browser.write(Method::POST, RUNS, None, &Value::Null).await;
    assert_eq!(started.status, StatusCode::CREATED, "{}", started.text());
    assert_eq!(started.json()["id"], "lauf-2026-11-22-100000");
    // The events end when nothing runs any more.
    let events = browser.get("/api/evaluation-runs/events").await.text();
    assert!(events.contains("\"state\":\"failed\""), "{events}");
    let failed = browser.get(RUNS).await.json();
    assert_eq!(failed["items"][0]["step"], "failed", "{failed}");
}

#[tokio::test]
async fn what_is_no_progress_is_no_run() {
    let bench = Bench::new().await;
    let folder = bench.folder.path().join("evaluations");
    write(&bench, "gut", "2026-11-22T10:00:00Z");
    fs::create_dir_all(folder.join("kaputt")).unwrap();
    fs::write(folder.join("kaputt/progress.json"), "{").unwrap();
    fs::create_dir_all(folder.join("verweis")).unwrap();
    std::os::unix::fs::symlink(
        folder.join("gut/progress.json"),
        folder.join("verweis/progress.json"),
    )
    .unwrap();
    let running = bench.sign_in("data").await.get(RUNS).await.json();
    let items = running["items"].as_array().unwrap();
    assert_eq!(items.len(), 1, "{running}");
}
