//! What models say that are only tried is served by no route, to nobody.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::clock::Clock;
use aktenlage_domain::ids::CaseId;
use aktenlage_domain::suggestion::Subject;
use aktenlage_server::route_names;
use aktenlage_store::{AuditDraft, ShadowOutput, Store};
use aktenlage_workflow::Runner;
use axum::http::Method;
use serde_json::json;

use crate::bench::Bench;

/// Stands nowhere else.
const VERSION: &str = "kind@5ad05ad05ad0";
const LABEL: &str = "said_by_a_tried_model";

/// A case with a document about which a model was tried; gives the ids of both.
async fn tried(bench: &Bench) -> (String, String) {
    let clerk = bench.sign_in("clerk").await;
    let received = clerk.upload(&[("antrag.pdf", b"%PDF-1.7 broken")]).await.json();
    let runner = Runner::new(bench.workbench.clone());
    while runner.work_once().await.unwrap() {}
    let case: CaseId = received["case_id"].as_str().unwrap().parse().unwrap();
    let path = bench.folder.path().join("aktenlage.sqlite");
    let store = Store::open_sqlite(&path, bench.clock.as_ref()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let run = tx.latest_run(case).await.unwrap().unwrap().id;
    let document = tx.documents(case).await.unwrap()[0].id;
    let said = |subject| ShadowOutput {
        subject,
        version: VERSION.to_owned(),
        label: Some(LABEL.to_owned()),
        probability_ppm: 990_000,
        refusal: None,
    };
    let outputs = [said(Subject::DocumentKind(document)), said(Subject::Service)];
    let at = bench.clock.now();
    tx.insert_shadow_outputs(case, run, &outputs, at).await.unwrap();
    let entry = AuditDraft {
        at,
        actor: Actor::System,
        action: AuditAction::SuggestionsRecorded,
        case: Some(case),
        detail: json!({ "run": run.to_string() }),
    };
    tx.append_audit(&entry).await.unwrap();
    tx.commit().await.unwrap();
    let stored = store.read().await.unwrap().shadow_outputs(case).await.unwrap();
    assert_eq!(stored.len(), 2, "there is something to serve");
    store.close().await;
    (case.to_string(), document.to_string())
}

#[tokio::test]
async fn no_route_serves_what_a_tried_model_says() {
    let bench = Bench::new().await;
    let (case, document) = tried(&bench).await;
    let mut asked = 0;
    for username in ["clerk", "supervisor", "data"] {
        let browser = bench.sign_in(username).await;
        for route in route_names() {
            if route.method != Method::GET {
                continue;
            }
            let id = if route.path.contains("/documents/") {
                &document
            } else {
                &case
            };
            let path = route
                .path
                .replace("{id}", id)
                .replace("{number}", "1")
                .replace("{file}", "800.webp");
            let answer = browser.get(&path).await.text();
            for word in [VERSION, LABEL] {
                assert!(!answer.contains(word), "{username} {path}: {word}");
            }
            asked += usize::from(answer.contains(&case));
        }
    }
    assert!(asked > 0, "no answer was about the case");
}
