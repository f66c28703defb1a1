//! Post for a case that is there, over HTTP: who may join it, what is refused, and what both cases are afterwards.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use aktenlage_workflow::Runner;
use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};

use crate::bench::{Answer, Bench, Browser};

async fn ready_case(bench: &Bench, clerk: &Browser<'_>, content: &[u8]) -> String {
    let received = clerk.upload(&[("post.pdf", content)]).await.json();
    let runner = Runner::new(bench.workbench.clone());
    while runner.work_once().await.unwrap() {}
    received["case_id"].as_str().unwrap().to_owned()
}

async fn detail(clerk: &Browser<'_>, case: &str) -> Value {
    clerk.get(&format!("/api/cases/{case}")).await.json()
}

async fn version(clerk: &Browser<'_>, case: &str) -> i64 {
    detail(clerk, case).await["version"].as_i64().unwrap()
}

async fn join(browser: &Browser<'_>, from: &str, seen: Option<i64>, into: &str, into_version: i64) -> Answer {
    let body = json!({ "into": into, "into_version": into_version });
    let path = format!("/api/cases/{from}/joining");
    browser.write(Method::POST, &path, seen, &body).await
}

#[tokio::test]
async fn post_is_joined_once_and_the_case_that_it_left_stays_readable() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let into = ready_case(&bench, &clerk, b"%PDF-1.7 one").await;
    let from = ready_case(&bench, &clerk, b"%PDF-1.7 two").await;
    let (seen, into_seen) = (version(&clerk, &from).await, version(&clerk, &into).await);
    let view = clerk.get(&format!("/api/cases/{from}/joining")).await.json();
    let expected =
        json!({ "into": null, "joined": [], "placed": [], "taken": [], "may_be_joined": true, "likely": [] });
    assert_eq!(view, expected, "nothing speaks for a case: silence");

    let supervisor = bench.sign_in("supervisor").await;
    let forbidden = join(&supervisor, &from, Some(seen), &into, into_seen).await;
    assert_eq!(forbidden.problem(), (403, "role_missing".to_owned()));
    let clerk = bench.sign_in("clerk").await;
    let unversioned = join(&clerk, &from, None, &into, into_seen).await;
    assert_eq!(unversioned.problem(), (428, "version_required".to_owned()));
    for (own, other) in [(seen - 1, into_seen), (seen, into_seen - 1)] {
        let stale = join(&clerk, &from, Some(own), &into, other).await;
        assert_eq!(stale.problem(), (412, "version_conflict".to_owned()));
    }
    for (target, code) in [
        (from.as_str(), "same_case"),
        ("019351f0-0000-7000-8000-000000000001", "unknown"),
        ("nonsense", "unknown"),
        ("", "empty"),
    ] {
        let answer = join(&clerk, &from, Some(seen), target, into_seen).await;
        assert_eq!(answer.problem(), (422, "invalid_request".to_owned()), "{target}");
        assert_eq!(
            answer.json()["fields"],
            json!([{ "field": "into", "code": code }])
        );
    }
    assert_eq!(version(&clerk, &into).await, into_seen, "nothing was changed");

    let joined = join(&clerk, &from, Some(seen), &into, into_seen).await;
    assert_eq!(joined.status, StatusCode::CREATED, "{}", joined.text());
    assert_eq!(joined.headers[header::ETAG], format!("\"{}\"", seen + 1));
    let expected = json!({ "version": seen + 1, "into": into, "into_version": into_seen + 1 });
    assert_eq!(joined.json(), expected);
    let runner = Runner::new(bench.workbench.clone());
    while runner.work_once().await.unwrap() {}

    let taken = detail(&clerk, &into).await;
    assert_eq!(taken["documents"].as_array().unwrap().len(), 2);
    let left = detail(&clerk, &from).await;
    assert_eq!(left["state"], "joined");
    assert_eq!(left["documents"][0]["id"], taken["documents"][1]["id"]);
    let page = clerk.get("/api/cases").await.json();
    assert_eq!(
        (page["total"].as_i64(), page["items"][0]["id"].as_str()),
        (Some(1), Some(into.as_str()))
    );
    let view = clerk.get(&format!("/api/cases/{from}/joining")).await.json();
    assert_eq!(view["into"]["case_id"], into.as_str());
    assert_eq!(view["into"]["ground"], "chosen");
    for (case, action) in [(&from, "case_joined"), (&into, "post_joined")] {
        let history = clerk.get(&format!("/api/cases/{case}/history")).await.json();
        let told = history["items"].as_array().unwrap();
        assert!(told.iter().any(|item| item["action"] == action), "{action}");
    }

    let seen = version(&clerk, &from).await;
    let again = join(&clerk, &from, Some(seen), &into, version(&clerk, &into).await).await;
    assert_eq!(again.problem(), (409, "case_is_joined".to_owned()));
    let review = json!({
        "subject": { "kind": "service", "key": "" }, "verdict": "entered", "value": "housing_benefit_rent", "shown": {}
    });
    let path = format!("/api/cases/{from}/reviews");
    let reviewed = clerk.write(Method::POST, &path, Some(seen), &review).await;
    assert_eq!(reviewed.problem(), (409, "case_is_joined".to_owned()));
    let supervisor = bench.sign_in("supervisor").await;
    let checked = supervisor
        .write(Method::POST, "/api/audit/verification", None, &json!({}))
        .await;
    assert_eq!(checked.json()["valid"], true, "{}", checked.text());
}

