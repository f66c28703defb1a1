//! The receipt at another authority over HTTP: what is refused, what follows for deadlines and letters, corrections.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::bench::{Bench, Browser};
use crate::letters::{case_of_housing_benefit, letters, request, save, version, words};

const ELSEWHERE: &str = "Markt Musterdorf";

async fn inaction(browser: &Browser<'_>, case: &str) -> Value {
    let shown = browser.get(&format!("/api/cases/{case}")).await.json();
    let deadlines = shown["deadlines"].as_array().unwrap();
    let found = deadlines.iter().find(|deadline| deadline["id"] == "inaction");
    found.unwrap().clone()
}

#[tokio::test]
async fn an_earlier_receipt_moves_the_deadlines_that_run_from_it() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let case = case_of_housing_benefit(&bench, &clerk).await;
    let path = format!("/api/cases/{case}/first-receipts");
    let note = async |seen: i64, body: &Value| clerk.write(Method::POST, &path, Some(seen), body).await;
    let seen = version(&clerk, &case).await;
    let before = inaction(&clerk, &case).await;
    assert_eq!(before["filed"], Value::Null);

    let whole =
        json!({ "received_on": "2026-11-02", "authority": ELSEWHERE, "reason": "Stempel auf dem Umschlag" });
    for (name, value, field, code) in [
        ("received_on", json!("2026-12-24"), "received_on", "in_the_future"),
        ("received_on", json!("2026-11-21"), "received_on", "after_receipt"),
        ("received_on", json!("02.11.2026"), "received_on", "invalid_form"),
        ("authority", json!(" "), "authority", "empty"),
        ("reason", Value::Null, "reason", "empty"),
        ("page", json!(1), "page", "empty"),
    ] {
        let mut body = whole.clone();
        body[name] = value;
        let refused = note(seen, &body).await;
        assert_eq!(refused.problem(), (422, "invalid_request".to_owned()), "{body}");
        let problem = refused.json();
        let issue = &problem["fields"][0];
        assert_eq!((&issue["field"], &issue["code"]), (&json!(field), &json!(code)));
    }
    let mut elsewhere = whole.clone();
    elsewhere["document_id"] = json!("019351f0-0000-7000-8000-000000000001");
    elsewhere["page"] = json!(1);
    assert_eq!(note(seen, &elsewhere).await.json()["fields"][0]["field"], "page");

    let noted = note(seen, &whole).await;
    assert_eq!(noted.status, StatusCode::CREATED, "{}", noted.text());
    let noted = noted.json();
    assert_eq!(noted["version"], seen + 1);
    assert_eq!(noted["basis"]["citation"], "§ 16 Abs. 2 Satz 2 SGB I");
    assert_eq!(noted["items"][0]["authority"], ELSEWHERE);
    let after = inaction(&clerk, &case).await;
    assert_eq!(
        (&after["last_day"], &after["filed"]["on"]),
        (&json!("2027-02-02"), &json!("2026-11-02"))
    );
    assert_eq!(after["steps"][0]["day"], "2026-11-02");
    let row = clerk.get(&format!("/api/cases/{case}")).await.json();
    assert_eq!(row["due_on"], "2027-02-02", "the queue follows");
    assert_eq!(note(seen, &whole).await.problem().0, 412, "somebody else saved");
    let history = clerk.get(&format!("/api/cases/{case}/history")).await.text();
    assert!(history.contains("first_receipt_noted") && !history.contains(ELSEWHERE));

    // The applicant is told which day counts.
    let mut body = request(&letters(&clerk, &case).await, &["tenancy"]);
    body["kind"] = json!("acknowledgement");
    body["due_on"] = Value::Null;
    body["legal_notice"] = Value::Null;
    body["expected_weeks"] = json!(8);
    let saved = save(&clerk, &case, 0, &body).await;
    assert_eq!(saved.json()["problems"], json!([]), "{}", saved.text());
    let sent = clerk
        .write(
            Method::POST,
            &format!("/api/cases/{case}/letters"),
            Some(version(&clerk, &case).await),
            &json!({ "kind": "acknowledgement", "draft_version": 1 }),
        )
        .await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    let id = sent.json()["letter"]["id"].as_str().unwrap().to_owned();
    let text = words(&clerk.get(&format!("/api/letters/{id}/pdf")).await.body);
    assert!(text.contains("Musterdorf"), "{text}");

    // What was said stays beside what takes it back.
    let back = json!({ "reason": "Falsche Akte" });
    let seen = version(&clerk, &case).await;
    let taken = note(seen, &back).await.json();
    assert_eq!(taken["items"][0]["received_on"], Value::Null);
    assert_eq!(taken["items"][1]["authority"], ELSEWHERE);
    let again = inaction(&clerk, &case).await;
    assert_eq!(
        (&again["last_day"], &again["filed"]),
        (&before["last_day"], &Value::Null)
    );
    let supervisor = bench.sign_in("supervisor").await;
    let read = supervisor.get(&path).await.json();
    assert_eq!(read["items"].as_array().unwrap().len(), 2);
    let report = supervisor
        .write(Method::POST, "/api/audit/verification", None, &json!({}))
        .await
        .json();
    assert_eq!(report["valid"], true);
}
