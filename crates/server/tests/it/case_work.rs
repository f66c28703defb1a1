//! One case over HTTP from upload to decision, and the conflicts on the way.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use aktenlage_workflow::Runner;
use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};

use crate::bench::{Bench, Browser, OPEN_POINTS};

/// Uploads a file and lets the machine finish with it.
async fn ready_case(bench: &Bench, clerk: &Browser<'_>) -> String {
    let received = clerk.upload(&[("antrag.pdf", b"%PDF-1.7 broken")]).await.json();
    let runner = Runner::new(bench.workbench.clone());
    while runner.work_once().await.unwrap() {}
    received["case_id"].as_str().unwrap().to_owned()
}

fn service_review(value: &str) -> Value {
    json!({ "subject": { "kind": "service", "key": "" }, "verdict": "entered", "value": value, "shown": {} })
}

async fn version(clerk: &Browser<'_>, case: &str) -> i64 {
    let answer = clerk.get(&format!("/api/cases/{case}")).await;
    let version = answer.json()["version"].as_i64().unwrap();
    assert_eq!(answer.headers[header::ETAG], format!("\"{version}\""));
    version
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, from the first step to the last")]
async fn a_case_goes_from_upload_to_decision() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let case = ready_case(&bench, &clerk).await;
    let queue = clerk
        .get("/api/cases?view=unassigned&sort=received&direction=desc")
        .await
        .json();
    assert_eq!(
        (&queue["total"], &queue["items"][0]["id"]),
        (&json!(1), &json!(case))
    );
    assert_eq!(queue["items"][0]["processing"], "ready");

    let taken = clerk
        .write(
            Method::PUT,
            &format!("/api/cases/{case}/assignee"),
            None,
            &json!({"assignee": "me"}),
        )
        .await;
    assert_eq!(taken.json()["assignee"]["display_name"], "clerk");
    let seen = version(&clerk, &case).await;
    let path = format!("/api/cases/{case}/reviews");
    let reviewed = clerk
        .write(
            Method::POST,
            &path,
            Some(seen),
            &service_review("housing_benefit_rent"),
        )
        .await;
    assert_eq!(reviewed.status, StatusCode::CREATED, "{}", reviewed.text());
    assert_eq!(reviewed.json()["review"]["verdict"], "entered");
    let runner = Runner::new(bench.workbench.clone());
    while runner.work_once().await.unwrap() {}

    let fields = clerk.get(&format!("/api/cases/{case}/fields")).await.json();
    let family_name = fields["fields"]
        .as_array()
        .unwrap()
        .iter()
        .find(|field| field["id"] == "applicant.family_name");
    assert_eq!(family_name.unwrap()["label"]["de"], "Familienname");
    let completeness = clerk.get(&format!("/api/cases/{case}/completeness")).await.json();
    assert!(!completeness["items"].as_array().unwrap().is_empty());
    let open = clerk.get(&format!("/api/cases/{case}/open-points")).await.json();
    assert!(!open["items"].as_array().unwrap().is_empty());

    let seen = version(&clerk, &case).await;
    let path = format!("/api/cases/{case}/decision");
    let hasty = clerk
        .write(
            Method::POST,
            &path,
            Some(seen),
            &json!({"outcome": "rejected", "reasons": " "}),
        )
        .await;
    assert_eq!(hasty.problem(), (422, "invalid_request".to_owned()));
    let mut missing = vec![json!({"field": "reasons", "code": "empty"})];
    let mut kinds: Vec<&Value> = open["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|point| &point["kind"])
        .collect();
    kinds.dedup();
    missing.extend(kinds.iter().map(|kind| {
        let field = format!("open_points_acknowledged.{}", kind.as_str().unwrap());
        json!({"field": field, "code": "open_points"})
    }));
    assert_eq!(hasty.json()["fields"], json!(missing));
    // Whoever knows of the others does not know of the last.
    let others = &kinds[..kinds.len() - 1];
    let known = json!({
        "outcome": "closed_without_decision", "reasons": "Zurückgenommen.", "open_points_acknowledged": others,
    });
    let half = clerk.write(Method::POST, &path, Some(seen), &known).await;
    assert_eq!(half.json()["fields"], json!([missing.last()]));
    let nonsense = json!({"outcome": "granted", "reasons": "-", "open_points_acknowledged": ["whatever"]});
    assert_eq!(
        clerk
            .write(Method::POST, &path, Some(seen), &nonsense)
            .await
            .json()["fields"],
        json!([{"field": "open_points_acknowledged", "code": "unknown"}])
    );
    let decision = json!({"outcome": "closed_without_decision", "reasons": "Zurückgenommen.", "open_points_acknowledged": OPEN_POINTS});
    let decided = clerk.write(Method::POST, &path, Some(seen), &decision).await;
    assert_eq!(decided.status, StatusCode::CREATED, "{}", decided.text());
    assert_eq!(decided.json()["decision"]["by"]["display_name"], "clerk");
    let again = clerk
        .write(
            Method::POST,
            &path,
            Some(decided.json()["version"].as_i64().unwrap()),
            &decision,
        )
        .await;
    assert_eq!(again.problem(), (409, "case_is_decided".to_owned()));

    let history = clerk.get(&format!("/api/cases/{case}/history")).await.json();
    assert_eq!(history["items"][0]["action"], "decision_recorded");
    assert_eq!(
        history["items"][0]["actor"],
        json!({"kind": "user", "id": decided.json()["decision"]["by"]["id"], "name": "clerk"})
    );
}

#[tokio::test]
async fn who_saves_second_is_told_by_whom_and_at_which_version() {
    let bench = Bench::new().await;
    let (first, second) = (bench.sign_in("clerk").await, bench.sign_in("second").await);
    let case = ready_case(&bench, &first).await;
    let seen = version(&first, &case).await;
    let path = format!("/api/cases/{case}/reviews");
    let body = service_review("housing_benefit_rent");
    assert_eq!(
        first.write(Method::POST, &path, None, &body).await.problem(),
        (428, "version_required".to_owned())
    );
    let saved = second.write(Method::POST, &path, Some(seen), &body).await;
    assert_eq!(saved.status, StatusCode::CREATED, "{}", saved.text());
    let stale = first.write(Method::POST, &path, Some(seen), &body).await;
    assert_eq!(stale.problem(), (412, "version_conflict".to_owned()));
    assert_eq!(stale.json()["changed_by"], "Zweite Kraft");
    assert_eq!(
        stale.json()["current_version"].as_i64(),
        Some(version(&first, &case).await)
    );
}

#[tokio::test]
async fn questions_that_make_no_sense_name_the_parameter() {
    let bench = Bench::new().await;
    let supervisor = bench.sign_in("supervisor").await;
    for (path, field) in [
        ("/api/cases?view=mien", "view"),
        ("/api/cases?sort=beauty", "sort"),
        ("/api/cases?limit=many", "query"),
        ("/api/regulations?q=Miete&level=world", "level"),
        ("/api/regulations?q=Miete&valid_on=2026-02-30", "valid_on"),
        ("/api/suggestions?case=7", "case"),
    ] {
        let answer = supervisor.get(path).await;
        assert_eq!(answer.problem(), (422, "invalid_request".to_owned()), "{path}");
        assert_eq!(answer.json()["fields"][0]["field"], field, "{path}");
    }
    assert_eq!(
        supervisor.get("/api/cases/nonsense").await.problem(),
        (404, "not_found".to_owned())
    );
    // No index is open in this workbench.
    assert_eq!(
        supervisor.get("/api/regulations?q=Miete").await.problem().1,
        "regulations_empty"
    );
}

#[tokio::test]
async fn a_supervisor_checks_and_takes_away_the_chain() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    ready_case(&bench, &clerk).await;
    let supervisor = bench.sign_in("supervisor").await;
    let report = supervisor
        .write(Method::POST, "/api/audit/verification", None, &json!({}))
        .await
        .json();
    assert_eq!(
        (&report["valid"], &report["first_bad"]),
        (&json!(true), &Value::Null)
    );
    let page = supervisor.get("/api/audit?limit=5").await.json();
    assert_eq!(page["items"][0]["action"], "chain_verified");
    assert_eq!(page["items"].as_array().unwrap().len(), 5);
    assert_eq!(
        page["total"].as_i64().unwrap(),
        report["entries"].as_i64().unwrap() + 1
    );
    let export = supervisor.get("/api/audit/export").await;
    assert_eq!(export.headers[header::CONTENT_TYPE], "application/x-ndjson");
    // Every entry, and a last line that names the head.
    assert_eq!(
        export.text().lines().count(),
        usize::try_from(page["total"].as_i64().unwrap()).unwrap() + 1
    );
    let trail = supervisor.get("/api/suggestions?outcome=open").await.json();
    assert_eq!(
        trail["total"].as_i64().unwrap(),
        i64::try_from(trail["items"].as_array().unwrap().len()).unwrap()
    );
    let models = bench.sign_in("data").await.get("/api/models").await.json();
    assert_eq!(
        (&models["state"], &models["encoder"]),
        (&json!("absent"), &Value::Null)
    );
}
