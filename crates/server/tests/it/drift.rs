//! How suggestions fare week by week over HTTP: shares with intervals, changes, and nothing about cases or people.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::clock::Clock;
use aktenlage_domain::ids::{CaseId, SuggestionId};
use aktenlage_domain::suggestion::{AbstentionReason, Answer, Origin, Subject, Suggestion};
use aktenlage_store::{AuditDraft, Store};
use aktenlage_workflow::Runner;
use serde_json::{Value, json};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::bench::Bench;

/// A case with documents; the machine has said what it can about it.
async fn case(bench: &Bench) -> CaseId {
    let clerk = bench.sign_in("clerk").await;
    let received = clerk.upload(&[("antrag.pdf", b"%PDF-1.7 broken")]).await.json();
    let runner = Runner::new(bench.workbench.clone());
    while runner.work_once().await.unwrap() {}
    received["case_id"].as_str().unwrap().parse().unwrap()
}

fn suggestion(field: &str, is_silent: bool) -> Suggestion {
    let answer = if is_silent {
        Answer::Abstained {
            reason: AbstentionReason::NoEvidence,
            evidence: Vec::new(),
        }
    } else {
        Answer::Value {
            value: "Musterfrau".to_owned(),
            probability: 0.9,
            evidence: Vec::new(),
            alternatives: Vec::new(),
        }
    };
    Suggestion {
        subject: Subject::Field(field.into()),
        answer,
        remarks: Vec::new(),
        origin: Origin {
            model: "encoder@1".to_owned(),
            prompt: "fields@3".to_owned(),
            blueprint: "b1".to_owned(),
            input: "i1".to_owned(),
        },
    }
}

/// Suggestions on fields of their own, the first of them silent.
async fn suggest(store: &Store, case: CaseId, week: u128, silent: u128, all: u128, at: OffsetDateTime) {
    let suggestions: Vec<_> = (0..all)
        .map(|number| {
            let id = SuggestionId(Uuid::from_u128(week * 1000 + number));
            (
                id,
                suggestion(&format!("week{week}.field{number}"), number < silent),
            )
        })
        .collect();
    let mut tx = store.begin().await.unwrap();
    let run = tx.latest_run(case).await.unwrap().unwrap().id;
    tx.insert_suggestions(case, run, &suggestions, at).await.unwrap();
    let entry = AuditDraft {
        at,
        actor: Actor::System,
        action: AuditAction::SuggestionsRecorded,
        case: Some(case),
        detail: json!({ "run": run.to_string() }),
    };
    tx.append_audit(&entry).await.unwrap();
    tx.commit().await.unwrap();
}

fn fields(answer: &Value) -> Value {
    let silences = answer["silences"].as_array().unwrap();
    let found = silences.iter().find(|silence| silence["kind"] == "field");
    found.unwrap_or_else(|| panic!("{answer}")).clone()
}

#[tokio::test]
async fn a_week_beyond_the_weeks_before_is_told() {
    let bench = Bench::new().await;
    let case = case(&bench).await;
    let path = bench.folder.path().join("aktenlage.sqlite");
    let store = Store::open_sqlite(&path, bench.clock.as_ref()).await.unwrap();
    let now = bench.clock.now();
    suggest(&store, case, 1, 10, 100, now - time::Duration::days(7)).await;
    suggest(&store, case, 2, 40, 50, now).await;
    store.close().await;

    let answer = bench.sign_in("data").await.get("/api/drift?weeks=2").await.json();
    // 22 November 2026 is a Sunday.
    assert_eq!(answer["weeks"], json!(["2026-11-09", "2026-11-16"]));
    assert_eq!(answer["minimum_n"], 30);
    let fields = fields(&answer);
    let [before, now] = [&fields["points"][0], &fields["points"][1]];
    assert_eq!(
        (&before["share"]["value"], &before["share"]["n"]),
        (&json!(0.1), &json!(100))
    );
    assert_eq!(
        before["change"],
        Value::Null,
        "nothing is known of the time before"
    );
    assert_eq!(now["share"]["value"], 0.8);
    assert!(now["share"]["low"].as_f64().unwrap() > 0.6, "{now}");
    assert_eq!(now["change"]["is_above"], true);
    assert_eq!(now["change"]["before"], before["share"]);
    assert_eq!(fields["reasons"][0]["reason"], "no_evidence");
    assert_eq!(fields["reasons"][0]["points"], fields["points"]);
    assert_eq!(answer["overrides"], json!([]), "nobody settled anything");

    // One document is too few for a figure, and the answer says how many there are.
    let untaught = &answer["forms"]["untaught"][1];
    assert_eq!(
        untaught["share"],
        json!({ "value": null, "low": null, "high": null, "n": 1 })
    );
    let text = answer.to_string();
    for personal in [case.to_string().as_str(), "Musterfrau", "clerk", "antrag.pdf"] {
        assert!(!text.contains(personal), "{personal}: {text}");
    }
}

#[tokio::test]
async fn weeks_are_bounded() {
    let bench = Bench::new().await;
    let browser = bench.sign_in("data").await;
    for (query, weeks) in [("", 12), ("?weeks=0", 1), ("?weeks=1000", 52), ("?weeks=-3", 1)] {
        let answer = browser.get(&format!("/api/drift{query}")).await.json();
        let listed = answer["weeks"].as_array().unwrap().len();
        assert_eq!(listed, weeks, "{query}");
        assert_eq!(answer["forms"]["unseen"].as_array().unwrap().len(), weeks);
        assert_eq!(answer["silences"], json!([]));
    }
    let answer = browser.get("/api/drift?weeks=many").await;
    assert_eq!(answer.problem(), (422, "invalid_request".to_owned()));
}
