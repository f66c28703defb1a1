//! Hearings and transfers over HTTP: what they need, what they say, and what they leave undecided; drafts that go.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::bench::{Answer, Bench, Browser};
use crate::letters::{case_of_housing_benefit, letters, save, version, words};

async fn send_kind(clerk: &Browser<'_>, case: &str, kind: &str, draft_version: i64) -> Answer {
    let seen = version(clerk, case).await;
    let path = format!("/api/cases/{case}/letters");
    let body = json!({ "kind": kind, "draft_version": draft_version });
    clerk.write(Method::POST, &path, Some(seen), &body).await
}

fn proposal<'a>(letters: &'a Value, kind: &str) -> &'a Value {
    let proposals = letters["proposals"].as_array().unwrap();
    proposals.iter().find(|one| one["kind"] == kind).unwrap()
}

fn codes(draft: &Answer) -> Vec<String> {
    let draft = draft.json();
    let problems = draft["problems"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    problems
        .map(|problem| format!("{}: {}", text(&problem["field"]), text(&problem["code"])))
        .collect()
}

async fn said(clerk: &Browser<'_>, sent: &Answer) -> String {
    let id = sent.json()["letter"]["id"].as_str().unwrap().to_owned();
    words(&clerk.get(&format!("/api/letters/{id}/pdf")).await.body)
}

#[tokio::test]
async fn a_hearing_says_what_is_meant_and_its_day_counts_in_the_queue() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let case = case_of_housing_benefit(&bench, &clerk).await;
    let proposed = letters(&clerk, &case).await;
    let hearing = proposal(&proposed, "hearing");
    assert_eq!(hearing["items"], json!([]));
    assert_eq!(
        hearing["deadline"], proposed["proposals"][0]["deadline"],
        "the day is counted like that of a request"
    );
    let opening = hearing["texts"]["opening"][0].as_str().unwrap();
    assert!(
        opening.contains("20. November 2026") && !opening.contains('{'),
        "{opening}"
    );
    assert_eq!(hearing["texts"]["salutation"], "Guten Tag {name},");
    let mut body = json!({
        "kind": "hearing",
        "recipient": ["Erika Musterfrau", "86150 Beispielstadt"],
        "due_on": hearing["deadline"]["last_day"],
        "legal_notice": "social_benefits",
    });
    let saved = save(&clerk, &case, 0, &body).await;
    assert_eq!(codes(&saved), ["grounds: empty", "intended_decision: empty"]);
    body["grounds"] = json!("Ihr Einkommen liegt über der Grenze.");
    body["intended_decision"] = json!("Wir wollen Ihren Antrag ablehnen.");
    assert!(codes(&save(&clerk, &case, 1, &body).await).is_empty());
    let sent = send_kind(&clerk, &case, "hearing", 2).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    let shown = clerk.get(&format!("/api/cases/{case}")).await.json();
    assert_eq!(
        (&shown["state"], &shown["due_on"]),
        (&json!("under_review"), &json!("2026-12-17"))
    );
    let text = said(&clerk, &sent).await;
    for expected in [
        "Was wir vorhaben",
        "Wir wollen Ihren Antrag ablehnen.",
        "Ihr Einkommen liegt über der Grenze.",
        "17. Dezember 2026",
        "§ 24 Abs. 1 SGB X",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    let history = clerk.get(&format!("/api/cases/{case}/history")).await.json();
    assert_eq!(history["items"][0]["detail"]["kind"], "hearing");
    assert!(
        !history.to_string().contains("Einkommen liegt"),
        "no words of it in the chain"
    );
}

#[tokio::test]
async fn handing_over_tells_both_sides_and_decides_nothing() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let case = case_of_housing_benefit(&bench, &clerk).await;
    let proposed = letters(&clerk, &case).await;
    let covering = proposal(&proposed, "transfer");
    assert_eq!(
        (&covering["deadline"], &covering["recipient"]),
        (&Value::Null, &json!([]))
    );
    let address = covering["authorities"][0]["address"].clone();
    assert_eq!(address[0], "Landratsamt Musterland");
    let notice = json!({
        "kind": "transfer_notice",
        "recipient": ["Erika Musterfrau", "86150 Beispielstadt"],
        "legal_notice": "social_benefits",
        "grounds": "Die Wohnung liegt im Landkreis.",
    });
    let early = save(&clerk, &case, 0, &notice).await;
    assert_eq!(codes(&early), ["transfer: empty"]);
    let refused = send_kind(&clerk, &case, "transfer_notice", 1).await;
    assert_eq!(refused.problem(), (422, "invalid_request".to_owned()));

    let mut body = notice.clone();
    body["kind"] = json!("transfer");
    body["recipient"] = address;
    assert!(codes(&save(&clerk, &case, 0, &body).await).is_empty());
    let sent = send_kind(&clerk, &case, "transfer", 1).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    let text = said(&clerk, &sent).await;
    for expected in [
        "Landratsamt Musterland",
        "Die Wohnung liegt im Landkreis.",
        "§ 16 Abs. 2 Satz 1 SGB I",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    let sent = send_kind(&clerk, &case, "transfer_notice", 1).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    let text = said(&clerk, &sent).await;
    assert!(text.contains("Landratsamt Musterland, Hauptstraße 10"), "{text}");
    assert!(text.contains("22. November 2026"), "{text}");

    let shown = clerk.get(&format!("/api/cases/{case}")).await.json();
    assert_eq!(
        shown["state"], "under_review",
        "a person decides what becomes of the case"
    );
    let again = clerk
        .get(&format!("/api/cases/{case}/letters/draft?kind=transfer_notice"))
        .await
        .json();
    assert_eq!(again["content"]["grounds"], "Die Wohnung liegt im Landkreis.");
}

#[tokio::test]
async fn a_draft_is_thrown_away_as_it_was_seen() {
    let bench = Bench::new().await;
    let (clerk, second) = (bench.sign_in("clerk").await, bench.sign_in("second").await);
    let case = case_of_housing_benefit(&bench, &clerk).await;
    let body = json!({ "kind": "hearing", "note": "Erste Fassung" });
    assert_eq!(save(&clerk, &case, 0, &body).await.status, StatusCode::OK);
    assert_eq!(save(&second, &case, 1, &body).await.status, StatusCode::OK);
    let seen = version(&clerk, &case).await;
    let path = format!("/api/cases/{case}/letters/draft/removal?kind=hearing");
    let discard = async |version: i64| clerk.write(Method::POST, &path, Some(version), &json!({})).await;
    let stale = discard(1).await;
    assert_eq!(stale.problem(), (412, "version_conflict".to_owned()));
    assert_eq!(stale.json()["changed_by"], "Zweite Kraft");
    assert_eq!(discard(2).await.status, StatusCode::NO_CONTENT);
    assert_eq!(discard(2).await.problem(), (412, "version_conflict".to_owned()));
    let fresh = clerk
        .get(&format!("/api/cases/{case}/letters/draft?kind=hearing"))
        .await
        .json();
    assert_eq!(
        (&fresh["version"], &fresh["content"]["note"]),
        (&json!(0), &Value::Null)
    );
    assert_eq!(version(&clerk, &case).await, seen, "a draft is no fact");
}
