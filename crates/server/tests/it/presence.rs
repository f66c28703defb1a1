//! Two people on one case: who is at work on it, who took it over, and that nobody is kept from writing by it.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};

use crate::bench::{Answer, Bench, Browser};

async fn beat(browser: &Browser<'_>, case: &str, act: &str) -> Answer {
    let body = json!({ "screen": "a1", "act": act });
    let path = format!("/api/cases/{case}/presence");
    browser.write(Method::POST, &path, None, &body).await
}

/// Who holds the case, how many others have it open, and whether it was taken over from the one who asks.
async fn seen(browser: &Browser<'_>, case: &str, act: &str) -> (Value, usize, Value) {
    let view = beat(browser, case, act).await.json();
    let others = view["others"].as_array().map_or(0, Vec::len);
    (
        view["held_by"]["display_name"].clone(),
        others,
        view["taken_over"].clone(),
    )
}

fn told(holder: Value, others: usize, taken_over: bool) -> (Value, usize, Value) {
    (holder, others, json!(taken_over))
}

/// Signs out through the form.
async fn sign_out(bench: &Bench, browser: &Browser<'_>) {
    let request = browser
        .request(Method::POST, "/abmelden")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!("csrf_token={}", browser.csrf_token)));
    let answer = bench.send(request.unwrap()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
}

async fn case(clerk: &Browser<'_>) -> String {
    let received = clerk.upload(&[("post.pdf", b"%PDF-1.7 one")]).await.json();
    received["case_id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn two_people_see_each_other_and_one_takes_over() {
    let bench = Bench::new().await;
    let first = bench.sign_in("clerk").await;
    let second = bench.sign_in("second").await;
    let case = case(&first).await;
    assert_eq!(seen(&first, &case, "stay").await, told(Value::Null, 0, false));
    assert_eq!(seen(&second, &case, "stay").await, told(json!("clerk"), 1, false));
    assert_eq!(seen(&first, &case, "stay").await, told(Value::Null, 1, false));
    assert_eq!(
        seen(&second, &case, "take_over").await,
        told(Value::Null, 1, false)
    );
    assert_eq!(
        seen(&first, &case, "stay").await,
        told(json!("Zweite Kraft"), 1, true)
    );

    // A hint and no lock: the one it was taken from writes on.
    let path = format!("/api/cases/{case}/assignee");
    let taken = first
        .write(Method::PUT, &path, None, &json!({ "assignee": "me" }))
        .await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.text());

    assert_eq!(seen(&second, &case, "leave").await.1, 1, "the other one stays");
    assert_eq!(seen(&first, &case, "stay").await, told(Value::Null, 0, false));
}

#[tokio::test]
async fn who_is_silent_or_signs_out_is_gone() {
    let bench = Bench::new().await;
    let first = bench.sign_in("clerk").await;
    let second = bench.sign_in("second").await;
    let case = case(&first).await;
    beat(&first, &case, "stay").await;
    bench.clock.forward(60);
    assert_eq!(seen(&second, &case, "stay").await, told(json!("clerk"), 1, false));
    bench.clock.forward(1);
    assert_eq!(seen(&second, &case, "stay").await, told(Value::Null, 0, false));

    beat(&first, &case, "take_over").await;
    assert_eq!(seen(&second, &case, "stay").await.2, json!(true));
    sign_out(&bench, &first).await;
    assert_eq!(seen(&second, &case, "stay").await, told(Value::Null, 0, false));
    assert_eq!(
        beat(&first, &case, "stay").await.problem(),
        (401, "not_signed_in".to_owned())
    );
}

#[tokio::test]
async fn only_who_works_on_cases_is_told_and_bad_input_is_named() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let case = case(&clerk).await;
    let supervisor = bench.sign_in("supervisor").await;
    let refused = beat(&supervisor, &case, "stay").await.problem();
    assert_eq!(refused, (403, "role_missing".to_owned()));
    let nowhere = beat(&clerk, "019351f0-0000-7000-8000-000000000001", "stay").await;
    assert_eq!(nowhere.problem(), (404, "not_found".to_owned()));
    let path = format!("/api/cases/{case}/presence");
    for (body, field, code) in [
        (json!({ "screen": "", "act": "stay" }), "screen", "empty"),
        (json!({ "screen": "Ä", "act": "stay" }), "screen", "invalid_form"),
        (json!({ "screen": "a", "act": "" }), "act", "empty"),
        (json!({ "screen": "a", "act": "lock" }), "act", "unknown"),
    ] {
        let answer = clerk.write(Method::POST, &path, None, &body).await;
        assert_eq!(answer.problem(), (422, "invalid_request".to_owned()), "{body}");
        assert_eq!(
            answer.json()["fields"][0],
            json!({ "field": field, "code": code })
        );
    }
}
