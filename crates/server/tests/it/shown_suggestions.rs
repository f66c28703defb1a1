//! An entry of the history opens what was suggested then, whatever was suggested later.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::clock::Clock;
use aktenlage_domain::ids::{CaseId, RunId, SuggestionId};
use aktenlage_domain::suggestion::{AbstentionReason, Answer, Origin, Subject, Suggestion};
use aktenlage_store::{AuditDraft, Store};
use serde_json::{Value, json};

use crate::bench::Bench;

const FIRST_RUN: &str = "019351f0-0000-7000-8000-00000000000a";
const SECOND_RUN: &str = "019351f0-0000-7000-8000-00000000000b";
const SILENT: &str = "019351f0-0000-7000-8000-00000000000c";
const LATER: &str = "019351f0-0000-7000-8000-00000000000d";

fn family_name(answer: Answer, model: &str) -> Suggestion {
    Suggestion {
        subject: Subject::Field("applicant.family_name".into()),
        answer,
        remarks: Vec::new(),
        origin: Origin {
            model: model.to_owned(),
            prompt: "none".to_owned(),
            blueprint: "b1".to_owned(),
            input: "i1".to_owned(),
        },
    }
}

/// As if a first run had found nothing, and a later one a name.
async fn suggest(bench: &Bench, case: CaseId) {
    let path = bench.folder.path().join("aktenlage.sqlite");
    let store = Store::open_sqlite(&path, bench.clock.as_ref()).await.unwrap();
    let at = bench.clock.now();
    let silent = Answer::Abstained {
        reason: AbstentionReason::Ambiguous,
        evidence: Vec::new(),
    };
    let found = Answer::Value {
        value: "Musterfrau".to_owned(),
        probability: 0.9,
        evidence: Vec::new(),
        alternatives: Vec::new(),
    };
    for (run, id, suggestion) in [
        (FIRST_RUN, SILENT, family_name(silent, "encoder@1")),
        (SECOND_RUN, LATER, family_name(found, "encoder@2")),
    ] {
        let mut tx = store.begin().await.unwrap();
        let made_by: RunId = run.parse().unwrap();
        let id: SuggestionId = id.parse().unwrap();
        tx.insert_run(made_by, case, at).await.unwrap();
        tx.insert_suggestions(case, made_by, &[(id, suggestion)], at)
            .await
            .unwrap();
        let draft = AuditDraft {
            at,
            actor: Actor::System,
            action: AuditAction::SuggestionsRecorded,
            case: Some(case),
            detail: json!({ "run": run }),
        };
        tx.append_audit(&draft).await.unwrap();
        tx.commit().await.unwrap();
    }
    store.close().await;
}

#[tokio::test]
async fn an_entry_of_the_history_opens_what_was_suggested_then() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let received = clerk.upload(&[("antrag.pdf", b"%PDF-1.7 a form")]).await.json();
    let case = received["case_id"].as_str().unwrap();
    suggest(&bench, case.parse().unwrap()).await;
    let path = format!("/api/cases/{case}/suggestions");

    let then = clerk.get(&format!("{path}?run={FIRST_RUN}")).await.json();
    assert_eq!(then["items"].as_array().unwrap().len(), 1);
    let silent = &then["items"][0]["suggestion"];
    assert_eq!(
        (&silent["id"], &silent["value"], &silent["abstained"]),
        (&json!(SILENT), &Value::Null, &json!("ambiguous"))
    );
    assert_eq!(silent["origin"]["model"], "encoder@1");

    let one = clerk.get(&format!("{path}?suggestion={LATER}")).await.json();
    let later = &one["items"][0]["suggestion"];
    assert_eq!(
        (&later["value"], &later["origin"]["model"]),
        (&json!("Musterfrau"), &json!("encoder@2"))
    );
}

#[tokio::test]
async fn no_id_leads_into_another_case_and_none_is_no_question() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let received = clerk.upload(&[("antrag.pdf", b"%PDF-1.7 a form")]).await.json();
    suggest(&bench, received["case_id"].as_str().unwrap().parse().unwrap()).await;
    let other = clerk.upload(&[("anderer.pdf", b"%PDF-1.7 another")]).await.json();
    let path = format!("/api/cases/{}/suggestions", other["case_id"].as_str().unwrap());
    for named in [format!("run={FIRST_RUN}"), format!("suggestion={LATER}")] {
        let told = clerk.get(&format!("{path}?{named}")).await.json();
        assert_eq!(told, json!({ "items": [] }), "{named}");
    }
    for (query, field) in [("", "run"), ("?run=7", "run"), ("?suggestion=7", "suggestion")] {
        let answer = clerk.get(&format!("{path}{query}")).await;
        assert_eq!(answer.problem(), (422, "invalid_request".to_owned()), "{query}");
        assert_eq!(answer.json()["fields"][0]["field"], field, "{query}");
    }
    let nobodys = format!("/api/cases/{FIRST_RUN}/suggestions?run={FIRST_RUN}");
    assert_eq!(clerk.get(&nobodys).await.problem(), (404, "not_found".to_owned()));
}
