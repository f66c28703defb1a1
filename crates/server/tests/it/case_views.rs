//! What is new since one's own last view of a case: told to that person alone, outside of history and audit chain.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::bench::{Answer, Bench, Browser};

async fn mark(browser: &Browser<'_>, case: &str) -> Value {
    browser.get(&format!("/api/cases/{case}/view")).await.json()
}

async fn view(browser: &Browser<'_>, case: &str, seen_through: i64) -> Answer {
    let body = json!({ "seen_through": seen_through });
    let path = format!("/api/cases/{case}/view");
    browser.write(Method::PUT, &path, None, &body).await
}

async fn take(browser: &Browser<'_>, case: &str) {
    let path = format!("/api/cases/{case}/assignee");
    let body = json!({ "assignee": "me" });
    let taken = browser.write(Method::PUT, &path, None, &body).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.text());
}

async fn case(clerk: &Browser<'_>) -> String {
    let received = clerk.upload(&[("post.pdf", b"%PDF-1.7 one")]).await.json();
    received["case_id"].as_str().unwrap().to_owned()
}

async fn history(browser: &Browser<'_>, case: &str) -> Vec<Value> {
    let history = browser.get(&format!("/api/cases/{case}/history")).await.json();
    history["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn what_others_did_since_the_last_view_is_counted_for_each_person() {
    let bench = Bench::new().await;
    let first = bench.sign_in("clerk").await;
    let second = bench.sign_in("second").await;
    let case = case(&first).await;
    let before = history(&first, &case).await;
    let last = before[0]["sequence"].as_i64().unwrap();
    let untouched = json!({ "seen_through": null, "last": last, "changes": 0 });
    assert_eq!(mark(&first, &case).await, untouched, "never opened");

    let noted = view(&first, &case, last).await;
    assert_eq!(noted.status, StatusCode::NO_CONTENT, "{}", noted.text());
    assert_eq!(history(&first, &case).await, before, "no entry tells of it");
    assert_eq!(mark(&second, &case).await, untouched, "another person's mark");

    take(&second, &case).await;
    take(&first, &case).await;
    let newest = history(&first, &case).await[0]["sequence"].as_i64().unwrap();
    assert!(newest > last);
    assert_eq!(
        mark(&first, &case).await,
        json!({ "seen_through": last, "last": newest, "changes": 1 }),
        "one's own step is no news"
    );
    view(&first, &case, newest).await;
    view(&first, &case, last).await;
    assert_eq!(
        mark(&first, &case).await,
        json!({ "seen_through": newest, "last": newest, "changes": 0 }),
        "a mark does not move back"
    );
}

#[tokio::test]
async fn only_who_works_on_cases_has_a_mark_and_bad_input_is_named() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let case = case(&clerk).await;
    let supervisor = bench.sign_in("supervisor").await;
    let path = format!("/api/cases/{case}/view");
    let refused = (403, "role_missing".to_owned());
    assert_eq!(supervisor.get(&path).await.problem(), refused);
    assert_eq!(view(&supervisor, &case, 1).await.problem(), refused);
    let nowhere = "019351f0-0000-7000-8000-00000000ffff";
    let missing = (404, "not_found".to_owned());
    assert_eq!(view(&clerk, nowhere, 1).await.problem(), missing);
    let last = history(&clerk, &case).await[0]["sequence"].as_i64().unwrap();
    for seen_through in [0, -1, last + 1] {
        let answer = view(&clerk, &case, seen_through).await;
        assert_eq!(answer.problem(), (422, "invalid_request".to_owned()));
        assert_eq!(
            answer.json()["fields"][0],
            json!({ "field": "seen_through", "code": "unknown" })
        );
    }
}