/// A case that somebody worked on keeps its post; one that takes none says why.
#[tokio::test]
async fn a_case_that_is_worked_on_or_decided_is_left_alone() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let worked_on = ready_case(&bench, &clerk, b"%PDF-1.7 one").await;
    let post = ready_case(&bench, &clerk, b"%PDF-1.7 two").await;
    let review = json!({
        "subject": { "kind": "service", "key": "" }, "verdict": "entered", "value": "dog_registration", "shown": {}
    });
    let path = format!("/api/cases/{worked_on}/reviews");
    let seen = version(&clerk, &worked_on).await;
    let reviewed = clerk.write(Method::POST, &path, Some(seen), &review).await;
    assert_eq!(reviewed.status, StatusCode::CREATED, "{}", reviewed.text());
    let runner = Runner::new(bench.workbench.clone());
    while runner.work_once().await.unwrap() {}
    let (seen, post_seen) = (version(&clerk, &worked_on).await, version(&clerk, &post).await);
    let refused = join(&clerk, &worked_on, Some(seen), &post, post_seen).await;
    assert_eq!(refused.problem(), (409, "case_is_not_new".to_owned()));

    let decision = json!({
        "outcome": "closed_without_decision", "reasons": "Erledigt.",
        "open_points_acknowledged": crate::bench::OPEN_POINTS,
    });
    let path = format!("/api/cases/{worked_on}/decision");
    let decided = clerk.write(Method::POST, &path, Some(seen), &decision).await;
    assert_eq!(decided.status, StatusCode::CREATED, "{}", decided.text());
    let seen = version(&clerk, &worked_on).await;
    let refused = join(&clerk, &post, Some(post_seen), &worked_on, seen).await;
    assert_eq!(refused.problem(), (409, "case_is_decided".to_owned()));
}

async fn place(
    browser: &Browser<'_>,
    from: &str,
    seen: Option<i64>,
    document: &str,
    into: Option<&str>,
    other_version: i64,
) -> Answer {
    let body = json!({ "document_id": document, "into": into, "other_version": other_version });
    let path = format!("/api/cases/{from}/placements");
    browser.write(Method::POST, &path, seen, &body).await
}

async fn document_ids(clerk: &Browser<'_>, case: &str) -> Vec<String> {
    let detail = detail(clerk, case).await;
    let documents = detail["documents"].as_array().unwrap();
    documents
        .iter()
        .map(|document| document["id"].as_str().unwrap().to_owned())
        .collect()
}

async fn work(bench: &Bench) {
    let runner = Runner::new(bench.workbench.clone());
    while runner.work_once().await.unwrap() {}
}

