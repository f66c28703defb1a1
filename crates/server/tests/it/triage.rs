//! Work of the queue over HTTP: what it is sorted by, cases that are put back or given away, filters that a clerk keeps.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use aktenlage_workflow::Runner;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::bench::{Answer, Bench, Browser};

const DAY: i64 = 24 * 60 * 60;

/// A case that was read; of a service whose deadline ends three months after the receipt if `is_known`.
async fn ready_case(bench: &Bench, clerk: &Browser<'_>, is_known: bool) -> String {
    let received = clerk.upload(&[("antrag.pdf", b"%PDF-1.7 broken")]).await.json();
    let case = received["case_id"].as_str().unwrap().to_owned();
    let runner = Runner::new(bench.workbench.clone());
    while runner.work_once().await.unwrap() {}
    if is_known {
        let seen = row(clerk, &case).await["version"].as_i64();
        let service = json!({
            "subject": { "kind": "service", "key": "" }, "verdict": "entered", "value": "housing_benefit_rent", "shown": {}
        });
        let path = format!("/api/cases/{case}/reviews");
        let reviewed = clerk.write(Method::POST, &path, seen, &service).await;
        assert_eq!(reviewed.status, StatusCode::CREATED, "{}", reviewed.text());
        while runner.work_once().await.unwrap() {}
    }
    case
}

async fn row(clerk: &Browser<'_>, case: &str) -> Value {
    clerk.get(&format!("/api/cases/{case}")).await.json()
}

async fn snooze(clerk: &Browser<'_>, case: &str, body: Value) -> Answer {
    let path = format!("/api/cases/{case}/snooze");
    clerk.write(Method::PUT, &path, None, &body).await
}

async fn total(clerk: &Browser<'_>, view: &str) -> i64 {
    let page = clerk.get(&format!("/api/cases?view={view}")).await.json();
    assert_eq!(page["total"], page["counts"][view], "{view}");
    page["total"].as_i64().unwrap()
}

fn field(answer: &Answer) -> Value {
    assert_eq!(answer.problem(), (422, "invalid_request".to_owned()));
    answer.json()["fields"].clone()
}

/// Nothing that weighs a person orders the work: dates do, and no other word is taken.
#[tokio::test]
async fn the_queue_is_sorted_by_dates_alone() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    for sort in ["due", "received"] {
        let answer = clerk.get(&format!("/api/cases?sort={sort}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{sort}");
    }
    for sort in [
        "reference",
        "score",
        "priority",
        "confidence",
        "probability",
        "applicant_name",
        "contradictions",
        "fields_reviewed",
        "due_on%20DESC",
    ] {
        let answer = clerk.get(&format!("/api/cases?sort={sort}")).await;
        assert_eq!(
            field(&answer),
            json!([{ "field": "sort", "code": "unknown" }]),
            "{sort}"
        );
        let kept = json!({ "name": sort, "view": "all", "sort": sort });
        let answer = clerk.write(Method::POST, "/api/filters", None, &kept).await;
        assert_eq!(
            field(&answer),
            json!([{ "field": "sort", "code": "unknown" }]),
            "{sort}"
        );
    }
}

#[tokio::test]
async fn a_case_comes_back_on_its_day_by_the_german_calendar() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let case = ready_case(&bench, &clerk, false).await;
    let before = row(&clerk, &case).await["version"].as_i64().unwrap();
    let body = json!({ "until": "2026-11-24", "reason": "other", "note": " Ortstermin abwarten " });
    let put_back = snooze(&clerk, &case, body).await;
    assert_eq!(put_back.status, StatusCode::OK, "{}", put_back.text());
    let expected = json!({
        "until": "2026-11-24", "reason": "other", "note": "Ortstermin abwarten", "state": "asleep"
    });
    assert_eq!(put_back.json()["snooze"], expected);
    assert_eq!(put_back.json()["version"], before + 1);
    assert_eq!(
        (total(&clerk, "all").await, total(&clerk, "snoozed").await),
        (0, 1)
    );

    // It is 11 o'clock on 22 November; at 23:30 UTC on the 23rd the 24th has begun here.
    bench.clock.forward(DAY + 13 * 60 * 60 + 30 * 60);
    let clerk = bench.sign_in("clerk").await;
    assert_eq!(
        (total(&clerk, "all").await, total(&clerk, "snooze_due").await),
        (1, 1)
    );
    assert_eq!(row(&clerk, &case).await["snooze"]["state"], "due");

    let ended = snooze(&clerk, &case, json!({ "until": null })).await;
    assert_eq!(ended.json()["snooze"], Value::Null);
    let again = snooze(&clerk, &case, json!({ "until": null })).await;
    assert_eq!(
        again.json()["version"],
        ended.json()["version"],
        "there was nothing to end"
    );
    assert_eq!(total(&clerk, "snooze_due").await, 0);
    let history = clerk.get(&format!("/api/cases/{case}/history")).await.json();
    let told: Vec<_> = history["items"].as_array().unwrap()[..2]
        .iter()
        .map(|item| (item["action"].clone(), item["detail"]["until"].clone()))
        .collect();
    assert_eq!(
        told,
        [
            (json!("snooze_ended"), Value::Null),
            (json!("case_snoozed"), json!("2026-11-24"))
        ]
    );
    assert!(
        !history.to_string().contains("Ortstermin"),
        "words stay in the record"
    );
    let supervisor = bench.sign_in("supervisor").await;
    let checked = supervisor
        .write(Method::POST, "/api/audit/verification", None, &json!({}))
        .await;
    assert_eq!(checked.json()["valid"], true, "{}", checked.text());
}

