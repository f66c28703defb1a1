//! Figures of the office over HTTP: counts alone, nothing about cases or people.
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::bench::Bench;
use crate::letters::{case_of_housing_benefit, letters, request, save, send, version};

#[tokio::test]
async fn a_case_counts_when_it_is_asked_first_and_few_cases_are_no_figure() {
    let bench = Bench::new().await;
    let supervisor = bench.sign_in("supervisor").await;
    let path = "/api/request-figures?weeks=2";
    let nothing = json!({ "number": 0, "days": null });
    let before = supervisor.get(path).await.json();
    assert_eq!(
        (&before["over_all"], &before["minimum_n"]),
        (&nothing, &json!(10))
    );

    let clerk = bench.sign_in("clerk").await;
    let case = case_of_housing_benefit(&bench, &clerk).await;
    let body = request(&letters(&clerk, &case).await, &["tenancy", "rent_split"]);
    save(&clerk, &case, 0, &body).await;
    let seen = version(&clerk, &case).await;
    let sent = send(&clerk, &case, seen, 1).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());

    let one = json!({ "number": 1, "days": null });
    let figures = supervisor.get(path).await.json();
    assert_eq!(
        figures,
        json!({
            "minimum_n": 10,
            "over_all": one,
            "asked_once": { "value": null, "low": null, "high": null, "n": 0 },
            // 22 November 2026 is a Sunday.
            "weeks": [
                { "monday": "2026-11-09", "asked": nothing },
                { "monday": "2026-11-16", "asked": one },
            ],
        })
    );
    for (query, weeks) in [("", 12), ("?weeks=0", 1), ("?weeks=1000", 52)] {
        let figures = supervisor
            .get(&format!("/api/request-figures{query}"))
            .await
            .json();
        assert_eq!(figures["weeks"].as_array().unwrap().len(), weeks, "{query}");
    }
}

#[tokio::test]
async fn what_people_made_of_suggestions_is_told_from_enough_of_them_on() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let answer = clerk
        .get("/api/suggestions/reliability?field=dwelling.rent")
        .await;
    assert_eq!(
        answer.json(),
        json!({
            "days": 90,
            "minimum_n": 50,
            "taken": { "value": Value::Null, "low": Value::Null, "high": Value::Null, "n": 0 },
        })
    );
    for query in ["", "?field=", "?field=%20"] {
        let answer = clerk.get(&format!("/api/suggestions/reliability{query}")).await;
        assert_eq!(answer.problem(), (422, "invalid_request".to_owned()), "{query}");
        assert_eq!(answer.json()["fields"][0]["field"], "field");
    }
}