/// One document of new post counts for another case and comes back; the last one stays, and so does the rest.
#[tokio::test]
async fn one_document_is_placed_and_taken_back() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let into = ready_case(&bench, &clerk, b"%PDF-1.7 one").await;
    let received = clerk
        .upload(&[
            ("two.pdf", &b"%PDF-1.7 two"[..]),
            ("three.pdf", &b"%PDF-1.7 three"[..]),
        ])
        .await
        .json();
    work(&bench).await;
    let from = received["case_id"].as_str().unwrap();
    let ids = document_ids(&clerk, from).await;
    let (first, second) = (&ids[0], &ids[1]);
    let (seen, other) = (version(&clerk, from).await, version(&clerk, &into).await);

    let supervisor = bench.sign_in("supervisor").await;
    let forbidden = place(&supervisor, from, Some(seen), first, Some(&into), other).await;
    assert_eq!(forbidden.problem(), (403, "role_missing".to_owned()));
    let clerk = bench.sign_in("clerk").await;
    let unversioned = place(&clerk, from, None, first, Some(&into), other).await;
    assert_eq!(unversioned.problem(), (428, "version_required".to_owned()));
    for (own, others) in [(seen - 1, other), (seen, other - 1)] {
        let stale = place(&clerk, from, Some(own), first, Some(&into), others).await;
        assert_eq!(stale.problem(), (412, "version_conflict".to_owned()));
    }
    let stranger = document_ids(&clerk, &into).await.remove(0);
    for (document, target, field, code) in [
        (first.as_str(), Some(from), "into", "same_case"),
        (first.as_str(), Some("nonsense"), "into", "unknown"),
        (first.as_str(), None, "document_id", "not_placed"),
        (stranger.as_str(), Some(into.as_str()), "document_id", "unknown"),
        ("", Some(into.as_str()), "document_id", "empty"),
    ] {
        let answer = place(&clerk, from, Some(seen), document, target, other).await;
        assert_eq!(answer.problem(), (422, "invalid_request".to_owned()), "{code}");
        assert_eq!(answer.json()["fields"], json!([{ "field": field, "code": code }]));
    }
    assert_eq!(version(&clerk, from).await, seen, "nothing was changed");

    let placed = place(&clerk, from, Some(seen), first, Some(&into), other).await;
    assert_eq!(placed.status, StatusCode::CREATED, "{}", placed.text());
    let expected = json!({ "version": seen + 1, "other": into, "other_version": other + 1 });
    assert_eq!(placed.json(), expected);
    work(&bench).await;
    assert_eq!(document_ids(&clerk, from).await, std::slice::from_ref(second));
    assert_eq!(
        &document_ids(&clerk, &into).await[1..],
        std::slice::from_ref(first)
    );
    let (seen, other) = (version(&clerk, from).await, version(&clerk, &into).await);
    let view = clerk.get(&format!("/api/cases/{from}/joining")).await.json();
    let told = &view["placed"][0];
    assert_eq!(
        (
            told["document_id"].as_str(),
            told["case_id"].as_str(),
            told["version"].as_i64()
        ),
        (Some(first.as_str()), Some(into.as_str()), Some(other))
    );
    let view = clerk.get(&format!("/api/cases/{into}/joining")).await.json();
    assert_eq!(view["taken"][0]["case_id"], from);
    let again = place(&clerk, from, Some(seen), first, Some(&into), other).await;
    assert_eq!(again.problem(), (409, "document_is_placed".to_owned()));
    let last = place(&clerk, from, Some(seen), second, Some(&into), other).await;
    let expected = json!([{ "field": "document_id", "code": "last_document" }]);
    assert_eq!(last.json()["fields"], expected, "the case itself is joined then");

    let back = place(&clerk, from, Some(seen), first, None, other).await;
    assert_eq!(back.status, StatusCode::CREATED, "{}", back.text());
    work(&bench).await;
    assert_eq!(document_ids(&clerk, from).await.len(), 2);
    assert_eq!(document_ids(&clerk, &into).await.len(), 1);
    for (case, action) in [(from, "document_placed"), (into.as_str(), "placement_noted")] {
        let history = clerk.get(&format!("/api/cases/{case}/history")).await.json();
        let told = history["items"].as_array().unwrap().iter();
        assert_eq!(
            told.filter(|item| item["action"] == action).count(),
            2,
            "{action}"
        );
    }
    let supervisor = bench.sign_in("supervisor").await;
    let checked = supervisor
        .write(Method::POST, "/api/audit/verification", None, &json!({}))
        .await;
    assert_eq!(checked.json()["valid"], true, "{}", checked.text());
}