#[tokio::test]
async fn a_running_deadline_is_never_put_back() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let case = ready_case(&bench, &clerk, true).await;
    let due = row(&clerk, &case).await["due_on"].as_str().unwrap().to_owned();
    for (until, code) in [
        (due.as_str(), "after_deadline"),
        ("2027-10-01", "after_deadline"),
        ("2026-11-22", "in_the_past"),
        ("2028-01-01", "too_far"),
        ("24.11.2026", "invalid_form"),
    ] {
        let refused = snooze(&clerk, &case, json!({ "until": until, "reason": "requested" })).await;
        assert_eq!(
            field(&refused),
            json!([{ "field": "until", "code": code }]),
            "{until}"
        );
    }
    for (body, named, code) in [
        (json!({ "until": "2026-11-24" }), "reason", "empty"),
        (
            json!({ "until": "2026-11-24", "reason": "later" }),
            "reason",
            "unknown",
        ),
        (
            json!({ "until": "2026-11-24", "reason": "other" }),
            "note",
            "empty",
        ),
    ] {
        let refused = snooze(&clerk, &case, body).await;
        assert_eq!(field(&refused), json!([{ "field": named, "code": code }]));
    }
    assert_eq!(total(&clerk, "snoozed").await, 0);
    let taken = snooze(
        &clerk,
        &case,
        json!({ "until": "2026-11-24", "reason": "requested" }),
    )
    .await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.text());
}

#[tokio::test]
async fn a_clerk_keeps_filters_that_nobody_else_sees() {
    let bench = Bench::new().await;
    let (clerk, second) = (bench.sign_in("clerk").await, bench.sign_in("second").await);
    ready_case(&bench, &clerk, true).await;
    let filter = |name: &str| {
        json!({
            "name": name, "view": "unassigned", "service": "housing_benefit_rent", "sort": "received", "direction": "desc"
        })
    };
    let saved = clerk
        .write(Method::POST, "/api/filters", None, &filter(" Wohngeld "))
        .await;
    assert_eq!(saved.status, StatusCode::CREATED, "{}", saved.text());
    let id = saved.json()["id"].as_str().unwrap().to_owned();
    let expected = json!({
        "id": id, "name": "Wohngeld", "view": "unassigned", "service": "housing_benefit_rent", "sort": "received",
        "direction": "desc", "count": 1
    });
    assert_eq!(saved.json(), expected);
    assert_eq!(
        clerk.get("/api/filters").await.json(),
        json!({ "items": [expected] })
    );
    assert_eq!(second.get("/api/filters").await.json(), json!({ "items": [] }));

    let path = format!("/api/filters/{id}");
    let removal = format!("{path}/removal");
    let foreign = second.write(Method::PUT, &path, None, &filter("Meins")).await;
    assert_eq!(foreign.problem(), (404, "not_found".to_owned()));
    let foreign = second.write(Method::POST, &removal, None, &json!({})).await;
    assert_eq!(foreign.problem(), (404, "not_found".to_owned()));
    for (name, code) in [
        (" ", "empty"),
        ("a\nb", "control_character"),
        ("Wohngeld", "taken"),
    ] {
        let refused = clerk
            .write(Method::POST, "/api/filters", None, &filter(name))
            .await;
        assert_eq!(
            field(&refused),
            json!([{ "field": "name", "code": code }]),
            "{name}"
        );
    }
    let renamed = clerk.write(Method::PUT, &path, None, &filter("Neu")).await;
    assert_eq!(
        (&renamed.json()["id"], &renamed.json()["name"]),
        (&json!(id), &json!("Neu"))
    );
    let removed = clerk.write(Method::POST, &removal, None, &json!({})).await;
    assert_eq!(removed.status, StatusCode::NO_CONTENT, "{}", removed.text());
    assert_eq!(clerk.get("/api/filters").await.json(), json!({ "items": [] }));
    let again = clerk.write(Method::POST, &removal, None, &json!({})).await;
    assert_eq!(again.problem(), (404, "not_found".to_owned()));
}

#[tokio::test]
async fn a_case_is_given_to_clerks_only() {
    let bench = Bench::new().await;
    let (clerk, second) = (bench.sign_in("clerk").await, bench.sign_in("second").await);
    let supervisor = bench.sign_in("supervisor").await;
    let case = ready_case(&bench, &clerk, false).await;
    let path = format!("/api/cases/{case}/assignee");
    let listed = clerk.get("/api/clerks").await.json();
    let names: Vec<_> = listed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["display_name"])
        .collect();
    assert_eq!(names, ["Zweite Kraft", "clerk"]);
    let colleague = listed["items"][0]["id"].clone();
    let given = clerk
        .write(Method::PUT, &path, None, &json!({ "assignee": colleague }))
        .await;
    assert_eq!(given.json()["assignee"]["display_name"], "Zweite Kraft");
    assert_eq!(
        (total(&second, "mine").await, total(&clerk, "mine").await),
        (1, 0)
    );
    let session = supervisor.get("/api/session").await.json();
    let nobody = json!("019351f0-0000-7000-8000-000000000001");
    for other in [session["user"]["id"].clone(), nobody, json!("you")] {
        let refused = clerk
            .write(Method::PUT, &path, None, &json!({ "assignee": other }))
            .await;
        assert_eq!(
            field(&refused),
            json!([{ "field": "assignee", "code": "unknown" }]),
            "{other}"
        );
    }
    assert_eq!(total(&second, "mine").await, 1);
}
